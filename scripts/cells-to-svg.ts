/** Cells of a terminal drawn as SVG: how wide a cell is, what a look becomes. Knows no program. */
import type { Cell } from '../src/ui/testing/terminal.ts';

/** In pixels. */
export const CELL_WIDTH = 8.4;
export const CELL_HEIGHT = 18;
export const PADDING = 14;

const BASELINE = 13;
const BACKGROUND = '#0d1117';
const FOREGROUND = '#d6dbe2';

/** A whole SVG file around drawn cells, whose corner is at 0, 0. `head` is for styles and definitions. */
export function svgFile(columns: number, rows: number, title: string, head: string[], body: string[]) {
  const width = Math.ceil(columns * CELL_WIDTH + 2 * PADDING);
  const height = rows * CELL_HEIGHT + 2 * PADDING;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    // On the text itself: browsers have a rule of their own for it, so it would not inherit this.
    '<style>text{white-space:pre}</style>',
    ...head,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g transform="translate(${PADDING} ${PADDING})" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="${FOREGROUND}">`,
    ...body,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

interface Stretch {
  readonly x: number;
  readonly cells: number;
  readonly text: string;
  readonly cell: Cell;
}

/** Neighbouring cells of one row as SVG elements; the first stands at column `x` of row `y`. */
export function cellsToSvg(cells: readonly Cell[], x: number, y: number): string[] {
  return stretchesOf(cells).flatMap(stretch => stretchToSvg({ ...stretch, x: stretch.x + x }, y));
}

/** Neighbouring cells that look the same, together. */
function stretchesOf(cells: readonly Cell[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [x, cell] of cells.entries()) {
    const last = stretches.at(-1);
    if (last && lookOf(last.cell) === lookOf(cell)) {
      stretches[stretches.length - 1] = { ...last, cells: last.cells + 1, text: last.text + cell.char };
    } else stretches.push({ x, cells: 1, text: cell.char, cell });
  }
  return stretches;
}

function lookOf({ char: _char, width: _width, ...look }: Cell): string {
  return JSON.stringify(look);
}

function stretchToSvg({ x, cells, text, cell }: Stretch, y: number): string[] {
  const [fg, bg] = cell.inverse ? [cell.bg, cell.fg] : [cell.fg, cell.bg];
  const ground =
    bg === 'default' && !cell.inverse
      ? []
      : [`<rect${place(x, y * CELL_HEIGHT)} width="${pixels(cells)}" height="${CELL_HEIGHT}"${fill(bg)}/>`];
  if (text.trim() === '') return ground;
  // Not every viewer keeps the spaces at the ends of a text.
  const before = text.length - text.trimStart().length;
  const after = text.length - text.trimEnd().length;
  const ink = fg === 'default' && cell.inverse ? BACKGROUND : fg;
  const attributes = [
    place(x + before, y * CELL_HEIGHT + BASELINE),
    ` textLength="${pixels(cells - before - after)}"`,
    fill(ink),
    cell.bold ? ' font-weight="bold"' : '',
    cell.dim ? ' opacity="0.6"' : '',
    cell.strikethrough ? ' text-decoration="line-through"' : '',
    cell.underline && !cell.strikethrough ? ' text-decoration="underline"' : '',
  ].join('');
  return [...ground, `<text${attributes}>${escaped(text.trim())}</text>`];
}

/** `x` in cells, `y` in pixels. What is 0 need not be said. */
export function place(x: number, y: number): string {
  return `${x === 0 ? '' : ` x="${pixels(x)}"`}${y === 0 ? '' : ` y="${y}"`}`;
}

/** The default colour is inherited. */
function fill(colour: string): string {
  return colour === 'default' ? '' : ` fill="${colour}"`;
}

function pixels(cells: number): string {
  return String(Number((cells * CELL_WIDTH).toFixed(1)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
