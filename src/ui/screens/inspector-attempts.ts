/** Looking through the attempts at a round. Pure. */
import { answerCall, attemptsOf, type Call, type Run } from '../../run/run.ts';
import { fromTop } from './inspector-scroll.ts';
import { type InspectorState, shownRound } from './inspector-state.ts';

/** The call that is looked at in the shown round; `undefined`: the one that counts. */
export function shownAttempt(state: InspectorState, run: Run | undefined): number | undefined {
  return attemptsShown(state, run).find(({ id }) => id === state.attempt)?.id;
}

/** To the next attempt or the one before; the same state where there is none. */
export function toAttempt(state: InspectorState, run: Run | undefined, by: 1 | -1): InspectorState {
  const attempts = attemptsShown(state, run);
  const round = run?.rounds.find(({ index }) => index === shownRound(state, run));
  const now = shownAttempt(state, run) ?? (run && answerCall(run, round)?.id);
  const next = attempts[attempts.findIndex(({ id }) => id === now) + by];
  return next ? fromTop({ ...state, attempt: next.id }, run) : state;
}

function attemptsShown(state: InspectorState, run: Run | undefined): Call[] {
  const index = shownRound(state, run);
  return run
    ? attemptsOf(
        run,
        run.rounds.find(round => round.index === index),
      )
    : [];
}
