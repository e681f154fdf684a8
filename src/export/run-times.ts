/**
 * When things happen in a run that is shown elsewhere: its moments, and how time passes between them. Pure;
 * the player has the run's own time, and this is what a page or a recorded screen makes of it.
 */
import { type MarkKind, markOf } from '../analysis/marks.ts';
import { lanesMark } from '../plain/lane-words.ts';
import type { AnyEvent } from '../run/events.ts';
import { isEndedOnPurpose } from '../run/known.ts';
import type { Milliseconds } from '../run/price.ts';
import { callsOf, lanesOf, type Round, type Run } from '../run/run.ts';
import { lookUp } from '../text/look-up.ts';

/** How long an event is looked at where nobody knows how long it took. */
const EVEN_MS: Readonly<Record<string, Milliseconds>> = {
  'round.started': 500,
  'call.started': 400,
  'call.delta': 900,
  'call.failed': 900,
  'check.finished': 900,
  'answer.graded': 900,
  'vote.counted': 900,
};

/** The events at an even pace, in their order, for a run of which no times are known. */
export function evenlyPaced(events: readonly AnyEvent[]): AnyEvent[] {
  let at = 0;
  return events.map(event => {
    const paced = { ...event, at };
    at += lookUp(EVEN_MS, event.type) ?? 0;
    return paced;
  });
}

/** Of each event, when the player comes to it: never before the one that it follows. */
export function timesOf(events: readonly AnyEvent[]): Milliseconds[] {
  let latest = 0;
  return events.map(({ at }) => {
    latest = Math.max(latest, at);
    return latest;
  });
}

/** A moment that one may want to go to. */
export interface Moment {
  readonly at: Milliseconds;
  readonly round: number;
  readonly kind: 'round' | 'flip' | 'failure';
  /** `Round 2 · FIX`, `FIX in round 2`, `A call of round 1 failed`. */
  readonly words: string;
}

/** Where rounds begin, where the answer became another one, and where calls failed; by their times. */
export function momentsOf(run: Run): Moment[] {
  const moments = run.rounds.flatMap(round => [
    { at: round.startedAt, round: round.index, kind: 'round' as const, words: roundWords(run, round) },
    ...flipsIn(run, round),
    ...failuresIn(run, round),
  ]);
  return moments.sort((a, b) => a.at - b.at);
}

function roundWords(run: Run, round: Round): string {
  const lanes = lanesOf(run, round);
  const { word } = lanes.length > 1 ? lanesMark(run, round) : markOf(run, round.index, lanes[0]);
  return `Round ${round.index} · ${word}`;
}

/** Marks that say that the answer became another one. */
const FLIPS: ReadonlySet<MarkKind> = new Set(['FIX', 'BREAK', 'CHANGED', 'FLIP-BACK']);

function flipsIn(run: Run, round: Round): Moment[] {
  const { index, finishedAt } = round;
  if (finishedAt === undefined) return [];
  const words = lanesOf(run, round).flatMap(lane => {
    const { kind, word, probe } = markOf(run, index, lane);
    return FLIPS.has(kind) || MOVED.has(probe?.did ?? '') ? [word] : [];
  });
  const [first] = new Set(words);
  return first === undefined
    ? []
    : [{ at: finishedAt, round: index, kind: 'flip', words: `${first} in round ${index}` }];
}

/** What a probe did that made the answer another one. */
const MOVED: ReadonlySet<string> = new Set(['now right', 'now wrong', 'changed', 'flip back']);

function failuresIn(run: Run, round: Round): Moment[] {
  return callsOf(run, round)
    .filter(({ status, error }) => status === 'failed' && !(error && isEndedOnPurpose(error)))
    .map(call => ({
      at: call.endedAt ?? call.startedAt,
      round: round.index,
      kind: 'failure',
      words: `A call of round ${round.index} failed`,
    }));
}
