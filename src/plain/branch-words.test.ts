import { expect, test } from 'vitest';
import { branchWords, resumedWords, shortBranchWords, shortRunId } from './branch-words.ts';

const parent = { run: '01K0PARENTOFTHEM', round: 1, seq: 12 };

test('a branch is told by its parent and the round that both have', () => {
  expect(branchWords({ parent })).toBe('branch of 01K0PARENTOFTHEM at round 1');
  expect(branchWords({ parent }, shortRunId)).toBe('branch of …OFTHEM at round 1');
  expect(shortBranchWords({ parent })).toBe('branch at round 1');
  expect([branchWords({}), shortBranchWords({})]).toEqual([undefined, undefined]);
});

test('one that shares the question alone says so, where that is known', () => {
  expect(shortBranchWords({ parent: { ...parent, round: 0, seq: 0 } })).toBe('branch at the question');
  expect(shortBranchWords({ parent: { run: 'p', round: 0 } })).toBe('branch at round 0');
});

test('a short name stays as it is', () => {
  expect(shortRunId('mine')).toBe('mine');
});

test('how often a run was gone on with', () => {
  expect([0, 1, 2, 3].map(resumed => resumedWords({ resumed })?.match(/once|twice|3 times/)?.[0])).toEqual([
    undefined,
    'once',
    'twice',
    '3 times',
  ]);
});
