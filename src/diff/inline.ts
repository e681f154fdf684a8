/** A diff as plain text, for pipes and for a screen without colours. */
import { type RowSpan, rowsOf } from './hunks.ts';
import type { TextDiff } from './parts.ts';

/**
 * The text with `[-removed-]` and `{+added+}` in it, line by line: a mark never reaches over the end
 * of a line. White space that alone changed is shown as the new text has it.
 */
export function plainInline(diff: Pick<TextDiff, 'parts'>): string {
  return rowsOf(diff.parts)
    .map(row => row.spans.map(write).join(''))
    .join('\n');
}

function write({ kind, text }: RowSpan, index: number, spans: readonly RowSpan[]): string {
  // The brackets part a word from its replacement; white space there would look like text.
  const between = spans[index - 1]?.kind === 'removed' && spans[index + 1]?.kind === 'added';
  return kind === 'gap' && between ? '' : WRITE[kind](text);
}

const WRITE = {
  same: (text: string) => text,
  removed: (text: string) => `[-${text}-]`,
  added: (text: string) => `{+${text}+}`,
  gap: (text: string) => text,
};
