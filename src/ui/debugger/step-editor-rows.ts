/** The fields of the step editor that take one row, as lines: name, value, and what it was before. Pure. */
import { fit, truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { textWidth } from '../../text/width.ts';
import { clip, type Line, span } from '../line.ts';
import { fieldsOf } from '../screens/settings-schema.ts';
import { choices } from '../widgets/choices.ts';
import { textField } from '../widgets/text-field.ts';
import { offeredModels } from './model-field.ts';
import { baseOf, type FieldName, type StepEditorState, settingField, variantIn } from './step-editor.ts';
import { LABEL } from './step-editor-layout.ts';

/** A field of one row: what it holds, and what it may hold. */
export interface OneLine {
  readonly label: string;
  /** As shown; empty shows `empty`. */
  readonly value: string;
  readonly empty: string;
  /** As it was at first, where that is another value. */
  readonly before: string | undefined;
  /** The names of the choices; absent for a field that takes any text. */
  readonly choices?: readonly string[];
  readonly chosen: number;
  /** What was typed to find a choice. */
  readonly typed?: string;
  readonly help: readonly string[];
}

export function oneLine(state: StepEditorState, name: FieldName): OneLine {
  switch (name) {
    case 'variant':
      return variantLine(state);
    case 'model':
      return modelLine(state);
    case 'onward':
      return onwardLine(state);
    default:
      return settingLine(state, name);
  }
}

function variantLine(state: StepEditorState): OneLine {
  const { variants, variant, first } = state;
  const { about } = variantIn(state);
  const name = sanitizeLine(variantIn(state).name);
  const before = sanitizeLine(variantIn({ variants, variant: first.variant }).name);
  return {
    label: 'prompt variant',
    value: name,
    empty: '',
    before: variant === first.variant ? undefined : before,
    choices: variants.map(one => sanitizeLine(one.name)),
    chosen: variants.findIndex(({ id }) => id === variant),
    help: [about, 'Its words take the place of the prompt; ctrl+z there brings yours back.'],
  };
}

function modelLine({ model, input }: StepEditorState): OneLine {
  const first = input.settings.model;
  const offered = offeredModels(model, input.models, first);
  const nameOf = (id: string) =>
    sanitizeLine([...offered, ...input.models].find(one => one.id === id)?.name ?? id);
  return {
    label: 'model',
    value: model.id === undefined ? model.typed : nameOf(model.id),
    empty: '',
    before: model.id === first ? undefined : nameOf(first),
    choices: offered.map(({ name }) => sanitizeLine(name)),
    chosen: offered.findIndex(({ id }) => id === model.id),
    typed: model.typed,
    help: [
      model.id === undefined ? `No model is called "${model.typed}".` : `Its id is ${model.id}.`,
      'Type a part of its name, or an id that is not in the list.',
    ],
  };
}

function onwardLine({ onward, input: { round } }: StepEditorState): OneLine {
  const names = ['this round', 'this and later rounds'];
  return {
    label: 'settings hold for',
    value: names[onward ? 1 : 0] ?? '',
    empty: '',
    before: onward ? names[0] : undefined,
    choices: names,
    chosen: onward ? 1 : 0,
    help: [
      `Variant, model, temperature, thinking and max tokens: for round ${round}, or from it on.`,
      'The prompt as you write it is for this round only.',
    ],
  };
}

function settingLine(state: StepEditorState, name: FieldName): OneLine {
  const field = settingField(state, name);
  const first = fieldsOf(baseOf(state)).find(({ id }) => id === name)?.value ?? '';
  const value = field?.value ?? '';
  const empty = field?.empty ?? '';
  const { round } = state.input;
  const ends = name === 'rounds' && round > 0 ? ` Fewer than ${round} end the run before this one.` : '';
  return {
    label: field?.label ?? name,
    value,
    empty,
    before: state.overrides[name] === undefined || value === first ? undefined : first || empty,
    ...(field?.choices && { choices: field.choices }),
    chosen: field?.choices?.indexOf(value) ?? -1,
    help: [`${field?.help ?? ''}${ends}`, `It may be ${field?.legal ?? 'anything'}.`],
  };
}

export interface DrawnRow {
  readonly line: Line;
  /** Cells before the cursor, where the field has one. */
  readonly cursor: number | undefined;
}

/** One row, in at most `width` cells. */
export function drawnRow(state: StepEditorState, name: FieldName, width: number): DrawnRow {
  const field = oneLine(state, name);
  const label = labelSpans(field.label, state.focus === name);
  const room = Math.max(1, width - LABEL - 2);
  if (state.focus !== name) {
    const text = field.value === '' ? field.empty : truncate(field.value, room);
    const isWrong = state.wrong === name;
    const isOther = field.before !== undefined;
    const role = isWrong ? 'bad' : field.value === '' ? 'muted' : isOther ? 'strong' : 'text';
    const was = isOther ? `   was ${field.before}` : '';
    return {
      line: clip([...label, span(isWrong ? ` ▲ ${text}` : ` ${text}`, role), span(was, 'muted')], width),
      cursor: undefined,
    };
  }
  if (!field.choices) {
    const view = textField(state.text, room - 1, { focused: true, placeholder: field.empty });
    return { line: clip([...label, span(' '), ...view.line], width), cursor: LABEL + 2 + (view.cursor ?? 0) };
  }
  const typed = truncate(field.typed ?? '', Math.floor(room / 2));
  const before = typed === '' ? [] : [span(` ${typed}  `)];
  const taken = before.reduce((cells, { text }) => cells + textWidth(text), 0);
  const names = choices(field.choices, field.chosen, Math.max(1, room - taken));
  const shown = field.choices.length > 0 ? names : [span('▲ no such model', 'bad')];
  return {
    line: clip([...label, ...before, ...shown], width),
    cursor: typed === '' ? undefined : LABEL + taken - 1,
  };
}

export function labelSpans(label: string, isFocused: boolean): Line {
  return [span(`${isFocused ? '▌' : ' '}${fit(label, LABEL)}`, isFocused ? 'accent' : 'label')];
}
