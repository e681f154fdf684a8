import { expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import {
  callFinished,
  callStarted,
  graded,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { remarks } from './remarks.ts';

const usage = { input: 10, output: 143 };

test('an answer that came again is noticed, with what it cost', () => {
  const run = runOf(runStarted(), ...wholeRound(0, '0.05', { usage }), ...wholeRound(1, '0.05', { usage }));
  expect(remarks(run, 0)).toEqual([]);
  expect(remarks(run, 1)).toEqual(['the answer is the one of the round before: 143 tokens, $0.0022']);
  const unpriced = runOf(runStarted({ prices: [] }), ...wholeRound(0, '1'), ...wholeRound(1, '1'));
  expect(remarks(unpriced, 1)[0]).toMatch(/10 tokens, price unknown$/);
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
  expect(remarks(round(5000), 0)).toEqual(['cache not engaged']);
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
