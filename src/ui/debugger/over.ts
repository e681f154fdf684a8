/** What is written over a pane of the inspector: the next step of the run, or a small text. Pure. */
import type { Edit } from '../../run/edits.ts';
import type { KeyName } from '../key-names.ts';
import type { Screen } from '../keys.ts';
import type { Line } from '../line.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import {
  draftOfInput,
  type InputKind,
  type InputState,
  inputKey,
  inputOutsideText,
  inputPaste,
  inputReturned,
} from './small-input.ts';
import { inputFrame } from './small-input-frame.ts';
import { type StepEditorState, stepOutsideText } from './step-editor.ts';
import { draftOf } from './step-editor-draft.ts';
import { stepEditorFrame } from './step-editor-frame.ts';
import { editorReturned, stepEditorKey, stepEditorPaste } from './step-editor-keys.ts';

export type Over =
  | { readonly kind: 'step'; readonly state: StepEditorState }
  | { readonly kind: 'input'; readonly state: InputState };

/** What was written, once it is to count. */
export type Written =
  | { readonly kind: 'edit'; readonly edit: Edit }
  | { readonly kind: InputKind; readonly round: number; readonly text: string; readonly before: string };

export interface OverStep {
  /** Absent when it is closed. */
  readonly over: Over | undefined;
  readonly asks?: 'editor' | 'help' | 'quit';
  readonly written?: Written;
}

export function overScreen({ kind }: Over): Screen {
  return kind === 'step' ? 'step-editor' : 'debug-input';
}

export function overKey(over: Over, name: KeyName, size: Size): OverStep {
  return over.kind === 'step'
    ? afterStep(stepEditorKey(over.state, name, size))
    : afterInput(inputKey(over.state, name, size));
}

export function overPaste(over: Over, text: string, size: Size): Over {
  return over.kind === 'step'
    ? { kind: 'step', state: stepEditorPaste(over.state, text, size) }
    : { kind: 'input', state: inputPaste(over.state, text, size) };
}

/** The text for an editor outside, and what its file is called. */
export function outsideText(over: Over): { readonly text: string; readonly name: string } {
  return over.kind === 'step' ? stepOutsideText(over.state) : inputOutsideText(over.state);
}

export function overReturned(
  over: Over,
  outcome: { readonly text: string } | { readonly problem: string },
  size: Size,
): Over | undefined {
  return over.kind === 'step'
    ? afterStep(editorReturned(over.state, outcome, size)).over
    : afterInput(inputReturned(over.state, outcome, size)).over;
}

/** What is to be kept in case the program is killed; `undefined`: nothing was changed. */
export function draftOfOver(over: Over): unknown {
  return over.kind === 'step' ? draftOf(over.state) : draftOfInput(over.state);
}

export function overFrame(
  over: Over,
  { width, height }: Size,
): { readonly lines: readonly Line[]; readonly cursor: Place | undefined } {
  return over.kind === 'step'
    ? stepEditorFrame(over.state, width, height)
    : inputFrame(over.state, width, height);
}

function afterStep({ state, asks, closed, edit }: ReturnType<typeof stepEditorKey>): OverStep {
  return {
    over: closed === undefined ? { kind: 'step', state } : undefined,
    ...(asks && { asks }),
    ...(edit && { written: { kind: 'edit', edit } }),
  };
}

function afterInput({ state, asks, closed, text }: ReturnType<typeof inputKey>): OverStep {
  const { kind, round, first } = state;
  return {
    over: closed === undefined ? { kind: 'input', state } : undefined,
    ...(asks && { asks }),
    ...(closed === 'applied' && text !== undefined && { written: { kind, round, text, before: first } }),
  };
}
