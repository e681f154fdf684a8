/** Compares two readings: sentences first, then words where a sentence changed. Knows no white space and no screen. */
import { partsOf, statsOf } from './assembling.ts';
import { commonShare, type MarkingLimits, markWords } from './marking.ts';
import { commonBlocks } from './matching.ts';
import { pairSentences } from './pairing.ts';
import type { TextDiff } from './parts.ts';
import { type Reading, tokenAt } from './reading.ts';
import { bagOf, commonOf, similarity } from './similarity.ts';
import { type Area, isReplacement, type Span, spansOf } from './spans.ts';

export interface DiffOptions {
  /**
   * Of two versions of a sentence, the share of common text (0..1, long words counting more) below
   * which no words are marked and the sentence is shown as replaced. Default 0.35.
   */
  readonly minKept?: number;
}

/** Both readings must share a vocabulary. */
export function compare(old: Reading, next: Reading, options: DiffOptions): TextDiff {
  const limits = { minKept: options.minKept ?? MIN_KEPT, maxEdits: MAX_WORD_EDITS };
  // Repeated sentences could hide that nothing changed but line breaks.
  const found = sameWords(old, next)
    ? [{ same: true, ...inTokens(old, next, wholeOf(old, next)) }]
    : sentenceSpans(old, next).flatMap(span => wordSpans(old, next, span, limits));
  const spans = tidied(old, next, found);
  const parts = partsOf(old, next, spans);
  return { parts, stats: statsOf(old, next, spans, parts) };
}

const MIN_KEPT = 0.35;
export const MAX_WORD_EDITS = 300;
export const MAX_SENTENCE_EDITS = 2000;
/** Two stretches this much alike need no pairing: most often their lines were broken elsewhere. */
const ALIKE = 0.9;

function sameWords(old: Reading, next: Reading): boolean {
  if (old.tokens.length !== next.tokens.length) return false;
  return old.tokens.every((token, index) => token.id === next.tokens[index]?.id);
}

/** Both texts, counted in sentences. */
function wholeOf(old: Reading, next: Reading): Area {
  return { oldFrom: 0, oldTo: old.sentences.length, newFrom: 0, newTo: next.sentences.length };
}

/** Spans counted in sentences. */
function sentenceSpans(old: Reading, next: Reading): Span[] {
  const blocks = commonBlocks(
    old.sentences.map(sentence => sentence.id),
    next.sentences.map(sentence => sentence.id),
    MAX_SENTENCE_EDITS,
  );
  return spansOf(blocks, wholeOf(old, next));
}

/** A span of sentences as spans of tokens. */
function wordSpans(old: Reading, next: Reading, span: Span, limits: MarkingLimits): Span[] {
  const tokens = inTokens(old, next, span);
  if (span.same || !isReplacement(span)) return [{ same: span.same, ...tokens }];
  if (span.oldTo - span.oldFrom === 1 && span.newTo - span.newFrom === 1) {
    return markWords(old, next, tokens, limits);
  }
  if (onlyBrokenElsewhere(old, next, tokens, limits)) return markWords(old, next, tokens, limits);
  const result: Span[] = [];
  let { oldFrom, newFrom } = span;
  const unpaired = (oldTo: number, newTo: number) => {
    result.push({ same: false, ...inTokens(old, next, { oldFrom, oldTo, newFrom, newTo }) });
  };
  for (const pair of pairSentences(old, next, span)) {
    unpaired(pair.oldFrom, pair.newFrom);
    for (const marked of markWords(old, next, inTokens(old, next, pair), limits)) result.push(marked);
    oldFrom = pair.oldTo;
    newFrom = pair.newTo;
  }
  unpaired(span.oldTo, span.newTo);
  return result;
}

/** Whether two stretches have nearly the same words in the same order, whatever their lines. */
function onlyBrokenElsewhere(old: Reading, next: Reading, area: Area, limits: MarkingLimits): boolean {
  const was = bagOf(old.tokens, area.oldFrom, area.oldTo);
  const is = bagOf(next.tokens, area.newFrom, area.newTo);
  // The order of words costs much more to compare than the words.
  if (similarity(commonOf(was, is), was.total + is.total) < ALIKE) return false;
  return commonShare(old, next, area, limits.maxEdits) >= ALIKE;
}

function inTokens(old: Reading, next: Reading, area: Area): Area {
  return {
    oldFrom: tokenAt(old, area.oldFrom),
    oldTo: tokenAt(old, area.oldTo),
    newFrom: tokenAt(next, area.newFrom),
    newTo: tokenAt(next, area.newTo),
  };
}

/**
 * Joins neighbours that read as one. Two replacements stay apart, so that sentence faces sentence, and
 * so do changes at the end of one line and in the next.
 */
function tidied(old: Reading, next: Reading, spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (span.oldFrom === span.oldTo && span.newFrom === span.newTo) continue;
    if (last && readAsOne(old, next, last, span)) {
      result[result.length - 1] = { ...last, oldTo: span.oldTo, newTo: span.newTo };
    } else result.push(span);
  }
  return result;
}

function readAsOne(old: Reading, next: Reading, a: Span, b: Span): boolean {
  if (a.same || b.same) return a.same === b.same;
  if (isReplacement({ ...a, oldTo: b.oldTo, newTo: b.newTo })) {
    const ended = a.newTo > a.newFrom ? next.tokens[a.newTo - 1] : old.tokens[a.oldTo - 1];
    return !ended?.endsLine && !(isReplacement(a) && isReplacement(b));
  }
  return true;
}
