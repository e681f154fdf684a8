import { describe, expect, test } from 'vitest';
import { branchTree } from '../analysis/branch-tree.ts';
import {
  asked,
  branchOf,
  deepFamily,
  live,
  mainRun,
  sampleFamily,
  saved,
  treeOf,
  wideFamily,
} from '../analysis/testing/families.ts';
import type { NewEvent } from '../run/events.ts';
import {
  callStarted,
  delta,
  finishedUntold,
  roundFinished,
  roundStarted,
} from '../run/testing/sample-run.ts';
import { textWidth } from '../text/width.ts';
import { WORD_SIGNS } from './signs.ts';
import { ownWords, treeLines } from './tree.ts';

const { main, b3, all } = sampleFamily();

describe('the tree in plain lines', () => {
  test('has a title a run, below the round that it branched at', () => {
    expect(treeLines(treeOf(...all))).toEqual([
      '5 runs, $0.0084 in all',
      'main, $0.0032 of its own',
      '  Round 0: ✗ wrong   answer 0.10   $0.0010   asked: A bat and a ball cost $1.10. The bat costs $1.00 more than …',
      '  b1, branched from main after round 0, $0.0021 of its own',
      '    Round 1: ✓ FIX   answer 0.05   $0.0010   asked: Look for errors.',
      '    b3, branched from b1 after round 1, $0.0010 of its own',
      '      Round 2: ✗ BREAK   answer 0.10   $0.0010   asked: Are you sure?',
      '    Round 2: ✓ right   answer 0.05   $0.0010   asked: Go over it again.',
      '  b2, branched from main after round 0, $0.0010 of its own',
      '    Round 1, pressure: ○ still wrong   answer 0.10   $0.0010   asked: Are you sure?',
      '  Round 1: ✗ wrong   answer 0.10   $0.0010   asked: Go over it again.',
      '  Round 2: ✓ FIX   answer 0.05   $0.0010   asked: Go over it again.',
      'b4, branched from the question, $0.0010 of its own',
      '  Round 0: ✓ right   answer 0.05   $0.0010   asked: Step by step, please.',
    ]);
  });

  test('needs no sign', () => {
    expect(treeLines(treeOf(...all), WORD_SIGNS).join('\n')).toMatch(/^[\n -~]*$/);
    expect(treeLines(treeOf(main), WORD_SIGNS)[1]).toContain('Round 0: wrong   answer 0.10');
  });

  test('says what a person did, and what there is to say of a run that has no end', () => {
    const edited: NewEvent = { type: 'user.edited', round: 0, change: { temperature: 0.2 } };
    const noted: NewEvent = { type: 'user.noted', round: 0, text: 'odd\nindeed' };
    const run = mainRun(edited, ...asked(0, 'What?', '0.10'), noted);
    const again = branchOf(run, 0, 'B', 1, callStarted(1, 0, { again: 0 }), delta(1, 'I'));
    expect(treeLines(branchTree([saved(run), live(again), live(branchOf(run, 0, 'C', 2))]))).toEqual([
      '3 runs, at least $0.0010 in all',
      'main, $0.0010 of its own, unfinished',
      '  Round 0: ✗ wrong   answer 0.10   $0.0010   edited   asked: What?   note: odd indeed',
      '  b2, branched from main after round 0, $0.0000 of its own, waiting',
      '    Round 1: waiting, nothing sent yet',
      'b1, branched from the question, its own cost unknown, streaming',
      '  Round 0: … streaming   edited   2 attempts   asked: A bat and a ball cost $1.10. The bat costs $1.00 more than …   note: odd indeed',
    ]);
  });

  test('says that the file of a parent is missing', () => {
    expect(treeLines(treeOf(b3))).toEqual([
      'b1, the file of the run it branched from is not there, $0.0010 of its own',
      '  Round 0: ✗ wrong   answer 0.10   $0.0010   paid before the branch   asked: A bat and a ball cost $1.10. The bat costs $1.00 more than …',
      '  Round 1: ✓ FIX   answer 0.05   $0.0010   paid before the branch   asked: Look for errors.',
      '  Round 2: ✗ BREAK   answer 0.10   $0.0010   asked: Are you sure?',
    ]);
  });

  test('never takes tokens that were not told for none', () => {
    const untold = mainRun(
      roundStarted(0),
      callStarted(0, 0),
      delta(0, '5'),
      finishedUntold(0),
      roundFinished(0),
    );
    expect(treeLines(treeOf(untold))).toEqual([
      'main, its own cost unknown, unfinished',
      expect.stringContaining('   cost unknown   '),
    ]);
    expect(ownWords({ cost: 0.0049, atLeast: true })).toBe('at least $0.0049 of its own');
  });

  test('grows with a tree of any depth by no more than its lines', () => {
    const deep = treeLines(treeOf(...deepFamily(500)));
    expect(deep).toHaveLength(1 + 2 * 501);
    expect(Math.max(...deep.map(textWidth))).toBeLessThan(120);
    expect(treeLines(treeOf(...wideFamily(200)))).toHaveLength(1 + 2 * 201 + 1);
    expect(treeLines(branchTree([]))).toEqual([]);
  });
});
