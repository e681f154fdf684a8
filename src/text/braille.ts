/** Dots in cells of text: every cell of braille holds two by four of them (Unicode 15, 2800-28FF). */

export interface DotCanvas {
  /** Dots across and down: two and four times the cells. */
  readonly dots: { readonly width: number; readonly height: number };
  /** From the top left; what lies outside is left out. */
  set(x: number, y: number): void;
  /** A straight line of dots, both ends included. */
  line(fromX: number, fromY: number, toX: number, toY: number): void;
  /** A letter in place of a cell's dots. */
  letter(x: number, y: number, letter: string): void;
  /** One string a row of cells, without the spaces at its end. */
  lines(): string[];
}

const FIRST = 0x2800;
/** The bit of each dot of a cell, by row and column. */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export function createDotCanvas(columns: number, rows: number): DotCanvas {
  const cells = new Uint8Array(columns * rows);
  const letters = new Map<number, string>();
  const dots = { width: columns * 2, height: rows * 4 };
  const cellAt = (x: number, y: number) => Math.floor(y / 4) * columns + Math.floor(x / 2);
  const isInside = (x: number, y: number) => x >= 0 && y >= 0 && x < dots.width && y < dots.height;
  const set = (x: number, y: number) => {
    const [column, row] = [Math.round(x), Math.round(y)];
    if (!isInside(column, row)) return;
    const bit = BITS[row % 4]?.[column % 2] ?? 0;
    const cell = cellAt(column, row);
    cells[cell] = (cells[cell] ?? 0) | bit;
  };
  return {
    dots,
    set,
    line(fromX, fromY, toX, toY) {
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY))));
      for (let step = 0; step <= steps; step++) {
        const along = step / steps;
        set(fromX + (toX - fromX) * along, fromY + (toY - fromY) * along);
      }
    },
    letter(x, y, letter) {
      const [column, row] = [Math.round(x), Math.round(y)];
      if (isInside(column, row)) letters.set(cellAt(column, row), letter);
    },
    lines() {
      return Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (__, column) => {
          const cell = row * columns + column;
          const bits = cells[cell] ?? 0;
          return letters.get(cell) ?? (bits === 0 ? ' ' : String.fromCodePoint(FIRST + bits));
        })
          .join('')
          .trimEnd(),
      );
    },
  };
}
