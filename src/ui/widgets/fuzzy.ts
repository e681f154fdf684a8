/**
 * Which items of a list are meant by a few letters, the best first. Pure; knows no list and no screen.
 *
 * A word that stands in a text as it is counts for more than one whose letters are scattered in it, at
 * the start of a word for more than inside one.
 */
import { type Sign, signsOf } from './fold.ts';
import { inOnePiece, letterByLetter } from './matching-words.ts';

export interface Ranked<T> {
  readonly item: T;
  /** The more, the better; 0 when nothing was asked for. */
  readonly score: number;
  /** Which graphemes of the text matched, in ascending order. */
  readonly matched: readonly number[];
}

/**
 * The items in which every word of the query is found, the best first, equals in the order in which
 * they came; all of them, as they came, for a query without words. Case and accents do not matter.
 *
 * A word is found when its letters stand in the text in this order, or when it stands, in one piece,
 * in what `alsoOf` says of the item without its being seen (an id, a group). Of either text the first
 * 1,000 code units are looked at, and so they are of the query.
 */
export function fuzzyRank<T>(
  items: readonly T[],
  query: string,
  textOf: (item: T) => string,
  alsoOf: (item: T) => string = () => '',
): Ranked<T>[] {
  const words = query
    .slice(0, LOOKED_AT)
    .split(/\s+/)
    .map(signsOf)
    .filter(word => word.length > 0);
  if (words.length === 0) return items.map(item => ({ item, score: 0, matched: [] }));
  return items
    .flatMap(item => {
      const found = rank(words, look(textOf(item)), look(alsoOf(item)));
      return found ? [{ item, ...found }] : [];
    })
    .toSorted((a, b) => b.score - a.score);
}

/** The items with the recent ones first (`recentIds`: the most recent first), groups kept together. */
export function withRecent<T extends { readonly id: string; readonly group?: string }>(
  items: readonly T[],
  recentIds: readonly string[],
): T[] {
  const placeOf = (item: T) => {
    const place = recentIds.indexOf(item.id);
    return place === -1 ? recentIds.length : place;
  };
  const sorted = items.toSorted((a, b) => placeOf(a) - placeOf(b));
  return [...Map.groupBy(sorted, item => item.group).values()].flat();
}

const LOOKED_AT = 1000;

/** The same texts are looked at with every key that is pressed. */
const looked = new Map<string, readonly Sign[]>();
const MOST_KEPT = 2000;

function look(text: string): readonly Sign[] {
  const known = looked.get(text);
  if (known) return known;
  if (looked.size >= MOST_KEPT) looked.clear();
  const signs = signsOf(text.slice(0, LOOKED_AT));
  looked.set(text, signs);
  return signs;
}

/** For each letter of a word that is not seen: less than for one that is seen in one piece. */
const UNSEEN = 4;

function rank(
  words: readonly (readonly Sign[])[],
  text: readonly Sign[],
  also: readonly Sign[],
): Omit<Ranked<unknown>, 'item'> | undefined {
  let score = 0;
  const matched = new Set<number>();
  for (const word of words) {
    const whole = inOnePiece(word, text);
    const unseen = !whole && inOnePiece(word, also) ? word.length * UNSEEN : 0;
    const found = whole ?? letterByLetter(word, text);
    if (!found && unseen === 0) return undefined;
    score += Math.max(found?.score ?? 0, unseen);
    for (const at of found && found.score >= unseen ? found.at : []) matched.add(text[at]?.grapheme ?? 0);
  }
  return { score, matched: [...matched].sort((a, b) => a - b) };
}
