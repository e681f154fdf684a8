import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createList,
  matching,
  meant,
  moveSelection,
  rowsOf,
  selectedItem,
  selectFirst,
  selectLast,
  visibleRows,
  withFilter,
  withSelected,
} from './list-state.ts';
import { EMPTY_TEXT, textState } from './text-editing.ts';

const QUESTIONS = [
  { id: 'bat', label: 'Bat and ball', group: 'mathematics', keywords: '0.05' },
  { id: 'pond', label: 'The lily pond', group: 'mathematics' },
  { id: 'singers', label: 'Singers over forty', group: 'text-to-SQL' },
  { id: 'harbour', label: 'Ein Hafen bei Dämmerung', group: 'translation' },
];
const filtered = (filter: string) => withFilter(createList(QUESTIONS), textState(filter));
const ids = (filter: string) => matching(filtered(filter)).map(item => item.id);

describe('the filter', () => {
  test.each([
    ['nothing typed matches all', '', ['bat', 'pond', 'singers', 'harbour']],
    ['a part of a word', 'pon', ['pond']],
    ['several words in any order', 'ball bat', ['bat']],
    ['capitals do not matter', 'LILY', ['pond']],
    ['accents do not matter', 'dammer', ['harbour']],
    ['a group', 'sql', ['singers']],
    ['a keyword', '0.05', ['bat']],
    ['white space around', '  pond ', ['pond']],
    ['scattered letters', 'lypd', ['pond']],
    ['scattered letters of a keyword are not enough', '05.0', []],
    ['the best first', 'o', ['singers', 'pond', 'harbour']],
    ['nothing matches', 'xyz', []],
  ])('%s', (_name, filter, found) => {
    expect(ids(filter)).toEqual(found);
  });
});

describe('the selection', () => {
  test('is the first item, or the one that was asked for', () => {
    expect(createList(QUESTIONS).selected).toBe('bat');
    expect(createList(QUESTIONS, 'pond').selected).toBe('pond');
    expect(createList(QUESTIONS, 'gone').selected).toBe('bat');
    expect(createList([]).selected).toBeUndefined();
  });
  test('stays while it matches, else goes to the first match, and comes back', () => {
    const list = createList(QUESTIONS, 'pond');
    expect(withFilter(list, textState('mathematics')).selected).toBe('pond');
    expect(withFilter(list, textState('sing')).selected).toBe('singers');
    const none = withFilter(list, textState('xyz'));
    expect(none.selected).toBeUndefined();
    expect(withFilter(none, textState('')).selected).toBe('pond');
  });
  test('does not stay where only its letters match', () => {
    const list = withFilter(createList(QUESTIONS, 'pond'), textState('en'));
    expect(matching(list).map(({ id }) => id)).toEqual(['harbour', 'pond']);
    expect(list.selected).toBe('harbour');
  });
  test('stays when the items change, if it is still there', () => {
    expect(withFilter(createList(QUESTIONS, 'pond'), EMPTY_TEXT, QUESTIONS.slice(1)).selected).toBe('pond');
    expect(withFilter(createList(QUESTIONS, 'bat'), EMPTY_TEXT, QUESTIONS.slice(1)).selected).toBe('pond');
  });
  test('moves over headings and stops at the ends', () => {
    const list = createList(QUESTIONS, 'pond');
    expect(selectedItem(moveSelection(list, 1))?.id).toBe('singers');
    expect(moveSelection(list, 100).selected).toBe('harbour');
    expect(moveSelection(list, -100).selected).toBe('bat');
    expect(selectLast(list).selected).toBe('harbour');
    expect(selectFirst(list).selected).toBe('bat');
    expect(withSelected(list, 'harbour').selected).toBe('harbour');
    expect(moveSelection(createList([]), 1).selected).toBeUndefined();
  });
});

describe('rows', () => {
  test('a heading stands before each group', () => {
    const rows = rowsOf(createList(QUESTIONS)).map(row =>
      row.type === 'heading' ? `# ${row.group}` : row.item.id,
    );
    expect(rows).toEqual([
      '# mathematics',
      'bat',
      'pond',
      '# text-to-SQL',
      'singers',
      '# translation',
      'harbour',
    ]);
  });
  test('say what the filter found in them', () => {
    const [, row] = rowsOf(filtered('lypd'));
    expect(row).toMatchObject({ item: { id: 'pond' }, matched: [6, 7, 9, 12] });
  });
  test('what was typed stands behind items with its words, before those with its letters', () => {
    const items = [
      { id: 'letters', label: 'concatenated apart' },
      { id: 'typed', label: 'cat pat', typed: true },
      { id: 'words', label: 'a pat for a cat' },
    ];
    const list = withFilter(createList(items), textState('cat pat'));
    expect(matching(list).map(({ id }) => id)).toEqual(['words', 'typed', 'letters']);
  });
  test('items of a group are together, wherever they were', () => {
    const list = createList([
      { id: '1', label: 'a', group: 'x' },
      { id: '2', label: 'b', group: 'y' },
      { id: '3', label: 'c', group: 'x' },
    ]);
    expect(rowsOf(list)).toHaveLength(5);
    expect(matching(list).map(item => item.id)).toEqual(['1', '3', '2']);
    expect(moveSelection(list, 1).selected).toBe('3');
  });
  test('of 500 items, never more rows than are visible, and the selected one among them', () => {
    const items = Array.from({ length: 500 }, (_, index) => ({
      id: `${index}`,
      label: `Item ${index}`,
      group: `Group ${Math.floor(index / 7)}`,
    }));
    fc.assert(
      fc.property(fc.nat(499), fc.integer({ min: 1, max: 60 }), (place, height) => {
        const { rows, above, below } = visibleRows(rowsOf(createList(items, `${place}`)), height);
        expect(rows).toHaveLength(height);
        expect(rows.some(row => row.type === 'item' && row.selected)).toBe(true);
        expect(above + below + rows.filter(row => row.type === 'item').length).toBe(500);
      }),
    );
  });
  test('a short list is shown whole, a place without rows shows none', () => {
    expect(visibleRows(rowsOf(createList(QUESTIONS)), 20)).toMatchObject({ above: 0, below: 0 });
    expect(visibleRows(rowsOf(createList(QUESTIONS)), -1)).toMatchObject({ rows: [], above: 0, below: 4 });
  });
});

test('a filter that is taken back gives back what was selected before it', () => {
  const list = createList(
    [
      { id: 'a', label: 'apple' },
      { id: 'b', label: 'bread' },
    ],
    'a',
  );
  const filtered = withFilter(list, textState('bread'));
  expect(filtered.selected).toBe('b');
  expect(withFilter(filtered, EMPTY_TEXT).selected).toBe('a');
  expect(withFilter(meant(filtered), EMPTY_TEXT).selected).toBe('b');
});

describe('what was used last', () => {
  const used = QUESTIONS.map(item => {
    const place = ['singers', 'pond'].indexOf(item.id);
    return place < 0 ? item : { ...item, recent: place };
  });
  const headings = (list: ReturnType<typeof createList<(typeof QUESTIONS)[number]>>) =>
    rowsOf(list).map(row => (row.type === 'heading' ? `# ${row.group}` : row.item.id));

  test('comes first without a filter, in a group of its own', () => {
    expect(headings(createList(used))).toEqual([
      ...['# recent', 'singers', 'pond', '# mathematics', 'bat', '# translation', 'harbour'],
    ]);
  });
  test('is moved through in that order', () => {
    expect(moveSelection(createList(used), 1).selected).toBe('pond');
    expect(selectLast(createList(used)).selected).toBe('harbour');
  });
  test('is in its own group under a filter', () => {
    expect(headings(withFilter(createList(used), textState('pond')))).toEqual(['# mathematics', 'pond']);
  });
});
