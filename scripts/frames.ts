/** What a program wrote, and when, as the frames that a person saw. */
import { type Cell, createTerminal, type ScreenView } from '../src/ui/testing/terminal.ts';

/** Bytes that a program wrote. */
export interface Written {
  readonly atMs: number;
  readonly data: string;
}

/** One state of the screen, shown from `atMs` until the next frame. */
export interface Frame {
  readonly atMs: number;
  readonly rows: readonly (readonly Cell[])[];
}

/** The end of a synchronized update: only here is what was drawn whole. */
const UPDATE_ENDS = '\u001b[?2026l';

/**
 * At most one frame in `tickMs`, and only frames that differ. What was written before 0 is the first
 * frame.
 */
export async function framesOf(
  written: readonly Written[],
  columns: number,
  rows: number,
  tickMs: number,
): Promise<Frame[]> {
  const terminal = createTerminal(columns, rows);
  const frames: Frame[] = [];
  let partial = '';
  for (const { atMs, data } of written) {
    const updates = (partial + data).split(UPDATE_ENDS);
    partial = updates.pop() ?? '';
    for (const update of updates) await terminal.write(update + UPDATE_ENDS);
    if (updates.length === 0) continue;
    const tick = Math.max(0, Math.floor(atMs / tickMs) * tickMs);
    frames.push({ atMs: tick, rows: snapshot(terminal, columns, rows) });
  }
  terminal.dispose();
  return whichDiffer(lastOfEachTick(frames));
}

function lastOfEachTick(frames: readonly Frame[]): Frame[] {
  return frames.filter((frame, i) => frames[i + 1]?.atMs !== frame.atMs);
}

function whichDiffer(frames: readonly Frame[]): Frame[] {
  const looks = frames.map(frame => JSON.stringify(frame.rows));
  return frames.filter((_, i) => looks[i] !== looks[i - 1]);
}

/** All cells; the one under a visible cursor is inverse, as a terminal draws a block cursor. */
function snapshot(screen: ScreenView, columns: number, rows: number): Cell[][] {
  const cursor = screen.cursor();
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => {
      const cell = screen.cell(x, y);
      const under = cursor.visible && cursor.x === x && cursor.y === y;
      return under ? { ...cell, inverse: !cell.inverse } : cell;
    }),
  );
}
