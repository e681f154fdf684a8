import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTheme, type Roles } from '../src/ui/theme.ts';
import { shortcutForRows, withShortcut } from './shortcut-for-rows.ts';

const FILE = join(dirname(fileURLToPath(import.meta.resolve('ink'))), 'output.js');
const WIDTH = 40;
const HEIGHT = 6;

type Transformer = (line: string, index: number) => string;

interface Output {
  write(x: number, y: number, text: string, options: { readonly transformers: readonly Transformer[] }): void;
  clip(clip: object): void;
  unclip(): void;
  get(): { readonly output: string; readonly height: number };
}

type OutputClass = new (size: { readonly width: number; readonly height: number }) => Output;

interface Written {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly transformer: Transformer;
}

let Plain: OutputClass;
let Short: OutputClass;

beforeAll(async () => {
  Plain = (await import(pathToFileURL(FILE).href)).default;
  Short = await bundled();
});

/** Ink's output as it is in the bundle. */
async function bundled(): Promise<OutputClass> {
  const { outputFiles } = await build({
    entryPoints: [FILE],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    plugins: [shortcutForRows],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)).default;
}

function drawn(Kind: OutputClass, writes: readonly Written[]) {
  const output = new Kind({ width: WIDTH, height: HEIGHT });
  for (const { x, y, text, transformer } of writes) output.write(x, y, text, { transformers: [transformer] });
  return output.get();
}

function isTheSame(writes: readonly Written[]): void {
  expect(drawn(Short, writes)).toEqual(drawn(Plain, writes));
}

const same: Transformer = line => line;
const louder: Transformer = line => `\u001b[1m${line}\u001b[22m`;

const theme = createTheme('dark');
const PIECES = ['a', 'word', ' ', '  ', '│', '──', '世界', '👨‍👩‍👧', 'e\u0301', '\u0301', '\u200b', '…', '●'];
const words = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map(pieces => pieces.join(''));
const role = fc.constantFrom<Roles>('text', 'muted', 'added', 'good', 'heading', ['bad', 'strong']);
const styled = fc
  .array(fc.record({ style: role, text: words }), { maxLength: 4 })
  .map(spans => theme.paint(spans));
const row = fc.oneof(words, styled);
const writes = (x: fc.Arbitrary<number>, transformer: fc.Arbitrary<Transformer>, text = row) =>
  fc.array(fc.record({ x, y: fc.integer({ min: -1, max: HEIGHT }), text, transformer }), {
    maxLength: 2 * HEIGHT,
  });

describe('with the shortcut, Ink draws what it draws without it', () => {
  test('where every row is one text', () => {
    const rows = writes(fc.constant(0), fc.constant(same)).map(all => [
      ...new Map(all.map(one => [one.y, one])).values(),
    ]);
    fc.assert(fc.property(rows, isTheSame));
  });

  test('where texts lie over each other, begin anywhere, have several lines or change on their way', () => {
    const several = fc.oneof(
      row,
      fc.tuple(row, row).map(lines => lines.join('\n')),
    );
    const anything = writes(fc.integer({ min: 0, max: 9 }), fc.constantFrom(same, louder), several);
    fc.assert(fc.property(anything, isTheSame));
  });

  test('where something is clipped', () => {
    const [plain, short] = [Plain, Short].map(Kind => {
      const output = new Kind({ width: WIDTH, height: HEIGHT });
      output.clip({ x1: 0, x2: 3, y1: 0, y2: 1 });
      output.write(0, 0, 'too long', { transformers: [] });
      output.unclip();
      return output.get();
    });
    expect(short).toEqual(plain);
  });
});

test('an Ink that is written in another way is not built', () => {
  const source = readFileSync(FILE, 'utf8').replace('    get() {', '    read() {');
  expect(() => withShortcut(source)).toThrow(/Ink is another one/);
});
