import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemes } from '../../text/graphemes.ts';
import { fuzzyRank, withRecent } from './fuzzy.ts';

const asIs = (text: string) => text;
/** The texts that match, the best first. */
const found = (texts: readonly string[], query: string) =>
  fuzzyRank(texts, query, asIs).map(({ item }) => item);
/** The text with what matched in brackets. */
function marked(text: string, query: string): string | undefined {
  const [ranked] = fuzzyRank([text], query, asIs);
  const matched = new Set(ranked?.matched);
  const shown = [...graphemes(text)].map((part, index) => (matched.has(index) ? `[${part}]` : part));
  return ranked && shown.join('').replaceAll('][', '');
}

const MODELS = ['Claude Sonnet 5.5', 'Claude Sonnet 4.6', 'Claude 3.7 Sonnet', 'Nova 2 Lite', 'gpt-oss-120b'];

describe('what matches', () => {
  test.each([
    ['son', 'Claude [Son]net 4.6'],
    ['SON', 'Claude [Son]net 4.6'],
    ['sonnet cl', '[Cl]aude [Sonnet] 4.6'],
    ['cs46', '[C]laude [S]onnet [4].[6]'],
    ['46', 'Claude Sonnet [4].[6]'],
    ['4.6', 'Claude Sonnet [4.6]'],
    ['snt', 'Claude [S]o[n]ne[t] 4.6'],
    ['net', 'Claude Son[net] 4.6'],
    ['', 'Claude Sonnet 4.6'],
    ['  ', 'Claude Sonnet 4.6'],
    ['opus', undefined],
    ['sonnet opus', undefined],
    ['tennos', undefined],
  ])('"%s"', (query, expected) => {
    expect(marked('Claude Sonnet 4.6', query)).toBe(expected);
  });

  test.each([
    ['accents do not matter in the text', 'Crème brûlée', 'brulee', 'Crème [brûlée]'],
    ['nor in the query', 'Creme brulee', 'brûl', 'Creme [brul]ee'],
    ['an accent of its own belongs to its letter', 'cre\u0300me', 'crem', '[cre\u0300m]e'],
    ['ß is ss', 'Straße', 'strasse', '[Straße]'],
    ['a sigma is a sigma', 'ΟΔΟΣ οδός', 'οδος', '[ΟΔΟΣ] οδός'],
    ['wide letters are letters', 'ｆｕｌｌ', 'full', '[ｆｕｌｌ]'],
    ['Chinese', '我们喜欢球', '喜欢', '我们[喜欢]球'],
    ['an emoji is found as a whole', '👨‍👩‍👧 family', '👨‍👩‍👧', '[👨‍👩‍👧] family'],
    ['and not by one of its parts', '👨‍👩‍👧 family', '👨', undefined],
    ['behind an emoji the places are right', '👨‍👩‍👧🇨🇭 family', 'fam', '👨‍👩‍👧🇨🇭 [fam]ily'],
    ['the start of the text is better than that of another word', 'bab ball', 'ba', '[ba]b ball'],
    ['the start of a later word is better than the middle of one', 'umbra bran', 'bra', 'umbra [bra]n'],
  ])('%s', (_name, text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  test('what is not seen is found in one piece only, and marks nothing', () => {
    const also = () => 'us.anthropic.claude-sonnet-4-6 Anthropic';
    expect(fuzzyRank(['Sonnet'], 'anthropic', asIs, also)).toEqual([
      { item: 'Sonnet', score: 36, matched: [] },
    ]);
    expect(fuzzyRank(['Sonnet'], 'atpc', asIs, also)).toEqual([]);
    expect(fuzzyRank(['Sonnet'], 'son claude', asIs, also)[0]?.matched).toEqual([0, 1, 2]);
  });
});

describe('the order', () => {
  test('without a query everything stays as it is', () => {
    expect(found(MODELS, ' ')).toEqual(MODELS);
  });
  test('equals stay in their order', () => {
    expect(found(MODELS, 'sonnet')).toEqual(MODELS.slice(0, 3));
  });
  test.each([
    ['one piece before scattered letters', 'cat', ['c a t', 'concatenate', 'cat food']],
    ['the start of a word before its middle', 'ball', ['football', 'The ball']],
    ['the whole word before its start', 'sql', ['SQLite', 'SQL']],
    ['starts of words before letters inside', 'bb', ['abacus, bob', 'Bat and ball']],
    ['letters together before letters apart', 'lily', ['l-i-l-y', 'li-ly']],
    ['what is seen before what is not', 'seen', ['un seen']],
  ])('%s', (_name, query, worstFirst) => {
    expect(found(worstFirst, query)).toEqual(worstFirst.toReversed());
  });
});

const word = fc.string({ unit: fc.constantFrom(...'abcÀß -世👩'), minLength: 1, maxLength: 5 });
const text = fc.string({ unit: fc.constantFrom(...'aabbccàßs  -.世👩'), maxLength: 14 });
const fold = (of: string) =>
  of.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

function isSubsequence(letters: string, of: string): boolean {
  let at = 0;
  for (const letter of of) if (letter === [...letters][at]) at++;
  return at === [...letters].length;
}

describe('laws', () => {
  test('found is what has the letters of every word in order', () => {
    fc.assert(
      fc.property(fc.array(text), fc.array(word, { maxLength: 3 }), (texts, words) => {
        const query = words.join(' ');
        const all = query.split(/\s+/).filter(Boolean);
        const expected = texts.filter(one => all.every(part => isSubsequence(fold(part), fold(one))));
        expect(found(texts, query).toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 500 },
    );
  });
  test('a text with the word in it comes before one with its letters only', () => {
    fc.assert(
      fc.property(fc.array(text), word, (texts, one) => {
        const query = one.trim();
        fc.pre(query !== '' && !query.includes(' '));
        const pieces = found(texts, query).map(item => fold(item).includes(fold(query)));
        expect(pieces).toEqual(pieces.toSorted((a, b) => Number(b) - Number(a)));
      }),
      { numRuns: 500 },
    );
  });
  test('what is marked are letters of the query, in ascending order', () => {
    fc.assert(
      fc.property(text, word, (one, query) => {
        const [ranked] = fuzzyRank([one], query, asIs);
        const parts = [...graphemes(one)];
        const marks = ranked?.matched ?? [];
        expect(marks).toEqual([...new Set(marks)].toSorted((a, b) => a - b));
        for (const mark of marks) expect(fold(query)).toContain([...fold(parts[mark] ?? '?')][0]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('recent ones', () => {
  const items = [
    { id: 'a', group: 'one' },
    { id: 'b', group: 'one' },
    { id: 'c', group: 'two' },
    { id: 'd', group: 'two' },
    { id: 'e', group: 'three' },
  ];
  const ids = (recent: readonly string[]) =>
    withRecent(items, recent)
      .map(({ id }) => id)
      .join('');
  test('come first in their group, and their group comes first', () => {
    expect(ids(['d'])).toBe('dcabe');
    expect(ids(['e', 'b'])).toBe('ebacd');
    expect(ids(['b', 'd', 'a'])).toBe('badce');
  });
  test('nothing recent changes nothing', () => {
    expect(ids([])).toBe('abcde');
    expect(ids(['gone'])).toBe('abcde');
  });
  test('groups that lie apart are brought together', () => {
    const apart = [
      { id: 'a', group: 'one' },
      { id: 'b', group: 'two' },
      { id: 'c', group: 'one' },
    ];
    expect(withRecent(apart, []).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  });
});

test('a query that is longer than every text finds nothing, letter by letter as it is typed', () => {
  const texts = Array.from({ length: 40 }, (_, index) => `banana ${'a'.repeat(index * 10)}`);
  // As keys that come together are: each of them asks.
  for (let length = 1; length <= 1500; length += 13) {
    const found = fuzzyRank(texts, 'a'.repeat(length), text => text);
    expect(found).toHaveLength(
      texts.filter(text => text.replaceAll(/[^a]/g, '').length >= Math.min(length, 1000)).length,
    );
  }
});
