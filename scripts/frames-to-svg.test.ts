import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell } from '../src/ui/testing/terminal.ts';
import type { Frame } from './frames.ts';
import { framesToSvg } from './frames-to-svg.ts';
import { checkWellFormed, readAnimation } from './testing/read-animation.ts';

const plain: Omit<Cell, 'char'> = {
  width: 1,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strikethrough: false,
  fg: 'default',
  bg: 'default',
};

const COLUMNS = 24;

function frame(atMs: number, ...lines: string[]): Frame {
  return {
    atMs,
    rows: lines.map(line => [...line.padEnd(COLUMNS)].map(char => ({ ...plain, char }))),
  };
}

const frames = [
  frame(0, 'Rounds', '0  waiting  │ queued'),
  frame(100, 'Rounds', '0  ~3 out   │ ten'),
  frame(150, 'Rounds', '0  ~5 out   │ ten cents', 'ten cents'),
  frame(1000, 'Rounds', '0  $0.10    │ ten', 'ten'),
];

test('every frame is shown from its time until the next one', () => {
  const animation = readAnimation(framesToSvg(frames, 2000, 'four frames'));
  const at = (ms: number) => animation.rowsAt(ms, 3);
  expect(at(0)).toEqual(['Rounds', '0  waiting  │ queued', '']);
  expect(at(99 - 2)).toEqual(at(0));
  expect(at(100)).toEqual(['Rounds', '0  ~3 out   │ ten', '']);
  expect(at(150)).toEqual(['Rounds', '0  ~5 out   │ ten cents', 'ten cents']);
  expect(at(997)).toEqual(at(150));
  expect(at(1000)).toEqual(['Rounds', '0  $0.10    │ ten', 'ten']);
  expect(at(2999)).toEqual(at(1000));
});

test('it lasts as long as the frames and the pause after them', () => {
  expect(readAnimation(framesToSvg(frames, 2000, 'four frames')).durationMs).toBe(3000);
});

test('where nothing moves the last frame is seen', () => {
  const svg = framesToSvg(frames, 2000, 'four frames');
  expect(readAnimation(svg).rowsAt('still', 3)).toEqual(['Rounds', '0  $0.10    │ ten', 'ten']);
  expect(svg.match(/animation:/g)).toHaveLength(1);
  expect(svg).toContain('@media (prefers-reduced-motion:no-preference){.a{animation:3000ms ');
});

test('what does not change is stored once, and what returns elsewhere is drawn once', () => {
  const svg = framesToSvg(frames, 2000, 'four frames');
  expect(svg.split('>Rounds<')).toHaveLength(2);
  expect(svg.split('>ten cents<')).toHaveLength(2);
  expect(svg.split('>│<')).toHaveLength(2);
});

test('texts and the title are escaped', () => {
  const svg = framesToSvg([frame(0, 'if a < b && b > "c"')], 1000, 'a < b & c');
  checkWellFormed(svg);
  expect(svg).toContain('<title>a &lt; b &amp; c</title>');
  expect(readAnimation(svg).rowsAt(500, 1)).toEqual(['if a < b && b > "c"']);
});

test('several spaces in one look stay several spaces', () => {
  const row = [...'a   b'].map(char => ({ ...plain, char, bg: '#161b22' }));
  const svg = framesToSvg([{ atMs: 0, rows: [row] }], 1000, 'spaces');
  expect(svg).toContain('<style>text{white-space:pre}</style>');
  expect(readAnimation(svg).rowsAt(0, 1)).toEqual(['a   b']);
});

test('whatever the frames say, it is well-formed and each can be read back', () => {
  const line = fc.string({ unit: fc.constantFrom(...'ab<&>│ '), maxLength: COLUMNS });
  const screens = fc.array(fc.tuple(line, line), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(screens, all => {
      const svg = framesToSvg(
        all.map((lines, i) => frame(50 * i, ...lines)),
        1000,
        'any',
      );
      checkWellFormed(svg);
      const animation = readAnimation(svg);
      for (const [i, lines] of all.entries()) {
        expect(animation.rowsAt(50 * i, 2)).toEqual(lines.map(text => text.trimEnd()));
      }
    }),
  );
});

test('an animation without frames is refused', () => {
  expect(() => framesToSvg([], 1000, 'none')).toThrow('at least one frame');
});

test('the picture of the README ends with the mended answer, and asks for nothing from elsewhere', () => {
  const file = join(import.meta.dirname, '../docs/reflection.svg');
  const svg = readFileSync(file, 'utf8');
  checkWellFormed(svg);
  expect(svg).not.toMatch(/<script|<image|@import|url\(|href="[^#]/);
  expect(statSync(file).size).toBeLessThan(400_000);
  const animation = readAnimation(svg);
  const shown = (at: number | 'still') => animation.rowsAt(at, 28).join('\n');
  expect(shown(0)).toContain('Bat and ball');
  expect(shown(0)).not.toContain('streaming');
  expect(shown('still')).toMatch(/✓ FIX[\s\S]*saved \+\$/);
  expect(shown(animation.durationMs - 1)).toBe(shown('still'));
});
