import { expect, test } from 'vitest';
import { compareRounds, sideOf } from '../analysis/compare.ts';
import {
  callStarted,
  delta,
  finishedUntold,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { compareJson } from './compare-json.ts';

test('what a call did not tell is null, and never zero', () => {
  const untold = [roundStarted(0), callStarted(0, 0), delta(0, 'x'), finishedUntold(0)];
  const a = sideOf(runOf(runStarted(), ...untold), 0);
  const b = sideOf(runOf(runStarted(), ...untold, ...wholeRound(1, 'y')), 1);
  if (!a || !b) throw new Error('no whole answer');
  const told = compareJson(compareRounds(a, b), { a: 'a.jsonl', b: 'b.jsonl', parent: undefined });
  const unknown = { costUsd: null, savedUsd: null, atLeast: true };
  expect(told.a).toMatchObject({ ...unknown, soFar: unknown, outputTokens: null });
  expect(told.b).toMatchObject({ outputTokens: 10, atLeast: false, soFar: { atLeast: true } });
  expect(told.b.soFar.costUsd).toBeCloseTo(0.00018, 12);
  expect(told.bBeyondA).toMatchObject({ costUsd: null, costSoFarUsd: null, outputTokens: null });
});
