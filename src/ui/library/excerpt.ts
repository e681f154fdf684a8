/** A part of a text around what was found in it, with the places marked. Pure. */
import { folded } from '../../library/folded.ts';
import { graphemes } from '../../text/graphemes.ts';
import { clip, type Line, span } from '../line.ts';
import { highlight } from '../search/highlight.ts';
import { findMatches } from '../search/matches.ts';

/** Of a long text so much is looked through, in UTF-16 code units around the place. */
const AROUND = 400;

/** `text` is one line that is safe to print; `words` are folded. In at most `width` cells. */
export function excerpt(text: string, words: readonly string[], width: number): Line {
  const near = nearestPart(text, words);
  const pieces = [...graphemes(near)];
  const at = Math.max(0, placeIn(pieces, words));
  const from = wordFrom(pieces, Math.max(0, at - Math.floor(width / 4)), at);
  const shown = `${from > 0 || near !== text ? '…' : ''}${pieces.slice(from).join('')}`;
  return marked(clip([span(shown)], width), words);
}

/** Where the next word begins, unless that is behind the place itself. */
function wordFrom(pieces: readonly string[], from: number, at: number): number {
  if (from === 0) return 0;
  const space = pieces.indexOf(' ', from);
  return space >= 0 && space < at ? space + 1 : from;
}

/** A line in which the words are marked. */
export function marked(line: Line, words: readonly string[]): Line {
  const matches = words.flatMap(word => findMatches([line], word));
  const sorted = matches
    .toSorted((a, b) => (a.parts[0]?.start ?? 0) - (b.parts[0]?.start ?? 0))
    .filter((match, index, all) => index === 0 || start(match) >= end(all[index - 1]));
  return highlight([line], sorted)[0] ?? line;
}

type Found = ReturnType<typeof findMatches>[number];

function start(match: Found): number {
  return match.parts[0]?.start ?? 0;
}

function end(match: Found | undefined): number {
  return match?.parts.at(-1)?.end ?? 0;
}

/** Folding changes lengths, so the place is only nearly the same: enough is taken around it. */
function nearestPart(text: string, words: readonly string[]): string {
  if (text.length <= 2 * AROUND) return text;
  const whole = folded(text);
  const at = Math.max(
    0,
    Math.min(...words.map(word => whole.indexOf(word)).filter(place => place >= 0), whole.length),
  );
  const place = Math.floor((at / Math.max(1, whole.length)) * text.length);
  const from = Math.max(0, place - AROUND);
  return text.slice(from, from + 2 * AROUND).toWellFormed();
}

/** The grapheme at which a word begins; -1 where none does. */
function placeIn(pieces: readonly string[], words: readonly string[]): number {
  const text = folded(pieces.join(''));
  const place = Math.min(
    ...words.map(word => text.indexOf(word)).filter(found => found >= 0),
    Number.POSITIVE_INFINITY,
  );
  if (!Number.isFinite(place)) return -1;
  let length = 0;
  for (const [index, piece] of pieces.entries()) {
    if (length >= place) return index;
    length += folded(piece).length;
  }
  return pieces.length - 1;
}
