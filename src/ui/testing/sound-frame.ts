/**
 * Whether a frame is what a screen promises: exactly as many lines as rows, none wider than the columns,
 * nothing in them but text; and as wide in a terminal's cells as we count. Only tests import it.
 */
import { UNSAFE_IN_LINE } from '../../text/testing/hostile-texts.ts';
import { type Line, lineWidth } from '../line.ts';
import { createTheme } from '../theme.ts';
import { createTripwire } from './tripwire.ts';

/** What is wrong with it in a sentence; `undefined` when it is sound. */
export function frameProblem(lines: readonly Line[], width: number, height: number): string | undefined {
  if (lines.length !== height) return `${lines.length} lines in a frame of ${height}`;
  for (const [y, line] of lines.entries()) {
    const unsafe = line.find(({ text }) => UNSAFE_IN_LINE.test(text) || !text.isWellFormed());
    if (unsafe) return `line ${y} holds ${JSON.stringify(unsafe.text.slice(0, 80))}`;
    if (lineWidth(line) > width) return `line ${y} has ${lineWidth(line)} cells of ${width}`;
  }
  return undefined;
}

const theme = createTheme('dark', 'truecolor');

/** Letters that pile up to one: terminals disagree how wide that is, and must only not take more than we count. */
const PILE = /[\u1100-\u11ff\u0900-\u097f]|(?:\p{Emoji}\u200d){5}/u;

export interface NamedFrame {
  /** What a failure says. */
  readonly name: string;
  readonly lines: readonly Line[];
}

/**
 * Draws frames of one size into one terminal, and asks behind every line where the cursor stands; tells
 * the first line that is not where it should be, and whatever else the terminal was made to do.
 */
export async function cellsProblem(
  frames: readonly NamedFrame[],
  width: number,
  height: number,
): Promise<string | undefined> {
  const terminal = createTripwire(width, height, true);
  const drawn = frames.flatMap(({ name, lines }) =>
    lines.map((line, y) => ({
      name,
      // Rows that are the same in many frames need to be measured only once.
      written: `\u001b[${y + 1};1H\u001b[K${theme.paint(line)}\u001b[6n`,
      row: y + 1,
      column: lineWidth(line) + 1,
      isPile: line.some(({ text }) => PILE.test(text)),
    })),
  );
  const once = [...new Map(drawn.map(one => [one.written, one])).values()];
  await terminal.write(once.map(({ written }) => written).join(''));
  const replies = terminal.replies();
  const wrong = once.findIndex(({ row, column, isPile }, index) => {
    const [, y, x] = /^\u001b\[(\d+);(\d+)R$/.exec(replies[index] ?? '') ?? [];
    return Number(y) !== row || !(isPile ? Number(x) <= column : Number(x) === column);
  });
  const acted = terminal.acted();
  terminal.dispose();
  const one = once[wrong];
  if (one) {
    return `${one.name}: behind ${JSON.stringify(one.written)} the cursor is at ${JSON.stringify(replies[wrong])}, not in column ${one.column}`;
  }
  if (replies.length !== once.length) return `${replies.length - once.length} more answers`;
  return acted[0];
}
