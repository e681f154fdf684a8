/** What a terminal has to be told so that it shows the next frame: only the lines that are other ones. Pure. */

const ESC = '\u001b';

/** An empty screen without a cursor: what is drawn is no place to type at. */
export const OPEN = `${ESC}[0m${ESC}[2J${ESC}[H${ESC}[?25l`;

/** `before` is what stands there, line by line; `undefined` where nothing does. Empty when nothing differs. */
export function drawn(before: readonly string[] | undefined, after: readonly string[]): string {
  return after
    .map((line, row) => (line === (before?.[row] ?? '') ? '' : `${ESC}[${row + 1};1H${ESC}[2K${line}`))
    .join('');
}
