import { describe, expect, test } from 'vitest';
import type { Run } from '../../run/run.ts';
import {
  callStarted,
  delta,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { DIFF_KINDS } from '../diff-views/diff-view.ts';
import type { Command } from '../keys.ts';
import { AT_TOP, FOLLOWING } from '../widgets/scroll.ts';
import { inspect } from './inspector-commands.ts';
import { INITIAL, type InspectorState, isFollowing, PANES, shownRound } from './inspector-state.ts';

const LONG = { total: 100, height: 10 };
const SHORT = { total: 5, height: 10 };
const two = [runStarted(), ...wholeRound(0, 'x'), ...wholeRound(1, 'y')];
const streaming = runOf(...two, roundStarted(2), callStarted(2, 2), delta(2, 'z'));
const later = runOf(...two, ...wholeRound(2, 'z'), roundStarted(3), callStarted(3, 3));
const over: Run = { ...runOf(...two, ...wholeRound(2, 'z')), outcome: { kind: 'cancelled' } };

const stateAfter = (run: Run, extent: typeof LONG, ...commands: Command[]): InspectorState =>
  commands.reduce((state, command) => inspect(state, command, run, () => extent), INITIAL);

describe('following', () => {
  test('the newest round is shown, at its end, while text comes', () => {
    expect(isFollowing(INITIAL)).toBe(true);
    expect(shownRound(INITIAL, streaming)).toBe(2);
    expect(shownRound(INITIAL, later)).toBe(3);
  });
  test('scrolling away stops it, and stays with the round that is read', () => {
    const state = stateAfter(streaming, LONG, 'scroll.up');
    expect(state.scroll).toEqual({ offset: 89, follow: false });
    expect(isFollowing(state)).toBe(false);
    expect(shownRound(state, later)).toBe(2);
  });
  test.each(['follow', 'scroll.bottom'] as const)('%s resumes it', command => {
    expect(isFollowing(stateAfter(streaming, LONG, 'scroll.up', 'scroll.page-up', command))).toBe(true);
  });
  test('so does scrolling to the end', () => {
    expect(isFollowing(stateAfter(streaming, LONG, 'scroll.up', 'scroll.down'))).toBe(true);
    expect(isFollowing(stateAfter(streaming, LONG, 'scroll.top', 'scroll.page-down'))).toBe(false);
  });
  test('the end of an earlier round is only its end, but f comes back from there', () => {
    const state = stateAfter(streaming, LONG, 'round.previous', 'scroll.bottom');
    expect(shownRound(state, streaming)).toBe(1);
    expect(isFollowing(state)).toBe(false);
    expect(isFollowing(inspect(state, 'follow', streaming, () => LONG))).toBe(true);
  });
  test('where everything is visible, going up is not going away', () => {
    expect(isFollowing(stateAfter(streaming, SHORT, 'scroll.up', 'scroll.page-up', 'scroll.top'))).toBe(true);
  });
});

describe('rounds', () => {
  test('are gone through one by one and stop at the ends', () => {
    expect(shownRound(stateAfter(over, LONG, 'round.previous'), over)).toBe(1);
    expect(shownRound(stateAfter(over, LONG, ...Array(9).fill('round.previous')), over)).toBe(0);
    const back = stateAfter(over, LONG, 'round.previous', 'round.next', 'round.next');
    expect(shownRound(back, over)).toBe(2);
  });
  test('a finished text is read from its top, one that is being written from its end', () => {
    expect(stateAfter(over, LONG, 'round.previous').scroll).toEqual(AT_TOP);
    expect(stateAfter(over, LONG, 'round.previous', 'round.next').scroll).toEqual(AT_TOP);
    expect(stateAfter(streaming, LONG, 'round.previous').scroll).toEqual(AT_TOP);
    expect(stateAfter(streaming, LONG, 'round.previous', 'round.next').scroll).toEqual(FOLLOWING);
  });
  test('a round that is not there yet when one seeks back is the newest there is', () => {
    const state = stateAfter(over, LONG, 'round.previous');
    expect(shownRound(state, runOf(...two.slice(0, 3)))).toBe(0);
    expect(shownRound(state, runOf(runStarted()))).toBeUndefined();
    expect(inspect(INITIAL, 'round.next', undefined, () => LONG)).toBe(INITIAL);
  });
});

describe('panes', () => {
  test('are gone through in a circle, both ways, and chosen by name', () => {
    const seen = PANES.map((_, count) => stateAfter(over, LONG, ...Array(count).fill('pane.next')).pane);
    expect(seen).toEqual([
      'diff',
      'thinking',
      'prompt',
      'feedback',
      'events',
      'what-if',
      'next',
      'tree',
      'badges',
      'answer',
    ]);
    expect(stateAfter(over, LONG, 'pane.previous', 'pane.previous').pane).toBe('badges');
    expect(stateAfter(over, LONG, 'pane.badges').pane).toBe('badges');
    for (const pane of PANES) {
      // Beside `pane.next`, which is the one to the right.
      const command = pane === 'next' ? 'pane.next-step' : (`pane.${pane}` as const);
      expect(stateAfter(over, LONG, command).pane).toBe(pane);
    }
  });
  test('another pane is read from its top, or goes on following; a request stands at what is new', () => {
    expect(stateAfter(over, LONG, 'pane.answer').scroll).toEqual(AT_TOP);
    expect(stateAfter(streaming, LONG, 'pane.answer').scroll).toEqual(FOLLOWING);
    expect(stateAfter(over, LONG, 'pane.prompt').scroll).toEqual(FOLLOWING);
    const request = { ...LONG, start: 40 };
    expect(stateAfter(over, request, 'pane.prompt', 'scroll.down').scroll).toEqual({
      offset: 41,
      follow: false,
    });
    expect(stateAfter(over, request, 'pane.prompt', 'scroll.bottom').scroll).toEqual({
      offset: 90,
      follow: false,
    });
    expect(stateAfter(streaming, LONG, 'scroll.up', 'pane.answer').scroll).toEqual(AT_TOP);
  });
  test('the pane that is open already stays where it is', () => {
    const state = stateAfter(over, LONG, 'scroll.top', 'scroll.down');
    expect(inspect(state, 'pane.diff', over, () => LONG)).toBe(state);
  });
});

describe('the views of a diff', () => {
  test('are gone through in a circle, each from its top, or following', () => {
    const kinds = DIFF_KINDS.map(
      (_, count) => stateAfter(over, LONG, ...Array(count).fill('diff.view')).diff,
    );
    expect(kinds).toEqual(DIFF_KINDS);
    expect(stateAfter(over, LONG, ...DIFF_KINDS.map(() => 'diff.view' as const)).diff).toBe(INITIAL.diff);
    expect(stateAfter(over, LONG, 'scroll.down', 'diff.view').scroll).toEqual(AT_TOP);
    expect(stateAfter(streaming, LONG, 'diff.view').scroll).toEqual(FOLLOWING);
  });
  test('are kept over another pane and another round', () => {
    const state = stateAfter(over, LONG, 'diff.view', 'pane.answer', 'round.previous', 'pane.diff');
    expect(state.diff).toBe(DIFF_KINDS[1]);
  });
  test('do not change where no diff is seen: in another pane, or at the first answer', () => {
    expect(stateAfter(over, LONG, 'pane.answer', 'diff.view').diff).toBe(INITIAL.diff);
    const first = stateAfter(over, LONG, 'round.previous', 'round.previous', 'diff.view');
    expect(first.diff).toBe(INITIAL.diff);
  });
});

describe('the raw text of an answer', () => {
  test('comes and goes without moving', () => {
    const read = stateAfter(over, LONG, 'pane.answer', 'scroll.down');
    const raw = inspect(read, 'raw', over, () => LONG);
    expect(raw).toEqual({ ...read, raw: true });
    expect(inspect(raw, 'raw', over, () => LONG)).toEqual(read);
  });
  test('is there in the diff pane only for the first answer, which is not compared', () => {
    expect(stateAfter(over, LONG, 'raw').raw).toBe(false);
    expect(stateAfter(over, LONG, 'round.previous', 'round.previous', 'raw').raw).toBe(true);
    expect(stateAfter(over, LONG, 'pane.prompt', 'raw').raw).toBe(false);
  });
});

describe('changes', () => {
  const CHANGED = { ...LONG, changes: [1, 30, 50, 95, 98] };
  const offsets = (run: Run, ...commands: Command[]) => {
    let state: InspectorState = { ...INITIAL, scroll: AT_TOP };
    return commands.map(command => {
      state = inspect(state, command, run, () => CHANGED);
      return state.scroll.offset;
    });
  };
  test('are gone to one by one, with two lines above them, and no further than there are', () => {
    const next = Array(4).fill('change.next');
    expect(offsets(over, ...next)).toEqual([28, 48, 90, 90]);
    const previous = Array(4).fill('change.previous');
    expect(offsets(over, ...next, ...previous).slice(4)).toEqual([48, 28, 0, 0]);
  });
  test('are looked for from the line that is read', () => {
    expect(offsets(over, 'change.next', 'scroll.up', 'change.next')).toEqual([28, 27, 28]);
    expect(offsets(over, 'change.next', 'scroll.down', 'change.previous')).toEqual([28, 29, 28]);
  });
  test('whoever goes back to one stops following, and reaching the end begins it again', () => {
    const follows = (...commands: Command[]) =>
      isFollowing(commands.reduce((state, one) => inspect(state, one, streaming, () => CHANGED), INITIAL));
    expect(follows('change.previous')).toBe(false);
    expect(follows('change.previous', 'change.next')).toBe(true);
  });
  test('where there are none, nothing moves', () => {
    expect(inspect(INITIAL, 'change.next', over, () => LONG)).toBe(INITIAL);
    expect(inspect(INITIAL, 'change.previous', over, () => ({ ...LONG, changes: [] }))).toBe(INITIAL);
  });
});

test('keys in one chunk see how much there is in the pane that the one before them opened', () => {
  const extentOf = (state: InspectorState) => (state.pane === 'answer' ? LONG : SHORT);
  const opened = inspect(INITIAL, 'pane.answer', over, extentOf);
  const state = inspect(inspect(opened, 'scroll.down', over, extentOf), 'scroll.down', over, extentOf);
  expect(state.scroll).toEqual({ offset: 2, follow: false });
});

test('a command of another screen changes nothing', () => {
  expect(inspect(INITIAL, 'quit', over, () => LONG)).toBe(INITIAL);
});
