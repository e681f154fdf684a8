/** What a terminal has to be told so that it shows the next frame: only what differs of the lines that do. Pure. */
import { type Line, lineWidth } from '../../ui/line.ts';
import type { Theme } from '../../ui/theme.ts';

const ESC = '\u001b';

/** An empty screen without a cursor: what is drawn is no place to type at. */
export const OPEN = `${ESC}[0m${ESC}[2J${ESC}[H${ESC}[?25l`;

/** `before` is what stands there; `undefined` where nothing does. Empty when nothing differs. */
export function drawn(
  before: readonly Line[] | undefined,
  after: readonly Line[],
  { paint }: Pick<Theme, 'paint'>,
): string {
  return after
    .map((line, row) => {
      const old = before?.[row] ?? [];
      const alike = beginningOf(old, line);
      if (alike === line.length && old.length === line.length) return '';
      const unsure = line.findIndex(({ text }) => !PLAIN.test(text));
      const same = unsure < 0 ? alike : Math.min(alike, unsure);
      const column = lineWidth(line.slice(0, same)) + 1;
      return `${ESC}[${row + 1};${column}H${ESC}[K${paint(line.slice(same))}`;
    })
    .join('');
}

/** How many spans both lines begin with. */
function beginningOf(a: Line, b: Line): number {
  const differs = b.findIndex((span, index) => {
    const other = a[index];
    return other?.text !== span.text || String(other.style) !== String(span.style);
  });
  return differs < 0 ? b.length : differs;
}

/** One cell each in every terminal: behind anything else it is not certain in which column one is. */
const PLAIN = /^[\u0020-\u007e\u2500-\u257f]*$/;
