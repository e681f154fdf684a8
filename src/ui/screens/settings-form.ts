/** The settings as a form: which field is under the cursor, its text, and what keys and pastes do. Pure. */
import type { Settings } from '../../run/settings.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf } from '../keys.ts';
import type { LookSettings } from '../look-settings.ts';
import { editFor, editText, type TextEdit, type TextState, textState } from '../widgets/text-editing.ts';
import { isPromptField, withTrueName } from './prompt-settings.ts';
import { isLookField, lookFields } from './setting-look.ts';
import { type Field, fieldsAtFirst, fieldsOf, type Overrides } from './settings-schema.ts';

export interface FormState {
  /** The field under the cursor. */
  readonly row: number;
  /** Its text while it is being written, for a field that takes any. */
  readonly text: TextState;
}

export interface FormStep {
  readonly form: FormState;
  readonly overrides: Overrides;
  /** What changed of the look. */
  readonly look?: Partial<LookSettings>;
  readonly closed: boolean;
}

export function openForm(base: Settings, overrides: Overrides): FormState {
  const fields = fieldsOf(base, overrides);
  // What leaves no choice is not where one begins, and a strategy is not changed by a slip.
  return atRow(
    fields,
    Math.max(
      0,
      fields.findIndex(({ id, choices }) => id !== 'strategy' && choices?.length !== 1),
    ),
  );
}

/** The form as it was, over settings that have changed meanwhile. */
export function formAgain({ row }: FormState, base: Settings, overrides: Overrides): FormState {
  return atRow(fieldsOf(base, overrides), row);
}

/** The field under the cursor when it is a text of several lines, for which an editor is of use. */
export function longText(form: FormState, base: Settings, overrides: Overrides): Field | undefined {
  const field = fieldsOf(base, overrides)[form.row];
  return field?.multiline ? field : undefined;
}

/** With another text in a field, wherever the cursor is by now. */
export function withFieldText(
  form: FormState,
  overrides: Overrides,
  base: Settings,
  id: string,
  text: string,
): FormStep {
  const field = fieldsOf(base, overrides).find(one => one.id === id);
  if (!field) return { form, overrides, closed: false };
  const value = text === field.standard ? '' : textState(text, field.multiline).text;
  const next = changed(overrides, base, field, value);
  return { form: formAgain(form, base, next), overrides: next, closed: false };
}

/** What a key does, with `base` as the settings before any change; with a look, its fields come last. */
export function formKey(
  form: FormState,
  overrides: Overrides,
  base: Settings,
  name: KeyName,
  look?: LookSettings,
): FormStep {
  const fields = allFields(base, overrides, look);
  const field = fields[form.row];
  const stay = { form, overrides, closed: false };
  if (!field) return stay;
  const isText = field.choices === undefined;
  switch (commandOf(name, 'form', isText)) {
    case 'close':
      return { ...stay, closed: true };
    case 'field.next':
      return { ...stay, form: atRow(fields, Math.min(fields.length - 1, form.row + 1)) };
    case 'field.previous':
      return { ...stay, form: atRow(fields, Math.max(0, form.row - 1)) };
    case 'reset':
      return { ...stay, form: atRow(allFields(base, {}, look), form.row), overrides: {} };
    case 'choice.next':
      return isText ? typed(stay, field, base, editFor(name)) : chosen(stay, field, base, 1);
    case 'choice.previous':
      return isText ? typed(stay, field, base, editFor(name)) : chosen(stay, field, base, -1);
    default:
      return isText ? typed(stay, field, base, editFor(name)) : stay;
  }
}

/** A paste is text for a field that takes any, and nothing elsewhere. */
export function formPaste(form: FormState, overrides: Overrides, base: Settings, text: string): FormStep {
  const field = fieldsOf(base, overrides)[form.row];
  const stay = { form, overrides, closed: false };
  return field && !field.choices ? typed(stay, field, base, { type: 'insert', text }) : stay;
}

/** The fields of the settings, and those of the look where there is one. */
export function allFields(base: Settings, overrides: Overrides, look: LookSettings | undefined): Field[] {
  return [...fieldsOf(base, overrides), ...(look ? lookFields(look) : [])];
}

function atRow(fields: readonly Field[], row: number): FormState {
  const field = fields[row];
  return { row, text: textState(field?.value ?? '', field?.multiline) };
}

function typed(step: FormStep, field: Field, base: Settings, edit: TextEdit | undefined): FormStep {
  if (!edit) return step;
  const text = editText(step.form.text, edit, field.multiline);
  const form = { ...step.form, text };
  // Moving about changes nothing, whatever became of the text on its way into the field.
  if (text.text === step.form.text.text) return { ...step, form };
  return { ...step, form, overrides: changed(step.overrides, base, field, text.text) };
}

function chosen(step: FormStep, field: Field, base: Settings, by: 1 | -1): FormStep {
  const all = field.choices ?? [];
  const next = all[(all.indexOf(field.value) + by + all.length) % all.length] ?? field.value;
  if (isLookField(field)) return { ...step, look: field.look(next) };
  return { ...step, overrides: changed(step.overrides, base, field, next) };
}

/** What is as at first again is no change any more. */
function changed(overrides: Overrides, base: Settings, { id }: Field, value: string): Overrides {
  const { [id]: _before, ...others } = overrides;
  const first = fieldsAtFirst(base, overrides).find(field => field.id === id)?.value ?? '';
  const next = value === first ? others : { ...others, [id]: value };
  return isPromptField(id) ? withTrueName(base, next) : next;
}
