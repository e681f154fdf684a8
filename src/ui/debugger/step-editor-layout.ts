/**
 * How the rows of the step editor are shared out: most of them to the prompt while it is written, and to
 * the fields while one of them is. The keys and the frame ask the same. Pure.
 */
import { wrapped } from '../line.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';
import { fieldsIn, type StepEditorState } from './step-editor.ts';
import { rowCount } from './text-rows.ts';

/** The name of a field, and the sign of the one under the cursor. */
export const LABEL = 20;

export interface Layout {
  /** Rows of the prompt. */
  readonly prompt: number;
  /** Blank rows between it and the fields. */
  readonly gap: number;
  /** Rows for the fields, and how many they would like. */
  readonly fields: number;
  readonly wanted: number;
  /** Rows of the feedback; 0 where there is none. */
  readonly feedback: number;
  /** Rows for what is said, or for help. */
  readonly words: number;
}

const TITLE_AND_KEYS = 2;
/** From these heights on there is room for a blank row, and for one or two rows of help. */
const FOR_GAP = 14;
const FOR_HELP = 12;
const FOR_MORE_HELP = 18;
const MOST_SAID = 3;

export function layoutOf(state: StepEditorState, { width, height }: Size): Layout {
  const { focus, said } = state;
  const help = height >= FOR_MORE_HELP ? 2 : height >= FOR_HELP ? 1 : 0;
  const saying = said === undefined ? 0 : Math.min(MOST_SAID, wrapped(said, width - 2).length);
  const words = Math.min(Math.max(help, saying), Math.max(0, height - TITLE_AND_KEYS - 1));
  const body = Math.max(0, height - TITLE_AND_KEYS - words);
  const gap = height >= FOR_GAP ? 1 : 0;
  const room = Math.max(0, body - gap);
  const names = fieldsIn(state);
  const longest = Math.max(1, Math.floor(body / 3));
  const feedback = !names.includes('feedback')
    ? 0
    : focus === 'feedback'
      ? rowCount(state.feedback, feedbackWidth(width), longest)
      : 1;
  const wanted = names.filter(name => name !== 'prompt' && name !== 'feedback').length + feedback;
  const share =
    focus === 'prompt' ? Math.ceil(room * 0.6) : Math.max(Math.floor(room * 0.4), room > 1 ? 1 : 0);
  const prompt = Math.min(rowCount(state.prompt, promptWidth(width), room), Math.max(share, room - wanted));
  return { prompt, gap, fields: Math.min(wanted, room - prompt), wanted, feedback, words };
}

/** The place of a text of several lines. */
export function longPlace(state: StepEditorState, field: 'prompt' | 'feedback', window: Size): Size {
  const layout = layoutOf(state, window);
  const width = field === 'prompt' ? promptWidth(window.width) : feedbackWidth(window.width);
  return { width, height: Math.max(1, layout[field]) };
}

function promptWidth(width: number): number {
  return Math.max(1, width - 2);
}

function feedbackWidth(width: number): number {
  return Math.max(1, width - LABEL - 3);
}
