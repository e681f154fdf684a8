/** Finds a text in lines, and goes from one place to the next. Pure; knows nothing of how lines are made. */
import { graphemes } from '../../text/graphemes.ts';
import type { Line } from '../line.ts';
import { folded, ignoresCase } from './folding.ts';
import { haystackOf, type Part, partsOf } from './haystack.ts';

/** One place where the query was found: a part of a line, or of several where it runs over their ends. */
export interface Match {
  /** Never empty, in order. */
  readonly parts: readonly Part[];
}

/**
 * Where the query stands in the lines, in order and without overlaps. Accents are disregarded; so is
 * case, unless the query has a capital; only whole graphemes are found. White space stands for any
 * amount of it and for the break between two lines (not for a blank line), whether wrapping made it or
 * the text has it. A word that was cut at the end of a line, or has the bar of a quote between its
 * lines, is not found as one. Nothing is found of a query of white space. Linear in the text.
 */
export function findMatches(lines: readonly Line[], query: string): Match[] {
  const isFolded = ignoresCase(query);
  const needle = [...graphemes(query.trim().replaceAll(/\s+/g, ' '))]
    .map(grapheme => folded(grapheme, isFolded))
    .join('');
  if (needle === '') return [];
  const haystack = haystackOf(lines, isFolded);
  const matches: Match[] = [];
  let at = haystack.text.indexOf(needle);
  while (at >= 0) {
    const parts = partsOf(haystack, at, at + needle.length);
    if (parts.length > 0) matches.push({ parts });
    at = haystack.text.indexOf(needle, at + (parts.length > 0 ? needle.length : 1));
  }
  return matches;
}

/** The line in which a match begins. */
export function lineOf(match: Match): number {
  return match.parts[0]?.line ?? 0;
}

/** Where the reader is: the window on the lines, and the match that was gone to last, by its index. */
export interface Standing {
  readonly offset: number;
  readonly height: number;
  readonly current?: number | undefined;
}

/**
 * The index of the match to go to: the one after the current, as long as that is in the window, else
 * the first one from the top of the window on. After the last comes the first. `undefined` without any.
 */
export function nextMatch(matches: readonly Match[], standing: Standing): number | undefined {
  if (matches.length === 0) return undefined;
  const current = visible(matches, standing);
  const next = current === undefined ? firstFrom(matches, standing.offset) : current + 1;
  return next % matches.length;
}

/** The same backwards: the one before the current, or the last one that begins in the window or above. */
export function previousMatch(matches: readonly Match[], standing: Standing): number | undefined {
  if (matches.length === 0) return undefined;
  const current = visible(matches, standing) ?? firstFrom(matches, standing.offset + standing.height);
  return (current + matches.length - 1) % matches.length;
}

function visible(matches: readonly Match[], { offset, height, current }: Standing): number | undefined {
  const match = current === undefined ? undefined : matches[current];
  if (!match) return undefined;
  return lineOf(match) >= offset && lineOf(match) < offset + height ? current : undefined;
}

/** The index of the first match that begins in this line or below; the number of matches when none does. */
function firstFrom(matches: readonly Match[], line: number): number {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const match = matches[middle];
    if (match && lineOf(match) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
