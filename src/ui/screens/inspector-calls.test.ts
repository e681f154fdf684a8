import { describe, expect, test } from 'vitest';
import { critiqued, laneRun, lanesVoted } from '../../run/testing/sample-lanes.ts';
import { edited, onceMore, runOf, runStarted, stopped, wholeRound } from '../../run/testing/sample-run.ts';
import { AT_TOP } from '../widgets/scroll.ts';
import { toCall, toLane } from './inspector-calls.ts';
import { INITIAL, type InspectorState, shownCall, shownLane } from './inspector-state.ts';

const thrice = [
  runStarted(),
  ...wholeRound(0, '0.10'),
  ...onceMore(0, { call: 1, again: 0, answer: '0.05' }),
  ...onceMore(0, { call: 2, again: 0, answer: '0.15' }),
];
const run = runOf(...thrice);
const at = (attempt?: number, more: Partial<InspectorState> = {}): InspectorState => ({
  ...INITIAL,
  ...more,
  ...(attempt !== undefined && { attempt }),
});

describe('the attempts at a round', () => {
  test('are looked through one by one, from the one that counts', () => {
    const first = toCall(at(), run, -1);
    expect(first.attempt).toBe(1);
    expect(toCall(first, run, -1).attempt).toBe(0);
    expect(toCall(first, run, 1).attempt).toBe(2);
  });
  test('begin with the one that was chosen', () => {
    const chosen = runOf(...thrice, edited(0, { choose: 0 }));
    expect(toCall(at(), chosen, 1).attempt).toBe(1);
    expect(toCall(at(), chosen, -1)).toEqual(at());
  });
  test('have two ends, where the state stays what it is', () => {
    const [low, high] = [at(0), at(2)];
    expect(toCall(low, run, -1)).toBe(low);
    expect(toCall(high, run, 1)).toBe(high);
  });
  test('are read from their top', () => {
    const read = at(2, { scroll: { offset: 7, follow: false } });
    expect(toCall(read, runOf(...thrice, stopped()), -1).scroll).toEqual(AT_TOP);
  });
  test('are not there where the answer was asked for once, or not yet', () => {
    const once = runOf(runStarted(), ...wholeRound(0, '0.10'));
    for (const by of [1, -1] as const) {
      const state = at();
      expect(toCall(state, once, by)).toBe(state);
      expect(toCall(state, runOf(runStarted()), by)).toBe(state);
      expect(toCall(state, undefined, by)).toBe(state);
    }
  });
});

describe('the attempt that is looked at', () => {
  test('is none where it is the one that counts anyway', () => {
    expect(shownCall(at(), run)).toBeUndefined();
    expect(shownCall(at(1), run)).toBe(1);
  });
  test('is forgotten in another round', () => {
    const more = runOf(
      ...thrice,
      ...wholeRound(1, '0.05').map(event => ('call' in event ? { ...event, call: 3 } : event)),
    );
    expect(shownCall(at(1), more)).toBeUndefined();
    expect(shownCall(at(1, { pinned: 0 }), more)).toBe(1);
  });
});

describe('the calls of a round', () => {
  test('are gone through in their order, from the one that answers', () => {
    const critique = laneRun(...critiqued());
    const before = toCall(at(), critique, -1);
    expect(before.attempt).toBe(1);
    expect(toCall(before, critique, 1).attempt).toBe(2);
    expect(toCall(before, critique, -1)).toBe(before);
  });
});

describe('the lane that is looked at', () => {
  const lanes = laneRun(...lanesVoted(['1', '2', '3'], null));
  test('is the first one, or the one that was gone to, in every round that has it', () => {
    expect(shownLane(at(), lanes)).toBe(0);
    expect(shownCall(at(), lanes)).toBeUndefined();
    const second = toLane(at(), lanes, 1);
    expect([shownLane(second, lanes), shownCall(second, lanes)]).toEqual([1, 1]);
    expect(shownLane(second, run)).toBe(0);
    expect(shownLane(second, undefined)).toBe(0);
  });
  test('comes after the last one again, and forgets which call was looked at', () => {
    const last = toLane({ ...at(0) }, lanes, -1);
    expect(last).toMatchObject({ lane: 2, attempt: undefined });
    expect(toLane(last, lanes, 1).lane).toBe(0);
  });
});
