import { expect, test } from 'vitest';
import { type Frame, framesOf } from './frames.ts';

const END = '\u001b[?2026l';

/** An update that replaces the first row. */
function update(text: string): string {
  return `\u001b[?2026h\u001b[?25l\u001b[H\u001b[2K${text}${END}`;
}

function rowsOf(frame: Frame | undefined): string[] | undefined {
  return frame?.rows.map(row => row.map(cell => cell.char).join(''));
}

test('a frame is what is on the screen when an update has ended', async () => {
  const whole = update('two');
  const frames = await framesOf(
    [
      { atMs: 0, data: update('one') },
      { atMs: 120, data: whole.slice(0, 8) },
      { atMs: 170, data: whole.slice(8) },
    ],
    5,
    1,
    50,
  );
  expect(frames.map(({ atMs }) => atMs)).toEqual([0, 150]);
  expect(frames.map(frame => rowsOf(frame))).toEqual([['one  '], ['two  ']]);
});

test('of the frames in one tick only the last is kept, and one like the frame before is not', async () => {
  const frames = await framesOf(
    [
      { atMs: 0, data: update('a') },
      { atMs: 51, data: update('b') },
      { atMs: 62, data: update('c') + update('d') },
      { atMs: 130, data: update('d') },
      { atMs: 200, data: update('e') },
    ],
    1,
    1,
    50,
  );
  expect(frames.map(frame => [frame.atMs, rowsOf(frame)?.[0]])).toEqual([
    [0, 'a'],
    [50, 'd'],
    [200, 'e'],
  ]);
});

test('the cell under a visible cursor is inverse', async () => {
  const [hidden, visible] = await framesOf(
    [
      { atMs: 0, data: update('ab') },
      { atMs: 100, data: `\u001b[?25h\u001b[1;2H${END}` },
    ],
    3,
    1,
    50,
  );
  expect(hidden?.rows[0]?.map(cell => cell.inverse)).toEqual([false, false, false]);
  expect(visible?.rows[0]?.map(cell => cell.inverse)).toEqual([false, true, false]);
});
