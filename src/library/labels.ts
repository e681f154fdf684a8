/** What the user calls a run and how they tag it, written into its transcript. */
import type { EventOf } from '../run/events.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { appendEvent } from '../transcripts/journal.ts';

export interface Label {
  /** Empty: the question's own. */
  readonly title?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/**
 * Appends the label; what is absent stays as it is. Throws an `Error` with a sentence that is safe to print
 * where the transcript may only be read, is written by somebody else, or is none: nothing is lost then.
 */
export function labelRun(file: string, { title, tags }: Label): void {
  appendEvent(
    file,
    (seq, at): EventOf<'user.labelled'> => ({
      seq,
      at,
      type: 'user.labelled',
      ...(title !== undefined && { title: sanitizeLine(title).trim() }),
      ...(tags && { tags: [...tags] }),
    }),
  );
}

/** Tags as they are written in one line: parted at commas, each once, without `#` and white space around. */
export function tagsIn(text: string): string[] {
  const tags = sanitizeLine(text)
    .split(',')
    .map(tag => tag.trim().replace(/^#+/, '').trim().replaceAll(/\s+/g, ' '))
    .filter(tag => tag !== '');
  return [...new Set(tags)];
}

export function tagsText(tags: readonly string[]): string {
  return tags.join(', ');
}
