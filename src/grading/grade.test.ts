import { expect, test } from 'vitest';
import { gradeAnswer } from './grade.ts';

test('a right number is right, whichever of the references it is', () => {
  const question = { grader: 'numeric' as const, reference: ['$0.05', '5 cents'] };
  expect(gradeAnswer('Answer: 5 ¢', question)).toEqual({
    extracted: '5 ¢',
    correct: true,
    method: 'after a label, compared as a number',
  });
});

test('a wrong grade says when the text ends in the right number all the same', () => {
  const question = { grader: 'numeric' as const, reference: ['90'] };
  expect(gradeAnswer('The answer is 0.9 dollars.\nThat is 90 cents', question)).toEqual({
    extracted: '0.9 dollars',
    correct: false,
    method: 'after a label, compared as a number; but the last number is right',
  });
});

test('a whole text without a number is wrong', () => {
  const question = { grader: 'numeric' as const, reference: ['1'] };
  expect(gradeAnswer('I do not know.', question)).toEqual({
    extracted: null,
    correct: false,
    method: 'no answer found',
  });
});

test('an empty reply, a cut-off text and a choice between several are not judged', () => {
  const numeric = { grader: 'numeric' as const, reference: ['1'] };
  const label = { grader: 'label' as const, labels: ['yes', 'no'], reference: ['yes'] };
  expect(gradeAnswer(' ', numeric)).toMatchObject({ extracted: null, correct: null });
  expect(gradeAnswer('So \\boxed{', numeric)).toMatchObject({ extracted: null, correct: null });
  expect(gradeAnswer('First, 1 + 1', numeric, 'cut')).toMatchObject({ extracted: null, correct: null });
  expect(gradeAnswer('Both yes and no.', label)).toMatchObject({ extracted: null, correct: null });
});

test('without a reference nobody knows', () => {
  expect(gradeAnswer('12', { grader: 'numeric' })).toEqual({
    extracted: '12',
    correct: null,
    method: 'last number, no reference',
  });
  expect(gradeAnswer('12', { grader: 'numeric', reference: [] }).correct).toBeNull();
});

test('SQL is right only when it is the reference word for word, and never wrong', () => {
  const question = { grader: 'sql' as const, reference: ['SELECT count(*) FROM singer'] };
  expect(gradeAnswer('```sql\nselect COUNT(*)\nfrom singer;\n```', question)).toMatchObject({
    correct: true,
  });
  const other = gradeAnswer('```sql\nSELECT count(1) FROM singer\n```', question);
  expect(other.correct).toBeNull();
  expect(other.method).toContain('only running it could tell');
  expect(gradeAnswer('I cannot.', question).correct).toBeNull();
});

test('a text is never graded', () => {
  expect(gradeAnswer('Guten Tag', { grader: 'text', reference: ['Guten Tag'] })).toEqual({
    extracted: 'Guten Tag',
    correct: null,
    method: 'whole answer, texts are not graded',
  });
});
