import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded } from './folded.ts';
import { FIELDS, IS_NAMES, MARK_NAMES, parseQuery, TEXT_FIELDS, type Term, wordsOf } from './query.ts';
import { queryText } from './query-text.ts';

const terms = (text: string) => parseQuery(text).terms;
const problem = (text: string) => parseQuery(text).problems[0]?.message;

describe('a query', () => {
  test('is words, phrases and filters', () => {
    expect(terms('Bat "one  dollar" -haiku model:Sonnet,nova mark:fix cost:>0.01 is:imported')).toEqual([
      { not: false, kind: 'word', text: 'bat' },
      { not: false, kind: 'word', text: 'one dollar' },
      { not: true, kind: 'word', text: 'haiku' },
      { not: false, kind: 'text', field: 'model', values: ['sonnet', 'nova'] },
      { not: false, kind: 'mark', values: ['fix'] },
      { not: false, kind: 'number', field: 'cost', compare: '>', value: 0.01 },
      { not: false, kind: 'is', values: ['imported'] },
    ]);
  });

  test('of nothing is everything', () => {
    expect(parseQuery('  ')).toEqual({ terms: [], problems: [] });
  });

  test.each([
    ['cost:<=$0.5', { field: 'cost', compare: '<=', value: 0.5 }],
    ['saved:<0', { field: 'saved', compare: '<', value: 0 }],
    ['saved:−0.1', { field: 'saved', compare: '=', value: -0.1 }],
    ['cost:unknown', { field: 'cost', compare: '=', value: 'unknown' }],
    ['rounds:>=3', { field: 'rounds', compare: '>=', value: 3 }],
    ['age:<7d', { field: 'age', compare: '<', value: 7 * 86_400_000 }],
    ['is:cut_off', { kind: 'is', values: ['cut-off'] }],
    ['tag:"to show"', { kind: 'text', field: 'tag', values: ['to show'] }],
    ['TAG:x', { field: 'tag' }],
  ])('%s is understood', (text, term) => {
    expect(terms(text)).toMatchObject([term]);
  });

  test.each([
    ['modell:x', 'There is no filter modell:. Did you mean model:? In quotation marks it is a word.'],
    ['https://x', /^There is no filter https:\. There are model: /],
    ['cost:>', 'cost: needs a number, as in cost:>0.01.'],
    ['cost:much', 'cost: needs a number, as in cost:>0.01.'],
    ['age:>3', 'age: needs a number with s, m, h, d, w or y, as in age:<7d.'],
    ['tag:', 'tag: needs a value, as in tag:paper.'],
    ['mark:fixx', /^mark: knows no "fixx"; did you mean fix\? There are fix, break/],
    ['"open', 'A quotation mark is still open: close it with another one.'],
  ])('%s is refused in a sentence', (text, message) => {
    expect(problem(text)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  test('says where it is wrong, and the rest counts', () => {
    expect(parseQuery('bat cost:x ball')).toMatchObject({
      terms: [{ text: 'bat' }, { text: 'ball' }],
      problems: [{ start: 4, end: 10 }],
    });
  });

  test('has its words to be shown where they were found', () => {
    expect(wordsOf(parseQuery('Bat bat -ball tag:x'))).toEqual(['bat']);
  });
});

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map(text => folded(text.replaceAll('"', '')).trim());
const value = word.filter(text => text !== '');
const not = fc.boolean();
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ not, kind: fc.constant('word' as const), text: value }),
  fc.record({
    not,
    kind: fc.constant('text' as const),
    field: fc.constantFrom(...TEXT_FIELDS),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    not,
    kind: fc.constant('mark' as const),
    values: fc.array(fc.constantFrom(...MARK_NAMES), { minLength: 1 }),
  }),
  fc.record({
    not,
    kind: fc.constant('is' as const),
    values: fc.array(fc.constantFrom(...IS_NAMES), { minLength: 1 }),
  }),
  fc.record({
    not,
    kind: fc.constant('number' as const),
    field: fc.constantFrom('cost' as const, 'saved' as const, 'rounds' as const),
    compare: fc.constantFrom('<' as const, '<=' as const, '=' as const, '>=' as const, '>' as const),
    value: fc.integer({ min: -100_000, max: 100_000 }).map(number => number / 1000),
  }),
);

describe('laws', () => {
  test('whatever is typed: it never throws, and each problem is a part of it', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('"', '-', ':', ',', ' ', '>', 'cost:', 'is:', '-mark:', ...FIELDS),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end, message } of parseQuery(text).problems) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(message).toMatch(/[.?]$/);
          last = end;
        }
      }),
    );
  });

  test('written and parsed again it is the same', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), all => {
        expect(parseQuery(queryText({ terms: all }))).toEqual({ terms: all, problems: [] });
      }),
    );
  });
});
