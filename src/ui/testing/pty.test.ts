import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startInPty } from './pty.ts';

const SCRIPT = `
process.stdin.setRawMode(true);
const say = () => process.stdout.write('\\x1b[2J\\x1b[Hsize ' + process.stdout.columns + 'x' + process.stdout.rows + ' CI=' + process.env.CI + ' NO_COLOR=' + process.env.NO_COLOR);
process.stdout.on('resize', say);
say();
process.stdin.on('data', data => {
  if (String(data) === 'q') { process.stdout.write('\\r\\nbye'); process.exit(7); }
  process.stdout.write('\\r\\n' + JSON.stringify(String(data)));
});
`;

async function script(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'pty-')), 'probe.cjs');
  await writeFile(file, SCRIPT);
  return file;
}

test('a program sees a terminal, its size and its keys, and its exit code is seen', async () => {
  const program = startInPty([await script()], { columns: 60, rows: 12 });
  await program.waitFor('size 60x12 CI=false NO_COLOR=undefined');
  program.press('down');
  await program.waitFor('"\\u001b[B"');
  program.resize(50, 10);
  await program.waitFor('size 50x10');
  program.type('q');
  expect(await program.exit()).toEqual({ code: 7, signal: undefined });
  expect(program.row(1)).toBe('bye');
});

test('the environment can be set, and a signal is told from an exit', async () => {
  const program = startInPty([await script()], { env: { NO_COLOR: '1' } });
  await program.waitFor('NO_COLOR=1');
  program.kill('SIGTERM');
  expect((await program.exit()).signal).toBe(15);
});

test('waiting for a program that has ended says so', async () => {
  const program = startInPty(['-e', 'console.log("short")']);
  await expect(program.waitFor('long')).rejects.toThrow(/the program has ended[\s\S]*short/);
});
