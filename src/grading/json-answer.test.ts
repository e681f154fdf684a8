import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJson, searchJson } from './json-answer.ts';

const fenced = (text: string, language = 'json') => `\`\`\`${language}\n${text}\n\`\`\``;

describe('the JSON in an answer', () => {
  test.each<[string, unknown]>([
    ['{"a": 1}', { a: 1 }],
    [' 42\n', 42],
    [`So:\n\n${fenced('{"a": 1}')}\n\nDone.`, { a: 1 }],
    [`${fenced('{"a": 1}')}\nNo, rather:\n${fenced('{"a": 2}')}`, { a: 2 }],
    [`${fenced('"a text"')}\nas above`, 'a text'],
    [`As asked, \`\`\`json {"a": 1}\`\`\` it is.\n\`\`\`json {"a": 3}\`\`\``, { a: 3 }],
    [`${fenced('[1, 2]', '')}\n${fenced('rm -rf', '')}`, [1, 2]],
    [`${fenced('{"a": 1}')}\n${fenced('print(1)', 'python')}`, { a: 1 }],
    [fenced('{"code": "```js\\nx\\n```"}'), { code: '```js\nx\n```' }],
    ['It is <answer>{"a": [1]}</answer>.', { a: [1] }],
    ['First {"a": 1}, then {"a": {"b": "}"}} it is.', { a: { b: '}' } }],
    ['{"a": 1} as in [12]', { a: 1 }],
    ['The set {1, 2} or [1, 2) gives [3, 4].', [3, 4]],
    ['See [7].', [7]],
    ['const x = [{"a": 1}, {"a": 2}]; // done', [{ a: 1 }, { a: 2 }]],
  ])('of %j is found', (text, value) => {
    expect(findJson(text)?.value).toEqual(value);
  });

  test.each([
    '',
    'No JSON here.',
    'The set {1, 2}.',
    '{a: 1}',
    `${fenced('{"a": 1}')}\nBetter:\n${fenced('{"a": 1,}')}`,
    `${'['.repeat(500)}${']'.repeat(500)}`,
    `${'{"a":'.repeat(200_000)}`,
  ])('is not found where there is none, it is broken, or it nests too deep', text => {
    expect(findJson(text)).toBeUndefined();
  });

  test.each([
    `So:\n\n\`\`\`json\n{"a": [1, 2`,
    'So: [{"a": 1}, {"a": 2',
    '{"a": {"b": 1}, "c": "',
    '<answer>{"a": 1',
  ])('is cut off where the text ends inside of it: %j', text => {
    expect(searchJson(text)).toBe('cut');
  });

  test('is found again wherever it stands', () => {
    const value = fc.oneof(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
      fc.array(fc.string(), { minLength: 1 }),
    );
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (given, indent) => {
        const text = JSON.stringify(given, null, indent);
        for (const answer of [text, `So:\n${fenced(text)}\nDone.`, `It is ${text}, I think.`])
          expect(findJson(answer)?.value).toEqual(JSON.parse(text));
      }),
    );
  });

  test('nothing throws', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', '\\', '```', 'json', '\n', '1', ',', ':', '<answer>', 'a'),
    );
    fc.assert(fc.property(pieces, parts => void searchJson(parts.join(''))));
  });
});
