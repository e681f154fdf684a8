/**
 * How long it takes from the start of the built program to its first frame in a pseudo-terminal, the
 * picker, against "hello world" in Ink as one would write it: not bundled, NODE_ENV=production.
 * The two start in turn.
 *
 *   node bench/picker.ts [--json] [--starts N]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { createTerminal } from '../src/ui/testing/terminal.ts';
import { median } from './harness/result.ts';
import { tell } from './harness/tell.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, starts: { type: 'string', default: '12' } },
});
const STARTS = Number(values.starts);
const ROOT = join(import.meta.dirname, '..');
const [COLUMNS, ROWS] = [120, 36];
const LIMIT_MS = 30_000;
const BOUND = 0.9;

const HELLO = `import { createElement } from 'react';
import { render, Text } from 'ink';
render(createElement(Text, null, 'hello world'));
setInterval(() => {}, 1000);`;

const home = mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
const picker = (end?: NodeJS.Signals) =>
  firstFrame([join(ROOT, 'dist/reflectoscope.js'), '--offline'], 'enter run', end);
const hello = () => firstFrame(['--input-type=module', '-e', HELLO], 'hello world');

try {
  // The first start of a build makes the settings, and fills the compile cache when it is quit.
  await picker('SIGINT');
  await hello();
  const times = { picker: [] as number[], hello: [] as number[] };
  for (let count = 0; count < STARTS; count++) {
    times.hello.push(await hello());
    times.picker.push(await picker());
  }
  const [ms, helloMs] = [median(times.picker), median(times.hello)];
  tell([
    {
      name: 'first frame',
      what: 'first frame of the picker',
      against: '"hello world" in Ink, unbundled',
      ratio: ms / helloMs,
      bound: BOUND,
      direction: 'at most',
      ms,
      helloMs,
    },
  ]);
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Milliseconds until what the screen shows holds a text; the terminal answers what it is asked. */
async function firstFrame(
  args: readonly string[],
  text: string,
  end: NodeJS.Signals = 'SIGKILL',
): Promise<number> {
  const terminal = createTerminal(COLUMNS, ROWS);
  const began = performance.now();
  const child = spawn(process.execPath, [...args], {
    name: 'xterm-256color',
    cols: COLUMNS,
    rows: ROWS,
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      LANG: 'C.UTF-8',
      CI: 'false',
      NODE_ENV: 'production',
    },
  });
  const ended = new Promise<void>(resolve => child.onExit(() => resolve()));
  terminal.onReply(reply => child.write(reply));
  const ms = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`"${text}" did not appear. The screen shows:\n${terminal.text()}`));
    }, LIMIT_MS);
    child.onData(async data => {
      const at = performance.now() - began;
      await terminal.write(data);
      if (!terminal.text().includes(text)) return;
      clearTimeout(late);
      resolve(at);
    });
  }).finally(() => child.kill(end));
  await ended;
  return ms;
}
