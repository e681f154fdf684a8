/** Which words of a changed stretch are marked, so that a person can read it. Knows no white space and no lines but their ends. */
import { commonBlocks } from './matching.ts';
import { type Reading, wordsIn } from './reading.ts';
import { type Area, isReplacement, type Span, spansOf } from './spans.ts';

export interface MarkingLimits {
  /** Below this share of kept text (by weight, 0..1) a stretch is shown as replaced whole. */
  readonly minKept: number;
  /** More edits than this are not looked for: the stretch is shown as replaced between its ends. */
  readonly maxEdits: number;
}

/** An area of tokens as spans, word by word, or as one changed span when too little of it was kept. */
export function markWords(old: Reading, next: Reading, area: Area, limits: MarkingLimits): Span[] {
  const spans = withoutIslands(old, next, commonSpans(old, next, area, limits.maxEdits));
  return keptEnough(old, next, spans, area, limits.minKept) ? spans : [{ same: false, ...area }];
}

/** The share of both sides, by weight, that a word for word comparison keeps: 0..1. */
export function commonShare(old: Reading, next: Reading, area: Area, maxEdits: number): number {
  const kept = keptWeight(old, commonSpans(old, next, area, maxEdits));
  const total = weight(old, area.oldFrom, area.oldTo) + weight(next, area.newFrom, area.newTo);
  return total === 0 ? 1 : (2 * kept) / total;
}

function commonSpans(old: Reading, next: Reading, area: Area, maxEdits: number): Span[] {
  const blocks = commonBlocks(
    old.tokens.slice(area.oldFrom, area.oldTo).map(token => token.id),
    next.tokens.slice(area.newFrom, area.newTo).map(token => token.id),
    maxEdits,
  );
  return spansOf(blocks, area);
}

/** One or two kept words in the middle of a rewritten phrase are chance: the phrase reads better whole. */
const ISLAND_WORDS = 2;
/** Brackets hold a formula or a call together: "f(«1» ‹2›)(«3» ‹4›)". */
const BRACKET = /[()[\]{}]/;

function withoutIslands(old: Reading, next: Reading, spans: readonly Span[]): Span[] {
  let current = [...spans];
  for (;;) {
    const result: Span[] = [];
    for (let index = 0; index < current.length; index++) {
      const [left, island, right] = [result.at(-1), current[index], current[index + 1]];
      if (left && right && island && isIsland(old, next, left, island, right)) {
        result[result.length - 1] = { ...left, oldTo: right.oldTo, newTo: right.newTo };
        index++;
      } else if (island) result.push(island);
    }
    if (result.length === current.length) return result;
    current = result;
  }
}

function isIsland(old: Reading, next: Reading, left: Span, island: Span, right: Span): boolean {
  if (!island.same || left.same || right.same) return false;
  const wordsKept = wordsIn(next, island.newFrom, island.newTo);
  if (wordsKept > ISLAND_WORDS) return false;
  const tokens = next.tokens.slice(island.newFrom, island.newTo);
  if (tokens.some(token => token.endsLine)) return false;
  if (wordsKept === 0 && tokens.some(token => BRACKET.test(next.text.charAt(token.from)))) return false;
  // Between two mere insertions (or removals) nothing is gained by striking out what stayed.
  const both = { oldFrom: left.oldFrom, oldTo: right.oldTo, newFrom: left.newFrom, newTo: right.newTo };
  const kept = island.oldTo - island.oldFrom;
  if (both.oldTo - both.oldFrom === kept || both.newTo - both.newFrom === kept) return false;
  return Math.min(size(old, next, left), size(old, next, right)) > wordsKept;
}

/** Words on the longer side. */
function size(old: Reading, next: Reading, span: Span): number {
  return Math.max(wordsIn(old, span.oldFrom, span.oldTo), wordsIn(next, span.newFrom, span.newTo));
}

/** A sentence that changed at one place, or only grew or shrank there, reads well with less. */
const NEARLY_ALL = 0.8;
const FEW_PLACES = 2;

function keptEnough(
  old: Reading,
  next: Reading,
  spans: readonly Span[],
  area: Area,
  minKept: number,
): boolean {
  if (!isReplacement(area)) return true;
  const kept = keptWeight(old, spans);
  const oldWeight = weight(old, area.oldFrom, area.oldTo);
  const newWeight = weight(next, area.newFrom, area.newTo);
  const share = (2 * kept) / (oldWeight + newWeight);
  const changes = spans.filter(span => !span.same).length;
  if (share >= (changes === 1 ? minKept / 2 : minKept)) return true;
  return changes <= FEW_PLACES && kept >= NEARLY_ALL * Math.min(oldWeight, newWeight);
}

function keptWeight(old: Reading, spans: readonly Span[]): number {
  let total = 0;
  for (const span of spans) if (span.same) total += weight(old, span.oldFrom, span.oldTo);
  return total;
}

function weight(reading: Reading, from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += reading.tokens[index]?.weight ?? 0;
  return total;
}
