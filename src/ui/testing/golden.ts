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

/**
 * The same in colours; below a row that has any, a letter for the style of each cell. The letters are
 * explained at the end, in the order in which they come.
 */
export async function goldenColours(
  lines: readonly Line[],
  columns: number,
  name: 'dark' | 'light',
): Promise<string> {
  const screen = await shown(lines, columns, name);
  const letters = new Map<string, string>();
  const letterFor = (style: string) => {
    if (style === '') return ' ';
    const letter = letters.get(style) ?? String.fromCharCode('A'.charCodeAt(0) + letters.size);
    letters.set(style, letter);
    return letter;
  };
  const rows = lines.map((_, y) => {
    const below = Array.from({ length: columns }, (_cell, x) => letterFor(styleOf(screen.cell(x, y))));
    const styles = below.join('').trimEnd();
    return `${screen.row(y)}\n${styles === '' ? '' : `${styles}\n`}`;
  });
  return [...rows, '\n', ...[...letters].map(([style, letter]) => `${letter} ${style}\n`)].join('');
}

/** What is not plain of a cell, in words. Of a blank one without a background nothing is seen. */
function styleOf({ char, fg, bg, bold, underline, strikethrough, inverse }: Cell): string {
  if (char === ' ' && bg === 'default' && !inverse && !underline && !strikethrough) return '';
  const is = [bold && 'bold', underline && 'underlined', strikethrough && 'struck', inverse && 'inverse'];
  const colours = [fg === 'default' ? '' : fg, bg === 'default' ? '' : `on ${bg}`];
  return [...colours, ...is].filter(Boolean).join(' ');
}

async function shown(lines: readonly Line[], columns: number, name: 'dark' | 'light' | 'mono') {
  const terminal = createTerminal(columns, lines.length, true);
  const theme = createTheme(name, 'truecolor');
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
