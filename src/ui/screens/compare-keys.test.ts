import { describe, expect, test } from 'vitest';
import { comparedBranches, comparedModels } from '../testing/compared.ts';
import { AT_TOP } from '../widgets/scroll.ts';
import { copiedComparison } from './compare-copied.ts';
import { compareExtent } from './compare-frame.ts';
import { type CompareStep, compareKey, comparePaste } from './compare-keys.ts';
import { COMPARE_AT_FIRST, type CompareState, panesOf, shownKind } from './compare-state.ts';

const models = await comparedModels();
const branches = await comparedBranches();

function seenIn(comparison = models, width = 80) {
  const extentOf = (state: CompareState) =>
    compareExtent({ comparison, state, notice: undefined, width, height: 24 });
  return { comparison, width: width - 2, extentOf };
}

function pressed(names: readonly string[], seen = seenIn()): CompareStep {
  return names.reduce<CompareStep>(({ state }, name) => compareKey(state, name, seen), {
    state: COMPARE_AT_FIRST,
  });
}

const kind = (state: CompareState, seen = seenIn()) =>
  shownKind(state, panesOf(seen.comparison)[state.pane] ?? { name: 'facts' }, seen.width);

describe('keys on a comparison', () => {
  test('go round the panes both ways, each from its top', () => {
    expect(pressed(['tab']).state.pane).toBe(1);
    expect(pressed(['tab', 'tab', 'tab']).state.pane).toBe(0);
    expect(pressed(['shift+tab'], seenIn(branches)).state.pane).toBe(4);
    expect(pressed(['j', 'j', 'tab']).state.scroll).toEqual(AT_TOP);
  });

  test('go through the views: in a narrow window from inline on, in a wide one from side by side', () => {
    const kindAfter = (count: number, seen = seenIn()) =>
      kind(pressed(Array(count).fill('v'), seen).state, seen);
    expect([0, 1, 2, 3, 4].map(count => kindAfter(count))).toEqual([
      'inline',
      'side-by-side',
      'changes',
      'answer-first',
      'inline',
    ]);
    expect([0, 1].map(count => kindAfter(count, seenIn(models, 140)))).toEqual(['side-by-side', 'changes']);
  });

  test('prompts have no answer to be shown first, and facts have one view', () => {
    const state = { ...COMPARE_AT_FIRST, pane: 1, diff: 'changes' as const };
    expect(kind(compareKey(state, 'v', seenIn()).state)).toBe('inline');
    expect(kind({ ...state, diff: 'answer-first' })).toBe('inline');
    const facts = { ...COMPARE_AT_FIRST, pane: 2 };
    expect(compareKey(facts, 'v', seenIn())).toEqual({ state: facts, say: 'The facts have one view.' });
  });

  test('scroll, to both ends and by pages, and not beyond', () => {
    const { total, height } = seenIn().extentOf(COMPARE_AT_FIRST);
    expect(total).toBeGreaterThan(height * 2);
    expect(pressed(['j', 'down', 'k']).state.scroll.offset).toBe(1);
    expect(pressed(['pagedown']).state.scroll.offset).toBe(height - 1);
    expect(pressed(['G', 'j']).state.scroll.offset).toBe(total - height);
    expect(pressed(['G', 'g', 'k']).state.scroll).toEqual(AT_TOP);
  });

  test('go from change to change', () => {
    const seen = seenIn(branches);
    const { changes } = seen.extentOf({ ...COMPARE_AT_FIRST, pane: 1 });
    const { state } = pressed(['tab', '}'], seen);
    expect(state.scroll.offset).toBe((changes.find(line => line > 2) ?? 0) - 2);
    expect(compareKey(state, '{', seen).state.scroll.offset).toBe(0);
  });

  test('ask for help, a copy, the pager and the end', () => {
    const asked = ['?', 'c', 'o', 'q', 'escape', 'ctrl+c'].map(name => pressed([name]).command);
    expect(asked).toEqual(['help', 'copy', 'pager', 'quit', 'quit', 'quit']);
  });
});

describe('a search', () => {
  test('goes to a match while it is written, and from match to match once it is kept', () => {
    const typed = pressed(['/', ...'dimes']);
    expect(typed.state.search).toMatchObject({ typing: true, current: 0 });
    expect(typed.state.scroll.offset).toBeGreaterThan(0);
    const kept = compareKey(typed.state, 'enter', seenIn()).state;
    const next = compareKey(kept, 'n', seenIn()).state;
    expect(next.search).toMatchObject({ typing: false, current: 1 });
    expect(compareKey(next, 'N', seenIn()).state.search?.current).toBe(0);
  });

  test('that is given up goes back to where one was', () => {
    const { state } = pressed(['j', 'j', '/', ...'dimes', 'escape']);
    expect(state).toMatchObject({ search: undefined, scroll: { offset: 2 } });
  });

  test('takes letters that are commands elsewhere, and what is pasted', () => {
    const { state } = pressed(['/', 'q']);
    expect(state.search?.query.text).toBe('q');
    expect(comparePaste(state, 'uick', seenIn()).search?.query.text).toBe('quick');
    expect(comparePaste(COMPARE_AT_FIRST, 'quick', seenIn())).toBe(COMPARE_AT_FIRST);
  });

  test('stays in another pane, and Escape takes it away before it leaves the screen', () => {
    const { state } = pressed(['/', ...'ball', 'enter', 'tab']);
    expect(state.search).toMatchObject({ typing: false, current: undefined });
    const cleared = compareKey(state, 'escape', seenIn());
    expect(cleared).toEqual({ state: { ...state, search: undefined } });
    expect(compareKey(cleared.state, 'escape', seenIn()).command).toBe('quit');
  });

  test('that was not begun has no next match, and says how one begins', () => {
    expect(pressed(['n']).say).toBe('Nothing is looked for yet: / begins a search.');
    expect(pressed(['/', 'enter']).state.search).toBeUndefined();
  });
});

describe('a copy', () => {
  test('is the diff of the open pane as plain text', () => {
    const [prompts, parent] = panesOf(branches);
    expect(prompts && copiedComparison(branches, prompts)).toMatchObject({
      name: 'the diff of the prompts, A to B',
      file: 'compare-prompts-a-1-b-1.txt',
      text: expect.stringContaining('checklist'),
    });
    expect(parent && copiedComparison(branches, parent)).toMatchObject({
      file: 'compare-answers-parent-0-a-1.txt',
      text: expect.stringContaining('{+, once more+}'),
    });
  });

  test('of the facts is their table', () => {
    const { file, text } = copiedComparison(models, { name: 'facts' });
    expect(file).toBe('compare-facts.txt');
    expect(text).toMatch(/\nanswer +\$0\.10 +0\.05 +different\n/);
  });
});
