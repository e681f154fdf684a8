import { describe, expect, test } from 'vitest';
import {
  callFinished,
  callStarted,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
} from '../run/testing/sample-run.ts';
import { asidesOf, lanesFrom, nextIndex } from './samples.ts';

const TURN = 'Is it right?';
const verify = (call: number, again?: number) =>
  callStarted(call, 0, {
    purpose: 'verify',
    request: requestOf(TURN),
    ...(again !== undefined && { again }),
  });

describe('what was said about answers', () => {
  test('counts once for each time it was asked for, with the last attempt that ended', () => {
    const run = runOf(
      ...[runStarted(), roundStarted(0), verify(0), callFinished(0), verify(1, 0), callFinished(1)],
      ...[verify(2, 0), verify(3), callFinished(3)],
    );
    expect(asidesOf(run, 'verify', TURN).map(({ id }) => id)).toEqual([1, 3]);
    expect(asidesOf(run, 'verify', 'Is it wrong?')).toEqual([]);
    expect(asidesOf(run, 'contrast', TURN)).toEqual([]);
  });
});

describe('lanes and rounds', () => {
  test('go on from those that are there', () => {
    expect(lanesFrom(2, 3)).toEqual([2, 3, 4]);
    expect(lanesFrom(2, -1)).toEqual([]);
    expect(nextIndex(runOf(runStarted()))).toBe(0);
    expect(nextIndex(runOf(runStarted(), roundStarted(0)))).toBe(1);
  });
});
