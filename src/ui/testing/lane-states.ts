/** Screens of runs with several lanes, with critiques and with judges. Only tests import it. */
import type { Run } from '../../run/run.ts';
import {
  beingJudged,
  critiqued,
  FIRST,
  judged,
  laneRun,
  lanesAsked,
  lanesVoted,
  returned,
  SECOND,
} from '../../run/testing/sample-lanes.ts';
import type { Line } from '../line.ts';
import { inspectorFrame } from '../screens/inspector-frame.ts';
import { INITIAL, type InspectorState } from '../screens/inspector-state.ts';
import { AT_TOP } from '../widgets/scroll.ts';

type Draw = (width: number, height: number) => readonly Line[];

const at =
  (run: Run, state: Partial<InspectorState> = {}): Draw =>
  (width, height) =>
    inspectorFrame({
      run,
      log: [],
      state: { ...INITIAL, ...state },
      player: undefined,
      notice: undefined,
      width,
      height,
    });

const THREE = [SECOND, FIRST, SECOND];
const SIXTEEN = Array.from({ length: 16 }, (_, lane) => (lane % 3 === 0 ? FIRST : SECOND));

/** By the names of their golden files. */
export function laneStates(): Readonly<Record<string, Draw>> {
  const streaming = laneRun(...lanesAsked([SECOND.slice(0, 40), '', FIRST.slice(0, 52)]));
  const voted = laneRun(...lanesVoted([FIRST, SECOND, SECOND], 1), returned('voted', 0, 1, 'vote'));
  const drawn = laneRun(...lanesVoted([FIRST, SECOND], null));
  const many = laneRun(...lanesVoted(SIXTEEN, 1), returned('voted', 0, 1, 'vote'));
  return {
    'lanes-streaming': at(streaming),
    'lanes-voted': at(voted, { pane: 'answer', lane: 1, scroll: AT_TOP }),
    'lanes-beside': at(laneRun(...lanesVoted(THREE, 0)), { pane: 'answer', beside: true, scroll: AT_TOP }),
    'lanes-vote': at(voted, { pane: 'feedback', lane: 1, scroll: AT_TOP }),
    'lanes-drawn': at(drawn, { pane: 'feedback', scroll: AT_TOP }),
    'lanes-sixteen': at(many, { pane: 'answer', lane: 12, scroll: AT_TOP }),
    'critique-streaming': at(laneRun(...critiqued(3)), { pane: 'answer' }),
    'critique-revised': at(laneRun(...critiqued()), { scroll: AT_TOP }),
    'critique-read': at(laneRun(...critiqued()), { pane: 'answer', attempt: 1, scroll: AT_TOP }),
    'judge-streaming': at(laneRun(...beingJudged()), { pane: 'answer' }),
    'judge-feedback': at(laneRun(...judged()), { pane: 'feedback', scroll: AT_TOP }),
  };
}
