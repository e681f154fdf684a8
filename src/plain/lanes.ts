/** The lanes of a round: answers that are developed side by side. */
import { attemptsOf, type Call, callsOf, type Round, type Run } from '../run/run.ts';

/** In order; a round without a call has none. */
export function lanesOf(run: Run, round: Round): number[] {
  return [...new Set(callsOf(run, round).map(call => call.lane))].sort((a, b) => a - b);
}

/** The round as if it had this lane only. */
export function inLane(run: Run, round: Round, lane: number): Round {
  return { ...round, calls: round.calls.filter(id => run.calls[id]?.lane === lane) };
}

/** The round as if its other attempts had never been made. */
export function inAttempt(run: Run, round: Round, call: Call): Round {
  const others = new Set(attemptsOf(run, round, call.lane).map(({ id }) => id));
  others.delete(call.id);
  return { ...round, calls: round.calls.filter(id => !others.has(id)) };
}
