import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Line, line, span, wrapped } from '../line.ts';
import { findMatches, lineOf, nextMatch, previousMatch } from './matches.ts';

const linesOf = (...texts: string[]): Line[] => texts.map(text => (text === '' ? [] : line(text)));

/** What the lines have at each match; parts of several lines with a stroke between them. */
function found(lines: readonly Line[], query: string): string[] {
  const texts = lines.map(spans => spans.map(one => one.text).join(''));
  return findMatches(lines, query).map(match =>
    match.parts.map(part => texts[part.line]?.slice(part.start, part.end)).join('/'),
  );
}

describe('a query', () => {
  test.each([
    ['is found wherever it stands', 'a ball and a Ball', 'ball', ['ball', 'Ball']],
    ['with a capital means it', 'a ball and a Ball', 'Ball', ['Ball']],
    ['does not mind accents', 'café CAFÉ cafe\u0301', 'cafe', ['café', 'CAFÉ', 'cafe\u0301']],
    ['nor has to be without', 'cafe', 'café', ['cafe']],
    ['with a capital does not mind them either', 'Été ete', 'Ete', ['Été']],
    ['minds the marks of other scripts', 'か が', 'か', ['か']],
    ['is found in either form of a letter', '\u1112\u1161\u11ab 한', '한', ['\u1112\u1161\u11ab', '한']],
    ['in Greek', 'ΟΔΟΣ οδος', 'οδοσ', ['ΟΔΟΣ', 'οδος']],
    ['finds no part of a grapheme', '👨‍👩‍👧 👨', '👨', ['👨']],
    ['does not overlap itself', 'aaaaa', 'aa', ['aa', 'aa']],
    ['is no pattern', 'a.b a+b (', 'a.b', ['a.b']],
    ['has any white space for its own', 'the   ball', ' the ball ', ['the   ball']],
    ['of nothing finds nothing', 'a b', ' ', []],
    ['of an accent alone finds nothing', 'a b', '\u0301', []],
  ])('%s', (_name, text, query, matches) => {
    expect(found(linesOf(text), query)).toEqual(matches);
  });

  test('is found in spans of several styles', () => {
    expect(found([line('the ', span('ba', 'strong'), 'll')], 'ball')).toEqual(['ball']);
  });
});

describe('over the end of a line', () => {
  test('a query of several words is found', () => {
    expect(found(linesOf('the bat and', '  the ball costs'), 'and the ball')).toEqual(['and/the ball']);
    expect(found(linesOf('a', 'b', 'c'), 'a b c')).toEqual(['a/b/c']);
  });
  test('but not over a blank line, and not a word', () => {
    expect(found(linesOf('the bat and', '', 'the ball'), 'and the')).toEqual([]);
    expect(found(linesOf('the ba', 'll'), 'ball')).toEqual([]);
  });
  test('wrapping does not matter for words that are not broken', () => {
    const word = fc.constantFrom('bat', 'ball', 'a', 'ä', '—', 'costs');
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 40 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 5, max: 30 }),
        (words, query, width) => {
          const whole = findMatches(wrapped(words.join(' '), 1_000), query.join(' '));
          const narrow = findMatches(wrapped(words.join(' '), width), query.join(' '));
          expect(narrow).toHaveLength(whole.length);
        },
      ),
    );
  });
});

describe('laws', () => {
  const texts = fc.array(
    fc
      .array(fc.constantFrom('a', 'B', 'é', ' ', '  ', '世', '👨‍👩‍👧', 'b\u0301', 'ab'), { maxLength: 12 })
      .map(parts => parts.join('')),
    { maxLength: 8 },
  );
  const query = fc.constantFrom('a', 'ab', 'B', 'e', '世', 'a b', 'b', 'a a');

  test('matches are in order and do not overlap', () => {
    fc.assert(
      fc.property(texts, query, (list, asked) => {
        let line = 0;
        let end = 0;
        for (const part of findMatches(linesOf(...list), asked).flatMap(match => match.parts)) {
          expect(part.line > line || (part.line === line && part.start >= end)).toBe(true);
          expect(part.end).toBeGreaterThan(part.start);
          expect(part.end).toBeLessThanOrEqual(list[part.line]?.length ?? 0);
          line = part.line;
          end = part.end;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what is found is what was asked for, accents, case and white space apart', () => {
    const bare = (text: string) =>
      text
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f\s/]/g, '')
        .toLowerCase();
    fc.assert(
      fc.property(texts, query, (list, asked) => {
        for (const text of found(linesOf(...list), asked)) expect(bare(text)).toBe(bare(asked));
      }),
      { numRuns: 500 },
    );
  });
});

describe('going through the matches', () => {
  // In lines 2, 5, 5 and 20.
  const lines = Array.from({ length: 30 }, (_, index) =>
    line(index === 2 || index === 20 ? 'x' : index === 5 ? 'x x' : '.'),
  );
  const matches = findMatches(lines, 'x');

  test('they begin in lines', () => {
    expect(matches.map(lineOf)).toEqual([2, 5, 5, 20]);
  });
  test.each([
    ['the first from the top of the window on', { offset: 3, height: 10 }, 1],
    ['the one after the current, in the same line too', { offset: 0, height: 10, current: 1 }, 2],
    ['the first again after the last', { offset: 15, height: 10, current: 3 }, 0],
    ['the first again when none comes', { offset: 25, height: 5 }, 0],
    ['from the window on when the current is out of it', { offset: 10, height: 10, current: 0 }, 3],
    ['from the window on when there is no such match', { offset: 3, height: 10, current: 9 }, 1],
  ])('next is %s', (_name, standing, index) => {
    expect(nextMatch(matches, standing)).toBe(index);
  });
  test.each([
    ['the last in the window', { offset: 0, height: 10 }, 2],
    ['the one before the current', { offset: 0, height: 10, current: 2 }, 1],
    ['the last of all before the first', { offset: 0, height: 10, current: 0 }, 3],
    ['above the window when none is in it', { offset: 8, height: 5, current: 3 }, 2],
    ['the last of all when none is above', { offset: 0, height: 1 }, 3],
  ])('previous is %s', (_name, standing, index) => {
    expect(previousMatch(matches, standing)).toBe(index);
  });
  test('there is none among none', () => {
    expect(nextMatch([], { offset: 0, height: 10 })).toBeUndefined();
    expect(previousMatch([], { offset: 0, height: 10 })).toBeUndefined();
  });
  test('going on comes to each of them, and back', () => {
    const window = { offset: 0, height: 30 };
    let current: number | undefined;
    const way = [0, 1, 2, 3, 4].map(() => {
      current = nextMatch(matches, { ...window, current });
      return current;
    });
    expect(way).toEqual([0, 1, 2, 3, 0]);
  });
});

describe('size', () => {
  test('200 KB, with a match in every line, in every letter, and in none', () => {
    const lines = wrapped('The ball costs five cents — 世界 — and the bat more. '.repeat(4_000), 80);
    expect(findMatches(lines, 'the bat')).toHaveLength(4_000);
    expect(findMatches(wrapped('x'.repeat(200_000), 80), 'x')).toHaveLength(200_000);
    expect(findMatches(lines, 'zebra')).toEqual([]);
  });
  test('a line of 200,000 spaces, and 10,000 blank ones', () => {
    expect(found(linesOf(`a${' '.repeat(200_000)}b`), 'a b')).toHaveLength(1);
    expect(findMatches([line('a'), ...Array<Line>(10_000).fill([]), line('b')], 'a b')).toEqual([]);
  });
});
