/**
 * Two short texts, such as formulas, each whole and with its own words marked that the other one has
 * not. Unlike `diffWords` it marks every word alone, and joins nothing for reading.
 */
import type { RowSpan } from './hunks.ts';
import { commonBlocks } from './matching.ts';
import { type Token, tokenize, Vocabulary } from './tokens.ts';

export interface MarkedTexts {
  /** What is not in the other text is `removed`. */
  readonly old: readonly RowSpan[];
  /** What is not in the other text is `added`. */
  readonly next: readonly RowSpan[];
}

/** With less in common than this share of their words and marks (0..1), both are marked whole. */
const LITTLE = 0.5;

/** Linear while the texts are alike, at most quadratic in their words. */
export function markTokens(old: string, next: string): MarkedTexts {
  const vocabulary = new Vocabulary();
  const [olds, news] = [tokenize(old, vocabulary), tokenize(next, vocabulary)];
  const ids = (tokens: readonly Token[]) => tokens.map(token => token.id);
  const blocks = commonBlocks(ids(olds), ids(news), olds.length + news.length);
  const [inOld, inNew] = [new Set<number>(), new Set<number>()];
  const common = blocks.reduce((sum, { length }) => sum + length, 0);
  const isAlike = 2 * common >= LITTLE * (olds.length + news.length);
  for (const { oldFrom, newFrom, length } of isAlike ? blocks : []) {
    for (let k = 0; k < length; k++) {
      inOld.add(oldFrom + k);
      inNew.add(newFrom + k);
    }
  }
  return { old: spansOf(old, olds, inOld, 'removed'), next: spansOf(next, news, inNew, 'added') };
}

function spansOf(
  text: string,
  tokens: readonly Token[],
  common: ReadonlySet<number>,
  kind: 'removed' | 'added',
): RowSpan[] {
  const spans: RowSpan[] = [];
  const put = (span: RowSpan) => {
    const last = spans.at(-1);
    if (span.text === '') return;
    if (last?.kind === span.kind) spans[spans.length - 1] = { ...span, text: last.text + span.text };
    else spans.push(span);
  };
  let at = 0;
  tokens.forEach((token, index) => {
    const isMarked = !common.has(index);
    // White space between two marked words reads better marked.
    const between = isMarked && index > 0 && !common.has(index - 1) ? kind : 'same';
    put({ kind: between, text: text.slice(at, token.from) });
    put({ kind: isMarked ? kind : 'same', text: text.slice(token.from, token.to) });
    at = token.to;
  });
  put({ kind: 'same', text: text.slice(at) });
  return spans;
}
