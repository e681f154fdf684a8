/** The lanes of a round: answers that are developed side by side. */
import { attemptsOf, type Call, type Round, type Run } from '../run/run.ts';

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
