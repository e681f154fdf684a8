import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionsOf } from './sections.ts';
import { markdownText, nestedText } from './testing/texts.ts';

const cut = (text: string) => {
  const { settled, rest } = sectionsOf(text);
  return [...settled, rest];
};

describe('a section begins', () => {
  test.each([
    ['after a blank line', 'a\nb\n\nc', ['a\nb\n\n', 'c']],
    ['not at an indented line', '- a\n\n  b\n\nc', ['- a\n\n  b\n\n', 'c']],
    ['at an item after a blank line', '1. a\n\n2. b', ['1. a\n\n', '2. b']],
    ['not at an item that follows another', '- a\n- b', ['- a\n- b']],
    ['after a list that a line does not carry on', '- a\n  b\nc', ['- a\n  b\n', 'c']],
    ['after a quote that a line does not carry on', '> a\nb', ['> a\n', 'b']],
    ['not where a number may become an item', '- a\n12', ['- a\n12']],
    ['but where it has not', '- a\n12 b', ['- a\n', '12 b']],
    ['not in code', '```\na\n\nb\n```\n\nc', ['```\na\n\nb\n```\n\n', 'c']],
    ['not in code of a list', '- ```\n  a\n\nb\n  ```\n\nc', ['- ```\n  a\n\nb\n  ```\n\n', 'c']],
    ['not in code without an end', '~~~\na\n\n```\n\nb', ['~~~\na\n\n```\n\nb']],
    ['after a code span that looks like a block', '```a``` b\n\nc', ['```a``` b\n\n', 'c']],
    ['not in a formula', '$$\na\n\nb\n$$\n\nc', ['$$\na\n\nb\n$$\n\n', 'c']],
    ['not in a formula without an end', 'a \\[\n\nb', ['a \\[\n\nb']],
    ['in none that a heading cuts', 'a \\[\n\nb\n\n# c\n', ['a \\[\n\n', 'b\n\n', '# c\n']],
    [
      'in none of more than forty lines',
      `\\[${'\n\na'.repeat(21)}`,
      ['\\[\n\n', ...Array(20).fill('a\n\n'), 'a'],
    ],
  ])('%s', (_name, text, sections) => {
    expect(cut(text)).toEqual(sections);
  });
});

describe('a section that is too long to be read at once is cut', () => {
  const lengths = (text: string) => cut(text).map(section => section.length);
  test('between lines', () => {
    expect(Math.max(...lengths('some words\n'.repeat(5_000)))).toBeLessThan(8_100);
  });
  test('even where it hurts, when it is far too long', () => {
    expect(Math.max(...lengths('  some words\n'.repeat(5_000)))).toBeLessThan(32_100);
  });
  test('but not a table', () => {
    expect(cut('| a | b |\n'.repeat(5_000))).toHaveLength(1);
  });
});

describe('laws', () => {
  const text = fc.oneof(markdownText, nestedText);
  test('the sections joined are the text', () => {
    fc.assert(
      fc.property(text, source => {
        expect(cut(source).join('')).toBe(source);
      }),
    );
  });
  test('what is settled stays so, whatever is added', () => {
    fc.assert(
      fc.property(text, fc.nat(), (source, at) => {
        const { settled } = sectionsOf(source.slice(0, at % (source.length + 1)));
        expect(sectionsOf(source).settled.slice(0, settled.length)).toEqual(settled);
      }),
      { numRuns: 1_000 },
    );
  });
  test('a settled section ends with a line break', () => {
    fc.assert(
      fc.property(text, source => {
        expect(sectionsOf(source).settled.every(section => section.endsWith('\n'))).toBe(true);
      }),
    );
  });
});
