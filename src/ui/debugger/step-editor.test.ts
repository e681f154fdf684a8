import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Edit, settingsAt } from '../../run/edits.ts';
import { Settings } from '../../run/settings.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import type { KeyName } from '../key-names.ts';
import { lineWidth } from '../line.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import { FIELDS, proposalOf, type StepEditorInput, type StepEditorState, settingsIn } from './step-editor.ts';
import { draftOf, openStepEditor } from './step-editor-draft.ts';
import { stepEditorFrame } from './step-editor-frame.ts';
import { editorReturned, type StepEditorStep, stepEditorKey, stepEditorPaste } from './step-editor-keys.ts';
import { HAIKU, SONNET, stepInput } from './testing/step-inputs.ts';

const WINDOW = { width: 80, height: 16 };
const open = (changes: Partial<StepEditorInput> = {}) => openStepEditor(stepInput(changes));
const pressed = (keys: readonly string[], state: StepEditorState = open(), window = WINDOW): StepEditorStep =>
  keys.reduce<StepEditorStep>((step, key) => stepEditorKey(step.state, key, window), { state });
const promptOf = ({ state }: StepEditorStep) => editorText(state.prompt);
const tabs = (count: number) => Array<string>(count).fill('tab');

describe('the prompt', () => {
  test('takes every character; alt+enter begins a new line, enter applies', () => {
    const step = pressed(['ctrl+u', '?', 'space', '世', 'alt+enter', 'j', 'enter']);
    expect(step.closed).toBe('applied');
    expect(step.edit).toEqual({ prompt: { text: '? 世\nj', proposed: REFLECTION_PROMPT } });
  });
  test('as it was, there is nothing to apply', () => {
    expect(pressed(['ctrl+s'])).toMatchObject({ closed: 'left' });
    expect(pressed(['x', 'backspace', 'enter']).edit).toBeUndefined();
  });
  test('back at what was proposed, an earlier edit of it is taken back', () => {
    const edited = open({ prompt: 'My own words.' });
    expect(pressed(['enter'], edited)).toMatchObject({ closed: 'left' });
    expect(pressed(['ctrl+r', 'enter'], edited).edit).toEqual({ prompt: null });
    expect(promptOf(pressed(['ctrl+r', 'ctrl+z'], edited))).toBe('My own words.');
  });
  test('of blanks is refused, and what was proposed comes back', () => {
    const step = pressed(['ctrl+u', 'space', 'tab', 'enter']);
    expect(step.say).toBe(
      'An empty turn cannot be sent: write something, or ctrl+r takes back what was proposed.',
    );
    expect(step.closed).toBeUndefined();
    expect(step.state.focus).toBe('prompt');
    expect(promptOf(pressed(['ctrl+r'], step.state))).toBe(REFLECTION_PROMPT);
  });
  test('as proposed says so', () => {
    expect(pressed(['ctrl+r']).say).toBe('The prompt is as it was proposed.');
  });
  test('that has what no terminal shows is no edit of its own', () => {
    const raw = 'a\tb\u001b[31mc';
    expect(pressed(['enter'], open({ prompt: raw, proposed: raw })).edit).toBeUndefined();
    expect(pressed(['x', 'enter'], open({ prompt: raw, proposed: raw })).edit?.prompt).toEqual({
      text: 'a    bcx',
      proposed: raw,
    });
  });
  test('an arrow goes to the next field only from the last row', () => {
    const state = open({ prompt: 'one\ntwo', proposed: 'one\ntwo' });
    expect(pressed(['up'], state).state.focus).toBe('prompt');
    expect(pressed(['up', 'down'], state).state.focus).toBe('prompt');
    expect(pressed(['up', 'down', 'down'], state).state.focus).toBe('feedback');
    expect(pressed(['up', 'up'], state).state.focus).toBe('prompt');
    expect(pressed(['down', 'up'], state).state.focus).toBe('prompt');
  });
  test('tab comes round, an arrow stays at the end', () => {
    expect(pressed(tabs(9)).state.focus).toBe('prompt');
    expect(pressed(['shift+tab', 'down']).state.focus).toBe('onward');
  });
});

describe('a variant', () => {
  const toVariant = tabs(2);
  test('puts its words in the place of the prompt', () => {
    const step = pressed([...toVariant, 'right', 'enter']);
    const { text } = { text: promptOf(step) };
    expect(text).toContain('Look for errors');
    expect(step.edit).toEqual({ prompts: { name: 'find-the-error', reflection: text } });
  });
  test('chosen and left again is no change', () => {
    expect(pressed([...toVariant, 'right', 'left', 'enter'])).toMatchObject({ closed: 'left' });
  });
  test('leaves what was written by hand one undo away, however many were looked at', () => {
    const step = pressed(['ctrl+u', 'm', 'e', ...toVariant, 'right', 'right', 'left', 'right']);
    expect(promptOf(step)).not.toBe('me');
    const back = pressed(['tab', ...tabs(6), 'ctrl+z'], step.state);
    expect(back.state.focus).toBe('prompt');
    expect(promptOf(back)).toBe('me');
    expect(pressed(['enter'], back.state).edit).toMatchObject({
      prompt: { text: 'me' },
      prompts: { name: 'step-by-step' },
    });
  });
  test('takes an earlier edit of the prompt back', () => {
    const step = pressed([...toVariant, 'right', 'enter'], open({ prompt: 'My own words.' }));
    expect(step.edit).toMatchObject({ prompt: null, prompts: { name: 'find-the-error' } });
  });
  test('back to the neutral one is a change to no prompts at all', () => {
    const settings = Settings.parse({
      model: SONNET,
      prompts: { name: 'terse', reflection: 'Check your answer, then state it again.' },
    });
    const step = pressed([...toVariant, 'right', 'enter'], open({ settings }));
    expect(step.state.first.variant).toBe('terse');
    expect(step.edit?.prompts).toEqual({});
  });
  test('that is not in the library is offered, too', () => {
    const settings = Settings.parse({ model: SONNET, prompts: { reflection: 'Think about {question}.' } });
    const state = open({ settings, prompt: 'Think about it.', proposed: 'Think about it.' });
    expect(state.variants[0]?.name).toBe('the present one');
    expect(pressed([...toVariant, 'right', 'left', 'enter'], state)).toMatchObject({ closed: 'left' });
  });
  test('leaves a turn as it is that does not depend on it', () => {
    const state = open({ fill: () => undefined, prompt: 'mine' });
    expect(promptOf(pressed([...toVariant, 'right'], state))).toBe('mine');
  });
});

describe('feedback', () => {
  test('is put into a prompt that is as proposed', () => {
    const step = pressed(['tab', 'N', 'o', 'enter']);
    expect(promptOf(step)).toBe(`No\n\n${REFLECTION_PROMPT}`);
    expect(step.edit).toEqual({ feedback: 'No' });
  });
  test('leaves a prompt alone that was written by hand', () => {
    const step = pressed(['ctrl+u', 'x', 'tab', 'N', 'enter']);
    expect(promptOf(step)).toBe('x');
    expect(step.edit).toEqual({
      prompt: { text: 'x', proposed: `N\n\n${REFLECTION_PROMPT}` },
      feedback: 'N',
    });
  });
  test('emptied is none', () => {
    const proposed = `No\n\n${REFLECTION_PROMPT}`;
    const state = open({ feedback: 'No', prompt: proposed, proposed });
    const step = pressed(['tab', 'ctrl+u', 'space', 'enter'], state);
    expect(step.edit).toEqual({ feedback: '' });
    expect(promptOf(step)).toBe(REFLECTION_PROMPT);
  });
  test('is not asked for where nothing could be said about', () => {
    expect(pressed(['tab'], open({ round: 0, roundKind: 'answer' })).state.focus).toBe('variant');
    expect(pressed(['tab'], open({ roundKind: 'placebo' })).state.focus).toBe('model');
    expect(pressed(['tab'], open({ roundKind: 'injection' })).state.focus).toBe('feedback');
  });
});

describe('the settings', () => {
  const at = { model: tabs(3), temperature: tabs(4), thinking: tabs(5), maxTokens: tabs(6), rounds: tabs(7) };
  test('a model is found by a part of its name', () => {
    expect(pressed([...at.model, 'h', 'a', 'i', 'enter']).edit).toEqual({ model: HAIKU });
    expect(pressed([...at.model, 'right', 'enter']).edit).toEqual({ model: HAIKU });
    expect(pressed([...at.model, 'h', 'ctrl+u', 'right', 'left', 'left', 'right', 'enter']).edit?.model).toBe(
      HAIKU,
    );
  });
  test('a model that is in no list is taken by its id', () => {
    const { state } = pressed(at.model);
    const pasted = stepEditorPaste(state, ' my.model-v1 ', WINDOW);
    expect(pressed(['enter'], pasted).edit).toEqual({ model: 'my.model-v1' });
  });
  test('what is no model and no id is said, and stays to be changed', () => {
    const step = pressed([...at.model, 'z', 'space', 'q', 'tab', 'enter']);
    expect(step.say).toBe('Model: no model is called "z q". ctrl+u clears it, so that you can choose.');
    expect(step.state).toMatchObject({ focus: 'model', wrong: 'model' });
  });
  test('numbers and thinking are read as in the form of the settings', () => {
    const step = pressed([
      ...at.temperature,
      '0',
      '.',
      '2',
      'tab',
      'right',
      'tab',
      'ctrl+u',
      '9',
      '9',
      'enter',
    ]);
    expect(step.edit).toEqual({ temperature: 0.2, thinking: { type: 'off' }, maxTokens: 99 });
  });
  test('an emptied temperature is left to the model', () => {
    const settings = Settings.parse({ model: SONNET, temperature: 0.5 });
    expect(pressed([...at.temperature, 'ctrl+u', 'enter'], open({ settings })).edit).toEqual({
      temperature: null,
    });
  });
  test('a bad number says what it may be, and has the cursor', () => {
    const step = pressed([...at.temperature, '2', 'tab', 'tab', 'enter']);
    expect(step.say).toBe('Temperature: "2" is not a number from 0 to 1.');
    expect(step.state).toMatchObject({ focus: 'temperature', wrong: 'temperature' });
  });
  test('hold for this round unless one says more', () => {
    expect(pressed([...at.rounds, 'right', 'tab', 'right', 'enter']).edit).toEqual({ rounds: 4 });
    expect(
      pressed([...at.model, 'right', 'shift+tab', 'shift+tab', 'shift+tab', 'shift+tab', 'right', 'enter'])
        .edit,
    ).toEqual({ model: HAIKU, onward: true });
    expect(pressed(['shift+tab', 'right', 'enter'])).toMatchObject({ closed: 'left' });
  });
  test('that the model would refuse are not applied', () => {
    const check = ({ model }: Settings) => (model === HAIKU ? 'It does not think.' : undefined);
    const step = pressed([...at.model, 'right', 'enter'], open({ check }));
    expect(step.say).toBe('It does not think.');
    expect(step.closed).toBeUndefined();
    expect(pressed([...at.model, 'right', 'left', 'x', 'ctrl+u', 'enter'], open({ check })).closed).toBe(
      'left',
    );
  });
});

describe('an editor outside', () => {
  test('is asked for the text under the cursor, else for the prompt', () => {
    expect(pressed(['ctrl+o'])).toMatchObject({ asks: 'editor', state: { focus: 'prompt' } });
    expect(pressed(['tab', 'ctrl+o'])).toMatchObject({ asks: 'editor', state: { focus: 'feedback' } });
    expect(pressed([...tabs(4), 'ctrl+o'])).toMatchObject({ asks: 'editor', state: { focus: 'prompt' } });
  });
  test('gives a text that can be taken back', () => {
    const step = editorReturned(open(), { text: 'one\ntwo' }, WINDOW);
    expect(promptOf(step)).toBe('one\ntwo');
    expect(promptOf(pressed(['ctrl+z'], step.state))).toBe(REFLECTION_PROMPT);
    expect(pressed(['ctrl+z', 'ctrl+y', 'enter'], step.state).edit?.prompt?.text).toBe('one\ntwo');
  });
  test('that fails, or leaves nothing, changes nothing and says so', () => {
    const failed = editorReturned(
      open(),
      { problem: 'vi ended with code 1: the text is as it was.' },
      WINDOW,
    );
    expect(failed.say).toBe('vi ended with code 1: the text is as it was.');
    const empty = editorReturned(open(), { text: ' \n' }, WINDOW);
    expect(empty.say).toBe('The editor left nothing: the prompt is as it was.');
    expect(promptOf(failed)).toBe(REFLECTION_PROMPT);
    expect(promptOf(empty)).toBe(REFLECTION_PROMPT);
  });
});

describe('help, and quitting', () => {
  test('are asked of the app', () => {
    expect(pressed(['ctrl+g']).asks).toBe('help');
    expect(pressed(['ctrl+q']).asks).toBe('quit');
  });
});

describe('a draft', () => {
  test('is there once something was changed, and brings all of it back', () => {
    expect(draftOf(open())).toBeUndefined();
    const keys = ['ctrl+u', 'm', 'e', 'tab', 'N', 'tab', 'right', 'tab', 'h', 'tab', '7', 'tab', 'right'];
    const step = pressed([...keys, 'tab', 'tab', 'tab', 'right', 'escape']);
    expect(step.closed).toBe('left');
    const draft: unknown = JSON.parse(JSON.stringify(step.draft));
    const again = open({ draft });
    expect(draftOf(again)).toEqual(draft);
    expect(again.focus).toBe('onward');
    expect(promptOf({ state: again })).toBe(promptOf(step));
    expect(promptOf(pressed(['tab', 'ctrl+z'], again))).toBe('me');
    expect(settingsIn(again)).toEqual(settingsIn(step.state));
  });
  test.each([
    ['nothing', undefined],
    ['a text', 'prompt'],
    ['another round', { editor: 'step', round: 3, roundKind: 'reflection', prompt: 'x' }],
    ['another kind of round', { editor: 'step', round: 2, roundKind: 'placebo', prompt: 'x' }],
    ['something else in it', { editor: 'step', round: 2, roundKind: 'reflection', prompt: 7 }],
    ['a variant that is gone', { editor: 'step', round: 2, roundKind: 'reflection', variant: 'gone' }],
  ])('that is %s is ignored', (_name, draft) => {
    expect(draftOf(open({ draft }))).toBeUndefined();
  });
});

const KEYS = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('tab', 'shift+tab', 'up', 'down', 'left', 'right', 'space') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('backspace', 'ctrl+u', 'ctrl+w', 'alt+enter', 'ctrl+z', 'ctrl+y', 'ctrl+r'),
  },
  { weight: 3, arbitrary: fc.constantFrom('0', '.', '5', '9', 'a', '世', '👨‍👩‍👧', 'pageup', 'pagedown') },
  { weight: 1, arbitrary: fc.constantFrom('ctrl+s', 'enter', 'ctrl+o', 'ctrl+l', 'f1', 'home', 'end') },
);
const LONG = Array.from({ length: 40 }, (_, index) => `Line ${index} of a long prompt.`).join('\n');

const INPUT = fc.record({
  round: fc.constantFrom(0, 1, 2),
  roundKind: fc.constantFrom('answer', 'reflection', 'placebo', 'injection'),
  prompt: fc.constantFrom(REFLECTION_PROMPT, 'mine', '', LONG),
  feedback: fc.constantFrom(undefined, 'Wrong.', LONG),
  settings: fc
    .record({
      temperature: fc.constantFrom(undefined, 0.5),
      thinking: fc.constantFrom({ type: 'off' }, { type: 'budget', tokens: 2000 }, { type: 'default' }),
    })
    .map(some => Settings.parse({ model: SONNET, ...some })),
});

describe('laws: whatever is pressed', () => {
  test('the frame has its size, and the cursor is in it', () => {
    fc.assert(
      fc.property(
        INPUT,
        fc.array(KEYS, { maxLength: 40 }),
        fc.integer({ min: 20, max: 130 }),
        fc.integer({ min: 1, max: 40 }),
        (changes, keys, width, height) => {
          let state = open(changes);
          for (const key of keys) {
            state = stepEditorKey(state, key, { width, height }).state;
            const { lines, cursor } = stepEditorFrame(state, width, height);
            expect(lines).toHaveLength(height);
            for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
            if (!cursor) continue;
            expect(cursor.x).toBeGreaterThanOrEqual(0);
            expect(cursor.x).toBeLessThan(width);
            expect(cursor.y).toBeGreaterThanOrEqual(0);
            expect(cursor.y).toBeLessThan(height);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
  test('from ten lines on the field under the cursor is in sight', () => {
    fc.assert(
      fc.property(
        INPUT,
        fc.array(KEYS, { maxLength: 40 }),
        fc.integer({ min: 10, max: 30 }),
        (changes, keys, height) => {
          const { state } = pressed(keys, open(changes), { width: 80, height });
          const { lines } = stepEditorFrame(state, 80, height);
          expect(lines.filter(line => line[0]?.text.startsWith('▌'))).toHaveLength(1);
        },
      ),
      { numRuns: 150 },
    );
  });
  test('the edit over the settings gives what the form shows, and holds nothing that is as it was', () => {
    fc.assert(
      fc.property(INPUT, fc.array(KEYS, { maxLength: 40 }), (changes, keys) => {
        const { state } = pressed(keys, open(changes));
        const laid = settingsIn(state);
        const step = pressed(['ctrl+s'], state);
        if (step.closed !== 'applied') return;
        const change = Edit.parse(step.edit);
        const { settings, round, feedback = '' } = state.input;
        expect(laid.ok && settingsAt({ settings, edits: [{ round, change }] }, round)).toEqual(
          laid.ok && laid.settings,
        );
        expect(
          change.prompt?.text ?? (change.prompt === null ? state.proposal.safe : promptOf({ state })),
        ).toBe(promptOf({ state }));
        expect(change.model).not.toBe(settings.model);
        expect(change.temperature).not.toBe(settings.temperature ?? null);
        expect(change.feedback).not.toBe(feedback);
        expect(change.thinking).not.toEqual(settings.thinking);
      }),
      { numRuns: 300 },
    );
  });
  test('a draft brings back the texts and the settings, and the proposal belongs to them', () => {
    fc.assert(
      fc.property(INPUT, fc.array(KEYS, { maxLength: 40 }), (changes, keys) => {
        const { state } = pressed(keys, open(changes));
        const draft: unknown = JSON.parse(JSON.stringify(draftOf(state) ?? null));
        const again = open({ ...changes, draft });
        expect(draftOf(again)).toEqual(draftOf(state));
        expect(settingsIn(again)).toEqual(settingsIn(state));
        expect(again.proposal).toEqual(state.proposal);
        expect(state.proposal).toEqual(proposalOf(state));
      }),
      { numRuns: 200 },
    );
  });
});

test('a number of rounds is chosen by typing it', () => {
  const opened = open({ round: 1, roundKind: 'reflection' });
  const toRounds = FIELDS.slice(0, FIELDS.indexOf('rounds')).map((): KeyName => 'tab');
  const { state } = pressed([...toRounds, '5'], opened);
  expect(state.focus).toBe('rounds');
  expect(state.overrides).toEqual({ rounds: '5' });
});
