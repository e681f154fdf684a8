import { describe, expect, test } from 'vitest';
import { createPlayer } from '../../replay/player.ts';
import { sampleEvents, theRun } from '../../run/testing/sample-run.ts';
import { goToBar } from '../panes/go-to-bar.ts';
import { textOf } from '../testing/shown.ts';
import { inspectorKey, inspectorPaste, type SeenRun, screenOf } from './inspector-keys.ts';
import { INITIAL, type InspectorState } from './inspector-state.ts';

const seen: SeenRun = {
  run: theRun(sampleEvents()),
  isPlayed: true,
  isWaiting: false,
  tree: undefined,
  find: createPlayer(sampleEvents()).find,
  size: { width: 80, height: 20 },
  extentOf: () => ({ total: 10, height: 10 }),
};
const pressed = (names: readonly string[], state: InspectorState = INITIAL) =>
  names.reduce((step, name) => inspectorKey(step.state, name, seen), { state } as ReturnType<
    typeof inspectorKey
  >);

describe('going to a place', () => {
  test('begins with a key, takes what is typed, and goes', () => {
    const step = pressed([':', ...'50%', 'enter']);
    expect(step).toMatchObject({ goTo: 850 });
    expect(step.state.goTo).toBeUndefined();
    expect(pressed([':', ...'#1', 'enter']).goTo).toBe(1000);
  });
  test('what is no place is said there, and can be changed', () => {
    const wrong = pressed([':', ...'#7', 'enter']);
    expect(wrong.goTo).toBeUndefined();
    expect(wrong.state.goTo?.problem).toBe('There is no round 7: this run has rounds 0 to 1.');
    const typing = pressed(['backspace'], wrong.state);
    expect(typing.state.goTo).toEqual({ text: expect.objectContaining({ text: '#' }) });
    expect(pressed(['1', 'enter'], typing.state).goTo).toBe(1000);
  });
  test.each(['escape', 'ctrl+c'])('%s leaves it, and nothing moves', key => {
    const step = pressed([':', '5', key]);
    expect(step).toEqual({ state: { ...INITIAL, goTo: undefined } });
  });
  test('takes keys that mean something elsewhere as text, and what is pasted', () => {
    const { state } = pressed([':', 'q', 'space', '0']);
    expect(state.goTo?.text.text).toBe('q 0');
    expect(screenOf(state, seen.run, seen)).toBe('go-to');
    expect(inspectorPaste(state, '1:23', seen).goTo?.text.text).toBe('q 01:23');
  });
  test('is not there for a run that is not played', () => {
    const { find: _find, ...live } = seen;
    const step = inspectorKey(INITIAL, ':', { ...live, isPlayed: false });
    expect(step.state.goTo).toBeUndefined();
  });
});

describe('the line', () => {
  test('shows what can be written, then what was, and the cursor behind it', () => {
    const empty = goToBar({ text: { text: '', cursor: 0 } as never }, 80);
    expect(textOf(empty.line)).toMatch(/^ go to +75%, 1:23, 83s, \+10, -10 or #2 /);
    expect(empty.cursor).toBe(7);
  });
  test('is never wider than its place, also with a problem', () => {
    for (let width = 60; width < 130; width++) {
      const { line, cursor } = goToBar(
        {
          text: { text: 'x'.repeat(200), cursor: 200 } as never,
          problem: 'There is no round 7: this run has rounds 0 to 1.',
        },
        width,
      );
      expect(textOf(line).length).toBeLessThanOrEqual(width);
      expect(cursor).toBeLessThan(width);
    }
  });
});
