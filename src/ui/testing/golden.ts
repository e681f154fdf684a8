/**
 * Lines of a screen as a terminal shows them, for golden files: the text, and where no colour helps
 * the attributes, too. Only tests import it.
 */
import type { Line } from '../line.ts';
import { createTheme } from '../theme.ts';
import { type Cell, createTerminal } from './terminal.ts';

/** What is on the screen, row by row. */
export async function goldenText(lines: readonly Line[], columns: number): Promise<string> {
  const screen = await shown(lines, columns, 'dark');
  return `${screen.text()}\n`;
}

/**
 * The same in mono; below a row that has any, the attributes of its cells: `b`old, `d`im, `u`nderlined,
 * struck `x`, `i`nverse, and `I` for inverse and bold.
 */
export async function goldenMono(lines: readonly Line[], columns: number): Promise<string> {
  const screen = await shown(lines, columns, 'mono');
  return lines
    .map((_, y) => {
      const attributes = Array.from({ length: columns }, (_cell, x) => letterOf(screen.cell(x, y)));
      const below = attributes.join('').trimEnd();
      return `${screen.row(y)}\n${below === '' ? '' : `${below}\n`}`;
    })
    .join('');
}

async function shown(lines: readonly Line[], columns: number, name: 'dark' | 'mono') {
  const terminal = createTerminal(columns, lines.length, true);
  const theme = createTheme(name);
  await terminal.write(lines.map(theme.paint).join('\n'));
  return terminal;
}

function letterOf(cell: Cell): string {
  if (cell.inverse) return cell.bold ? 'I' : 'i';
  if (cell.strikethrough) return 'x';
  if (cell.underline) return 'u';
  if (cell.bold) return 'b';
  return cell.dim && cell.char !== ' ' ? 'd' : ' ';
}
