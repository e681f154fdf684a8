/** What is needed to go on with a run: its events, the run they make, and why it may not be possible. */
import type { AnyEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { readTranscript, TranscriptError } from './read.ts';

export interface Resumable {
  /** As they are in the file, not made safe to print. */
  readonly events: readonly AnyEvent[];
  /** Safe to print. */
  readonly notices: readonly string[];
  readonly run: Run;
}

/** Throws `TranscriptError`, as `readTranscript` does. */
export async function readForResume(file: string): Promise<Resumable> {
  const { events, notices } = await readTranscript(file);
  const run = foldAll(events);
  if (!run) throw new TranscriptError(`${file} is empty: there is no run in it.`);
  return { events, notices: [...notices, ...damageNotice(file, events)], run };
}

/** A line that was lost, broken or repeated shows in the numbers of the events around it. */
function damageNotice(file: string, events: readonly AnyEvent[]): string[] {
  if (events.every((event, index) => event.seq === index)) return [];
  return [
    sanitizeLine(
      `${file} is damaged: what comes next builds on what is left of the run, and its calls may not be those that were made.`,
    ),
  ];
}

/**
 * Why a run cannot be gone on with, in sentences that are safe to print; `undefined` when it can.
 * `ruleWords` says what a stop rule's name means: "all rounds were made".
 */
export function whyNotResumable(
  run: Pick<Run, 'provenance' | 'outcome' | 'parent' | 'seq'>,
  ruleWords: (rule: string) => string = rule => `the stop rule ${rule} fired`,
): string | undefined {
  if (run.provenance === 'imported') {
    return 'This run was imported: it cannot be gone on with. Start a new run of its question instead.';
  }
  if (run.parent?.seq !== undefined && run.seq < run.parent.seq) {
    return 'This branch was cut off while what it shares was being written: branch from its run once more.';
  }
  // What was cancelled or failed is as little complete as what was killed.
  if (run.outcome?.kind !== 'stopped') return undefined;
  const words = ruleWords(run.outcome.rule);
  return sanitizeLine(`This run has ended: ${words}. Branch from one of its rounds instead.`);
}
