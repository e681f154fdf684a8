/** What an exporter writes, as one text. Only tests import it. */
import type { AnyEvent } from '../../run/events.ts';
import { theRun } from '../../run/testing/sample-run.ts';
import { createCleaner } from '../../transcripts/clean.ts';
import type { Exporter, ExportOptions } from '../exporter.ts';

/** Of events as they lie in a transcript: they are made safe to show first, as the command does. */
export async function exportedText(
  exporter: Exporter,
  events: readonly AnyEvent[],
  options: Partial<ExportOptions> = {},
): Promise<string> {
  const clean = events.map(createCleaner());
  const input = { events: clean, run: theRun(clean), file: 'sample.jsonl' };
  const pieces: string[] = [];
  for await (const piece of exporter.pieces({ ...input, options: { thinking: true, ...options } })) {
    pieces.push(piece);
  }
  return pieces.join('');
}
