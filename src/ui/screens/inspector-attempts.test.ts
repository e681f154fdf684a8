import { describe, expect, test } from 'vitest';
import { edited, onceMore, runOf, runStarted, stopped, wholeRound } from '../../run/testing/sample-run.ts';
import { AT_TOP } from '../widgets/scroll.ts';
import { shownAttempt, toAttempt } from './inspector-attempts.ts';
import { INITIAL, type InspectorState } from './inspector-state.ts';

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
    const first = toAttempt(at(), run, -1);
    expect(first.attempt).toBe(1);
    expect(toAttempt(first, run, -1).attempt).toBe(0);
    expect(toAttempt(first, run, 1).attempt).toBe(2);
  });
  test('begin with the one that was chosen', () => {
    const chosen = runOf(...thrice, edited(0, { choose: 0 }));
    expect(toAttempt(at(), chosen, 1).attempt).toBe(1);
    expect(toAttempt(at(), chosen, -1)).toEqual(at());
  });
  test('have two ends, where the state stays what it is', () => {
    const [low, high] = [at(0), at(2)];
    expect(toAttempt(low, run, -1)).toBe(low);
    expect(toAttempt(high, run, 1)).toBe(high);
  });
  test('are read from their top', () => {
    const read = at(2, { scroll: { offset: 7, follow: false } });
    expect(toAttempt(read, runOf(...thrice, stopped()), -1).scroll).toEqual(AT_TOP);
  });
  test('are not there where the answer was asked for once, or not yet', () => {
    const once = runOf(runStarted(), ...wholeRound(0, '0.10'));
    for (const by of [1, -1] as const) {
      const state = at();
      expect(toAttempt(state, once, by)).toBe(state);
      expect(toAttempt(state, runOf(runStarted()), by)).toBe(state);
      expect(toAttempt(state, undefined, by)).toBe(state);
    }
  });
});

describe('the attempt that is looked at', () => {
  test('is none where it is the one that counts anyway', () => {
    expect(shownAttempt(at(), run)).toBeUndefined();
    expect(shownAttempt(at(1), run)).toBe(1);
  });
  test('is forgotten in another round', () => {
    const more = runOf(
      ...thrice,
      ...wholeRound(1, '0.05').map(event => ('call' in event ? { ...event, call: 3 } : event)),
    );
    expect(shownAttempt(at(1), more)).toBeUndefined();
    expect(shownAttempt(at(1, { pinned: 0 }), more)).toBe(1);
  });
});
