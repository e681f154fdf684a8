import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradeAnswer } from '../grading/grade.ts';
import { Question } from '../run/question.ts';
import { ARITHMETIC_BANDS, arithmeticQuestions, type Difficulty } from './arithmetic.ts';

const TEXT = /^Work out (\d+) \+ (\d+) \* (\d+) \+ (\d+) - (\d+) \* (\d+) without a calculator\./;

const options = fc.record({
  difficulty: fc.constantFrom<Difficulty>('easy', 'medium', 'hard'),
  count: fc.integer({ min: 0, max: 30 }),
  seed: fc.integer(),
});

test('every number lies in its band, and the reference is exact', () => {
  fc.assert(
    fc.property(options, wanted => {
      const [low, high] = ARITHMETIC_BANDS[wanted.difficulty];
      for (const { text, reference } of arithmeticQuestions(wanted)) {
        const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n] = (TEXT.exec(text) ?? []).slice(1).map(BigInt);
        for (const term of [a, b, c, d, e, f]) expect(term >= BigInt(low) && term <= BigInt(high)).toBe(true);
        expect(reference).toEqual([String(a + b * c + d - e * f)]);
      }
    }),
  );
});

test('the same seed gives the same questions, of which more can be asked for', () => {
  fc.assert(
    fc.property(options, wanted => {
      const more = arithmeticQuestions({ ...wanted, count: wanted.count + 5 });
      expect(more.slice(0, wanted.count)).toEqual(arithmeticQuestions(wanted));
      expect(new Set(more.map(question => question.id)).size).toBe(more.length);
    }),
  );
});

test('a question says what it is', () => {
  const [, , third] = arithmeticQuestions({ difficulty: 'medium', count: 3, seed: 7 });
  expect(Question.parse(third)).toEqual(third);
  expect(third).toMatchObject({
    id: 'arithmetic-medium-7-003',
    title: 'Six terms, medium, 003 of seed 7',
    domain: 'mathematics',
    grader: 'numeric',
  });
});

test('both ends of a band are drawn', () => {
  const texts = arithmeticQuestions({ difficulty: 'easy', count: 200, seed: 1 }).map(({ text }) => text);
  const terms = texts.flatMap(text => (TEXT.exec(text) ?? []).slice(1).map(Number));
  expect([Math.min(...terms), Math.max(...terms)]).toEqual([0, 50]);
});

test('an answer is graded, negative ones too', () => {
  for (const question of arithmeticQuestions({ difficulty: 'hard', count: 20, seed: 3 })) {
    const [right = ''] = question.reference ?? [];
    expect(gradeAnswer(`It is <answer>${right}</answer>.`, question).correct).toBe(true);
    expect(gradeAnswer(`It is <answer>${Number(right) + 1}</answer>.`, question).correct).toBe(false);
  }
});

test('a count or a seed that is no whole number is refused with a sentence', () => {
  expect(() => arithmeticQuestions({ difficulty: 'easy', count: 1.5, seed: 1 })).toThrow(
    /^The count has to be/,
  );
  expect(() => arithmeticQuestions({ difficulty: 'easy', count: 1, seed: Number.NaN })).toThrow(
    /^The seed has/,
  );
});
