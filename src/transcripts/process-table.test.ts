import { expect, test } from 'vitest';
import { birthOf, isAlive } from './process-table.ts';
import { startChild } from './testing/child.ts';
import { temporaryFile } from './testing/temporary-folder.ts';

test('a process is alive until it is killed', async () => {
  const child = startChild('hold-lock.ts', temporaryFile(''));
  expect(await child.line()).toBe('taken');
  expect(isAlive(child.pid)).toBe(true);
  await child.kill();
  expect(isAlive(child.pid)).toBe(false);
});

test.runIf(process.platform === 'linux')('two processes were not born at once, nor one twice', async () => {
  const child = startChild('hold-lock.ts', temporaryFile(''));
  expect(await child.line()).toBe('taken');
  expect(birthOf(child.pid)).toMatch(/^[0-9a-f-]{36}\/\d+$/);
  expect(birthOf(child.pid)).toBe(birthOf(child.pid));
  expect(birthOf(child.pid)).not.toBe(birthOf(process.pid));
});

test('nobody was born as a process that is not there', () => {
  expect(isAlive(2 ** 31 - 1)).toBe(false);
  expect(birthOf(2 ** 31 - 1)).toBeUndefined();
});
