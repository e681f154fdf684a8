import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSeq, parseDocument, stringify } from 'yaml';
import { createYamlReader, YamlProblem, yamlErrorWords } from './yaml.ts';

const read = (text: string) => createYamlReader()(parseDocument(text).contents);

test('a document becomes what it says', () => {
  expect(read('a: 1\nb: [true, ~, "x", {c: 0.5}]\n2: |\n  two\n')).toEqual({
    a: 1,
    b: [true, null, 'x', { c: 0.5 }],
    2: 'two\n',
  });
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(JSON.stringify(read(stringify(value)))).toBe(
        JSON.stringify(parseDocument(stringify(value)).toJS()),
      );
    }),
  );
});

test('what is referred to is the value that had the name last, and one object for all', () => {
  const [first, second, third] = read('- &a {b: 1}\n- *a\n- [&a 2, *a]') as readonly unknown[];
  expect([first, third]).toEqual([{ b: 1 }, [2, 2]]);
  expect(second).toBe(first);
});

test('what refers to what it lies in is refused, also from entry to list', () => {
  expect(() => read('&a [*a]')).toThrow(new YamlProblem('refers to itself (*a)'));
  expect(() => read('a: &a {b: {c: *a}}')).toThrow(YamlProblem);
  const { contents } = parseDocument('&all\n- 1\n- *all');
  if (!isSeq(contents)) throw new Error('no list');
  const entries = createYamlReader(contents.anchor);
  expect(entries(contents.items[0])).toBe(1);
  expect(() => entries(contents.items[1])).toThrow('refers to itself (*all)');
});

test('a few lines that would grow without end are refused, and many that share a list are not', () => {
  const nine = (of: string) => `[${Array(9).fill(of).join(', ')}]`;
  const laughs = Array.from(
    { length: 9 },
    (_, level) => `a${level}: &a${level} ${nine(level ? `*a${level - 1}` : 'x')}`,
  );
  expect(() => read(laughs.join('\n'))).toThrow('it would be huge');
  const shared = createYamlReader();
  const { contents } = parseDocument(`- &a [yes, no]\n${'- {labels: *a}\n'.repeat(3000)}`);
  if (!isSeq(contents)) throw new Error('no list');
  expect(contents.items.map(shared).at(-1)).toEqual({ labels: ['yes', 'no'] });
});

test('a field called __proto__ is a field', () => {
  const value = read('__proto__: {polluted: true}') as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect((value as { polluted?: unknown }).polluted).toBeUndefined();
});

test('the words of the parser become a sentence without its end', () => {
  const [error] = parseDocument('['.repeat(10_000)).errors;
  expect(yamlErrorWords(error?.message ?? '')).toMatch(/^It is nested too deeply at line 1, column \d+$/);
});
