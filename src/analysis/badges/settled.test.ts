import { expect, test } from 'vitest';
import { callStarted, delta, roundStarted, runOf, runStarted } from '../../run/testing/sample-run.ts';
import { runTold } from '../../run/testing/told-rounds.ts';
import { settledBadges } from './settled.ts';

test('the badges of a finished round are found once', () => {
  const run = runTold({ text: '0.10' }, { text: '0.10' });
  const badges = settledBadges(run, run.rounds[1]);
  expect(badges.map(({ kind }) => kind)).toEqual(['no-op']);
  expect(settledBadges(run, run.rounds[1])).toBe(badges);
  expect(settledBadges({ ...run, edits: [...run.edits] }, run.rounds[1])).not.toBe(badges);
});

test('a round that still streams has none, nor has one that is not there', () => {
  const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, '0.05'));
  expect(settledBadges(run, run.rounds[0])).toEqual([]);
  expect(settledBadges(run, undefined)).toEqual([]);
});
