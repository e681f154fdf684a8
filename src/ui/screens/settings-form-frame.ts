/** The settings as lines: one field a row, the choices of the one under the cursor, a line of help. Pure. */
import type { Settings } from '../../run/settings.ts';
import { fit, truncate } from '../../text/pad.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { keyLine } from '../keys.ts';
import { clip, EMPTY, indented, type Line, line, span, wrapped } from '../line.ts';
import type { LookSettings } from '../look-settings.ts';
import { choices } from '../widgets/choices.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import type { TextState } from '../widgets/text-editing.ts';
import { textField } from '../widgets/text-field.ts';
import { isLookField, LOOK_HEADING } from './setting-look.ts';
import { allFields, type FormState } from './settings-form.ts';
import { type Field, fieldsAtFirst, type Overrides, withOverrides } from './settings-schema.ts';
import { AROUND_BODY, TITLE_ROWS, titled } from './titled.ts';

export interface FormInput {
  readonly form: FormState;
  readonly base: Settings;
  readonly overrides: Overrides;
  /** Why these settings cannot be run. */
  readonly refusal: string | undefined;
  /** Its fields come last, where there is one. */
  readonly look?: LookSettings;
  /** A word of the program itself. */
  readonly notice?: string | undefined;
  readonly width: number;
  readonly height: number;
}

const LABEL = 20;
/** What the setting means, and what it may be. */
const HELP_ROWS = 2;
const REFUSAL_ROWS = 3;

/** Exactly `height` lines, and where the cursor is. */
export function formFrame(input: FormInput): { lines: Line[]; cursor: Place | undefined } {
  const { form, base, overrides, refusal, look, notice, width, height } = input;
  const fields = allFields(base, overrides, look);
  const first = new Map(fieldsAtFirst(base, overrides).map(field => [field.id, field.value]));
  const said = notice ?? refusal;
  const refused =
    said === undefined ? [] : wrapped(sanitizeLine(said), width - 2, 'warning').slice(0, REFUSAL_ROWS);
  const laid = withOverrides(base, overrides);
  const rows = fields.map((field, index) => {
    const before = overrides[field.id] === undefined ? undefined : first.get(field.id);
    const isWrong = !laid.ok && laid.field === field.id;
    return fieldRow({ field, editing: index === form.row ? form.text : undefined, before, isWrong, width });
  });
  const lines = withHeading(
    rows.map(row => row.line),
    fields,
  );
  const at = lines.indexOf(rows[form.row]?.line ?? EMPTY);
  const room = Math.min(lines.length, height - AROUND_BODY - 1 - HELP_ROWS - refused.length);
  const from = Math.min(Math.max(0, at - room + 1), lines.length - room);
  const right = lines.length > room ? `${form.row + 1} of ${fields.length}` : '';
  const body = [
    ...lines.slice(from, from + room),
    EMPTY,
    ...helpLines(fields[form.row], width),
    ...indented(refused, 1),
  ];
  const column = rows[form.row]?.cursor;
  return {
    lines: titled({ title: 'Settings', right, body, foot: keyLine('form', width) }, width, height),
    cursor: column === undefined ? undefined : { x: column, y: TITLE_ROWS + at - from },
  };
}

/** A heading before the fields that are about the screen. */
function withHeading(rows: readonly Line[], fields: readonly Field[]): Line[] {
  const first = fields.findIndex(isLookField);
  if (first < 0) return [...rows];
  return [...rows.slice(0, first), line(span(` ${LOOK_HEADING}`, 'heading')), ...rows.slice(first)];
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

/** What stands in a file of settings or in a recording may be anything. */
function inOneLine(value: string): string {
  return sanitize(value).replaceAll('\n', '⏎').replaceAll('\t', ' ');
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
      line: [
        ...label,
        ...choices(
          field.choices.map(one => one || field.empty),
          field.choices.indexOf(field.value),
          room,
        ),
      ],
      cursor: undefined,
    };
  }
  if (focused) {
    const view = textField(editing, room - 1, { focused, placeholder: field.empty });
    const cursor = view.cursor === undefined ? undefined : LABEL + 2 + view.cursor;
    return { line: [...label, span(' '), ...view.line], cursor };
  }
  const text = field.value === '' ? field.empty : truncate(inOneLine(field.value), room - 1);
  const was = before === undefined ? '' : `   was ${inOneLine(before || field.empty)}`;
  const role = isWrong ? 'bad' : field.value === '' ? 'muted' : before === undefined ? 'text' : 'strong';
  const value = [span(isWrong ? ` ▲ ${text}` : ` ${text}`, role), span(was, 'muted')];
  return { line: clip([...label, ...value], width), cursor: undefined };
}
