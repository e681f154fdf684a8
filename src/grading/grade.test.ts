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

test('mathematics is right, wrong or open', () => {
  const question = { grader: 'mathematics' as const, reference: ['\\frac{\\sqrt{3}}{3}', '2\\sin x\\cos x'] };
  expect(gradeAnswer('So it is \\boxed{\\frac{1}{\\sqrt{3}}}.', question)).toEqual({
    extracted: '\\frac{1}{\\sqrt{3}}',
    correct: true,
    method: 'in a box, compared as mathematics',
  });
  expect(gradeAnswer('\\boxed{\\sqrt{3}}', question)).toMatchObject({ correct: false });
  expect(gradeAnswer('\\boxed{\\sin 2x}', question)).toEqual({
    extracted: '\\sin 2x',
    correct: null,
    method: 'in a box, could not be proven equal or different',
  });
});

test.each([
  [
    { grader: 'mathematics' as const, reference: ['\\frac12'] },
    'Answer: 2\nNo, it is $x = 0.5$',
    'after a label, compared as mathematics; but the last formula is right',
  ],
  [
    { grader: 'mathematics' as const, reference: ['90'] },
    'The answer is 0.9 dollars.\nThat is 90 cents',
    'after a label, compared as mathematics; but the last number is right',
  ],
  [
    { grader: 'label' as const, labels: ['yes', 'no'], reference: ['yes'] },
    'Answer: no.\nOn reflection I would say yes.',
    'after a label, compared as a label; but the last label named is right',
  ],
  [
    { grader: 'exact' as const, reference: ['Monday'] },
    'Answer: it will be a Monday, in six days',
    'after a label, compared as a word; but what was taken has the right word in it',
  ],
  [
    { grader: 'exact' as const, reference: ['Monday'] },
    'Answer: Tuesday\n\nCounting again, it is Monday.',
    'after a label, compared as a word; but the last line has the right word in it',
  ],
])('a wrong grade says where the right answer stands all the same: %j', (question, text, method) => {
  expect(gradeAnswer(text, question)).toMatchObject({ correct: false, method });
});
