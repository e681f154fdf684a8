/** The settings as a form: one field a row, the choices of the one under the cursor, a line of help. Pure. */
import type { Settings } from '../../run/settings.ts';
import { fit, truncate } from '../../text/pad.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf, keyLine } from '../keys.ts';
import { clip, EMPTY, indented, type Line, span, wrapped } from '../line.ts';
import { choices } from '../widgets/choices.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { editFor, editText, type TextEdit, type TextState, textState } from '../widgets/text-editing.ts';
import { textField } from '../widgets/text-field.ts';
import { type Field, fieldsOf, type Overrides, withOverrides } from './settings-schema.ts';
import { AROUND_BODY, TITLE_ROWS, titled } from './titled.ts';

export interface FormState {
  /** The field under the cursor. */
  readonly row: number;
  /** Its text while it is being written, for a field that takes any. */
  readonly text: TextState;
}

export interface FormStep {
  readonly form: FormState;
  readonly overrides: Overrides;
  readonly closed: boolean;
}

export function openForm(base: Settings, overrides: Overrides): FormState {
  const fields = fieldsOf(base, overrides);
  // What leaves no choice is not where one begins.
  return atRow(
    fields,
    Math.max(
      0,
      fields.findIndex(({ choices }) => choices?.length !== 1),
    ),
  );
}

/** What a key does, with `base` as the settings before any change. */
export function formKey(form: FormState, overrides: Overrides, base: Settings, name: KeyName): FormStep {
  const fields = fieldsOf(base, overrides);
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
      return { ...stay, form: atRow(fieldsOf(base), form.row), overrides: {} };
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
  return { ...step, overrides: changed(step.overrides, base, field, next) };
}

/** What is as at first again is no change any more. */
function changed(overrides: Overrides, base: Settings, { id }: Field, value: string): Overrides {
  const { [id]: _before, ...others } = overrides;
  const first = fieldsOf(base).find(field => field.id === id)?.value;
  return value === first ? others : { ...others, [id]: value };
}

export interface FormInput {
  readonly form: FormState;
  readonly base: Settings;
  readonly overrides: Overrides;
  /** Why these settings cannot be run. */
  readonly refusal: string | undefined;
  readonly width: number;
  readonly height: number;
}

const LABEL = 20;
/** What the setting means, and what it may be. */
const HELP_ROWS = 2;
const REFUSAL_ROWS = 3;

/** Exactly `height` lines, and where the cursor is. */
export function formFrame(input: FormInput): { lines: Line[]; cursor: Place | undefined } {
  const { form, base, overrides, refusal, width, height } = input;
  const fields = fieldsOf(base, overrides);
  const first = new Map(fieldsOf(base).map(field => [field.id, field.value]));
  const refused = refusal === undefined ? [] : wrapped(refusal, width - 2, 'warning').slice(0, REFUSAL_ROWS);
  const room = Math.min(fields.length, height - AROUND_BODY - 1 - HELP_ROWS - refused.length);
  const from = Math.min(Math.max(0, form.row - room + 1), fields.length - room);
  const laid = withOverrides(base, overrides);
  const rows = fields.map((field, index) => {
    const before = overrides[field.id] === undefined ? undefined : first.get(field.id);
    const isWrong = !laid.ok && laid.field === field.id;
    return fieldRow({ field, editing: index === form.row ? form.text : undefined, before, isWrong, width });
  });
  const right = fields.length > room ? `${form.row + 1} of ${fields.length}` : '';
  const body = [
    ...rows.slice(from, from + room).map(row => row.line),
    EMPTY,
    ...helpLines(fields[form.row], width),
    ...indented(refused, 1),
  ];
  const column = rows[form.row]?.cursor;
  return {
    lines: titled({ title: 'Settings', right, body, foot: keyLine('form', width) }, width, height),
    cursor: column === undefined ? undefined : { x: column, y: TITLE_ROWS + form.row - from },
  };
}

function helpLines(field: Field | undefined, width: number): Line[] {
  const texts = field ? [field.help, `It may be ${field.legal}.`] : ['', ''];
  return texts.map(text => clip([span(' '), span(text, 'muted')], width));
}

interface RowInput {
  readonly field: Field;
  /** Of the field under the cursor. */
  readonly editing: TextState | undefined;
  /** The value of a changed field as it was at first. */
  readonly before: string | undefined;
  readonly isWrong: boolean;
  readonly width: number;
}

function fieldRow({ field, editing, before, isWrong, width }: RowInput): {
  line: Line;
  cursor: number | undefined;
} {
  const focused = editing !== undefined;
  const label = [span(`${focused ? '▌' : ' '}${fit(field.label, LABEL)}`, focused ? 'accent' : 'label')];
  const room = Math.max(1, width - LABEL - 2);
  if (field.choices && focused) {
    return {
      line: [...label, ...choices(field.choices, field.choices.indexOf(field.value), room)],
      cursor: undefined,
    };
  }
  if (focused) {
    const view = textField(editing, room - 1, { focused, placeholder: field.empty });
    const cursor = view.cursor === undefined ? undefined : LABEL + 2 + view.cursor;
    return { line: [...label, span(' '), ...view.line], cursor };
  }
  const text = field.value === '' ? field.empty : truncate(field.value.replaceAll('\n', '⏎'), room - 1);
  const was = before === undefined ? '' : `   was ${(before || field.empty).replaceAll('\n', '⏎')}`;
  const role = isWrong ? 'bad' : field.value === '' ? 'muted' : before === undefined ? 'text' : 'strong';
  const value = [span(isWrong ? ` ▲ ${text}` : ` ${text}`, role), span(was, 'muted')];
  return { line: clip([...label, ...value], width), cursor: undefined };
}
