/** How well a word is found in a text: in one piece, or letter by letter. Pure; knows no list. */
import type { Sign } from './fold.ts';

export interface Found {
  readonly score: number;
  /** Indices of signs of the text, in ascending order. */
  readonly at: readonly number[];
}

// For each letter of a word. In one piece a word has 5 for each letter, which is more than its letters
// can have when there is a gap between them: 1 each, 3 at the start of a word, 4 behind one another.
const LETTER = 1;
const WORD_START = 3;
const TOGETHER = 4;
const GAP = -1;
const TEXT_START = 1;
const WORD_END = 1;

/** The word in one piece: best at the start of a word, and up to its end; `undefined` when it is not there. */
export function inOnePiece(word: readonly Sign[], text: readonly Sign[]): Found | undefined {
  let best: Found | undefined;
  for (let from = 0; from + word.length <= text.length; from++) {
    if (!word.every(({ sign }, index) => sign === text[from + index]?.sign)) continue;
    const end = from + word.length;
    const score =
      word.length * (LETTER + TOGETHER) +
      (startsWord(text, from) ? WORD_START : 0) +
      (from === 0 ? TEXT_START : 0) +
      (text[end]?.inWord ? 0 : WORD_END);
    if (!best || score > best.score) best = { score, at: word.map((_, index) => from + index) };
  }
  return best;
}

/** The letters of the word in this order, where they count for most; `undefined` when one is missing. */
export function letterByLetter(word: readonly Sign[], text: readonly Sign[]): Found | undefined {
  let trails: Trails | undefined;
  if (word.length > text.length) return undefined;
  for (const { sign } of word) {
    trails = continued(trails, sign, text);
    // A letter that is nowhere behind the others is not found by looking for the next ones.
    if (trails.every(trail => trail === undefined)) return undefined;
  }
  let best: Trail | undefined;
  for (const trail of trails ?? []) best = better(best, trail);
  return best && { score: best.score, at: placesOf(best) };
}

/** A way to find the first letters of a word, the last of them at `at`. */
interface Trail {
  readonly at: number;
  readonly score: number;
  readonly before: Trail | undefined;
}

/** For each place of the text the best way that ends there. */
type Trails = readonly (Trail | undefined)[];

function continued(trails: Trails | undefined, sign: string, text: readonly Sign[]): Trails {
  let apart: Trail | undefined;
  return text.map((here, at) => {
    apart = better(apart, trails?.[at - 2]);
    if (here.sign !== sign) return undefined;
    const own = LETTER + (startsWord(text, at) ? WORD_START : 0) + (at === 0 ? TEXT_START : 0);
    if (!trails) return { at, score: own, before: undefined };
    const near = trails[at - 1];
    return better(near && joined(near, at, own + TOGETHER), apart && joined(apart, at, own + GAP));
  });
}

function joined(before: Trail, at: number, gain: number): Trail {
  return { at, score: before.score + gain, before };
}

/** The first of two that are as good. */
function better(a: Trail | undefined, b: Trail | undefined): Trail | undefined {
  return a && (!b || a.score >= b.score) ? a : b;
}

function placesOf(trail: Trail): number[] {
  const places: number[] = [];
  for (let one: Trail | undefined = trail; one; one = one.before) places.push(one.at);
  return places.reverse();
}

function startsWord(text: readonly Sign[], at: number): boolean {
  return text[at]?.inWord === true && text[at - 1]?.inWord !== true;
}
