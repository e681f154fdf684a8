import { describe, expect, test } from 'vitest';
import { onceMore, runOf, runStarted, wholeRound } from '../../run/testing/sample-run.ts';
import { againstAttempt } from '../panes/diff.ts';
import { textsOf } from '../testing/shown.ts';
import { menuKey, menuLines, openMenu } from './inspector-menu.ts';
import { INITIAL, type InspectorState, showsAnswer } from './inspector-state.ts';

const twice = [
  runStarted(),
  ...wholeRound(0, '0.10'),
  ...wholeRound(1, '0.05'),
  ...onceMore(1, { call: 2, again: 1, answer: '7' }),
];
const run = runOf(...twice);

function rows(of = run, state: Partial<InspectorState> = {}) {
  const open = openMenu({ ...INITIAL, ...state }, 'against', of);
  return open.menu ? textsOf(menuLines(open.menu, of, open, 80, 20)).slice(2) : [];
}

describe('what a round can be compared with', () => {
  test('are the other attempts at it, each with its own answer', () => {
    expect(rows()).toEqual([
      '▌ The round before',
      '  The first answer',
      '  Attempt 1 of 2   answer 0.05',
      '  Round 0   answer 0.10',
    ]);
    expect(rows(run, { attempt: 1 })[2]).toBe('  Attempt 2 of 2   answer 7');
    expect(rows(run, { pinned: 0 })).toContain('  Round 1   answer 7');
  });

  test('is no attempt that is not whole, and no answer that is not its own', () => {
    const streaming = runOf(...twice.slice(0, -3));
    expect(rows(streaming).join()).toContain('Attempt 1 of 2   answer 0.05');
    expect(rows(streaming, { attempt: 1 }).join()).not.toContain('Attempt');
    expect(rows(streaming, { pinned: 0 }).join()).not.toContain('Round 1');
  });

  test('is chosen by its call, and the menu begins there the next time', () => {
    const open = openMenu(INITIAL, 'against', run);
    const chosen = ['down', 'down', 'enter'].reduce((state, key) => menuKey(state, key, run).state, open);
    expect(chosen).toMatchObject({ pane: 'diff', against: againstAttempt(1) });
    expect(openMenu(chosen, 'against', run).menu?.row).toBe(2);
  });
});

test('whether a diff is shown depends on the attempt that is looked at', () => {
  const first = runOf(
    runStarted(),
    ...wholeRound(0, '4'),
    ...onceMore(0, { call: 1, again: 0, answer: '7' }),
  );
  const state = { ...INITIAL, against: againstAttempt(0) };
  expect(showsAnswer(state, first)).toBe(false);
  expect(showsAnswer({ ...state, attempt: 0 }, first)).toBe(true);
});
