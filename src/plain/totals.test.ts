import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callStarted,
  delta,
  finishedUntold,
  MODEL,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { totals } from './totals.ts';

const first = [runStarted(), ...wholeRound(0, 'x')];
const second = [roundStarted(1), callStarted(1, 1), delta(1, 'y')];

describe('the totals', () => {
  test.each([
    ['goes on', []],
    ['was cut off', [callFailed(1)]],
    ['did not tell its tokens', [finishedUntold(1)]],
  ])('with a call that %s are "at least", tokens and cost alike', (_what, end) => {
    const [tokens, money] = totals(runOf(...first, ...second, ...end));
    expect(tokens).toMatch(/^In at least 10 {3}out at least 10 {3}/);
    expect(money).toMatch(/^Cost at least \$.* on the calls that finished$/);
  });

  test.each([
    ['goes on', []],
    ['was cut off', [callFailed(0)]],
    ['did not tell its tokens', [finishedUntold(0)]],
  ])('of one call that %s are unknown, and not zero', (_what, end) => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'y'), ...end);
    expect(totals(run)).toEqual([
      expect.stringMatching(/^Tokens unknown {3}[\d.]+ s$/),
      'Cost unknown: no call told its tokens',
    ]);
  });

  test('of everything cached are "at least" too', () => {
    const cached = wholeRound(0, 'x', { usage: { input: 1, output: 2, cacheRead: 30, cacheWrite5m: 40 } });
    expect(totals(runOf(runStarted(), ...cached, ...second))[0]).toMatch(
      /^In at least 1 {3}cache read at least 30 {3}cache wrote at least 40 {3}out at least 2 {3}/,
    );
  });

  test('without a price are unknown, and say of which model', () => {
    expect(totals(runOf(runStarted({ prices: [] }), ...wholeRound(0, 'x')))).toEqual([
      'In 10   out 10   0.4 s',
      `Cost unknown (no price is known for ${MODEL})`,
    ]);
  });
});

test('of a branch are its own, and what was paid before it is told beside them', () => {
  const parent = { run: '01K0PARENT', round: 0, seq: 7 };
  const run = runOf(runStarted({ parent }), ...wholeRound(0, 'x'), ...wholeRound(1, 'y'));
  expect(totals(run)).toEqual([
    'In 10   out 10   0.4 s',
    expect.stringMatching(/^Cost \$0\.000180 /),
    '+ $0.000180 before the branch, paid in run 01K0PARENT and not counted here',
  ]);
  expect(totals(runOf(runStarted({ parent, prices: [] }), ...wholeRound(0, 'x'))).at(-1)).toMatch(
    /^\+ unknown cost before the branch/,
  );
});
