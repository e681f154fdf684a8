import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import {
  beingJudged,
  critiqued,
  FIRST,
  judged,
  laneRun,
  lanesStarted,
  lanesVoted,
  returned,
  SECOND,
} from '../run/testing/sample-lanes.ts';
import { summary } from './printer.ts';
import { linesOfNew } from './testing/lines-of.ts';

const told = (...events: readonly NewEvent[]) => linesOfNew(lanesStarted(), ...events);
const from = (lines: readonly string[], first: string, count: number) => {
  const start = lines.indexOf(first);
  expect(lines).toContain(first);
  return lines.slice(start, start + count);
};

describe('lanes in plain lines', () => {
  const lines = told(...lanesVoted([FIRST, SECOND, SECOND], 1), returned('voted', 0, 1, 'vote'));
  test('are told one after the other, each whole, when they have ended', () => {
    expect(lines.filter(line => /^Round 0, lane \d:$/.test(line))).toEqual([
      'Round 0, lane 0:',
      'Round 0, lane 1:',
      'Round 0, lane 2:',
    ]);
    const second = from(lines, 'Round 0, lane 1:', 9);
    expect(second).toContain('  Answer: 0.05');
    expect(second).toContain('✓ right');
  });
  test('have their vote told, and which answer is returned', () => {
    expect(from(lines, 'Vote of round 0: 3 answers counted, one vote each.', 4)).toEqual([
      'Vote of round 0: 3 answers counted, one vote each.',
      '  2× 0.05 (lanes 1, 2)',
      '  1× 0.10 (lane 0)',
      'The answer of lane 1 stands.',
    ]);
    expect(lines).toContain('Returned: round 0, lane 1, by vote (0.05, ✓ right).');
  });
  test('of a draw are said to be one', () => {
    expect(told(...lanesVoted([FIRST, SECOND], null))).toContain('A draw: no answer has the most votes.');
  });
  test('have one line in the summary', () => {
    const run = laneRun(...lanesVoted([FIRST, SECOND, SECOND], 1), returned('voted', 0, 1, 'vote'));
    const short = summary(run);
    expect(short[1]).toMatch(/^ {2}0 {2}~ 2\/3 right {3}3 lanes: 2× 0\.05, 1× 0\.10 {3}201 out/);
    expect(short).toContain('Returned: round 0, lane 1, by vote (0.05, ✓ right).');
  });
});

describe('what is said about an answer', () => {
  test('is told when it came, under what it was for and who said it, before the answer that follows', () => {
    const lines = told(...critiqued());
    const place = lines.indexOf('Round 1, critique by Claude Haiku 4.5:');
    expect(lines.slice(place + 1, place + 3)).toEqual([
      '',
      '  The difference is not checked: with a ball of $0.10 the bat costs $1.10, and both together $1.20.',
    ]);
    expect(lines.indexOf('Feedback (critic): fail, by Claude Haiku 4.5')).toBeGreaterThan(place);
    expect(lines.findIndex(line => line.startsWith('Changes against round 0'))).toBeGreaterThan(place);
    expect(lines).not.toContain('Round 1, revise by Claude Sonnet 4.6:');
  });
  test('by several judges is told of each, then what they came to', () => {
    const lines = told(...judged());
    expect(lines.filter(line => line === 'Round 0, judge by Claude Haiku 4.5:')).toHaveLength(3);
    expect(lines).toContain('Feedback (judge): unknown, by Claude Haiku 4.5 (3 calls)');
    expect(from(lines, 'Check (sql): unknown', 4)).toEqual([
      'Check (sql): unknown',
      '  name    | age',
      '  --------|----',
      '  Ann     |  31',
    ]);
  });
  test('that was still coming when the run was cancelled is told as far as it came', () => {
    const lines = told(...beingJudged(), { type: 'run.finished', outcome: 'cancelled' });
    expect(from(lines, 'Round 0, judge by Claude Haiku 4.5, so far:', 3)).toContain('  I am not sure about');
  });
  test('that failed is told as what it was', () => {
    const error = { name: 'Odd', message: 'It failed.', retryable: false };
    const lines = told(...critiqued(3), { type: 'call.failed', call: 1, error });
    expect(lines).toContain('Round 1, critique by Claude Haiku 4.5:');
    expect(lines).toContain('So far:');
    expect(lines).toContain('It failed.');
  });
});
