import { describe, expect, test } from 'vitest';
import { callFailed, callStarted, roundStarted, stopped } from '../run/testing/sample-run.ts';
import { compareBranches, lastShared } from './compare-branches.ts';
import { asked, branchOf, mainRun, more, sampleFamily } from './testing/families.ts';

const { main, b1, b2, b3, b4 } = sampleFamily();

describe('what two runs share', () => {
  test('is what the branch has of its parent, from either side', () => {
    expect(lastShared(main.run, b1.run)).toBe(0);
    expect(lastShared(b1.run, main.run)).toBe(0);
    expect(lastShared(b1.run, b3.run)).toBe(1);
  });
  test('is what two branches have of a third run', () => {
    expect(lastShared(b1.run, b2.run)).toBe(0);
    expect(lastShared(main.run, b3.run)).toBe(0);
  });
  test('is nothing for a branch of the question, for a run and itself, and for strangers', () => {
    expect(lastShared(main.run, b4.run)).toBeUndefined();
    expect(lastShared(main.run, main.run)).toBeUndefined();
    // The same words at the same moments, and still nobody has them from the other.
    const twin = mainRun(...asked(0, 'Why?', '0.10'));
    expect(lastShared(twin.run, { ...twin.run, id: 'TWIN' })).toBeUndefined();
  });
});

describe('rounds of two branches', () => {
  test('stand beside the round that both go on from', () => {
    const found = compareBranches({ run: main.run, round: 2 }, { run: b1.run, round: 1 });
    expect(found).toMatchObject({
      a: { round: { index: 2 } },
      b: { round: { index: 1 } },
      parent: { round: { index: 0 } },
    });
  });
  test('have no third one where one of them is it, or where nothing is shared', () => {
    for (const [a, b] of [
      [
        { run: main.run, round: 0 },
        { run: b1.run, round: 1 },
      ],
      [
        { run: main.run, round: 1 },
        { run: b4.run, round: 0 },
      ],
    ] as const) {
      const found = compareBranches(a, b);
      expect(typeof found).toBe('object');
      expect(found).not.toHaveProperty('parent.round');
    }
  });
  test('of one run are compared as well', () => {
    expect(compareBranches({ run: main.run, round: 0 }, { run: main.run, round: 2 })).toMatchObject({
      a: { round: { index: 0 } },
      b: { round: { index: 2 } },
    });
  });
  test('that are the same answer are not, be it read in the one run or the other', () => {
    const itself = 'An answer is not compared with itself: choose another round of the tree.';
    expect(compareBranches({ run: main.run, round: 1 }, { run: main.run, round: 1 })).toBe(itself);
    expect(compareBranches({ run: main.run, round: 0 }, { run: b1.run, round: 0 })).toBe(itself);
  });
  test('without a whole answer are named', () => {
    const dead = more(
      branchOf(main, 0, 'DEAD', 9),
      roundStarted(1),
      callStarted(1, 1),
      callFailed(1),
      stopped(),
    );
    expect(compareBranches({ run: main.run, round: 2 }, { run: dead.run, round: 1 })).toBe(
      'Round 1 has no whole answer: there is nothing to compare.',
    );
    expect(compareBranches({ run: dead.run, round: 7 }, { run: main.run, round: 2 })).toMatch(/^Round 7 /);
  });
});
