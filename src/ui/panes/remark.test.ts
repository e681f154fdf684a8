import { expect, test } from 'vitest';
import { runOf, runStarted, wholeRound } from '../../run/testing/sample-run.ts';
import { remarks } from './remark.ts';

test('a remark has its mark', () => {
  const run = runOf(runStarted(), ...wholeRound(0, '0.05'), ...wholeRound(1, '0.05'));
  expect(remarks(run, 0)).toEqual([]);
  expect(remarks(run, 1)).toEqual(['▲ the answer is the one of the round before: 10 tokens, $0.000180']);
});
