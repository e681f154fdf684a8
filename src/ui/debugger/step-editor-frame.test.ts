import { describe, expect, test } from 'vitest';
import { inStyle, textsOf } from '../testing/shown.ts';
import type { StepEditorState } from './step-editor.ts';
import { openStepEditor } from './step-editor-draft.ts';
import { stepEditorFrame } from './step-editor-frame.ts';
import { stepEditorKey } from './step-editor-keys.ts';
import { stepInput } from './testing/step-inputs.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}
const typed = (keys: readonly string[], window: Size, state = openStepEditor(stepInput())) =>
  keys.reduce((now, key) => stepEditorKey(now, key, window).state, state);
const shown = (state: StepEditorState, { width, height }: Size) =>
  textsOf(stepEditorFrame(state, width, height).lines);

const STATES: Readonly<Record<string, readonly string[]>> = {
  'as proposed': [],
  'edited, with feedback and settings': [
    ...['ctrl+u', 'W', 'h', 'y', '?', 'tab', 'N', 'o', '.', 'alt+enter', 'T', 'r', 'y', '.', 'tab', 'tab'],
    ...['right', 'tab', '0', '.', '2', 'tab', 'right'],
  ],
  'a variant chosen': ['tab', 'tab', 'right', 'right', 'right'],
  'a model looked for': ['tab', 'tab', 'tab', 'n', 'o', 'v', 'a'],
  'writing feedback': ['tab', 'N', 'o', '.', 'alt+enter', 'T', 'r', 'y', '.'],
  'a bad number': ['tab', 'tab', 'tab', 'tab', '2', 'enter'],
  'nothing to send': ['ctrl+u', 'tab', 'enter'],
};

describe.each([
  { width: 80, height: 10 },
  { width: 80, height: 16 },
  { width: 80, height: 30 },
  { width: 120, height: 10 },
  { width: 120, height: 16 },
  { width: 120, height: 30 },
])('at $width columns and $height rows', window => {
  test('the editor of a step', async () => {
    const pages = Object.entries(STATES).map(
      ([name, keys]) => `== ${name}\n${shown(typed(keys, window), window).join('\n')}\n`,
    );
    await expect(pages.join('\n')).toMatchFileSnapshot(
      `golden/step-editor.${window.width}x${window.height}.txt`,
    );
  });
});

describe('the editor of a step', () => {
  const SMALL = { width: 80, height: 10 };
  test('gives most of the room to the prompt while it is written, and to the fields otherwise', () => {
    const prompt = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
    const state = openStepEditor(stepInput({ prompt, proposed: prompt }));
    expect(shown(state, SMALL).filter(text => /^ line \d+$/.test(text))).toHaveLength(5);
    const below = shown(typed(['tab'], SMALL, state), SMALL);
    expect(below.slice(1, 4)).toEqual([' line 0', ' line 1', ' line 2']);
    expect(below[0]).toContain('more below');
  });
  test('says by a sign what is wrong and what is under the cursor', () => {
    const state = typed(['tab', 'tab', 'tab', 'tab', '2', 'enter', 'tab'], SMALL);
    expect(shown(state, SMALL).find(text => text.includes('temperature'))).toMatch(/^ temperature +▲ 2/);
    expect(inStyle(stepEditorFrame(state, 80, 10).lines, 'bad')).toEqual([' ▲ 2']);
  });
  test('says where feedback would not reach the model', () => {
    const window = { width: 80, height: 16 };
    const help = (keys: readonly string[]) => shown(typed(keys, window), window).at(-2);
    expect(help(['tab'])).toBe(' Put before the model with this turn; empty for none.');
    expect(help(['x', 'tab'])).toMatch(/^ Your own prompt is sent as it stands/);
  });
  test('the cursor is where one writes', () => {
    const cursor = (keys: readonly string[]) => stepEditorFrame(typed(keys, SMALL), 80, 10).cursor;
    expect(cursor(['ctrl+u', 'a', 'b'])).toEqual({ x: 3, y: 1 });
    expect(cursor(['tab', 'a', 'b'])?.x).toBe(24);
    expect(cursor(['tab', 'tab'])).toBeUndefined();
    expect(cursor(['tab', 'tab', 'tab', 'n', 'o'])).toEqual({ x: 24, y: 5 });
    expect(cursor(['tab', 'tab', 'tab', 'tab', '0', '.'])?.x).toBe(24);
  });
});
