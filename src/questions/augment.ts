/**
 * Lexical noise: a question as a hasty typist or a poor scan would have it, to see whether a model
 * still understands it. What the answer depends on stays as it is.
 */
import { createRandom, drawOne, drawWhole, type Random } from './random.ts';

export type NoiseKind = 'typing' | 'ocr';

export interface NoiseOptions {
  /** A whole number; the same seed damages the same words. */
  readonly seed: number;
  /** The share of the words that may be damaged, 0 to 1; each gets one mistake at most. */
  readonly rate: number;
  readonly kind: NoiseKind;
  /** Words that must stay, such as the labels among which to choose. */
  readonly keep?: readonly string[];
}

/**
 * Damages words of four letters or more; the first letter stays, and no digit comes or goes.
 *
 * Left alone are: numbers and everything with a digit in it, English number words, code (fenced, in
 * backticks, SQL from an upper-case CREATE, INSERT, SELECT or WITH to its semicolon), formulas
 * between dollar signs or in \( \) and \[ \], LaTeX commands, tags, addresses, names_with_underscores,
 * words with a capital inside, and the words of `keep`. Short words stay too: "not" must not become
 * "no". Throws `RangeError` on a rate outside of 0 to 1.
 */
export function addNoise(text: string, { seed, rate, kind, keep = [] }: NoiseOptions): string {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`The rate has to be from 0 to 1; it is ${rate}.`);
  const random = createRandom(`noise ${kind} ${seed}`);
  const kept = new Set(keep.flatMap(words => wordsOf(words.toLowerCase())));
  const damage = kind === 'typing' ? mistype : misread;
  let output = '';
  let from = 0;
  const noisy = (prose: string) =>
    prose.replace(TOKEN, token => {
      if (!WORD.test(token) || NUMBER_WORDS.has(token.toLowerCase()) || kept.has(token.toLowerCase()))
        return token;
      return random() < rate ? damage(token, random) : token;
    });
  for (const found of text.matchAll(UNTOUCHED)) {
    output += noisy(text.slice(from, found.index)) + found[0];
    from = found.index + found[0].length;
  }
  return output + noisy(text.slice(from));
}

/** Code, formulas, tags and addresses; an opening without its end protects nothing. */
const UNTOUCHED =
  /```[\s\S]*?```|`[^`\n]+`|\$\$[^$]+\$\$|\$[^$\n]+\$|\\\([\s\S]*?\\\)|\\\[[\s\S]*?\\\]|\\[a-zA-Z]+(?:\{[^{}\n]*\})*|<[^<>\n]{1,80}>|https?:\/\/\S+|\S+@\S+\.\w+|^[ \t]*--[^\n]*|\b(?:CREATE|INSERT|SELECT|WITH|UPDATE|DELETE)\b[^;]*;/gm;
/** A run of letters, digits and underscores, with what joins them. */
const TOKEN = /[\p{L}\p{M}\p{N}_]+(?:['’.-][\p{L}\p{M}\p{N}_]+)*/gu;
/** Four plain letters or more, no capital behind the first. */
const WORD = /^[A-Za-z][a-z]{3,}$/;

const NUMBER_WORDS = new Set(
  (
    'zero four five seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ' +
    'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen once twice ' +
    'thrice half third quarter double triple none'
  ).split(' '),
);

function wordsOf(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([word]) => word);
}

type Mistake = (word: string, at: number) => string;

const MISTAKES: readonly [Mistake, ...Mistake[]] = [
  function swap(word, at) {
    const next = Math.min(at + 1, word.length - 1);
    const before = next - 1;
    return `${word.slice(0, before)}${word[next]}${word[before]}${word.slice(next + 1)}`;
  },
  function leaveOut(word, at) {
    return word.slice(0, at) + word.slice(at + 1);
  },
  function twice(word, at) {
    return word.slice(0, at + 1) + word.slice(at);
  },
  function besideIt(word, at) {
    const neighbours = NEIGHBOURS[word[at] ?? ''] ?? '';
    const hit = neighbours[(at + word.length) % neighbours.length] ?? '';
    return word.slice(0, at) + hit + word.slice(at + 1);
  },
];

/** The keys to the left and right on a QWERTY keyboard. */
const NEIGHBOURS: Readonly<Record<string, string>> = Object.fromEntries(
  ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'].flatMap(row =>
    [...row].map((key, index) => [key, `${row[index - 1] ?? ''}${row[index + 1] ?? ''}`] as const),
  ),
);

/** One slip of the fingers, never on the first letter. */
function mistype(word: string, random: Random): string {
  const at = drawWhole(random, 1, word.length - 1);
  return drawOne(random, MISTAKES)(word, at);
}

/** What a scanner takes for what; no digits among them, so that no number appears. */
const LOOKALIKES: readonly (readonly [seen: string, read: string])[] = [
  ['rn', 'm'],
  ['m', 'rn'],
  ['cl', 'd'],
  ['d', 'cl'],
  ['li', 'h'],
  ['h', 'b'],
  ['vv', 'w'],
  ['w', 'vv'],
  ['e', 'c'],
  ['c', 'e'],
  ['u', 'ii'],
  ['n', 'u'],
  ['t', 'f'],
  ['f', 't'],
  ['l', 'i'],
  ['i', 'l'],
  ['o', 'c'],
  ['a', 'o'],
  ['g', 'q'],
  ['s', 'z'],
];

/** One look-alike somewhere behind the first letter; a word without any stays. */
function misread(word: string, random: Random): string {
  const places = LOOKALIKES.flatMap(([seen, read]) =>
    Array.from({ length: word.length - 1 }, (_, index) => index + 1)
      .filter(at => word.startsWith(seen, at))
      .map(at => ({ at, seen, read })),
  );
  const [first, ...rest] = places;
  if (!first) return word;
  const { at, seen, read } = drawOne(random, [first, ...rest]);
  return word.slice(0, at) + read + word.slice(at + seen.length);
}
