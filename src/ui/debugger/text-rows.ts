/** Rows of a text that is being written: how many there are, whether the cursor has one above or below. Pure. */
import { START } from '../widgets/editor/document.ts';
import type { EditorState } from '../widgets/editor/editor-state.ts';
import { rowAway, rowOf } from '../widgets/editor/vertical.ts';
import { sameRow, visibleRows } from '../widgets/editor/visible-rows.ts';

/** The rows of the text, `most` where there are more. */
export function rowCount({ lines }: EditorState, width: number, most: number): number {
  if (most < 1) return 0;
  return visibleRows(lines, AT_START, START, { width, height: most }).length;
}

const AT_START = { cursor: START, atRowEnd: false };

export function canMove(state: EditorState, by: 1 | -1, width: number): boolean {
  const row = rowOf(state.lines, state, width);
  return !sameRow(row, rowAway(state.lines, row, by, width));
}

/** The text from its beginning, wherever its cursor is. */
export function fromStart(state: EditorState): EditorState {
  return { ...state, ...AT_START, top: START, goal: undefined };
}
