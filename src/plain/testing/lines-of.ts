/** What is printed of events, cleaned as every event is before it is printed. */
import type { AnyEvent, NewEvent } from '../../run/events.ts';
import { inOrder } from '../../run/testing/sample-run.ts';
import { createCleaner } from '../../transcripts/clean.ts';
import { createPrinter } from '../printer.ts';
import { UNICODE_SIGNS } from '../signs.ts';

export function linesOf(events: readonly AnyEvent[], signs = UNICODE_SIGNS): string[] {
  const lines: string[] = [];
  const printer = createPrinter(line => lines.push(line), signs);
  for (const event of events.map(createCleaner())) printer.tell(event);
  printer.end();
  return lines;
}

export function linesOfNew(...events: readonly NewEvent[]): string[] {
  return linesOf(inOrder(events));
}
