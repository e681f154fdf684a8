/**
 * A small text over a run: a note on a round, what one claims to believe, the model's answer with an error
 * put into it, or the folder in which the run is to be saved. State, keys and drafts. Pure.
 */
import { z } from 'zod';
import type { KeyName } from '../key-names.ts';
import { commandOf } from '../keys.ts';
import { editorEditFor } from '../widgets/editor/editor-keys.ts';
import {
  type EditorEdit,
  type EditorState,
  editEditor,
  editorText,
  openEditor,
  withEditorText,
} from '../widgets/editor/editor-state.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import { inputPlace } from './small-input-layout.ts';

export const INPUT_KINDS = ['note', 'pressure', 'injection', 'save'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

export interface InputState {
  readonly kind: InputKind;
  /** The round that it is about; of an injection the one whose answer is changed. */
  readonly round: number;
  /** The text as it was at first. */
  readonly first: string;
  readonly text: EditorState;
  /** What came of the last key; the frame shows it. */
  readonly said: string | undefined;
}

export interface InputStep {
  readonly state: InputState;
  /** `editor`: to let the user change the text outside; then `inputReturned`. */
  readonly asks?: 'editor' | 'help' | 'quit';
  readonly closed?: 'applied' | 'left';
  /** What was written, when it was applied. */
  readonly text?: string;
  /** Of one that was left: for the next opening. */
  readonly draft?: unknown;
  /** What came of the key, in a sentence. */
  readonly say?: string;
}

const Draft = z.object({ editor: z.enum(INPUT_KINDS), round: z.int(), text: z.string() });

/** With the text to begin with. A draft that is broken, or of another input, is ignored. */
export function openInput(
  kind: InputKind,
  { round, text: given, draft }: { readonly round: number; readonly text: string; readonly draft?: unknown },
): InputState {
  const text = openEditor(isOneLine(kind) ? oneLine(given) : given);
  const state = { kind, round, first: editorText(text), text, said: undefined };
  const { data: typed } = Draft.safeParse(draft);
  if (typed?.editor !== kind || typed.round !== round) return state;
  const kept = isOneLine(kind) ? oneLine(typed.text) : typed.text;
  return { ...state, text: withEditorText(text, kept, { width: 80, height: 10 }) };
}

/** What is to be kept; `undefined` while it is as at first. */
export function draftOfInput({ kind, round, first, text }: InputState): unknown {
  const typed = editorText(text);
  return typed === first ? undefined : { editor: kind, round, text: typed };
}

/** What a key does in a window of this size (that of the frame). */
export function inputKey(before: InputState, name: KeyName, window: Size): InputStep {
  const state = { ...before, said: undefined };
  const command = commandOf(name, 'debug-input', true);
  switch (command) {
    case 'help':
    case 'quit':
      return { state, asks: command };
    case 'back':
      return { state, closed: 'left', draft: draftOfInput(state) };
    case 'close':
      return applied(state);
    case 'editor':
      return { state, asks: 'editor' };
    case 'reset':
      return {
        state: { ...state, text: withEditorText(state.text, state.first, inputPlace(state, window)) },
      };
    case 'line':
      return { state: edited(state, { type: 'insert', text: '\n' }, window) };
    case 'undo':
    case 'redo':
      return { state: edited(state, { type: command }, window) };
    case 'text.page-up':
      return { state: edited(state, { type: 'page-up' }, window) };
    case 'text.page-down':
      return { state: edited(state, { type: 'page-down' }, window) };
    default:
      return { state: edited(state, editorEditFor(name), window) };
  }
}

export function inputPaste(before: InputState, text: string, window: Size): InputState {
  return edited({ ...before, said: undefined }, { type: 'insert', text }, window);
}

/** The text for an editor outside, and what its file is called. */
export function inputOutsideText({ kind, text }: InputState): {
  readonly text: string;
  readonly name: string;
} {
  return { text: editorText(text), name: kind === 'injection' ? 'answer.md' : `${kind}.md` };
}

/** With what came back from the editor outside. */
export function inputReturned(
  state: InputState,
  outcome: { readonly text: string } | { readonly problem: string },
  window: Size,
): InputStep {
  if ('problem' in outcome) return saying(state, outcome.problem);
  if (outcome.text.trim() === '') return saying(state, 'The editor left nothing: the text is as it was.');
  const text = isOneLine(state.kind) ? oneLine(outcome.text) : outcome.text;
  const next = withEditorText(state.text, text, inputPlace(state, window));
  return { state: { ...state, text: next, said: undefined } };
}

function applied(state: InputState): InputStep {
  const { kind, first } = state;
  const written = editorText(state.text);
  const text = written.trim() === '' ? '' : written;
  if (kind === 'injection') {
    if (text === '') {
      return saying(
        state,
        'An empty answer cannot be put in: write something, or ctrl+r takes back the model’s own.',
      );
    }
    if (text === first) return saying(state, 'Change something first: an unchanged answer is no error.');
  }
  if (kind === 'save' && text === '') return saying(state, 'Name a folder.');
  // A note that is as it was has not been written anew.
  if (kind === 'note' && text.trim() === first.trim()) return { state, closed: 'left' };
  return { state, closed: 'applied', text: kind === 'injection' ? text : text.trim() };
}

function saying(state: InputState, said: string): InputStep {
  return { state: { ...state, said }, say: said };
}

function edited(state: InputState, edit: EditorEdit | undefined, window: Size): InputState {
  if (!edit) return state;
  const isLine = isOneLine(state.kind) && edit.type === 'insert';
  const wanted = isLine ? { ...edit, text: oneLine(edit.text) } : edit;
  // A key for a new line means nothing where there is one line.
  if (isLine && edit.text === '\n') return state;
  return { ...state, text: editEditor(state.text, wanted, inputPlace(state, window)) };
}

function isOneLine(kind: InputKind): boolean {
  return kind === 'pressure' || kind === 'save';
}

/** As a field of one line has it. */
function oneLine(text: string): string {
  return text.replaceAll(/\r\n|[\r\n\t\u2028\u2029\v\f\u0085]/g, ' ');
}
