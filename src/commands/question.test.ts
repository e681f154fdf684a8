import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Question } from '../run/question.ts';
import { type QuestionFlags, questionFrom } from './question.ts';

const BUNDLED = [
  Question.parse({ id: 'sum', title: 'A sum', text: 'What is 1 + 1?', reference: ['2'], grader: 'numeric' }),
  Question.parse({ id: 'mood', text: 'Good or bad?', labels: ['good', 'bad'], grader: 'label' }),
];

const from = (argument: string | undefined, flags: QuestionFlags = {}, stdin = '') =>
  questionFrom(argument, flags, BUNDLED, Readable.from([stdin]));

describe('a bundled question', () => {
  test('is found by its id', async () => {
    expect(await from(undefined, { question: 'sum' })).toEqual(BUNDLED[0]);
  });

  test('is found by its text too, so that its reference counts', async () => {
    expect(await from(' What is 1 + 1?\n')).toEqual(BUNDLED[0]);
  });

  test('takes another reference, grader or label', async () => {
    expect(await from(undefined, { question: 'sum', reference: ['10'], grader: 'exact' })).toMatchObject({
      id: 'sum',
      reference: ['10'],
      grader: 'exact',
    });
  });
});

describe('a question of one’s own', () => {
  test('is the argument without the white space around it', async () => {
    expect(await from('  Why?\n')).toEqual({
      id: 'own-question',
      domain: 'your own',
      text: 'Why?',
      grader: 'text',
    });
  });

  test('is read from standard input for -, a byte order mark apart', async () => {
    expect(await from('-', {}, '\ufeffLine one\nline two\n')).toMatchObject({ text: 'Line one\nline two' });
  });

  test.each(['', ' \n'])('is refused when standard input has %j', async stdin => {
    await expect(from('-', {}, stdin)).rejects.toMatchObject({ code: 2, lines: ['The question is empty.'] });
  });

  test.each<[QuestionFlags, string]>([
    [{}, 'text'],
    [{ reference: ['42'] }, 'numeric'],
    [{ reference: ['$1,000.50', '1000.5'] }, 'numeric'],
    [{ reference: ['Paris'] }, 'exact'],
    [{ reference: ['42', 'forty-two'] }, 'exact'],
    [{ reference: ['yes'], labels: ['Yes', 'No'] }, 'label'],
    [{ reference: ['42'], grader: 'exact' }, 'exact'],
  ])('with %j is graded as %s', async (flags, grader) => {
    expect(await from('Why?', flags)).toMatchObject({ grader });
  });

  test('whose reference is none of its labels is refused', async () => {
    await expect(from('Why?', { reference: ['maybe'], labels: ['yes', 'no'] })).rejects.toMatchObject({
      code: 2,
    });
  });
});
