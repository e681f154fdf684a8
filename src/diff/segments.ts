/**
 * Cuts a text where Unicode puts the boundaries of words (UAX 29). Knows nothing of tokens.
 *
 * `Intl.Segmenter` does it for every script, and takes most of the time of reading a text. Most lines of
 * an answer are ASCII, for which the rules are few; a line break is a boundary whatever stands around it,
 * so the lines can be cut by one or by the other.
 */

/** Where a segment begins and ends in the text. White space between words may be left out. */
export type TakeSegment = (from: number, to: number) => void;

export function eachSegment(text: string, take: TakeSegment): void {
  let from = 0;
  while (from < text.length) {
    const ascii = endOfAscii(text, from);
    cutAscii(text, from, ascii, take);
    if (ascii === text.length) return;
    const other = endOfOther(text, ascii);
    const part = text.slice(ascii, other);
    for (const { segment, index } of segmenter.segment(part)) {
      take(ascii + index, ascii + index + segment.length);
    }
    from = other;
  }
}

// The locale is fixed so that a diff is the same on every machine; dictionaries apply by script.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

const LINE_FEED = 0x0a;
const SPACE = 0x20;

const LETTER = 1;
const DIGIT = 2;
const LOW_LINE = 3;
/** Printable, and a segment of its own unless it joins what is around it. */
const MARK = 4;

/** What each ASCII character is; 0 for control characters, which are left to `Intl.Segmenter`. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) return LETTER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (character === '_') return LOW_LINE;
  return (code >= SPACE && code < 0x7f) || code === LINE_FEED ? MARK : 0;
});

/** Marks that stand in the middle of a word ("don't") or of a number ("1,204.50"). */
const WITHIN_WORDS = new Set(codesOf(isJoinedByColon() ? `.':` : `.'`));
const WITHIN_NUMBERS = new Set(codesOf(`.',;`));

/** Unicode 15.1 took the colon from the middle of words; the versions of ICU differ in following it. */
function isJoinedByColon(): boolean {
  return [...segmenter.segment('a:b')].length === 1;
}

function codesOf(characters: string): number[] {
  return [...characters].map(character => character.charCodeAt(0));
}

/** 0 beyond the end, too. */
function kindAt(text: string, at: number): number {
  return KINDS[text.charCodeAt(at)] ?? 0;
}

/** The end of the lines that can be cut here: the beginning of the first that cannot, or of the text. */
function endOfAscii(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (kindAt(text, at) === 0) return Math.max(from, text.lastIndexOf('\n', at) + 1);
  }
  return text.length;
}

/** The end of the lines that cannot. */
function endOfOther(text: string, from: number): number {
  for (let at = from; ; ) {
    const end = text.indexOf('\n', at) + 1;
    if (end === 0) return text.length;
    at = end;
    if (endOfAscii(text, at) > at) return at;
  }
}

function cutAscii(text: string, from: number, to: number, take: TakeSegment): void {
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code === SPACE || code === LINE_FEED) {
      at++;
      continue;
    }
    const end = endOfSegment(text, at);
    take(at, end);
    at = end;
  }
}

function endOfSegment(text: string, from: number): number {
  let at = from + 1;
  if (kindAt(text, from) === MARK) return at;
  for (;;) {
    const kind = kindAt(text, at);
    if (kind === LETTER || kind === DIGIT || kind === LOW_LINE) at++;
    else if (kind === MARK && joins(text, at)) at += 2;
    else return at;
  }
}

function joins(text: string, at: number): boolean {
  const kind = kindAt(text, at - 1);
  if (kind !== kindAt(text, at + 1)) return false;
  const code = text.charCodeAt(at);
  return (kind === LETTER && WITHIN_WORDS.has(code)) || (kind === DIGIT && WITHIN_NUMBERS.has(code));
}
