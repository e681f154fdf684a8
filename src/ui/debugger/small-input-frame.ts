/** A small input as lines: what it is about, the text, a word about it, its keys. Pure. */
import { pressureTurn } from '../../strategies/probes.ts';
import { keyLine } from '../keys.ts';
import { clip, indented, type Line, line, padTo, span, spread, wrapped } from '../line.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import { editorView } from '../widgets/editor/editor-view.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import type { InputKind, InputState } from './small-input.ts';
import { inputLayout, inputPlace } from './small-input-layout.ts';

/** Exactly `height` lines, none wider than `width`, and where the cursor is. */
export function inputFrame(
  state: InputState,
  width: number,
  height: number,
): { lines: Line[]; cursor: Place | undefined } {
  const { kind, round } = state;
  const layout = inputLayout(state, { width, height });
  const place = inputPlace(state, { width, height });
  const view = editorView(state.text, place.width, place.height);
  const more = [view.above ? 'above' : '', view.below ? 'below' : ''].filter(Boolean).join(' and ');
  const title = line(span(`▌${TITLES[kind](round)}`, 'accent'), span(more && `   more ${more}`, 'muted'));
  const isChanged = editorText(state.text) !== state.first;
  const right = kind === 'injection' ? [span(isChanged ? 'changed ' : 'the model’s own ', 'muted')] : [];
  const isEmpty = editorText(state.text) === '';
  const text = isEmpty ? [line(' ', span(HINTS[kind], 'muted'))] : indented(view.lines, 1);
  const body = [
    spread(title, right, width),
    ...padTo(text, layout.text),
    ...wordLines(state, layout.words, width),
  ];
  return {
    lines: padTo([...padTo(body, height - 1), keyLine('debug-input', width)], height).map(spans =>
      clip(spans, width),
    ),
    cursor:
      layout.text > 0
        ? { x: Math.max(0, Math.min(view.cursor.x + 1, width - 1)), y: view.cursor.y + 1 }
        : undefined,
  };
}

const TITLES: Readonly<Record<InputKind, (round: number) => string>> = {
  note: round => `note on round ${round}`,
  pressure: round => `pressure: what do you say the answer of round ${round} should be?`,
  save: () => 'save the run in another folder',
  injection: round => `error injection: the answer of round ${round}, to be changed by you`,
};

const HINTS: Readonly<Record<InputKind, string>> = {
  note: 'write it; alt+enter begins a new line, and an empty note is none',
  pressure: 'nothing: only the question',
  save: 'a folder, or a file that ends in .jsonl',
  injection: 'an answer with an error in it; alt+enter begins a new line',
};

function wordLines({ kind, text, said }: InputState, words: number, width: number): Line[] {
  if (said !== undefined) return padTo(indented(wrapped(said, width - 2, 'warning'), 1), words);
  return padTo(indented(aboutLines(kind, editorText(text), width - 2), 1), words);
}

function aboutLines(kind: InputKind, text: string, width: number): Line[] {
  switch (kind) {
    case 'note':
      return [line(span('It is kept in the transcript, and never sent.', 'muted'))];
    case 'pressure':
      return [line(span('It will be sent as:', 'muted')), ...wrapped(pressureTurn(text), width)];
    case 'save':
      return [line(span('All of it is written there, and what comes from now on.', 'muted'))];
    case 'injection':
      return [line(span('The next turn goes on from it as if the model had said it.', 'muted'))];
  }
}
