import { describe, expect, test } from 'vitest';
import type { Run } from '../../run/run.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  edited,
  finishedUntold,
  noted,
  onceMore,
  probeRound,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { roundFacts } from './round-facts.ts';

const factsOf = (run: Run, index: number) => {
  const round = run.rounds[index];
  if (!round) throw new Error('no such round');
  return roundFacts(run, round);
};
const begun = [runStarted(), roundStarted(0), callStarted(0, 0)];

describe('a finished round', () => {
  const run = theRun(sampleEvents());
  test('has its answer, mark, tokens, time, cost and what the cache did', () => {
    expect(factsOf(run, 0)).toMatchObject({
      answer: '0.10',
      mark: '✗ wrong',
      tone: 'bad',
      output: '40 out',
      time: '0.4 s',
      cost: '$0.0056',
      saving: '−$0.000983',
      savingTone: 'bad',
      cache: ['wrote 1,310'],
    });
    expect(factsOf(run, 1)).toMatchObject({
      mark: '✓ FIX',
      saving: '+$0.0035',
      savingTone: 'good',
      cache: ['read 1,310 (implicit)'],
      tokens: [
        { role: 'cacheRead', value: 1310 },
        { role: 'cacheWrite', value: 60 },
        { role: 'fresh', value: 4 },
        { role: 'output', value: 50 },
      ],
    });
  });
  test('is looked at once', () => {
    expect(factsOf(run, 1)).toBe(factsOf({ ...run, at: run.at + 1000 }, 1));
  });
  test('without caching has no saving, and without a price no cost', () => {
    const plain = runOf(runStarted({ prices: [] }), ...wholeRound(0, 'a\n  query'));
    expect(factsOf(plain, 0)).toMatchObject({ answer: 'a query', saving: '', cache: [], cost: 'unknown' });
  });
});

describe('a round that goes on', () => {
  test('has an estimate that says so, and gets older', () => {
    const run = runOf(...begun, delta(0, 'The answer is not clear yet'));
    expect(factsOf({ ...run, at: 2200 }, 0)).toMatchObject({
      answer: '…',
      mark: '… streaming',
      output: '~6 out',
      time: '2.0 s',
      cost: '…',
      tokens: [],
    });
    expect(factsOf({ ...run, at: 3200 }, 0).time).toBe('3.0 s');
  });
  test('has no tokens before the first word', () => {
    expect(factsOf(runOf(...begun), 0)).toMatchObject({ mark: '… waiting', output: '' });
    expect(factsOf(runOf(runStarted(), roundStarted(0)), 0)).toMatchObject({
      mark: '… queued',
      output: '',
      time: '',
    });
  });
});

test('a round that failed keeps what it has, and its cost is not known', () => {
  const run = runOf(...begun, delta(0, 'The ball costs'), callFailed(0));
  expect(factsOf(run, 0)).toMatchObject({
    mark: '! failed',
    output: '~3 out',
    cost: 'cost ?',
    time: '0.3 s',
  });
});

test('what was read and what was written stand apart', () => {
  const request = { ...requestOf('x'), cachePoints: [{ after: 0, ttl: '5m' as const }] };
  const used = callFinished(0, { input: 5, output: 5, cacheRead: 900, cacheWrite1h: 70 });
  const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0, { request }), used);
  expect(factsOf(run, 0).cache).toEqual(['read 900', 'wrote 70']);
});

test('a cache that nobody asked for is told as such', () => {
  const run = runOf(...begun, callFinished(0, { input: 5, output: 5, cacheRead: 900 }));
  expect(factsOf(run, 0).cache).toEqual(['read 900 (implicit)']);
});

test('an answer whose tokens nobody told has an estimate of them, and no cost', () => {
  const run = runOf(...begun, delta(0, 'The ball costs'), finishedUntold(0));
  expect(factsOf(run, 0)).toMatchObject({ output: '~3 out', cost: 'cost ?', saving: '', tokens: [] });
});

test('a round of which one call told its tokens costs at least that', () => {
  const run = runOf(...begun, finishedUntold(0), callStarted(1, 0), callFinished(1));
  expect(factsOf(run, 0)).toMatchObject({ output: '10 out', cost: '≥ $0.000180' });
});

describe('what a person did', () => {
  test('to a round is in its tags', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, '1'),
      edited(1, { prompt: { text: 'a', proposed: 'b' } }),
      ...wholeRound(1, '2'),
      ...probeRound(2, 'pressure', '1'),
      noted(2, 'So.'),
    );
    expect(factsOf(run, 0)).toMatchObject({ tags: [], shortTags: '', noted: false });
    expect(factsOf(run, 1)).toMatchObject({ mark: '≠ changed', tags: ['edited'], shortTags: 'edited' });
    expect(factsOf(run, 2)).toMatchObject({ mark: '○ pressure', shortTags: 'flip back', noted: true });
  });
  test('is told of the attempt that goes on, or of the one that is looked at', () => {
    const twice = [runStarted(), ...wholeRound(0, '4'), ...onceMore(0, { call: 1, again: 0, answer: '7' })];
    const run = runOf(...twice, edited(0, { choose: 0 }));
    expect(factsOf(run, 0)).toMatchObject({
      answer: '4',
      tags: ['attempt 1 of 2, chosen'],
      shortTags: 'attempt 1/2',
      cost: '$0.000360',
    });
    const round = run.rounds[0];
    expect(round && roundFacts(run, round, 1)).toMatchObject({ answer: '7', shortTags: 'attempt 2/2' });
    const coming = runOf(...twice.slice(0, -4));
    expect(factsOf(coming, 0)).toMatchObject({ answer: '…', mark: '… waiting', cost: '…' });
  });
});

test('a call that was refused and is not charged costs nothing', () => {
  const refused = {
    name: 'NoRecordingException',
    message: 'No recording.',
    retryable: false,
    charged: 'no',
  } as const;
  expect(factsOf(runOf(...begun, callFailed(0, refused)), 0).cost).toBe('$0');
});
