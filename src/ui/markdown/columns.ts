/** How wide the columns of a table are. Arithmetic; knows no text. */

export interface CellSize {
  /** Cells of the terminal that the whole text takes in one line. */
  readonly natural: number;
  /** The longest of its words. */
  readonly word: number;
}

/** Narrower than this, a column cannot be read. */
const NARROWEST = 4;

/**
 * Widths that together fit into `width` with `gap` between them: the natural ones where they fit, else
 * the widest are narrowed, not below their longest word as long as that is possible. `undefined` when
 * there are too many columns for the width.
 */
export function columnWidths(
  rows: readonly (readonly CellSize[])[],
  width: number,
  gap: number,
): number[] | undefined {
  const columns = rows[0]?.length ?? 0;
  const available = width - gap * Math.max(0, columns - 1);
  const natural = Array<number>(columns).fill(1);
  const words = Array<number>(columns).fill(1);
  for (const row of rows) {
    row.forEach((cell, index) => {
      natural[index] = Math.max(natural[index] ?? 1, cell.natural);
      words[index] = Math.max(words[index] ?? 1, cell.word);
    });
  }
  if (sum(natural) <= available) return natural;
  if (sum(words) <= available) return narrowed(natural, words, available);
  const narrowest = natural.map(cells => Math.min(cells, NARROWEST));
  return sum(narrowest) <= available ? narrowed(natural, narrowest, available) : undefined;
}

function narrowed(natural: readonly number[], least: readonly number[], available: number): number[] {
  const widths = natural.map(cells => Math.min(cells, available));
  for (let excess = sum(widths) - available; excess > 0; excess--) {
    let widest = -1;
    widths.forEach((cells, index) => {
      if (cells > (least[index] ?? 1) && cells > (widths[widest] ?? 0)) widest = index;
    });
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
