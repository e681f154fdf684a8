/**
 * Frames as pieces that stay: a piece of a row is stored once for all the time in which it does not
 * change, whatever happens beside it.
 */
import type { Cell } from '../src/ui/testing/terminal.ts';
import type { Frame } from './frames.ts';

/** Neighbouring cells of one row, shown at one place from `fromMs` until `toMs`. */
export interface Piece {
  readonly x: number;
  readonly y: number;
  readonly cells: readonly Cell[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** In the order in which they end. The last frame lasts until `endMs`. */
export function piecesOf(frames: readonly Frame[], endMs: number): Piece[] {
  const done: Piece[] = [];
  let shown = new Map<string, Omit<Piece, 'toMs'>>();
  const close = (piece: Omit<Piece, 'toMs'>, toMs: number) => done.push({ ...piece, toMs });
  for (const { atMs, rows } of frames) {
    const next = new Map<string, Omit<Piece, 'toMs'>>();
    for (const [y, row] of rows.entries()) {
      for (const { x, cells } of rowPieces(row)) {
        const key = JSON.stringify([x, y, cells]);
        next.set(key, shown.get(key) ?? { x, y, cells, fromMs: atMs });
      }
    }
    for (const [key, piece] of shown) if (!next.has(key)) close(piece, atMs);
    shown = next;
  }
  for (const piece of shown.values()) close(piece, endMs);
  return done;
}

/**
 * Cuts a row where two cells or more are empty, and at borders, which stand still while the text
 * beside them moves.
 */
function rowPieces(row: readonly Cell[]): { x: number; cells: Cell[] }[] {
  const pieces: { x: number; cells: Cell[] }[] = [];
  let gap: Cell[] = [];
  let open = false;
  for (const [x, cell] of row.entries()) {
    if (isEmpty(cell)) {
      gap.push(cell);
      continue;
    }
    const border = cell.char === '│';
    const last = pieces.at(-1);
    if (last && open && !border && gap.length < 2) last.cells.push(...gap, cell);
    else pieces.push({ x, cells: [cell] });
    open = !border;
    gap = [];
  }
  return pieces;
}

function isEmpty(cell: Cell): boolean {
  const plain = cell.bg === 'default' && !cell.inverse && !cell.underline && !cell.strikethrough;
  return plain && cell.char === ' ';
}
