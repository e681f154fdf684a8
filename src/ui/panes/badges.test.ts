import { describe, expect, test } from 'vitest';
import {
  callStarted,
  delta,
  onceMore,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { runTold } from '../../run/testing/told-rounds.ts';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { badgeRows, withBadges } from './badge-spans.ts';
import { badgesPane } from './badges.ts';

const LONG = 'Let the ball cost x. Then the bat costs x + 1.00, and both together 2x + 1.00 = 1.10. '.repeat(
  4,
);

describe('the pane of badges', () => {
  test('has the mark first, then each badge with what raised it and where that stands', () => {
    const run = runTold(
      { text: '0.10', correct: false },
      { text: '0.05', correct: true },
      { text: '0.10', correct: false },
    );
    expect(textsOf(badgesPane(run, 2, 80))).toEqual([
      '✗ BREAK   the mark of round 2',
      '  answer: 0.10  (1 Answer)',
      '  answer of round 1: 0.05  (1 Answer of round 1)',
      expect.stringMatching(/^ {2}graded: .*\(5 Feedback\)$/),
      '',
      '▲ back and forth',
      '  The answer of round 0 came back after another one.',
      '  answer of round 0: 0.10  (1 Answer of round 0)',
      '  answer of round 1: 0.05  (1 Answer of round 1)',
      '  answer of round 2: 0.10  (1 Answer)',
    ]);
  });

  test('names a mark that stayed, whose word says only what it is', () => {
    const run = runTold(
      { text: '0.05', correct: true },
      { text: 'yes, 0.05', extracted: '0.05', correct: true },
    );
    expect(textsOf(badgesPane(run, 1, 80))[0]).toBe('✓ right   the mark of round 1, KEEP-OK');
  });

  test('says of a rule of thumb that it is one, and lays long evidence below its name', () => {
    const run = runTold(
      { text: `${LONG}Answer: 0.10`, extracted: '0.10' },
      { text: `${LONG}So, answer: 0.10`, extracted: '0.10' },
    );
    const lines = badgesPane(run, 1, 40);
    const texts = textsOf(lines);
    expect(texts).toContain('▲ no-op?   rule of thumb: it may be wrong');
    const place = texts.indexOf('  words of round 0 that were changed:');
    expect(texts.slice(place, place + 3)).toEqual([
      '  words of round 0 that were changed:',
      '  (2 Diff)',
      expect.stringMatching(/^ {4}[\d.]+ %$/),
    ]);
    expect(Math.max(...lines.slice(5).map(lineWidth))).toBeLessThanOrEqual(41);
  });

  test('says so where nothing was noticed, where the round goes on, and where there is no answer', () => {
    const plain = runTold({ text: '0.05' });
    expect(textsOf(badgesPane(plain, 0, 80)).at(-1)).toBe('Nothing else was noticed about this round.');
    const going = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, '0.05'));
    expect(textsOf(badgesPane(going, 0, 80)).at(-1)).toMatch(/^The round is not over/);
    expect(textsOf(badgesPane(plain, 7, 80))).toEqual(['Not asked yet.']);
    const empty = runOf(runStarted(), roundStarted(0));
    expect(textsOf(badgesPane(empty, 0, 80))).toEqual(['There is no answer in this round yet.']);
  });

  test('of an attempt that is not gone on with it says whose badges these are', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, '0.10'),
      ...onceMore(0, { call: 1, again: 0, answer: '0.05', correct: true }),
    );
    expect(textsOf(badgesPane(run, 0, 80, 0, 0))[0]).toBe(
      'Of the answer that the run goes on with, not of the attempt that is shown.',
    );
  });
});

describe('badges in the timeline', () => {
  const again = { text: LONG, extracted: '0.10', check: { verdict: 'fail', text: 'no' } } as const;
  const run = runTold(again, again, again);
  const [, , last] = run.rounds;

  test('beside the panes stand below the round, in as many rows as they need', () => {
    expect(last && textsOf(badgeRows(run, last, 30))).toEqual(['▲ stubborn  no-op']);
    expect(last && textsOf(badgeRows(run, last, 12))).toEqual(['▲ stubborn', 'no-op']);
  });

  test.each([
    [40, 'row  ▲ stubborn, no-op'],
    [20, 'row  ▲ stubborn +1'],
    [10, 'row  ▲2'],
    [5, 'row ▲'],
    [4, 'row'],
  ])('above the panes, in %i cells: %s', (width, shown) => {
    expect(last && textsOf([withBadges([{ text: 'row', style: 'text' }], run, last, width)])).toEqual([
      shown,
    ]);
  });

  test('a round that still comes has none', () => {
    const request = requestOf('x');
    const going = runOf(
      runStarted(),
      ...wholeRound(0, '0.10'),
      roundStarted(1),
      callStarted(1, 1, { request }),
      delta(1, '0.10'),
    );
    const [, round] = going.rounds;
    expect(round && badgeRows(going, round, 40)).toEqual([]);
  });
});
