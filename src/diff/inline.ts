/** A diff as plain text, for pipes and for a screen without colours. */
import { rowsOf } from './hunks.ts';
import type { TextDiff } from './parts.ts';

/**
 * The text with `[-removed-]` and `{+added+}` in it, line by line: a mark never reaches over the end
 * of a line. White space that alone changed is shown as the new text has it.
 */
export function plainInline(diff: Pick<TextDiff, 'parts'>): string {
  return rowsOf(diff.parts)
    .map(row => row.spans.map(({ kind, text }) => WRITE[kind](text)).join(''))
    .join('\n');
}

const WRITE = {
  same: (text: string) => text,
  removed: (text: string) => `[-${text}-]`,
  added: (text: string) => `{+${text}+}`,
  gap: (text: string) => text,
};
