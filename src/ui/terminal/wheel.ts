/** Lets the wheel scroll: the terminal sends arrow keys for it, and keeps the mouse for selecting. */

/**
 * Alternate scroll mode (xterm, mode 1007). Nearly all terminals have it on from the start, xterm does
 * not (microsoft/terminal#13187): so what was there is saved and restored (XTSAVE, XTRESTORE). To
 * turn it off would take the wheel from `less` for the rest of the day.
 */
export const WHEEL_ON = '\u001b[?1007s\u001b[?1007h';
export const WHEEL_AS_BEFORE = '\u001b[?1007r';

/** Turns it on, until the function that is returned is called or the process ends. */
export function scrollByWheel(write: (sequence: string) => void): () => void {
  let on = true;
  const off = () => {
    process.off('exit', off);
    if (on) write(WHEEL_AS_BEFORE);
    on = false;
  };
  write(WHEEL_ON);
  process.on('exit', off);
  return off;
}
