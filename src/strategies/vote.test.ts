import { expect, test } from 'vitest';
import { countAnswers, voteOf } from './vote.ts';

const NUMERIC = { grader: 'numeric' } as const;
const ballots = (...answers: (string | null)[]) => answers.map((answer, lane) => ({ lane, answer }));

test('answers that are the same are counted together, the most votes first', () => {
  expect(countAnswers(ballots('4', '5', '5.0'), NUMERIC)).toEqual([
    { answer: '5', lanes: [1, 2], weight: 2 },
    { answer: '4', lanes: [0], weight: 1 },
  ]);
});

test('no answer is no vote for another one that was not found', () => {
  expect(countAnswers(ballots(null, '4', null), NUMERIC).map(({ lanes }) => lanes)).toEqual([[1], [0], [2]]);
});

test('a draw has no winner, and weights can break it', () => {
  expect(voteOf(ballots('4', '5'), NUMERIC).winner).toBeNull();
  const weighed = [
    { lane: 0, answer: '4', weight: 1 },
    { lane: 1, answer: '5', weight: 1.5 },
  ];
  expect(voteOf(weighed, NUMERIC).winner).toBe(1);
});

test('one answer among none wins', () => {
  expect(voteOf(ballots(null, '4', null), NUMERIC)).toMatchObject({
    winner: 1,
    method: '3 answers counted, one vote each',
  });
});
