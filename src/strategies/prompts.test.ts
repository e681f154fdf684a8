import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstTurnOf, problemWithFirst, problemWithReflection, reflectionTurn, turnOf } from './prompts.ts';

const VALUES = { question: 'Why?', answer: 'Because.', feedback: '', round: '1' };
const ONCE = { repeatQuestion: false };
const REPEATED = { repeatQuestion: true };
const FEEDBACK = { ...VALUES, feedback: 'Two rows are missing.' };

describe('a reflection turn', () => {
  test('without places and feedback is as it always was', () => {
    const words = fc.string({ unit: 'grapheme' }).map(text => text.replaceAll(/[{}]/g, ''));
    fc.assert(
      fc.property(words, fc.string(), (template, question) => {
        expect(turnOf(template, { ...VALUES, question }, ONCE)).toBe(reflectionTurn(template));
        expect(turnOf(template, { ...VALUES, question }, REPEATED)).toBe(reflectionTurn(template, question));
      }),
    );
  });
  test('has its places filled in', () => {
    expect(turnOf('{round}: is "{answer}" right? {feedback}', FEEDBACK, ONCE)).toBe(
      '1: is "Because." right? Two rows are missing.',
    );
  });
  test('has the question once, where its place is', () => {
    expect(turnOf('{question} Again.', VALUES, REPEATED)).toBe('Why? Again.');
    expect(turnOf('Again.', VALUES, REPEATED)).toBe('Again.\n\nAs a reminder, the question was:\n\nWhy?');
  });
  test('begins with feedback that has no place in it', () => {
    expect(turnOf('Again.', FEEDBACK, REPEATED)).toBe(
      'Feedback on your answer:\n\nTwo rows are missing.\n\nAgain.\n\nAs a reminder, the question was:\n\nWhy?',
    );
  });
  test('has nothing in the place of feedback that there is not', () => {
    expect(turnOf('[{feedback}] Again.', VALUES, ONCE)).toBe('[] Again.');
  });
  test('has nothing said twice where feedback looks like a template', () => {
    expect(turnOf('Again.', { ...VALUES, feedback: '{answer}' }, ONCE)).toBe(
      'Feedback on your answer:\n\n{answer}\n\nAgain.',
    );
  });
});

describe('the turn of round 0', () => {
  test('has the question where its place is', () => {
    expect(firstTurnOf('{question}\n\nThink.', 'Why {answer}?')).toBe('Why {answer}?\n\nThink.');
  });
  test('has it at the beginning where it has no place: it must be asked', () => {
    expect(firstTurnOf('Think.', 'Why?')).toBe('Why?\n\nThink.');
  });
});

describe('what is wrong with a template is a sentence', () => {
  test.each([
    ['{question}', undefined],
    ['Think.', 'It has no {question}: write it where the question is to stand.'],
    ['{question} {answer}', expect.stringMatching(/^\{answer\} has no meaning here \(line 1, column 12\)/)],
    ['{frage}', expect.stringMatching(/^\{frage\} is no placeholder/)],
  ])('at first: %s', (template, problem) => {
    expect(problemWithFirst(template)).toEqual(problem);
  });
  test.each([
    ['Again.', undefined],
    ['{answer}', undefined],
    ['{ansewr}', expect.stringContaining('did you mean {answer}?')],
  ])('in a reflection: %s', (template, problem) => {
    expect(problemWithReflection(template)).toEqual(problem);
  });
});
