import { describe, expect, test } from 'vitest';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { offlineServices } from '../testing/services.ts';
import { textsOf } from '../testing/shown.ts';
import { ownFrame } from './own-question.ts';
import { pickerKey } from './picker-keys.ts';
import { outsideText, withOutsideText } from './picker-outside.ts';
import { firstChoices, initialPicker, type PickerState } from './picker-state.ts';
import { FIELD_IDS, type FieldId } from './settings-schema.ts';

const WINDOW = { width: 80, height: 24 };
const services = await offlineServices();
/** The keys from the first field of the settings that leaves a choice to another one. */
const to = (id: FieldId) => Array<string>(FIELD_IDS.indexOf(id) - FIELD_IDS.indexOf('rounds')).fill('down');
const start = initialPicker(services, firstChoices(services));
const pressed = (keys: readonly string[], state: PickerState = start) =>
  keys.reduce<ReturnType<typeof pickerKey>>((step, key) => pickerKey(step.state, key, services, WINDOW), {
    state,
  });
const edited = (state: PickerState, text: string) => {
  const sent = outsideText(state, services);
  if (!sent) throw new Error('there is no text to send');
  return withOutsideText(state, sent, { kind: 'changed', text }, services, WINDOW);
};
const questionIn = (state: PickerState) => outsideText(state, services)?.text;

describe('a question of one’s own', () => {
  const { state } = pressed(['ctrl+n', ...'Why?']);

  test('may be written in an editor', () => {
    expect(pressed(['ctrl+o'], state)).toEqual({ state, asks: 'editor' });
    expect(outsideText(state, services)).toEqual({ text: 'Why?', name: 'question.md' });
  });
  test('is replaced by what comes back, and one step takes it back', () => {
    const next = edited(state, 'How?\n\nAnd why?');
    expect(questionIn(next)).toBe('How?\n\nAnd why?');
    expect(questionIn(pressed(['!'], next).state)).toBe('How?\n\nAnd why?!');
    expect(questionIn(pressed(['ctrl+z'], next).state)).toBe('Why?');
    expect(questionIn(pressed(['ctrl+z', 'ctrl+y'], next).state)).toBe('How?\n\nAnd why?');
  });
  test('stays as it is when nothing came back, and why is said on the screen', () => {
    const sent = { text: 'Why?', name: 'question.md' };
    const failed = { kind: 'failed', message: 'vi ended with code 1: the text is as it was.' } as const;
    const next = withOutsideText(state, sent, failed, services, WINDOW);
    expect(questionIn(next)).toBe('Why?');
    expect(next.over?.kind).toBe('own');
    if (next.over?.kind !== 'own') return;
    const { lines, cursor } = ownFrame(next.over.own, 80, 24, next.said);
    expect(lines).toHaveLength(24);
    expect(textsOf(lines)).toContain(' vi ended with code 1: the text is as it was.');
    expect(textsOf(lines)[cursor.y]).toBe(' Why?');
    expect(pressed(['x'], next).state.said).toBeUndefined();
  });
});

describe('the settings', () => {
  const inSystem = pressed(['ctrl+s', ...to('system')]).state;

  test('have an editor for a prompt', () => {
    expect(pressed(['ctrl+o'], inSystem).asks).toBe('editor');
    expect(outsideText(inSystem, services)).toEqual({ text: '', name: 'system.md', field: 'system' });
    const next = edited(inSystem, 'Be brief.\nBe kind.');
    expect(next.overrides).toEqual({ system: 'Be brief.\nBe kind.' });
    expect(pressed(['!'], next).state.overrides).toEqual({ system: 'Be brief.\nBe kind.!' });
  });
  test('begin with the standard text where none was written, and that is no change', () => {
    const inReflection = pressed(['down', 'down', 'down'], inSystem).state;
    expect(outsideText(inReflection, services)?.text).toBe(REFLECTION_PROMPT);
    expect(edited(inReflection, `${REFLECTION_PROMPT} Now.`).overrides).toEqual({
      reflection: `${REFLECTION_PROMPT} Now.`,
    });
    expect(edited(inReflection, REFLECTION_PROMPT).overrides).toEqual({});
  });
  test('say that the others have none', () => {
    const { state, asks } = pressed(['ctrl+s', 'ctrl+o']);
    expect(asks).toBeUndefined();
    expect(state.said).toBe('An editor is for the prompts: go to one of them first.');
  });
});

test('what comes back when its place is gone changes nothing', () => {
  const sent = { text: '', name: 'system.md', field: 'system' };
  expect(withOutsideText(start, sent, { kind: 'changed', text: 'x' }, services, WINDOW)).toEqual(start);
});

describe('the library of prompts', () => {
  const own = { ...start, prompts: { mine: { reflection: 'Mine.' } } };
  const inMine = pressed(['ctrl+t', ...Array<string>(5).fill('down')], own).state;

  test('has an editor for a prompt of one’s own', () => {
    expect(pressed(['ctrl+o'], inMine).asks).toBe('editor');
    expect(outsideText(inMine, services)).toEqual({ text: 'Mine.', name: 'reflection.md', prompt: 'mine' });
    const next = edited(inMine, 'Mine, {round}.');
    expect(next.prompts).toEqual({ mine: { reflection: 'Mine, {round}.' } });
    expect(next.over?.kind).toBe('prompts');
  });
  test('says why it has none for another', () => {
    expect(pressed(['ctrl+t', 'ctrl+o'], own).state.said).toMatch(/^An editor is for prompts of your own/);
    expect(pressed(['ctrl+s', 'ctrl+o'], inMine).state.said).toMatch(/^First the name/);
  });
  test('that was left meanwhile takes nothing', () => {
    const sent = { text: '', name: 'reflection.md', prompt: 'mine' };
    expect(withOutsideText(own, sent, { kind: 'changed', text: 'x' }, services, WINDOW)).toEqual(own);
  });
});
