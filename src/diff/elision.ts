/** A changed line cut down to its changes and the words around them. Knows no width. */
import type { Row, RowSpan } from './hunks.ts';
import { type Token, tokenize, Vocabulary } from './tokens.ts';

/** Unchanged words in the middle of a line that are not shown. */
export interface ElidedWords {
  readonly kind: 'elided';
  readonly words: number;
}

/** The spans of a row, with at most `context` unchanged words left on each side of a change. */
export function elided({ spans }: Row, context: number): (RowSpan | ElidedWords)[] {
  const isChange = (span: RowSpan | undefined) => span?.kind === 'added' || span?.kind === 'removed';
  const first = spans.findIndex(isChange);
  const last = spans.findLastIndex(isChange);
  if (first < 0) return [...spans];
  return spans.flatMap((span, index) => {
    if (span.kind !== 'same') return span;
    return shortened(span.text, index > first ? context : 0, index < last ? context : 0);
  });
}

/** To say that words are left out takes the room of some. */
const WORTH_ELIDING = 8;

function shortened(text: string, head: number, tail: number): (RowSpan | ElidedWords)[] {
  const words = tokenize(text, new Vocabulary()).filter(token => token.word);
  const left = words.length - head - tail;
  if (left < WORTH_ELIDING) return [{ kind: 'same', text }];
  const from = head === 0 ? 0 : endOf(words[head - 1]);
  const to = tail === 0 ? text.length : (words[words.length - tail]?.from ?? text.length);
  const kept = (piece: string): RowSpan[] => (piece === '' ? [] : [{ kind: 'same', text: piece }]);
  return [...kept(text.slice(0, from)), { kind: 'elided', words: left }, ...kept(text.slice(to))];
}

function endOf(token: Token | undefined): number {
  return token?.to ?? 0;
}
