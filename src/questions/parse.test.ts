import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuestions, questionsJson } from './parse.ts';
import { rowsOfJson } from './rows.ts';

const parse = (value: unknown) => parseQuestions(JSON.stringify(value), 'mine.json');

function messageOf(value: unknown): string {
  const result = parse(value);
  return result.ok ? 'no error' : result.error.message;
}

test('a question needs an id and a text; the rest has defaults', () => {
  expect(parse([{ id: 'a', text: 'Why?' }])).toEqual({
    ok: true,
    questions: [{ id: 'a', text: 'Why?', domain: 'your own', grader: 'text' }],
  });
});

test('fields of a later version are kept', () => {
  expect(parse([{ id: 'a', text: 'Why?', source: 'here' }])).toMatchObject({
    questions: [{ source: 'here' }],
  });
});

test('a byte order mark is no error', () => {
  expect(parseQuestions('\ufeff[{"id":"a","text":"Why?"}]', 'mine.json').ok).toBe(true);
});

describe('an error names the file, the entry and what is wrong', () => {
  test.each([
    [{ questions: [] }, 'mine.json is not a JSON array of questions.'],
    [[], 'mine.json has no questions in it.'],
    [[{ id: 'a', text: 'Why?' }, 7], /^mine\.json:1: entry 2 is no question: /],
    [[{ text: 'Why?' }], 'mine.json:1: entry 1 has no "id".'],
    [[{ id: 'a' }], 'mine.json:1: entry 1 ("a") has no "text".'],
    [
      [{ id: 'a', text: 'Why?', grader: 'magic' }],
      /^mine\.json:1: entry 1 \("a"\) has a wrong "grader": .*numeric/,
    ],
    [
      [{ id: 'a', text: 'Why?', reference: ['1', 2] }],
      /^mine\.json:1: entry 1 \("a"\) has a wrong "reference\.1": .*received number \(put numbers in quotes\)\.$/,
    ],
    [
      [
        { id: 'a', text: 'x' },
        { id: 'b', text: 'x' },
        { id: 'a', text: 'y' },
      ],
      'mine.json:1: entry 3 ("a") has the same id as entry 1.',
    ],
    [
      [{ id: 'a', text: 'x', grader: 'label', labels: ['yes', 'no'], reference: ['maybe'] }],
      'mine.json:1: entry 1 ("a") has the reference "maybe", which is none of its labels.',
    ],
  ])('%j', (value, message) => expect(messageOf(value)).toMatch(message));

  test('text that is not JSON', () => {
    const result = parseQuestions('[{', 'mine.json');
    expect(result).toMatchObject({ ok: false, error: { name: 'QuestionsError', file: 'mine.json' } });
    expect(!result.ok && result.error.message).toMatch(/^mine\.json is not JSON: /);
  });
});

test('no text makes parsing throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), text => {
      const result = parseQuestions(text, 'f');
      expect(result.ok || result.error.message.startsWith('f')).toBe(true);
    }),
  );
});

test('the list for other programs has every field of every question', () => {
  const result = parse([
    { id: 'a', text: 'Why?' },
    { id: 'b', title: 'B', domain: 'd', text: 'How much?', reference: ['1'], grader: 'numeric', more: 1 },
  ]);
  expect(result.ok && questionsJson(result.questions)).toEqual([
    { id: 'a', title: 'a', domain: 'your own', text: 'Why?', reference: [], grader: 'text' },
    { id: 'b', title: 'B', domain: 'd', text: 'How much?', reference: ['1'], grader: 'numeric' },
  ]);
});

test('every entry of an array has the line on which it begins', () => {
  const inner = fc.json().map(text => text.replaceAll(/(?<!\\)\n/g, ' '));
  const gap = fc.constantFrom('', '\n', ' \r\n', '\n\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(gap, inner, gap)), gap, (entries, end) => {
      let text = '[';
      const lines: number[] = [];
      for (const [before, json, after] of entries) {
        if (lines.length > 0) text += ',';
        text += before;
        lines.push(text.split('\n').length);
        text += json + after;
      }
      expect(rowsOfJson(`${text}${end}]`).map(row => row.line)).toEqual(lines);
    }),
  );
});

test('one long text is no trouble', () => {
  const text = 'x\n"\\'.repeat(1_000_000);
  expect(parse([{ id: 'a', text }, { id: 'b' }])).toMatchObject({ error: { line: 1 } });
});
