import { expect, test } from 'vitest';
import { whatIfs } from '../analysis/what-if.ts';
import type { AnyEvent } from '../run/events.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  onceMore,
  probeRound,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  THROTTLED,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { costLines } from './cost.ts';
import { UNICODE_SIGNS, WORD_SIGNS } from './signs.ts';

const lines = (run: Parameters<typeof costLines>[0], signs = UNICODE_SIGNS) =>
  costLines(run, whatIfs(run), signs);

test('each round has its tokens, its cost and what the cache did, then comes the table', () => {
  const told = lines(theRun(sampleEvents()));
  expect(told.slice(0, 10)).toEqual([
    expect.stringMatching(/^Claude Sonnet 4\.6 · /),
    '',
    'Round 0: in 24   wrote 1,310   out 40   $0.0056   saved −$0.000983',
    '  cache wrote 1,310 for 5m ($0.000982 more than fresh input) (implicit: no cache point was sent)',
    'Round 1: in 4   read 1,310   wrote 60   out 50   $0.0014   saved +$0.0035',
    expect.stringMatching(/^ {2}cache read 1,310 \(saved \$0\.0035\), wrote 60 for 5m/),
    '',
    'In 28   cache read 1,310   cache wrote 1,370   out 90   0.8 s',
    expect.stringMatching(/^Cost \$0\.0070 /),
    'Noticed: caching cost more than it saved at first, and broke even in round 1.',
  ]);
  expect(told[11]).toMatch(/^What if +cost/);
});

test('several calls of a round are told apart, and what a call did not tell is not made up', () => {
  const run = runOf(
    runStarted(),
    roundStarted(0),
    callStarted(0, 0),
    callFinished(0),
    callStarted(1, 0, { purpose: 'critique', lane: 1, request: requestOf('x') }),
    callFailed(1, { ...THROTTLED, charged: 'no' }),
    callStarted(2, 0, { purpose: 'critique\nRound 9: free', lane: 1 }),
    callFailed(2),
  );
  const told = lines(run);
  expect(told).toContain('Round 0, answer: in 10   out 10   $0.000180');
  expect(told).toContain('Round 0, critique, lane 1: failed, not charged');
  expect(told).toContain('Round 0, critique Round 9: free, lane 1: cost unknown: it told no tokens');
});

test('without signs it is all ASCII', () => {
  expect(lines(theRun(sampleEvents()), WORD_SIGNS).join('\n')).not.toMatch(/[^ -~\n]/);
});

test('an old price is marked, and a service tier that is not the usual one', () => {
  const [first, ...rest] = sampleEvents();
  const old = theRun([{ ...first, startedAt: '2027-11-01T00:00:00Z' } as typeof first & AnyEvent, ...rest]);
  const run = { ...old, calls: old.calls.map(call => call && { ...call, serviceTier: 'flex' }) };
  const told = lines(run).join('\n');
  expect(told).toMatch(/\nRound 1: .* tier flex, not default\n/);
  expect(told).toMatch(/\nPrice: read on .*more than 90 days before the run/);
  expect(lines(theRun(sampleEvents())).join('\n')).not.toMatch(/tier |Price: /);
});

test('what was paid before a branch is marked, and so are probes and attempts', () => {
  const parent = { run: '01K0PARENT', round: 0, seq: 7 };
  const run = runOf(
    runStarted({ parent }),
    ...wholeRound(0, '1'),
    ...probeRound(1, 'placebo', '1'),
    ...onceMore(1, { call: 2, again: 1, answer: '2' }),
  );
  const told = lines(run).filter(line => /^(Round|Cost|\+)/.test(line));
  expect(told.slice(0, 5)).toEqual([
    'Round 0: in 10   out 10   $0.000180   paid before the branch, not counted here',
    'Round 1, placebo, attempt 1 of 2, not the one that goes on: in 10   out 10   $0.000180',
    'Round 1, reflect, attempt 2 of 2: in 10   out 10   $0.000180',
    expect.stringMatching(/^Cost \$0\.000360/),
    '+ $0.000180 before the branch, paid in run 01K0PARENT and not counted here',
  ]);
});
