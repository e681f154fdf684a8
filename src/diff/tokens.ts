/** Cuts a text into words and marks. Knows nothing of sentences and differences. */

import { eachSegment } from './segments.ts';

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
  const tokens: Token[] = [];
  let start = 0;
  const put = ({ from, to, word }: Core, end: number) => {
    tokens.push({
      start,
      end,
      from,
      to,
      id: vocabulary.idOf(text.slice(from, to)),
      word,
      weight: word ? Math.min(WORD_WEIGHT * (to - from + 1), MOST_WEIGHT) : MARK_WEIGHT,
      endsLine: breaksLine(text, to, end),
    });
    start = end;
  };
  // One for all: a text has tens of thousands.
  const core: Core = { from: 0, to: 0, word: false };
  eachSegment(text, (from, to) => {
    const word = isWord(text, from, to);
    if (!word && BLANK.test(text.slice(from, to))) return;
    if (core.to === from && core.to > 0 && belongTogether(text, core, to, word)) {
      core.to = to;
      core.word = word;
      return;
    }
    if (core.to > 0) put(core, startOf(text, core.to, from));
    core.from = from;
    core.to = to;
    core.word = word;
  });
  if (core.to > 0) put(core, text.length);
  return tokens;
}

const BLANK = /^\s+$/;
const WORD = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const OPERATOR = /^[=<>!+\-*/&|^~%]+$/;
const REPEATED = /^([`#._?=*-])\1*$/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
/** A line of ten thousand dots must not be one token, nor cost its square to find. */
const LONGEST_MARK = 8;
/** Of each character, and of the word as such. All weights are whole numbers: those cost no memory of their own. */
const WORD_WEIGHT = 2;
const MOST_WEIGHT = 18;
const MARK_WEIGHT = 1;

/** Where a token's characters other than white space begin and end. */
interface Core {
  from: number;
  to: number;
  word: boolean;
}

/** Has a letter, a digit or an emoji; nearly every word begins with a letter of ASCII. */
function isWord(text: string, from: number, to: number): boolean {
  const code = text.charCodeAt(from);
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)) return true;
  return (code >= 128 || to - from > 1) && WORD.test(text.slice(from, to));
}

/** Operators of several characters, fences, ellipses and LaTeX commands are one token each. */
function belongTogether(text: string, before: Core, to: number, word: boolean): boolean {
  if (before.word || before.to - before.from >= LONGEST_MARK) return false;
  if (word) return text.slice(before.from, before.to) === '\\';
  const both = text.slice(before.from, to);
  return OPERATOR.test(both) || REPEATED.test(both);
}

/** White space belongs to the token before it, but indentation to the token after it. */
function startOf(text: string, before: number, from: number): number {
  for (let at = from; at > before; at--) {
    if (breaksLine(text, at - 1, at)) return at;
  }
  return from;
}

function breaksLine(text: string, from: number, to: number): boolean {
  if (from === to || (to - from === 1 && text.charAt(from) === ' ')) return false;
  return LINE_BREAK.test(text.slice(from, to));
}
