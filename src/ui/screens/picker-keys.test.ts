import { describe, expect, test } from 'vitest';
import { offlineServices } from '../testing/services.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import { selectedItem } from '../widgets/list-state.ts';
import { type PickerStep, pickerKey, pickerPaste, pickerScreen } from './picker-keys.ts';
import { choiceOf, firstChoices, initialPicker, type PickerState } from './picker-state.ts';
import { FIELD_IDS, type FieldId } from './settings-schema.ts';

/** A page of its lists are ten rows. */
const WINDOW = { width: 80, height: 27 };
const services = await offlineServices();
/** The keys from the first field of the settings that leaves a choice to another one. */
const to = (id: FieldId) => Array<string>(FIELD_IDS.indexOf(id) - FIELD_IDS.indexOf('rounds')).fill('down');
const start = initialPicker(services, firstChoices(services));
const pressed = (keys: readonly string[], state: PickerState = start): PickerStep =>
  keys.reduce<PickerStep>((step, key) => pickerKey(step.state, key, services, WINDOW), { state });
const chosen = ({ state }: PickerStep) => [
  selectedItem(state.models)?.label,
  selectedItem(state.questions)?.label,
];

describe('in the lists', () => {
  test('characters go to the filter of the list that has the keyboard', () => {
    expect(chosen(pressed([...'lily', 'tab', ...'nova', 'space', ...'mic']))).toEqual([
      'Nova Micro',
      'The lily pond',
    ]);
    expect(pressed([...'abc', 'left', 'backspace']).state.questions.filter).toEqual({
      text: 'ac',
      cursor: 1,
    });
  });
  test('arrows, pages and ends move the selection of that list', () => {
    expect(chosen(pressed(['down', 'down', 'up']))).toEqual(['Claude Sonnet 4.6', 'Six terms, medium']);
    expect(chosen(pressed(['end']))[1]).toBe('Half a hotel');
    expect(chosen(pressed(['end', 'home']))[1]).toBe('Bat and ball');
    expect(chosen(pressed(['pagedown']))[1]).toBe('A harbour at dawn, en to de');
    expect(chosen(pressed(['pagedown', 'pageup']))[1]).toBe('Bat and ball');
    expect(chosen(pressed(['tab', 'home']))).toEqual(['Claude Sonnet 5.5', 'Bat and ball']);
  });
  test('Esc clears both filters', () => {
    const { state } = pressed([...'lily', 'tab', ...'nova', 'escape']);
    expect([state.models.filter.text, state.questions.filter.text]).toEqual(['', '']);
  });
  test('Enter, ? and Ctrl+C ask the app; ? in a filter that has text is text', () => {
    expect(pressed(['enter']).asks).toBe('run');
    expect(pressed(['?']).asks).toBe('help');
    expect(pressed(['ctrl+c']).asks).toBe('quit');
    expect(pressed(['w', '?']).asks).toBeUndefined();
    expect(pressed(['w', '?']).state.questions.filter.text).toBe('w?');
    expect(pressed(['w', 'ctrl+g']).asks).toBe('help');
  });
});

describe('the settings', () => {
  test('lie over the lists, change the choice, and give the lists back', () => {
    const open = pressed(['ctrl+s', 'left']);
    expect(pickerScreen(open.state)).toBe('form');
    const closed = pressed(['enter'], open.state);
    expect(closed.asks).toBeUndefined();
    expect(pickerScreen(closed.state)).toBe('picker');
    expect(choiceOf(closed.state, services)?.settings.strategy.rounds).toBe(2);
  });
  test('a value that is not legal may stand there, and is refused in the picker', () => {
    const { state } = pressed(['ctrl+s', ...to('maxTokens'), 'x', 'enter']);
    expect(choiceOf(state, services)?.refusal).toBe('Max tokens: "4096x" is not a whole number from 1.');
  });
  test('cannot be opened where nothing is chosen', () => {
    const nothing = pressed(['tab', ...'no such model', 'ctrl+s']);
    expect(pickerScreen(nothing.state)).toBe('picker');
  });
});

describe('a question of one’s own', () => {
  test('is written, and then chosen', () => {
    const step = pressed(['ctrl+n', 'W', 'h', 'y', '?', 'tab', '4', '2', 'enter']);
    expect(pickerScreen(step.state)).toBe('picker');
    expect(choiceOf(step.state, services)?.question).toMatchObject({ text: 'Why?', reference: ['42'] });
  });
  test('that was left is kept, and writing goes on with it; without a word nothing is', () => {
    const left = pressed(['ctrl+n', 'x', 'escape']).state;
    expect(left.questions).toEqual(start.questions);
    expect(left.said).toContain('is kept');
    const again = pressed(['ctrl+n', 'y', 'enter'], left).state;
    expect(choiceOf(again, services)?.question.text).toBe('xy');
    expect(again.draft).toBeUndefined();
    expect(pressed(['ctrl+n', 'space', 'escape']).state).toEqual(start);
    expect(pressed(['ctrl+n', 'enter']).state).toEqual(start);
  });
  test('is gone on with where it was', () => {
    const written = pressed(['ctrl+n', 'a', 'tab', '1', 'enter', 'ctrl+n', 'b']);
    const over = written.state.over;
    expect(over?.kind === 'own' && [editorText(over.own.text), over.own.reference.text]).toEqual(['ab', '1']);
    const typed = pressed([...'so what', 'ctrl+n']).state.over;
    expect(typed?.kind === 'own' && editorText(typed.own.text)).toBe('so what');
  });
});

describe('a paste', () => {
  const pasted = (text: string, state = start) => pickerPaste(state, text, services, WINDOW);
  test('of one line is a filter', () => {
    expect(pasted('lily').questions.filter.text).toBe('lily');
    const models = pressed(['tab']).state;
    expect(selectedItem(pasted('arn:aws:bedrock:us-east-1:1:custom-model/x/y', models).models)?.id).toBe(
      'arn:aws:bedrock:us-east-1:1:custom-model/x/y',
    );
  });
  test('of several lines is a question of one’s own, to be looked at first', () => {
    const { over } = pasted('How many?\n\n- 世界\n- 👨‍👩‍👧\n');
    expect(over?.kind === 'own' && editorText(over.own.text)).toBe('How many?\n\n- 世界\n- 👨‍👩‍👧');
    expect(pasted('one\ntwo', pressed(['tab']).state).over).toBeUndefined();
  });
  test('goes into the text that is being written', () => {
    const own = pasted('a\nb', pressed(['ctrl+n']).state).over;
    expect(own?.kind === 'own' && editorText(own.own.text)).toBe('a\nb');
    const system = pressed(['ctrl+s', ...to('system')]).state;
    expect(pasted('Be\nbrief.', system).overrides).toEqual({ system: 'Be\nbrief.' });
  });
});

test('a chunk of keys goes through all of it: filter, settings, and run', () => {
  const step = pressed([...'thousand', 'tab', ...'nova lite', 'ctrl+s', 'left', 'enter', 'enter']);
  expect(step.asks).toBe('run');
  expect(choiceOf(step.state, services)).toMatchObject({
    model: 'us.amazon.nova-lite-v1:0',
    question: { id: 'thousand-days' },
    settings: { strategy: { rounds: 0 } },
  });
});

describe('presets', () => {
  const overSaved = { ...start, saved: { quick: { rounds: '1' } } };

  test('are reached from the lists, and laid over the settings', () => {
    const { state } = pressed(['ctrl+p', 'down', 'enter']);
    expect(state.over).toBeUndefined();
    expect(state.overrides).toEqual({ rounds: '0' });
    expect(state.said).toBe('The settings are now as "answer once" has them.');
    expect(pressed(['down'], state).state.said).toBeUndefined();
  });
  test('are reached from the settings, and lead back to the same field', () => {
    const { state } = pressed(['ctrl+s', 'down', 'ctrl+p', 'end', 'down', 'down', 'enter']);
    expect(pickerScreen(state)).toBe('form');
    expect(state.over).toMatchObject({ kind: 'form', form: { row: 2 } });
    expect(state.overrides).toEqual({ rounds: '5', answerStable: '2' });
    expect(pressed(['left'], state).state.overrides).toMatchObject({ cache: 'off' });
  });
  test('that were given up leave everything as it was', () => {
    const { state } = pressed(['ctrl+p', 'down', 'escape']);
    expect(state).toMatchObject({ over: undefined, overrides: {}, said: undefined });
    expect(pickerScreen(pressed(['ctrl+s', 'ctrl+p', 'escape']).state)).toBe('form');
  });
  test('are saved and deleted in the list', () => {
    const { state } = pressed(
      ['ctrl+s', 'right', 'enter', 'ctrl+p', 'ctrl+s', ...'four', 'enter'],
      overSaved,
    );
    expect(state.saved).toEqual({ quick: { rounds: '1' }, four: { rounds: '4' } });
    expect(pressed(['ctrl+d'], state).state.saved).toEqual({ quick: { rounds: '1' } });
  });
  test('a paste goes into the name', () => {
    const naming = pressed(['ctrl+s', 'right', 'enter', 'ctrl+p', 'ctrl+s']).state;
    const named = pickerPaste(naming, 'four', services, WINDOW);
    expect(pressed(['enter'], named).state.saved).toEqual({ four: { rounds: '4' } });
  });
  test('know help and the end', () => {
    expect(pressed(['ctrl+p', 'ctrl+g']).asks).toBe('help');
    expect(pressed(['ctrl+p', 'ctrl+s', 'ctrl+c']).asks).toBe('quit');
  });
});

test('the look is changed in the settings and is none of their changes', () => {
  const { state } = pressed(['ctrl+s', ...Array<string>(30).fill('down'), 'right', 'up', 'left']);
  expect(state).toMatchObject({ overrides: {}, look: { step: true, animation: false, theme: 'auto' } });
});

describe('the library of prompts', () => {
  test('lies over the lists, and over the settings, to which it goes back', () => {
    const open = pressed(['ctrl+t']);
    expect(pickerScreen(open.state)).toBe('prompts');
    const used = pressed(['down', 'enter'], open.state).state;
    expect(used.over).toBeUndefined();
    expect(used.said).toBe('The prompt is now "find-the-error".');
    expect(choiceOf(used, services)?.settings.prompts).toMatchObject({ name: 'find-the-error' });
    const form = pressed(['ctrl+s', 'ctrl+t', 'down', 'enter']).state;
    expect(pickerScreen(form)).toBe('form');
    expect(form.overrides).toMatchObject({ name: 'find-the-error' });
    expect(pickerScreen(pressed(['ctrl+s', 'ctrl+t', 'escape']).state)).toBe('form');
  });
  test('keeps what is saved in it, and takes a paste for a name', () => {
    const naming = pickerPaste(pressed(['ctrl+t', 'ctrl+s']).state, 'mine', services, WINDOW);
    const { state } = pressed(['enter'], naming);
    expect(Object.keys(state.prompts)).toEqual(['mine']);
    expect(state.overrides).toEqual({ name: 'mine' });
  });
  test('asks for help and for the end of the program, as any screen does', () => {
    expect(pressed(['ctrl+t', 'ctrl+g']).asks).toBe('help');
    expect(pressed(['ctrl+t', 'ctrl+c']).asks).toBe('quit');
  });
});
