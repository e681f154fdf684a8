/** Cuts a text into words and marks. Knows nothing of sentences and differences. */

/** A word or a mark with the white space around it; the tokens of a text lie end to end. */
export interface Token {
  /** Offsets into the text, indentation and trailing white space included. */
  readonly start: number;
  readonly end: number;
  /** Offsets of the token without its white space. */
  readonly from: number;
  readonly to: number;
  /** The token without its white space, as a number: equal tokens of one vocabulary have equal ids. */
  readonly id: number;
  /** Has a letter, a digit or an emoji. */
  readonly word: boolean;
  /** How much it counts when two sentences are compared: a long word more than a short one, a mark least. */
  readonly weight: number;
  /** A line break follows. */
  readonly endsLine: boolean;
}

/** Gives equal strings equal numbers; share one between the texts that are compared. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();

  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(text, id);
    return id;
  }
}

/** A blank text has no tokens. */
export function tokenize(text: string, vocabulary: Vocabulary): Token[] {
  const cores = coresOf(text);
  let start = 0;
  return cores.map((core, index) => {
    const after = cores[index + 1];
    const end = after ? startOf(text, core, after) : text.length;
    const token = {
      start,
      end,
      from: core.from,
      to: core.to,
      id: vocabulary.idOf(text.slice(core.from, core.to)),
      word: core.word,
      weight: core.word ? Math.min(core.to - core.from + 1, MOST_WEIGHT) : MARK_WEIGHT,
      endsLine: breaksLine(text, core.to, end),
    };
    start = end;
    return token;
  });
}

// The locale is fixed so that a diff is the same on every machine; dictionaries apply by script.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

const BLANK = /^\s+$/;
const WORD = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const ASCII_WORD = /^[A-Za-z0-9]/;
const OPERATOR = /^[=<>!+\-*/&|^~%]+$/;
const REPEATED = /^([`#._?=*-])\1*$/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
/** A line of ten thousand dots must not be one token, nor cost its square to find. */
const LONGEST_MARK = 8;
const MOST_WEIGHT = 9;
const MARK_WEIGHT = 0.5;

/** Where a token's characters other than white space begin and end. */
interface Core {
  readonly from: number;
  readonly to: number;
  readonly word: boolean;
}

function coresOf(text: string): Core[] {
  const cores: Core[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    if (segment === ' ' || BLANK.test(segment)) continue;
    const before = cores.at(-1);
    const word = ASCII_WORD.test(segment) || WORD.test(segment);
    const core = { from: index, to: index + segment.length, word };
    if (before?.to === index && belongTogether(text, before, core)) {
      cores[cores.length - 1] = { ...core, from: before.from };
    } else cores.push(core);
  }
  return cores;
}

/** Operators of several characters, fences, ellipses and LaTeX commands are one token each. */
function belongTogether(text: string, before: Core, core: Core): boolean {
  if (before.word || before.to - before.from >= LONGEST_MARK) return false;
  if (core.word) return text.slice(before.from, before.to) === '\\';
  const both = text.slice(before.from, core.to);
  return OPERATOR.test(both) || REPEATED.test(both);
}

/** White space belongs to the token before it, but indentation to the token after it. */
function startOf(text: string, before: Core, core: Core): number {
  for (let at = core.from; at > before.to; at--) {
    if (breaksLine(text, at - 1, at)) return at;
  }
  return core.from;
}

function breaksLine(text: string, from: number, to: number): boolean {
  if (from === to || (to - from === 1 && text.charAt(from) === ' ')) return false;
  return LINE_BREAK.test(text.slice(from, to));
}
