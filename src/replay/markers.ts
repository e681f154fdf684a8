/**
 * Places in a run that one wants to find again: rounds, failures, retries, transitions, notes. Each is a
 * pure function of the run as it was when it happened; how they look is not known here.
 */
import { markOf, type Tone } from '../analysis/marks.ts';
import type { AnyEvent } from '../run/events.ts';
import { isEndedOnPurpose, isKnown } from '../run/known.ts';
import { answerCall, lanesOf, type Run } from '../run/run.ts';
import type { Stop } from './stop.ts';

export type MarkerKind = 'round' | 'flip' | 'failure' | 'retry' | 'note';

export interface Marker extends Stop {
  readonly kind: MarkerKind;
  readonly round: number;
  /** One cell. */
  readonly sign: string;
  /** `FIX in round 1`, `round 2 begins`. */
  readonly words: string;
  readonly tone: Tone;
}

/** What somebody wants to stop at while a run plays. */
export const STOPS = ['nothing', 'flips', 'markers'] as const;
export type StopAt = (typeof STOPS)[number];

/** The markers of these, in their order. The beginning of a run is not worth a stop. */
export function stopsOf(markers: readonly Marker[], at: StopAt): readonly Marker[] {
  if (at === 'nothing') return [];
  return markers.filter(({ kind, round }) =>
    at === 'flips' ? kind === 'flip' : kind !== 'round' || round > 0,
  );
}

/** What the event marks, in the run that it was just folded into. */
export function markersAt(run: Run, event: AnyEvent, stop: Stop): Marker[] {
  if (!isKnown(event)) return [];
  const roundOf = (call: number) => run.calls[call]?.round ?? 0;
  switch (event.type) {
    case 'round.started':
      return [
        {
          kind: 'round',
          ...stop,
          round: event.round,
          sign: '│',
          words: `round ${event.round} begins`,
          tone: 'muted',
        },
      ];
    case 'call.retried': {
      const round = roundOf(event.call);
      return [
        { kind: 'retry', ...stop, round, sign: '○', words: `retry in round ${round}`, tone: 'neutral' },
      ];
    }
    case 'call.failed': {
      const round = roundOf(event.call);
      const what = isEndedOnPurpose(event.error) ? 'a call was ended' : 'a call failed';
      return [failure(stop, round, `${what} in round ${round}`)];
    }
    case 'run.finished':
      if (event.outcome !== 'failed') return [];
      return [failure(stop, run.rounds.at(-1)?.index ?? 0, 'the run failed')];
    case 'user.noted':
      if (event.text === '') return [];
      return [
        {
          kind: 'note',
          ...stop,
          round: event.round,
          sign: '•',
          words: `note on round ${event.round}`,
          tone: 'neutral',
        },
      ];
    case 'answer.graded':
      return flips(run, event.round, [event.lane], event.call, stop);
    case 'round.finished':
      return flips(run, event.round, ungradedLanes(run, event.round), undefined, stop);
    default:
      return [];
  }
}

function failure(stop: Stop, round: number, words: string): Marker {
  return { kind: 'failure', ...stop, round, sign: '!', words, tone: 'bad' };
}

const FLIPS = new Set(['FIX', 'BREAK', 'CHANGED', 'FLIP-BACK']);

function flips(
  run: Run,
  index: number,
  lanes: readonly number[],
  call: number | undefined,
  stop: Stop,
): Marker[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [];
  const isOneOfSeveral = lanesOf(run, round).length > 1;
  return lanes.flatMap((lane): Marker[] => {
    const { kind, sign, word, tone } = markOf(run, index, lane, call);
    if (!FLIPS.has(kind)) return [];
    const where = isOneOfSeveral ? `round ${index}, lane ${lane}` : `round ${index}`;
    return [{ kind: 'flip', ...stop, round: index, sign, words: `${word} in ${where}`, tone }];
  });
}

/** Whose answers nobody graded: they are marked when the round ends, and the others when they were graded. */
function ungradedLanes(run: Run, index: number): number[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [];
  return lanesOf(run, round).filter(
    lane => answerCall(run, round, lane) !== undefined && !round.grades.some(grade => grade.lane === lane),
  );
}
