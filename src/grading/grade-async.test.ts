import { expect, test } from 'vitest';
import { gradeAnswer } from './grade.ts';
import { gradeAnswerAsync, languageOf } from './grade-async.ts';

const open = { grader: 'mathematics' as const, reference: ['2\\sin x\\cos x'] };

test('the old graders say what they say without waiting', async () => {
  const questions = [
    { grader: 'numeric' as const, reference: ['5'] },
    { grader: 'label' as const, labels: ['yes', 'no'], reference: ['yes'] },
    { grader: 'exact' as const, reference: ['yes'] },
    { grader: 'sql' as const, reference: ['SELECT 1'] },
    { grader: 'text' as const, reference: ['yes'] },
    { grader: 'text' as const, domain: 'translation' },
  ];
  for (const question of questions) {
    for (const text of ['The answer is 5.', 'yes', '', 'Answer: no', 'SELECT 1']) {
      expect(await gradeAnswerAsync(text, question)).toEqual(gradeAnswer(text, question));
    }
  }
});

test('mathematics that arithmetic cannot tell is put to the prover', async () => {
  expect(await gradeAnswerAsync('\\boxed{\\sin 2x}', open)).toEqual({
    extracted: '\\sin 2x',
    correct: null,
    method: 'in a box, could not be proven equal or different',
  });
  expect(await gradeAnswerAsync('\\boxed{\\sin 2x}', open, 'whole', async () => true)).toEqual({
    extracted: '\\sin 2x',
    correct: true,
    method: 'in a box, compared as mathematics',
  });
});

test('a translation has a score and no verdict', async () => {
  const question = {
    grader: 'text' as const,
    domain: 'translation',
    text: 'Translate this sentence from German into English: Der Pr\u00e4sident sprach.',
    reference: ['the president then spoke to the audience', 'something else'],
  };
  expect(
    await gradeAnswerAsync('<translation>The president spoke to the audience</translation>', question),
  ).toEqual({
    extracted: 'The president spoke to the audience',
    correct: null,
    score: 0.8535,
    method: 'in tags, METEOR 0.853, chrF2 77.8',
  });
});

test('a translation into another language says that it is matched without stems', async () => {
  const question = { grader: 'translation' as const, reference: ['Guten Tag'] };
  expect(await gradeAnswerAsync('Guten Tag', question)).toMatchObject({
    correct: null,
    score: 1,
    method: 'whole answer, METEOR without stems 1.000, chrF2 100.0',
  });
});

test('a translation without an answer has no score', async () => {
  const question = { grader: 'translation' as const, reference: ['Guten Tag'] };
  expect(await gradeAnswerAsync(' ', question)).toMatchObject({ extracted: null, correct: null });
  expect(await gradeAnswerAsync('<translation>Gut', question)).toMatchObject({
    extracted: null,
    correct: null,
  });
});

test('the language of a translation is the one that is asked for', () => {
  expect(languageOf({ grader: 'text', text: 'Translate this from German into English.' })).toBe('en');
  expect(languageOf({ grader: 'text', text: 'Translate into English.', language: 'de' })).toBe('de');
  expect(languageOf({ grader: 'text', text: 'Translate this.' })).toBe(undefined);
});
