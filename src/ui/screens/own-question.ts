/** Where one writes a question of one's own, and the right answer if one knows it: state, keys and lines. Pure. */
import { graphemes } from '../../text/graphemes.ts';
import { fit } from '../../text/pad.ts';
import { wrapSpans } from '../../text/wrap.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf, keyLine } from '../keys.ts';
import { EMPTY, indented, type Line, line, lineWidth, padTo, span } from '../line.ts';
import type { Roles } from '../theme.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { editFor, editText, type TextEdit, type TextState, textState } from '../widgets/text-editing.ts';
import { textField } from '../widgets/text-field.ts';
import { AROUND_BODY, TITLE_ROWS, titled } from './titled.ts';

export interface OwnState {
  readonly text: TextState;
  readonly reference: TextState;
  readonly focus: 'text' | 'reference';
}

export interface Written {
  readonly text: string;
  readonly reference: string | undefined;
}

export interface OwnStep {
  readonly own: OwnState;
  /** `done` with what was written, if anything was. */
  readonly closed: 'no' | 'done' | 'given up';
}

export function openOwn(text = '', reference = ''): OwnState {
  return { text: textState(text, true), reference: textState(reference), focus: 'text' };
}

export function ownKey(own: OwnState, name: KeyName): OwnStep {
  switch (commandOf(name, 'own-question', true)) {
    case 'close':
      return { own, closed: 'done' };
    case 'back':
      return { own, closed: 'given up' };
    case 'field.next':
      return { own: { ...own, focus: own.focus === 'text' ? 'reference' : 'text' }, closed: 'no' };
    case 'line':
      return { own: edited(own, { type: 'insert', text: '\n' }), closed: 'no' };
    default:
      return { own: edited(own, editFor(name)), closed: 'no' };
  }
}

export function ownPaste(own: OwnState, text: string): OwnState {
  return edited(own, { type: 'insert', text });
}

/** `undefined` when no question was written. */
export function writtenIn({ text, reference }: OwnState): Written | undefined {
  const written = text.text.trim();
  const known = reference.text.trim();
  return written === '' ? undefined : { text: written, reference: known === '' ? undefined : known };
}

function edited(own: OwnState, edit: TextEdit | undefined): OwnState {
  if (!edit) return own;
  return own.focus === 'text'
    ? { ...own, text: editText(own.text, edit, true) }
    : { ...own, reference: editText(own.reference, edit) };
}

/** Around the text: its label, a blank line and the reference. */
const AROUND_TEXT = 3;
const LABEL = 11;

/** Exactly `height` lines, and where the cursor is. */
export function ownFrame(
  own: OwnState,
  width: number,
  height: number,
): { lines: Line[]; cursor: Place | undefined } {
  const room = Math.max(1, height - AROUND_BODY - AROUND_TEXT);
  const area = textArea(own.text, width - 2, room, own.focus === 'text');
  const focused = own.focus === 'reference';
  const reference = textField(own.reference, width - LABEL - 2, {
    focused,
    placeholder: 'the right answer, if you know it',
  });
  const label = (text: string, isFocused: boolean) =>
    span(`${isFocused ? '▌' : ' '}${text}`, isFocused ? 'accent' : 'label');
  const body = [
    line(label('question', own.focus === 'text')),
    ...padTo(indented(area.lines, 1), room),
    EMPTY,
    [label(fit('reference', LABEL), focused), ...reference.line],
  ];
  const top = TITLE_ROWS + 1;
  const below = { x: LABEL + 1 + (reference.cursor ?? 0), y: top + room + 1 };
  const foot = keyLine('own-question', width);
  return {
    lines: titled({ title: 'A question of your own', right: '', body, foot }, width, height),
    cursor: focused ? below : area.cursor && { x: area.cursor.x + 1, y: area.cursor.y + top },
  };
}

/** The rows of a wrapped text around its cursor. */
function textArea(
  { text, cursor }: TextState,
  width: number,
  room: number,
  focused: boolean,
): { lines: Line[]; cursor: Place | undefined } {
  if (text === '') {
    const hint = line(' ', span('write or paste it; enter is done, alt+enter begins a new line', 'muted'));
    return { lines: [hint], cursor: focused ? { x: 0, y: 0 } : undefined };
  }
  const rows = markedRows(text, cursor, width);
  const y = Math.max(
    0,
    rows.findIndex(row => row.some(({ style }) => style === 'cursor')),
  );
  const row = rows[y] ?? [];
  const x = lineWidth(
    row.slice(
      0,
      row.findIndex(({ style }) => style === 'cursor'),
    ),
  );
  const from = Math.min(Math.max(0, y - room + 1), Math.max(0, rows.length - room));
  return {
    lines: rows.slice(from, from + room).map(spans => spans.map(({ text: part }) => span(part))),
    cursor: focused ? { x, y: y - from } : undefined,
  };
}

const NO_BREAK_SPACE = '\u00a0';

/** The rows of the text, with a span in the style `cursor` where the cursor is. */
function markedRows(text: string, cursor: number, width: number): Line[] {
  const [under = ''] = graphemes(text.slice(cursor));
  const after = text.slice(cursor + under.length);
  // Other white space could be dropped where a row ends, and the cursor with it.
  const isSpace = under.trim() === '';
  return wrapSpans<Roles>(
    [
      span(text.slice(0, cursor)),
      span(isSpace ? NO_BREAK_SPACE : under, 'cursor'),
      span(under === '\n' ? under + after : after),
    ],
    Math.max(1, width),
  );
}
