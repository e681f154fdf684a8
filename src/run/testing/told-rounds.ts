/** Runs told by what each round said, for tests of what is read from a run. */
import type { NewEvent } from '../events.ts';
import type { Usage } from '../price.ts';
import type { Run } from '../run.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  stopped,
} from './sample-run.ts';

type Verdict = 'pass' | 'fail' | 'unknown';
export interface Told {
  readonly text: string;
  readonly extracted?: string | null;
  readonly correct?: boolean | null;
  readonly thinking?: string;
  readonly usage?: Partial<Usage>;
  readonly stopReason?: string;
  readonly method?: string;
  readonly check?: { readonly verdict: Verdict; readonly text: string; readonly source?: string };
}

/** One whole round of one call, which has its number. */
export function told(round: number, one: Told): NewEvent[] {
  const { text, extracted = text, correct = null, thinking, check } = one;
  return [
    roundStarted(round),
    callStarted(round, round, { request: requestOf(`turn ${round}`) }),
    ...(thinking === undefined ? [] : [delta(round, thinking, 'thinking')]),
    delta(round, text),
    callFinished(round, one.usage, { text, ...(one.stopReason && { stopReason: one.stopReason }) }),
    ...(check
      ? [
          {
            type: 'check.finished',
            round,
            lane: 0,
            source: check.source ?? 'judge',
            durationMs: 0,
            text: check.text,
            verdict: check.verdict,
          } as NewEvent,
        ]
      : []),
    { ...graded(round, extracted, correct), ...(one.method && { method: one.method }) } as NewEvent,
    roundFinished(round),
  ];
}

export function runTold(...rounds: readonly Told[]): Run {
  return runOf(runStarted(), ...rounds.flatMap((one, index) => told(index, one)), stopped());
}
