/** A terminal's screen as a picture: its true cells, drawn as SVG. Knows no program. */
import type { Cell, ScreenView } from '../src/ui/testing/terminal.ts';

const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 18;
const PADDING = 14;
const BACKGROUND = '#0d1117';
const FOREGROUND = '#d6dbe2';

export function screenToSvg(screen: ScreenView, columns: number, rows: number, title: string): string {
  const width = Math.ceil(columns * CELL_WIDTH + 2 * PADDING);
  const height = rows * CELL_HEIGHT + 2 * PADDING;
  const lines = Array.from({ length: rows }, (_, y) => rowToSvg(screen, y, columns));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" style="white-space: pre">`,
    ...lines.filter(line => line !== ''),
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

function rowToSvg(screen: ScreenView, y: number, columns: number): string {
  return stretchesOf(screen, y, columns)
    .map(stretch => stretchToSvg(stretch, y))
    .join('');
}

/** Neighbouring cells that look the same, together. */
function stretchesOf(screen: ScreenView, y: number, columns: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let x = 0; x < columns; x++) {
    const cell = screen.cell(x, y);
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

function stretchToSvg({ x, cells, text, cell }: Stretch, y: number): string {
  const [fg, bg] = cell.inverse ? [cell.bg, cell.fg] : [cell.fg, cell.bg];
  const left = PADDING + x * CELL_WIDTH;
  const top = PADDING + y * CELL_HEIGHT;
  const length = cells * CELL_WIDTH;
  // Not every viewer keeps the spaces at the ends of a text.
  const before = text.length - text.trimStart().length;
  const after = text.length - text.trimEnd().length;
  const ground =
    bg === 'default' && !cell.inverse ? '' : box(left, top, length, bg === 'default' ? FOREGROUND : bg);
  if (text.trim() === '') return ground;
  const attributes = [
    `x="${round(left + before * CELL_WIDTH)}" y="${top + 13}" textLength="${round(length - (before + after) * CELL_WIDTH)}"`,
    `fill="${fg === 'default' ? (cell.inverse ? BACKGROUND : FOREGROUND) : fg}"`,
    cell.bold ? 'font-weight="bold"' : '',
    cell.dim ? 'opacity="0.6"' : '',
    cell.strikethrough
      ? 'text-decoration="line-through"'
      : cell.underline
        ? 'text-decoration="underline"'
        : '',
  ].filter(Boolean);
  return `${ground}<text ${attributes.join(' ')}>${escaped(text.trim())}</text>`;
}

function box(x: number, y: number, width: number, fill: string): string {
  return `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${CELL_HEIGHT}" fill="${fill}"/>`;
}

function round(value: number): string {
  return String(Number(value.toFixed(1)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
