import { describe, expect, test } from 'vitest';
import type { BranchTree } from '../../analysis/branch-tree.ts';
import type { Run } from '../../run/run.ts';
import {
  callStarted,
  delta,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { wrapped } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { AT_TOP } from '../widgets/scroll.ts';
import { inspectorCursor, inspectorFrame } from './inspector-frame.ts';
import {
  type InspectorStep,
  inspectorKey,
  inspectorPaste,
  type SeenRun,
  screenOf,
} from './inspector-keys.ts';
import { INITIAL, type InspectorInput, type InspectorState } from './inspector-state.ts';

const rounds = [runStarted(), ...wholeRound(0, '0.10'), ...wholeRound(1, '0.05'), ...wholeRound(2, '0.05')];
const over: Run = { ...runOf(...rounds), outcome: { kind: 'stopped', rule: 'max-rounds' } };
const going = runOf(...rounds, roundStarted(3), callStarted(3, 3), delta(3, 'ball'));
const TEXT = Array.from({ length: 60 }, (_, line) => (line % 20 === 5 ? `Ball ${line}` : `bat ${line}`));
const lines = wrapped(TEXT.join('\n'), 40);
const PLAYED = { isPlayed: true };

interface Options {
  readonly run?: Run;
  readonly isPlayed?: boolean;
  readonly isWaiting?: boolean;
  readonly tree?: BranchTree;
  readonly from?: Partial<InspectorState>;
}

const FORMATS = [
  { id: 'md', name: 'a document' },
  { id: 'csv', name: 'a table' },
];

/** What a key sees of a run in a pane of ten rows. */
function seenOf({ run = over, isPlayed = false, isWaiting = false, tree }: Options = {}): SeenRun {
  const extentOf = () => ({ total: lines.length, height: 10, lines });
  return { run, isPlayed, isWaiting, tree, extentOf, formats: FORMATS, size: { width: 80, height: 10 } };
}

/** What comes of keys in it. */
function pressed(keys: readonly string[], options: Options = {}): InspectorStep {
  const { from } = options;
  return keys.reduce<InspectorStep>(({ state }, key) => inspectorKey(state, key, seenOf(options)), {
    state: { ...INITIAL, pane: 'answer', scroll: AT_TOP, ...from },
  });
}
const shown = (state: InspectorState, changes: Partial<InspectorInput> = {}) =>
  textsOf(
    inspectorFrame({
      run: over,
      log: [],
      state,
      player: undefined,
      notice: undefined,
      width: 80,
      height: 24,
      ...changes,
    }),
  );

describe('a search', () => {
  test('goes to the first match as one types, and back when one gives up', () => {
    const typed = pressed(['/', 'b', 'a', 'l']).state;
    expect(typed.search).toMatchObject({ typing: true, current: 0 });
    expect(typed.scroll.offset).toBe(0);
    const further = pressed(['/', ...'ball 45']).state;
    expect(further.scroll).toEqual({ offset: 42, follow: false });
    expect(pressed(['/', ...'ball 45', 'escape']).state).toMatchObject({
      search: undefined,
      scroll: AT_TOP,
      pinned: undefined,
    });
  });
  test('takes every character, also those that are commands elsewhere, and a paste', () => {
    const { state } = pressed(['/', 'q', '?', 'space', 'n']);
    expect(state.search?.query.text).toBe('q? n');
    const seen = seenOf();
    expect(inspectorPaste(state, 'x\ny', seen).search?.query.text).toBe('q? nx y');
    expect(inspectorPaste(INITIAL, 'x', seen)).toBe(INITIAL);
  });
  test('once kept, n and N go round, and esc takes it away before it leaves', () => {
    const kept = ['/', ...'ball', 'enter'];
    const current = (...keys: string[]) => pressed([...kept, ...keys]).state.search?.current;
    expect(pressed(kept).state.search?.typing).toBe(false);
    expect([current('n'), current('n', 'n'), current('n', 'n', 'n'), current('N')]).toEqual([1, 2, 0, 2]);
    expect(pressed([...kept, 'escape'])).toMatchObject({ state: { search: undefined } });
    expect(pressed([...kept, 'escape']).command).toBeUndefined();
    expect(pressed([...kept, 'escape', 'escape']).command).toBe('back');
  });
  test('for nothing is no search, and n without one says how to begin', () => {
    expect(pressed(['/', 'enter']).state.search).toBeUndefined();
    expect(pressed(['n']).say).toContain('/ begins');
  });
  test('another pane is searched anew', () => {
    const { state } = pressed(['/', ...'ball', 'enter', 'n', 'tab']);
    expect(state.search).toMatchObject({ current: undefined, query: { text: 'ball' } });
  });
  test('while a run goes on stays with the round that is read', () => {
    expect(pressed(['/', ...'ball 45', 'enter'], { run: going }).state.pinned).toBe(3);
  });
  test('shows what was found where the keys are, and the cursor behind what is written', () => {
    const found = (state: InspectorState): InspectorState => ({
      ...state,
      ...(state.search && { search: { ...state.search, current: 0 } }),
    });
    const typing = found(pressed(['/', ...'0.0']).state);
    expect(shown(typing).at(-1)).toMatch(/^ \/ 0\.0 .*match 1 of 3 .*esc give up/);
    const input = { run: over, log: [], state: typing, player: undefined, notice: undefined };
    expect(inspectorCursor({ ...input, width: 80, height: 24 })).toEqual({ x: 6, y: 23 });
    expect(inspectorCursor({ ...input, state: INITIAL, width: 80, height: 24 })).toBeUndefined();
    const kept = found(pressed(['/', ...'0.0', 'enter']).state);
    expect(shown(kept).join('\n')).toContain('match 1 of 3');
    expect(shown(kept).at(-1)).toContain('? keys');
    expect(shown(pressed(['/', ...'nowhere', 'enter']).state).join('\n')).toContain('no match');
  });
});

describe('a choice over the pane', () => {
  test('of what to copy begins with what one looks at', () => {
    expect(pressed(['c', 'enter']).copy).toBe('answer');
    expect(pressed(['y', 'enter'], { from: { pane: 'diff' } }).copy).toBe('diff');
    expect(pressed(['c', 'enter'], { from: { pane: 'prompt' } }).copy).toBe('prompt');
    expect(pressed(['c', 'down', 'down', 'j', 'enter']).copy).toBe('request');
    expect(pressed(['c', ...Array(9).fill('down'), 'enter']).copy).toBe('note');
    expect(pressed(['c', 'enter']).state.menu).toBeUndefined();
  });
  test('of what the run is exported as names every format, and the one that is chosen is asked for', () => {
    const menu = shown(pressed(['O']).state).join('\n');
    expect(menu).toContain('Export the run as what?');
    expect(menu).toContain('▌ A document');
    expect(menu).toContain('  A table');
    expect(menu).toContain('e-mail addresses are replaced');
    expect(pressed(['O', 'down', 'enter'])).toMatchObject({ exportAs: 'csv', state: { menu: undefined } });
    expect(pressed(['O', 'enter'], { isPlayed: true }).exportAs).toBe('md');
    expect(pressed(['O', 'escape']).exportAs).toBeUndefined();
  });
  test('closes without a word on esc, q and Ctrl+C, and lets no other key through', () => {
    for (const key of ['escape', 'q', 'ctrl+c']) {
      expect(pressed(['c', key])).toEqual({ state: { ...pressed([]).state, menu: undefined } });
    }
    expect(pressed(['c', 'tab', 'v', '/']).state).toMatchObject({ pane: 'answer', menu: { kind: 'copy' } });
    expect(pressed(['c', 'ctrl+q']).command).toBe('quit');
  });
  test('of the round to compare with names every other whole answer, and shows the diff', () => {
    const open = pressed(['w'], { run: going }).state;
    const menu = shown(open, { run: going }).join('\n');
    expect(menu).toContain('Compare with which answer?');
    expect(menu).toContain('▌ The round before');
    expect(menu).toContain('Round 0   answer 0.10');
    expect(menu).not.toContain('Round 3');
    expect(pressed(['w', 'down', 'enter']).state).toMatchObject({ pane: 'diff', against: 'first' });
    expect(pressed(['w', 'down', 'down', 'enter']).state).toMatchObject({ pane: 'diff', against: 0 });
    expect(shown(pressed(['w', 'down', 'enter']).state).join('\n')).toContain(
      'round 2 against 0, words, inline',
    );
  });
  test('begins with what is chosen already', () => {
    expect(pressed(['w'], { from: { against: 'first' } }).state.menu?.row).toBe(1);
  });
  test('is a screen of its own for the keys', () => {
    expect(screenOf(pressed(['c']).state, over, PLAYED)).toBe('menu');
    expect(screenOf(pressed(['/']).state, over, PLAYED)).toBe('search');
    expect(screenOf(INITIAL, over, PLAYED)).toBe('player');
    expect(screenOf(INITIAL, going, { isPlayed: false })).toBe('inspector');
    expect(screenOf(INITIAL, going, { isPlayed: false, isWaiting: true })).toBe('waiting');
    expect(screenOf({ ...INITIAL, pane: 'tree' }, going, PLAYED)).toBe('tree');
    expect(screenOf({ ...pressed(['c']).state, pane: 'tree' }, over, PLAYED)).toBe('menu');
    expect(shown(pressed(['c']).state).at(-1)).toContain('enter choose');
  });
});

test('the pager is asked for, and what is not of this screen is handed on', () => {
  expect(pressed(['o']).pager).toBe(true);
  expect(pressed(['q']).command).toBe('back');
  expect(pressed(['space'], { isPlayed: true }).command).toBe('play.pause');
  expect(pressed(['ctrl+c'], { run: going }).command).toBe('cancel');
});
