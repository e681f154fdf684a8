import { expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import {
  callFinished,
  callStarted,
  delta,
  finishedUntold,
  graded,
  probeRound,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { cacheLines, remarks, runRemarks } from './remarks.ts';

const usage = { input: 10, output: 143 };

test('an answer that came again is noticed, with what it cost', () => {
  const run = runOf(runStarted(), ...wholeRound(0, '0.05', { usage }), ...wholeRound(1, '0.05', { usage }));
  expect(remarks(run, 0)).toEqual([]);
  expect(remarks(run, 1)).toEqual(['the answer is the one of the round before: 143 tokens, $0.0022']);
  const unpriced = runOf(runStarted({ prices: [] }), ...wholeRound(0, '1'), ...wholeRound(1, '1'));
  expect(remarks(unpriced, 1)[0]).toMatch(/10 tokens, price unknown$/);
});

test('nothing is said of its tokens where they were not told', () => {
  const untold = [
    roundStarted(1),
    callStarted(1, 1),
    delta(1, '0.05'),
    { ...finishedUntold(1), content: [{ text: '**Answer:** 0.05' }] },
    graded(1, '0.05'),
    roundFinished(1),
  ];
  const run = runOf(runStarted(), ...wholeRound(0, '0.05'), ...untold);
  expect(remarks(run, 1)).toEqual(['the answer is the one of the round before']);
});

test('so is one that is right both times, but not a wrong one that is wrong in another way', () => {
  const rounds = (second: string, correct: boolean) =>
    runOf(
      runStarted(),
      ...wholeRound(0, '0.05').map(event =>
        event.type === 'answer.graded' ? graded(0, '0.05', correct) : event,
      ),
      ...wholeRound(1, second).map(event =>
        event.type === 'answer.graded' ? graded(1, second, correct) : event,
      ),
    );
  expect(remarks(rounds('0.050', true), 1)).toHaveLength(1);
  expect(remarks(rounds('0.07', false), 1)).toEqual([]);
});

test('a cache that did not engage is explained', () => {
  const request = { ...requestOf('x'), cachePoints: [{ after: 0, ttl: '5m' as const }] };
  const round = (input: number) =>
    runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0, { request }),
      callFinished(0, { input, output: 5 }),
      roundFinished(0),
    );
  expect(remarks(round(630), 0)).toEqual(['cache not engaged: 630 tokens are under the minimum of 1,024']);
  expect(remarks(round(5000), 0)).toEqual(['cache not engaged, and nothing that is known explains it']);
});

test('nothing is said of a round that goes on, or that is not there', () => {
  const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0));
  expect(remarks(run, 0)).toEqual([]);
  expect(remarks(run, 7)).toEqual([]);
});

test('of a lane are about its own answer and its own cost', () => {
  const inLane = (events: readonly NewEvent[], call: number) =>
    events.flatMap(event => {
      if (event.type === 'round.started' || event.type === 'round.finished') return [];
      return { ...event, ...('call' in event && { call }), ...('lane' in event && { lane: 1 }) } as NewEvent;
    });
  const both = (round: number, answers: readonly [string, string]) =>
    wholeRound(round, answers[0], { usage }).toSpliced(
      -1,
      0,
      ...inLane(wholeRound(round, answers[1], { usage: { input: 10, output: 20 } }), round + 2),
    );
  const run = runOf(runStarted(), ...both(0, ['1', '2']), ...both(1, ['3', '2']));
  expect(remarks(run, 1, 0)).toEqual([]);
  expect(remarks(run, 1, 1)).toEqual(['the answer is the one of the round before: 20 tokens, $0.000330']);
});

test('a warning of the whole run says that caching has cost more than it saved', () => {
  const write = { input: 4, output: 5, cacheWrite5m: 2000 };
  const read = { input: 4, output: 5, cacheRead: 2000 };
  const wrote = [runStarted(), ...wholeRound(0, '0.05', { usage: write })] as const;
  expect(runRemarks(runOf(...wrote))).toEqual([
    'caching has cost $0.0015 more than it saved: breaks even in about 1 more round (estimate)',
  ]);
  expect(runRemarks(runOf(...wrote, ...wholeRound(1, '0.05', { usage: read })))).toEqual([]);
});

test('what was read and written has a line of its own, unless it is a remark', () => {
  const usage = { input: 4, output: 5, cacheRead: 2000 };
  const run = runOf(runStarted(), ...wholeRound(0, '0.05', { usage }), ...wholeRound(1, '0.05'));
  expect(cacheLines(run, 0)).toEqual([expect.stringMatching(/^Cache: read 2,000 \(saved \$0\.0054\)/)]);
  expect(cacheLines(run, 1)).toEqual([]);
  expect(cacheLines(run, 7)).toEqual([]);
});

test('a probe is not blamed for the same answer, and what follows is compared past a resample', () => {
  const run = runOf(
    runStarted(),
    ...wholeRound(0, '1'),
    ...probeRound(1, 'placebo', '1'),
    ...probeRound(2, 'resample', '7'),
    ...wholeRound(3, '1'),
  );
  expect(remarks(run, 1)).toEqual([]);
  expect(remarks(run, 3)).toEqual(['the answer is the one of round 1: 10 tokens, $0.000180']);
});
