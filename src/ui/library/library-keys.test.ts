import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../library/row.ts';
import { rowWith } from '../../library/testing/rows.ts';
import type { LibraryStep } from './library-asks.ts';
import { libraryKey, libraryPaste, libraryScreen } from './library-keys.ts';
import {
  createFinder,
  type LibrarySeen,
  type LibraryState,
  libraryAtFirst,
  rowUnder,
} from './library-state.ts';

const ROWS = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
  rowWith({
    name,
    startedAt: `2026-11-0${9 - index}T00:00:00Z`,
    tags: index === 1 ? ['x', 'y'] : [],
    cost: index,
  }),
);
const WORLD = { now: 0, placesOf: () => new Map<string, readonly string[]>() };

const seenOf = (state: LibraryState, rows: readonly Row[] = ROWS): LibrarySeen => ({
  found: createFinder()(rows, WORLD, state),
  status: { progress: undefined, problems: [], others: 0, notice: undefined, isLost: false },
  forms: [],
  page: 3,
});
const pressed = (
  keys: readonly string[],
  from: LibraryState = libraryAtFirst(),
  rows?: readonly Row[],
): LibraryStep =>
  keys.reduce<LibraryStep>((step, key) => libraryKey(step.state, key, seenOf(step.state, rows)), {
    state: from,
  });
const under = (state: LibraryState, rows?: readonly Row[]) =>
  rowUnder(state, seenOf(state, rows).found)?.name;

describe('the cursor', () => {
  test('moves by rows and pages, and stays in the list', () => {
    expect(under(pressed(['down', 'j', 'k']).state)).toBe('b');
    expect(under(pressed(['G', 'down']).state)).toBe('e');
    expect(under(pressed(['pagedown']).state)).toBe('c');
    expect(under(pressed(['end', 'home', 'up']).state)).toBe('a');
  });

  test('stays on its run when others come, and on its place when that run goes', () => {
    const { state } = pressed(['down', 'down']);
    const newer = rowWith({ name: 'new', startedAt: '2026-11-20T00:00:00Z' });
    expect(under(state, [newer, ...ROWS])).toBe('c');
    expect(
      under(
        state,
        ROWS.filter(({ name }) => name !== 'c'),
      ),
    ).toBe('d');
    expect(under(state, ROWS.slice(0, 1))).toBe('a');
    expect(under(state, [])).toBeUndefined();
  });
});

describe('a filter', () => {
  test('counts while it is written, and is given up with Esc', () => {
    const writing = pressed(['/', ...'tag:x']).state;
    expect(libraryScreen(writing)).toBe('library-input');
    expect(seenOf(writing).found.rows.map(({ name }) => name)).toEqual(['b']);
    expect(pressed(['enter'], writing).state).toMatchObject({ filter: 'tag:x', input: undefined });
    expect(pressed(['escape'], writing).state).toMatchObject({ filter: '', input: undefined });
  });

  test('takes bare letters that are commands elsewhere, and what is pasted', () => {
    expect(pressed(['/', 'd', 'space', '?']).state.filter).toBe('d ?');
    expect(libraryPaste(pressed(['/']).state, 'a\nb').filter).toBe('a b');
    expect(libraryPaste(libraryAtFirst(), 'ddd')).toEqual(libraryAtFirst());
  });
});

describe('Esc', () => {
  test('takes away marks, then the filter, then goes back', () => {
    const { state } = pressed(['space', '/', ...'tag:x', 'enter']);
    const first = pressed(['escape'], state);
    expect(first).toMatchObject({ state: { marked: [], filter: 'tag:x' } });
    const second = pressed(['escape'], first.state);
    expect(second).toMatchObject({ state: { filter: '' } });
    expect(second.asks).toBeUndefined();
    expect(pressed(['escape'], second.state).asks).toEqual({ kind: 'back' });
  });
});

describe('a run', () => {
  test.each([
    ['enter', 'open'],
    ['p', 'play'],
    ['b', 'branch'],
    ['R', 'resume'],
  ])('%s asks to %s it', (key, kind) => {
    expect(pressed(['down', key]).asks).toMatchObject({ kind, row: { name: 'b' } });
  });

  test('gets a title and tags, which belong to it, wherever the cursor goes', () => {
    expect(pressed(['n', ...' New ', 'down', 'enter']).asks).toEqual({
      kind: 'label',
      path: '/runs/a',
      label: { title: 'New' },
    });
    expect(pressed(['down', 't', ...', #z,, x', 'enter']).asks).toEqual({
      kind: 'label',
      path: '/runs/b',
      label: { tags: ['x', 'y', 'z'] },
    });
    expect(pressed(['n', ...'x', 'escape']).asks).toBeUndefined();
  });

  test('is deleted, or all that are marked', () => {
    const names = (keys: string[]) => {
      const { asks } = pressed(keys);
      return asks?.kind === 'delete' ? asks.rows.map(({ name }) => name) : [];
    };
    expect(names(['d'])).toEqual(['a']);
    expect(names(['space', 'space', 'down', 'd'])).toEqual(['a', 'b']);
  });

  test('is compared with the marked one; with no other it is said how', () => {
    expect(pressed(['space', 'C']).asks).toMatchObject({
      kind: 'compare',
      rows: [{ name: 'a' }, { name: 'b' }],
    });
    expect(pressed(['C']).state.said).toMatch(/^Two runs are compared: mark one/);
    expect(pressed(['space', 'up', 'C']).state.said).toMatch(/^Two runs are compared/);
    expect(pressed(['space', 'space', 'space', 'C']).state.said).toMatch(/^3 runs are marked\./);
  });

  test('of a newer schema can be deleted and nothing else, which is said', () => {
    const { run: _none, ...row } = rowWith({ name: 'n', state: 'newer schema' });
    for (const key of ['enter', 'p', 'b', 'R', 'n', 't', 'C', 'x']) {
      expect(pressed([key], libraryAtFirst(), [row]).state.said, key).toMatch(
        /^A newer reflectoscope wrote this run/,
      );
    }
    expect(pressed(['d'], libraryAtFirst(), [row]).asks).toMatchObject({ kind: 'delete' });
  });

  test('where there is none it is said', () => {
    for (const key of ['enter', 'd', 'space', 'C']) {
      expect(pressed([key], libraryAtFirst(), []).state.said, key).toBe('There is no run here.');
    }
  });
});

test('the trash is emptied the second time, and not after another key', () => {
  expect(pressed(['E']).asks).toBeUndefined();
  expect(pressed(['E', 'E']).asks).toEqual({ kind: 'empty-trash' });
  expect(pressed(['E', 'down', 'E']).asks).toBeUndefined();
});

test('the order goes round, and can be turned round', () => {
  expect(pressed(['s']).state.sort).toEqual({ key: 'cost', reversed: false });
  expect(seenOf(pressed(['s', 'S']).state).found.rows.map(({ name }) => name)).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
  ]);
  expect(pressed(Array<string>(7).fill('s')).state.sort).toEqual({ key: 'age', reversed: false });
});

test('whatever is pressed, the cursor is on a row that is there and the row is in sight', () => {
  const keys = fc.array(
    fc.constantFrom(
      'down',
      'up',
      'end',
      'home',
      'pagedown',
      'pageup',
      'space',
      's',
      'S',
      '/',
      't',
      'a',
      'enter',
      'escape',
      'v',
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(keys, names => {
      const { state } = pressed(names);
      const { rows } = seenOf(state).found;
      expect(rows.length === 0 || under(state) !== undefined).toBe(true);
      expect(state.marked.length).toBe(new Set(state.marked).size);
    }),
  );
});
