/** Looking through the lanes of a round, and through the calls of a lane: attempts, and what is about their answers. Pure. */
import { callsInLane } from '../../plain/lane-words.ts';
import { lanesOf, type Run } from '../../run/run.ts';
import { callOf } from '../panes/call-notes.ts';
import { fromTop } from './inspector-scroll.ts';
import { type InspectorState, shownCall, shownLane, shownRound } from './inspector-state.ts';

/** To the next call of the lane or the one before; the same state where there is none. */
export function toCall(state: InspectorState, run: Run | undefined, by: 1 | -1): InspectorState {
  const round = roundShown(state, run);
  if (!run || !round) return state;
  const lane = shownLane(state, run);
  const calls = callsInLane(run, round, lane);
  const now = shownCall(state, run) ?? callOf(run, round.index, undefined, lane)?.id;
  const next = calls[calls.findIndex(({ id }) => id === now) + by];
  return next ? fromTop({ ...state, attempt: next.id }, run) : state;
}

/** To the next lane of the round or the one before, after the last comes the first; the same state where there is one only. */
export function toLane(state: InspectorState, run: Run | undefined, by: 1 | -1): InspectorState {
  const round = roundShown(state, run);
  const lanes = run && round ? lanesOf(run, round) : [];
  if (lanes.length < 2) return state;
  const place = lanes.indexOf(shownLane(state, run));
  const lane = lanes[(place + by + lanes.length) % lanes.length];
  return fromTop({ ...state, lane, attempt: undefined }, run);
}

function roundShown(state: InspectorState, run: Run | undefined) {
  const index = shownRound(state, run);
  return run?.rounds.findLast(round => round.index === index);
}
