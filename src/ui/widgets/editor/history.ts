/**
 * What was changed, so that it can be taken back and done again. What is typed in one go is one step,
 * word by word; so is what is erased in one go. Pure; knows no keys.
 */
import { type Lines, type Position, positionAfter, replaced, samePosition, textBetween } from './document.ts';
import type { Replacement } from './edits.ts';

/** A step that can be taken back. */
export interface Step {
  readonly from: Position;
  readonly removed: string;
  readonly inserted: string;
  /** Where the cursor was before it, and after it. */
  readonly before: Position;
  readonly after: Position;
}

/** What goes on: the next change of this kind belongs to the last step. */
export type Going = 'typing' | 'erasing' | undefined;

export interface History {
  readonly past: readonly Step[];
  /** What was taken back, the last of it at the end. */
  readonly future: readonly Step[];
  readonly going: Going;
}

export const NO_HISTORY: History = { past: [], future: [], going: undefined };

export function stepOf(lines: Lines, before: Position, { from, to, text, cursor }: Replacement): Step {
  return { from, removed: textBetween(lines, from, to), inserted: text, before, after: cursor };
}

/** With one step more, or with a longer last one. What was taken back cannot be done again any more. */
export function recorded({ past, going }: History, step: Step, kind: Going): History {
  const last = past.at(-1);
  const joined = last && kind !== undefined && kind === going ? join(last, step, kind) : undefined;
  return { past: joined ? [...past.slice(0, -1), joined] : [...past, step], future: [], going: kind };
}

/** Nothing goes on any more: the next change is a step of its own. */
export function settled(history: History): History {
  return history.going === undefined ? history : { ...history, going: undefined };
}

export interface Travelled {
  readonly lines: Lines;
  readonly cursor: Position;
  readonly history: History;
}

/** The last step taken back; `undefined` when there is none. */
export function undone(lines: Lines, { past, future }: History): Travelled | undefined {
  const step = past.at(-1);
  if (!step) return undefined;
  const back = replaced(lines, step.from, positionAfter(step.from, step.inserted), step.removed);
  const history = { past: past.slice(0, -1), future: [...future, step], going: undefined };
  return { lines: back, cursor: step.before, history };
}

/** What was taken back last, done again; `undefined` when nothing was. */
export function redone(lines: Lines, { past, future }: History): Travelled | undefined {
  const step = future.at(-1);
  if (!step) return undefined;
  const on = replaced(lines, step.from, positionAfter(step.from, step.removed), step.inserted);
  const history = { past: [...past, step], future: future.slice(0, -1), going: undefined };
  return { lines: on, cursor: step.after, history };
}

function join(last: Step, step: Step, kind: 'typing' | 'erasing'): Step | undefined {
  const { before } = last;
  const { after } = step;
  if (kind === 'typing') {
    const goesOn = samePosition(positionAfter(last.from, last.inserted), step.from);
    const newWord = /\s$/.test(last.inserted) && !/^\s/.test(step.inserted);
    return goesOn && !newWord ? { ...last, inserted: last.inserted + step.inserted, after } : undefined;
  }
  if (samePosition(step.from, last.from)) return { ...last, removed: last.removed + step.removed, after };
  const goesBack = samePosition(positionAfter(step.from, step.removed), last.from);
  return goesBack ? { ...step, removed: step.removed + last.removed, before } : undefined;
}
