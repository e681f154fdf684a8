/**
 * What an edit replaces in a text of any length, and where it leads the cursor. The edits themselves
 * are those of `editText`, done in the neighbourhood of the cursor. Pure; knows no wrapped rows.
 */
import { boundaryBefore, snapToBoundary } from '../../../text/graphemes.ts';
import { editText, type TextEdit, type TextState } from '../text-editing.ts';
import { around, type Neighbourhood, type Unit } from './around.ts';
import { endOf, type Lines, lineText, type Position, positionAfter, START } from './document.ts';

/** A part of the text to be replaced. */
export interface Replacement {
  readonly from: Position;
  readonly to: Position;
  readonly text: string;
  /** Where the cursor is after it. */
  readonly cursor: Position;
}

export type Movement = 'left' | 'right' | 'word-left' | 'word-right';
export type Change = Extract<TextEdit, { type: 'insert' }> | { readonly type: Erasure };
export type Erasure = 'backspace' | 'delete' | 'kill-word' | 'kill-to-start' | 'kill-to-end' | 'clear';

/** What is inserted is sanitised, tabs become four spaces. An erasure may find nothing to erase. */
export function replacementFor(lines: Lines, cursor: Position, edit: Change): Replacement {
  switch (edit.type) {
    case 'clear':
      return { from: START, to: endOf(lines), text: '', cursor: START };
    case 'kill-to-start': {
      const from = { line: cursor.line, offset: 0 };
      return { from, to: cursor, text: '', cursor: from };
    }
    case 'kill-to-end': {
      const to = { line: cursor.line, offset: lineText(lines, cursor.line).length };
      return { from: cursor, to, text: '', cursor };
    }
    default: {
      const { place, next } = editedNear(lines, cursor, edit);
      const added = next.text.length - place.text.length;
      const at = (offset: number) => positionAfter(place.start, place.text.slice(0, offset));
      return {
        from: added < 0 && edit.type !== 'delete' ? at(place.cursor + added) : cursor,
        to: edit.type === 'delete' ? at(place.cursor - added) : cursor,
        text: added > 0 ? next.text.slice(place.cursor, place.cursor + added) : '',
        cursor: positionAfter(place.start, next.text.slice(0, next.cursor)),
      };
    }
  }
}

export function movedBy(lines: Lines, cursor: Position, type: Movement): Position {
  const { place, next } = editedNear(lines, cursor, { type });
  const offset = outOfGrapheme(next, type);
  return positionAfter(place.start, next.text.slice(0, offset));
}

/** A word may begin or end inside a grapheme (behind an Arabic number sign): the cursor goes on past it. */
function outOfGrapheme({ text, cursor }: TextState, type: Movement): number {
  const next = snapToBoundary(text, cursor);
  return next === cursor || type === 'word-right' ? next : boundaryBefore(text, cursor);
}

const REACH = 64;
const WIDER = 8;

/** The edit done in a neighbourhood that is wide enough for it. */
function editedNear(
  lines: Lines,
  cursor: Position,
  edit: TextEdit,
): { place: Neighbourhood; next: TextState } {
  const unit: Unit = edit.type.includes('word') ? 'word' : 'grapheme';
  for (let reach = REACH; ; reach *= WIDER) {
    const place = around(lines, cursor, reach, unit);
    const next = editText({ text: place.text, cursor: place.cursor }, edit, true);
    // A word is sought beyond the edge when none was found before it.
    const ranOut =
      edit.type === 'word-right'
        ? next.cursor === place.text.length && !place.isEnd
        : next.cursor === 0 && !place.isStart;
    if (unit === 'grapheme' || !ranOut) return { place, next };
  }
}
