/** Runs as exporters get them, and what they make of them. Only tests import it. */
import { join } from 'node:path';
import { fixturesDir } from '../../questions/package-root.ts';
import type { AnyEvent, NewEvent } from '../../run/events.ts';
import { inOrder } from '../../run/testing/sample-run.ts';
import { readTranscript } from '../../transcripts/read.ts';
import { exportInput } from '../export-input.ts';
import type { Exporter, ExportInput, ExportOptions } from '../exporter.ts';
import { createRedactor } from '../redact.ts';

export function inputOf(
  events: readonly AnyEvent[],
  file = 'run.jsonl',
  options: ExportOptions = { thinking: true },
): ExportInput {
  const input = exportInput(events, file, createRedactor(), options);
  if (!input) throw new Error('there is no run in these events');
  return input;
}

export function inputSaying(...events: readonly NewEvent[]): ExportInput {
  return inputOf(inOrder(events));
}

/** A bundled recording, by its name. */
export async function recordedInput(name: string, options?: ExportOptions): Promise<ExportInput> {
  const { events } = await readTranscript(join(fixturesDir(), 'recordings', `${name}.jsonl`));
  return inputOf(events, `${name}.jsonl`, options);
}

export async function exportedText(exporter: Exporter, input: ExportInput): Promise<string> {
  let text = '';
  for await (const piece of exporter.pieces(input)) text += piece;
  return text;
}

export async function exportedTogether(exporter: Exporter, inputs: readonly ExportInput[]): Promise<string> {
  let text = '';
  const each = async function* () {
    yield* inputs;
  };
  for await (const piece of exporter.together?.(each()) ?? []) text += piece;
  return text;
}
