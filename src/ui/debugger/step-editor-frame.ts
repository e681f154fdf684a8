/** The editor of a step as lines: the prompt, the fields under it, a word, its keys. Pure. */
import { keyLine } from '../keys.ts';
import { clip, EMPTY, indented, type Line, line, padTo, span, spread, wrapped } from '../line.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import { type EditorView, editorView } from '../widgets/editor/editor-view.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { type FieldName, fieldsIn, isEdited, type StepEditorState } from './step-editor.ts';
import { LABEL, type Layout, layoutOf, longPlace } from './step-editor-layout.ts';
import { type DrawnRow, drawnRow, labelSpans, oneLine } from './step-editor-rows.ts';
import { fromStart } from './text-rows.ts';

export interface StepEditorFrame {
  readonly lines: Line[];
  readonly cursor: Place | undefined;
}

/** Exactly `height` lines, none wider than `width`, and where the cursor is. */
export function stepEditorFrame(state: StepEditorState, width: number, height: number): StepEditorFrame {
  const layout = layoutOf(state, { width, height });
  const isPrompt = state.focus === 'prompt';
  const place = longPlace(state, 'prompt', { width, height });
  const view = editorView(isPrompt ? state.prompt : fromStart(state.prompt), place.width, place.height);
  const fields = fieldRows(state, layout, width);
  const body = [
    titleLine(state, view, width),
    ...padTo(promptLines(state, view), layout.prompt),
    ...Array<Line>(layout.gap).fill(EMPTY),
    ...padTo(fields.lines, layout.fields),
  ];
  const top = 1 + layout.prompt + layout.gap;
  const inFields = fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + top };
  const inPrompt = { x: view.cursor.x + 1, y: view.cursor.y + 1 };
  const cursor = isPrompt ? (layout.prompt > 0 ? inPrompt : undefined) : inFields;
  return {
    lines: padTo(
      [
        ...padTo(body, height - 1 - layout.words),
        ...wordLines(state, layout, width),
        keyLine('step-editor', width),
      ],
      height,
    ).map(spans => clip(spans, width)),
    cursor: cursor && { x: Math.max(0, Math.min(cursor.x, width - 1)), y: cursor.y },
  };
}

/** The first line is the name of the prompt, too. */
function titleLine(state: StepEditorState, view: EditorView, width: number): Line {
  const { input, focus, wrong } = state;
  const { round, roundKind } = input;
  const isFocused = focus === 'prompt';
  const sign = isFocused ? '▌' : wrong === 'prompt' ? '▲' : ' ';
  const title = span(
    `${sign}prompt of round ${round}`,
    isFocused ? 'accent' : wrong === 'prompt' ? 'bad' : 'label',
  );
  const more = [view.above ? 'above' : '', view.below ? 'below' : ''].filter(Boolean).join(' and ');
  const left = line(
    title,
    span(`  ${roundKind}`, 'muted'),
    span(more === '' ? '' : `   more ${more}`, 'muted'),
  );
  const right = isEdited(state)
    ? span('edited; ctrl+r takes back ', 'strong')
    : span('as proposed ', 'muted');
  return spread(left, [right], width);
}

function promptLines(state: StepEditorState, view: EditorView): Line[] {
  if (editorText(state.prompt) !== '') return indented(view.lines, 1);
  return [line(' ', span('write what is to be sent; alt+enter begins a new line', 'muted'))];
}

interface Rows {
  readonly name: FieldName;
  readonly lines: readonly Line[];
  readonly cursor: Place | undefined;
}

/** Where there is not room for all, those around the one under the cursor, and how many more there are. */
function fieldRows(state: StepEditorState, layout: Layout, width: number) {
  const { fields, wanted } = layout;
  const isCut = fields < wanted;
  const rows = fieldsIn(state)
    .filter(name => name !== 'prompt')
    .map(name =>
      name === 'feedback' ? feedbackRows(state, layout, width, isCut) : oneRow(state, name, width, isCut),
    );
  const all = rows.flatMap(row => row.lines);
  const at = rows.findIndex(({ name }) => name === state.focus);
  const start = rows.slice(0, Math.max(0, at)).reduce((sum, row) => sum + row.lines.length, 0);
  const end = start + (at < 0 ? 0 : (rows[at]?.lines.length ?? 0));
  // One row before and after it is worth more than those further off.
  const from = Math.max(
    0,
    Math.min(start, Math.max(end - fields, Math.floor((start + end - fields) / 2)), all.length - fields),
  );
  const lines = all.slice(from, from + fields);
  const below = all.length - from - fields;
  const cursor = at < 0 || fields === 0 ? undefined : rows[at]?.cursor;
  return {
    lines: lines.map((spans, index) => {
      const more = [
        ...(index === 0 && from > 0 ? [`↑ ${from}`] : []),
        ...(index === lines.length - 1 && below > 0 ? [`↓ ${below}`] : []),
      ].join(' ');
      return more === '' ? spans : spread(spans, [span(`${more} more `, 'muted')], width);
    }),
    cursor: cursor && { x: cursor.x, y: cursor.y + start - from },
  };
}

/** For how many more fields there are. */
const MORE = 15;

function oneRow(state: StepEditorState, name: FieldName, width: number, isCut: boolean): Rows {
  const { line: drawn, cursor }: DrawnRow = drawnRow(state, name, isCut ? width - MORE : width);
  return { name, lines: [drawn], cursor: cursor === undefined ? undefined : { x: cursor, y: 0 } };
}

function feedbackRows(state: StepEditorState, { feedback }: Layout, width: number, isCut: boolean): Rows {
  const isFocused = state.focus === 'feedback';
  const label = labelSpans('feedback', isFocused);
  const text = editorText(state.feedback);
  const none = span(' none; what you write here is put before the model', 'muted');
  if (!isFocused) {
    const isOther = text !== state.first.feedback;
    const shown = text === '' ? none : span(` ${text.replaceAll('\n', '⏎')}`, isOther ? 'strong' : 'text');
    const was = isOther ? [span(state.first.feedback === '' ? '   was none' : '   changed', 'muted')] : [];
    const place = isCut ? width - MORE : width;
    const room = place - was.reduce((sum, one) => sum + one.text.length, 0);
    return { name: 'feedback', lines: [[...clip([...label, shown], room), ...was]], cursor: undefined };
  }
  // The right end of a row may say how many more fields there are.
  const place = longPlaceOf(width, feedback);
  const view = editorView(state.feedback, place.width, place.height);
  const lines = (text === '' ? [line(none)] : indented(view.lines, 1)).map((spans, index) => [
    ...(index === 0 ? label : [span(' '.repeat(LABEL + 1))]),
    ...spans,
  ]);
  return { name: 'feedback', lines, cursor: { x: LABEL + 2 + view.cursor.x, y: view.cursor.y } };
}

function longPlaceOf(width: number, height: number) {
  return { width: Math.max(1, width - LABEL - 3), height: Math.max(1, height) };
}

function wordLines(state: StepEditorState, { words }: Layout, width: number): Line[] {
  const { said, focus } = state;
  if (said !== undefined) return padTo(indented(wrapped(said, width - 2, 'warning'), 1), words);
  return padTo(
    helpOf(state, focus).map(text => clip(line(' ', span(text, 'muted')), width)),
    words,
  );
}

function helpOf(state: StepEditorState, focus: FieldName): readonly string[] {
  switch (focus) {
    case 'prompt':
      return ['It is sent as it stands here. enter applies it, alt+enter begins a new line.'];
    case 'feedback':
      return isEdited(state)
        ? ['Your own prompt is sent as it stands: what you write here is not put into it.']
        : ['Put before the model with this turn; empty for none.'];
    default:
      return oneLine(state, focus).help;
  }
}
