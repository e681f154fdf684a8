/**
 * METEOR without synonyms: how many words of a translation match its reference, and in how few pieces.
 * Banerjee and Lavie, "METEOR: An Automatic Metric for MT Evaluation with Improved Correlation with
 * Human Judgments" (ACL workshop 2005).
 */
import { englishStem } from './stem.ts';

/**
 * What is computed here, for reports: figures of other variants (with WordNet, with paraphrases,
 * METEOR 1.5) are not comparable with these.
 */
export const METEOR_VARIANT =
  'METEOR of 2005 (alpha 0.9, beta 3, gamma 0.5) with exact and, for English, Porter stem matches; no synonyms, no paraphrases; aligned in the fewest chunks, identical texts score 1';

/** The weights of the paper: F = 10PR / (R + 9P), penalty = 0.5 (chunks / matches)^3. */
const ALPHA = 0.9;
const BETA = 3;
const GAMMA = 0.5;

export interface MeteorSettings {
  /** The language of the translation, such as `en` or `de-AT`. Only English words are stemmed. */
  readonly language?: string | undefined;
}

/**
 * From 0 to 1, the best over the references. Case does not count; a punctuation mark is a word of its
 * own, and so is each character of a script without spaces. Texts of more than 2,000 words are cut there.
 *
 * The alignment has as many exact matches as possible, then as many stems, then as few chunks, found by
 * a beam of 40. Chunks rather than crossings decide, and identical texts score 1 and not
 * 1 - 0.5 / words^3, as in the authors' later versions (Denkowski and Lavie 2011).
 */
export function meteor(
  hypothesis: string,
  references: string | readonly string[],
  { language }: MeteorSettings = {},
): number {
  const stem = isEnglish(language) ? englishStem : undefined;
  const got = wordsOf(hypothesis);
  const all = typeof references === 'string' ? [references] : references;
  return Math.max(0, ...all.map(reference => scoreOf(got, wordsOf(reference), stem)));
}

/** How the words of two texts were matched. */
export interface Alignment {
  readonly matches: number;
  /** Runs of matches that stand side by side in both texts. */
  readonly chunks: number;
}

type Stem = ((word: string) => string) | undefined;

function scoreOf(got: readonly string[], wanted: readonly string[], stem: Stem): number {
  const { matches, chunks } = aligned(got, wanted, stem);
  if (matches === 0) return 0;
  if (chunks === 1 && matches === got.length && matches === wanted.length) return 1;
  const [precision, recall] = [matches / got.length, matches / wanted.length];
  const mean = (precision * recall) / (ALPHA * precision + (1 - ALPHA) * recall);
  return mean * (1 - GAMMA * (chunks / matches) ** BETA);
}

const MAX_WORDS = 2000;
const BEAM = 40;

/** What has been matched so far, going through the words of the hypothesis. */
interface Path {
  readonly exact: number;
  readonly stems: number;
  readonly chunks: number;
  /** How far the matched words stand apart, in sum. */
  readonly distance: number;
  /** The place in the reference of the last match, when it was the word before. */
  readonly last: number;
  /** The places taken in the reference, one byte each. */
  readonly taken: Uint8Array;
}

/** A path that takes one more place, which is marked only when the path stays in the beam. */
interface Step extends Path {
  readonly place?: number;
}

function aligned(got: readonly string[], wanted: readonly string[], stem: Stem): Alignment {
  const byWord = placesBy(wanted);
  const byStem = stem && placesBy(wanted.map(stem));
  let paths: Path[] = [
    { exact: 0, stems: 0, chunks: 0, distance: 0, last: NOWHERE, taken: new Uint8Array(wanted.length) },
  ];
  for (const [at, word] of got.entries()) {
    const exact = byWord.get(word) ?? [];
    const alike = (stem && byStem?.get(stem(word))?.filter(place => wanted[place] !== word)) ?? [];
    const steps = paths.flatMap((path): Step[] => [
      { ...path, last: NOWHERE },
      ...nearestFree(exact, at, path).map(place => stepTo(path, at, place, 'exact')),
      ...nearestFree(alike, at, path).map(place => stepTo(path, at, place, 'stems')),
    ]);
    paths = steps.sort(better).slice(0, BEAM).map(marked);
  }
  const [best] = paths;
  return { matches: best ? best.exact + best.stems : 0, chunks: best?.chunks ?? 0 };
}

const NOWHERE = -2;
/** Of a word that the reference has more often, so many places are tried. */
const MAX_PLACES = 6;

/** The free places worth trying: the one that goes on with the last match, and the nearest few. */
function nearestFree(places: readonly number[], at: number, { taken, last }: Path): readonly number[] {
  const found = new Set<number>();
  if (taken[last + 1] === 0 && places.includes(last + 1)) found.add(last + 1);
  let right = places.findIndex(place => place >= at);
  if (right < 0) right = places.length;
  let left = right - 1;
  while (found.size < MAX_PLACES && (left >= 0 || right < places.length)) {
    const [before = -Infinity, behind = Infinity] = [places[left], places[right]];
    const isNearer = at - before < behind - at;
    const place = isNearer ? before : behind;
    if (isNearer) left--;
    else right++;
    if (taken[place] === 0) found.add(place);
  }
  return [...found];
}

function stepTo(path: Path, at: number, place: number, kind: 'exact' | 'stems'): Step {
  return {
    ...path,
    [kind]: path[kind] + 1,
    chunks: path.chunks + (place === path.last + 1 ? 0 : 1),
    distance: path.distance + Math.abs(place - at),
    last: place,
    place,
  };
}

function marked({ place, ...path }: Step): Path {
  if (place === undefined) return path;
  const taken = path.taken.slice();
  taken[place] = 1;
  return { ...path, taken };
}

function better(a: Step, b: Step): number {
  return b.exact - a.exact || b.stems - a.stems || a.chunks - b.chunks || a.distance - b.distance;
}

function placesBy(words: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, word] of words.entries()) places.set(word, [...(places.get(word) ?? []), at]);
  return places;
}

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+|[^\s\p{L}\p{N}\p{M}]/gu;

function wordsOf(text: string): string[] {
  return (text.normalize('NFC').toLowerCase().match(WORD) ?? []).slice(0, MAX_WORDS);
}

function isEnglish(language: string | undefined): boolean {
  return /^(?:en(?:$|[-_])|english$)/i.test(language ?? '');
}
