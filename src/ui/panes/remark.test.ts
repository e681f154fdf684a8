import { expect, test } from 'vitest';
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
} from '../../run/testing/sample-run.ts';
import { remarks } from './remark.ts';

const usage = { input: 10, output: 143 };

test('an answer that came again is noticed, with what it cost', () => {
  const run = runOf(runStarted(), ...wholeRound(0, '0.05', { usage }), ...wholeRound(1, '0.05', { usage }));
  expect(remarks(run, 0)).toEqual([]);
  expect(remarks(run, 1)).toEqual(['▲ the answer is the one of the round before: 143 tokens, $0.0022']);
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
  expect(remarks(round(630), 0)).toEqual(['▲ cache not engaged: 630 tokens are under the minimum of 1,024']);
  expect(remarks(round(5000), 0)).toEqual(['▲ cache not engaged']);
});

test('nothing is said of a round that goes on, or that is not there', () => {
  const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0));
  expect(remarks(run, 0)).toEqual([]);
  expect(remarks(run, 7)).toEqual([]);
});
