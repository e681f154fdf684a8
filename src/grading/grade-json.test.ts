import { describe, expect, test } from 'vitest';
import { sameAnswer } from './equal.ts';
import { gradeAnswer } from './grade.ts';

const SCHEMA = {
  type: 'object',
  required: ['total'],
  properties: { total: { type: 'number' }, on: { type: 'string', format: 'date' } },
};
const fenced = (text: string) => `So:\n\n\`\`\`json\n${text}\n\`\`\``;
const grade = (text: string, more = {}, ending: 'whole' | 'cut' = 'whole') =>
  gradeAnswer(text, { grader: 'json', ...more }, ending);

describe('an answer in JSON', () => {
  test('is right when it equals a reference by value', () => {
    const reference = ['{"total": 11}', '{"on": "today", "total": 12.0}'];
    expect(grade(fenced('{"total": 12, "on": "today"}'), { reference })).toEqual({
      extracted: '{"on":"today","total":12}',
      correct: true,
      method: 'JSON block, compared as JSON',
    });
    expect(grade('{"total": 13}', { reference })).toMatchObject({
      correct: false,
      method: 'whole answer, compared as JSON',
    });
    expect(grade('[1, 2]', { reference: ['[2, 1]'] }).correct).toBe(false);
  });

  test('is not judged without a reference, or with one that is no JSON', () => {
    expect(grade('{"total": 1}', { schema: SCHEMA })).toEqual({
      extracted: '{"total":1}',
      correct: null,
      method: 'whole answer, valid against the schema, no reference',
    });
    expect(grade('{"total": 1}', { reference: ['one'] })).toMatchObject({
      correct: null,
      method: 'whole answer, but a reference is not JSON',
    });
  });

  test('is wrong when it is not valid, whatever is known of the right one', () => {
    expect(grade('{"total": "1", "on": 1}', { schema: SCHEMA })).toMatchObject({
      correct: false,
      method: 'whole answer, not valid: $.total is a string, not a number (and 1 more)',
    });
  });

  test('says what of the schema was not checked', () => {
    expect(grade('{"total": 1, "on": "x"}', { schema: SCHEMA }).method).toBe(
      'whole answer, valid against the schema (not checked: format), no reference',
    );
  });

  test('that is not there is wrong where there is a right one, and open where the text is cut', () => {
    const reference = ['{"total": 1}'];
    expect(grade('It is one.', { reference })).toMatchObject({ extracted: null, correct: false });
    expect(grade('It is one.', { schema: SCHEMA })).toMatchObject({ extracted: null, correct: null });
    expect(grade('So: {"total": 1', { reference }, 'cut')).toMatchObject({ extracted: null, correct: null });
    expect(grade('4', { reference: ['42'] }, 'cut')).toMatchObject({ extracted: null, correct: null });
  });

  test('may have a confidence in it, or after it', () => {
    expect(grade('{\n"total": 1,\n"confidence": 90\n}').extracted).toBe('{"confidence":90,"total":1}');
    expect(grade('42\nConfidence: 90%').extracted).toBe('42');
  });

  test('is the same answer with its keys in another order', () => {
    expect(sameAnswer('{"a":1,"b":[1]}', '{ "b": [1.0], "a": 1 }', { grader: 'json' })).toBe(true);
    expect(sameAnswer('[1,2]', '[2,1]', { grader: 'json' })).toBe(false);
    expect(sameAnswer('x', 'y', { grader: 'json' })).toBe(false);
  });
});
