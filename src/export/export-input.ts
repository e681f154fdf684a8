/** What an exporter is given: the events of a transcript made safe, redacted, and folded. Pure. */
import type { AnyEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import type { ExportInput, ExportOptions } from './exporter.ts';
import type { Redactor } from './redact.ts';
import { withoutNotes, withoutThinking } from './without-thinking.ts';

/**
 * `file` is the name of the transcript, without its folder. Cleaned first: an escape sequence in the
 * middle of a secret must not hide it. Throws `PatternError` for a pattern that takes for ever.
 */
export function exportInput(
  events: readonly AnyEvent[],
  file: string,
  redactor: Redactor,
  options: ExportOptions,
): ExportInput | undefined {
  const cleaned = events.map(createCleaner());
  const told = options.notes === false ? withoutNotes(cleaned) : cleaned;
  const redacted = redactor.events(options.thinking ? told : withoutThinking(told));
  const run = foldAll(redacted);
  return run && { events: redacted, run, file: redactor.text(sanitizeLine(file)), options };
}
