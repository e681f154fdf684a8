import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { guardOf, LockedError, takeLock } from './lock.ts';
import { birthOf } from './process-table.ts';
import { startChild } from './testing/child.ts';
import { temporaryFile, temporaryFolder } from './testing/temporary-folder.ts';

/** No process has it: greater than any system gives. */
const NOBODY = 2 ** 31 - 1;

const newFile = () => temporaryFile('');
const lockOf = (file: string) => readFileSync(`${file}.lock`, 'utf8');

function writeLock(file: string, changes: object = {}): void {
  const holder = {
    id: 'old',
    pid: NOBODY,
    host: hostname(),
    startedAt: '2026-11-24T10:00:00.000Z',
    ...changes,
  };
  writeFileSync(`${file}.lock`, JSON.stringify(holder));
}

function problemWith(file: string): string {
  try {
    takeLock(file).release();
  } catch (thrown) {
    if (thrown instanceof LockedError) return thrown.message;
    throw thrown;
  }
  return 'taken';
}

describe('a lock', () => {
  test('says which process writes, and is gone when it is released', () => {
    const file = newFile();
    const lock = takeLock(file);
    expect(JSON.parse(lockOf(file))).toMatchObject({
      pid: process.pid,
      host: hostname(),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    lock.release();
    lock.release();
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });

  test('is taken once by one process', () => {
    const file = newFile();
    const lock = takeLock(file);
    expect(problemWith(file)).toBe(
      `${file} is being written by this reflectoscope already; wait for it, or branch from it instead.`,
    );
    lock.release();
    expect(problemWith(file)).toBe('taken');
  });

  test('is one for a file and a link to it', () => {
    const file = newFile();
    const link = join(temporaryFolder(), 'link.jsonl');
    symlinkSync(file, link);
    takeLock(link);
    expect(problemWith(file)).toContain('already');
  });

  test('that is another’s by now is left to the other', () => {
    const file = newFile();
    const lock = takeLock(file);
    writeLock(file, { pid: process.ppid });
    lock.release();
    expect(lockOf(file)).toContain('"old"');
  });

  test('that somebody removed, with its folder, is released without a word', () => {
    const folder = join(temporaryFolder(), 'gone');
    const lock = takeLock(join(folder, 'run.jsonl'));
    expect(() => lock.release()).not.toThrow();
  });
});

describe('the lock of another process', () => {
  test('keeps everybody out while that lives, and nobody once it is killed', async () => {
    const file = newFile();
    const child = startChild('hold-lock.ts', file);
    expect(await child.line()).toBe('taken');
    expect(problemWith(file)).toMatch(
      `${file} is being written by process ${child.pid}; wait for it, or branch from it instead.`,
    );
    await child.kill();
    expect(existsSync(`${file}.lock`)).toBe(true);
    expect(problemWith(file)).toBe('taken');
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });

  test('is gone after it when it ends on purpose, its last words said before', async () => {
    const file = newFile();
    const child = startChild('hold-lock.ts', file, 'exit');
    expect(await child.rest()).toEqual(['taken', 'ending']);
    await child.kill();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('is never taken over by two at once', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const files = Array.from({ length: 200 }, (_, number) => join(folder, `${number}.jsonl`));
    // Some new, some stale, some left behind in the middle of a takeover, some without their words.
    for (const [number, file] of files.entries()) {
      if (number % 4 !== 0) writeLock(file);
      if (number % 4 === 2) leaveGuard(file);
      if (number % 4 === 3) leaveEmpty(file);
    }
    const list = temporaryFile(files.join('\n'), 'list');
    const start = join(temporaryFolder(), 'start');
    const children = Array.from({ length: 4 }, () => startChild('race-for-locks.ts', start, list));
    for (const child of children) expect(await child.line()).toBe('ready');
    writeFileSync(start, '');
    const won = await Promise.all(
      children.map(async child => JSON.parse((await child.line()) ?? '') as string[]),
    );
    expect(won.flat().sort()).toEqual([...files].sort());
    expect(readdirSync(folder).sort()).toEqual(files.map(file => `${basename(file)}.lock`).sort());
  });

  /** As when a taker was killed between the taking of the guard and the moving of it. */
  function leaveGuard(file: string): void {
    const guard = guardOf(`${file}.lock`, lockOf(file));
    writeFileSync(guard, lockOf(file).replace('old', 'killed'));
  }

  /** As when a taker was killed between the making of the lock and its words. */
  function leaveEmpty(file: string): void {
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, 0, 0);
  }
});

describe('a lock that was left behind', () => {
  test.each([
    ['by a process that is gone', {}],
    ['by an older process with the number of this one', { pid: process.pid }],
  ])('%s is taken over', (_name, changes) => {
    const file = newFile();
    writeLock(file, changes);
    const lock = takeLock(file);
    expect(JSON.parse(lockOf(file))).toMatchObject({ pid: process.pid });
    lock.release();
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });

  test.runIf(birthOf(process.pid))(
    'by an older process with the number of a living one is taken over',
    () => {
      const file = newFile();
      writeLock(file, { pid: process.ppid, birth: 'another boot/1' });
      expect(problemWith(file)).toBe('taken');
      writeLock(file, { pid: process.ppid, birth: birthOf(process.ppid) });
      expect(problemWith(file)).toContain(`process ${process.ppid};`);
    },
  );

  test('by who knows whom, where the number is in use, may be deleted by hand', () => {
    const file = newFile();
    writeLock(file, { pid: process.ppid });
    expect(problemWith(file)).toBe(
      `${file} is being written by process ${process.ppid}; wait for it, or branch from it instead. If process ${process.ppid} is another program by now, delete ${file}.lock.`,
    );
  });

  test('on another machine is never taken over', () => {
    const file = newFile();
    writeLock(file, { host: 'elsewhere\u001b[31m' });
    expect(problemWith(file)).toBe(
      `${file} is being written by process ${NOBODY} on elsewhere; wait for it, or branch from it instead. If elsewhere is gone, delete ${file}.lock.`,
    );
    expect(lockOf(file)).toContain('elsewhere');
  });

  test.each([
    ['empty', ''],
    ['cut off', '{"id":"x","pid":12'],
    ['of a process that cannot be', '{"id":"x","pid":-1,"host":"h","startedAt":""}'],
  ])('%s is left alone while it may be in the making, and taken over later', (_name, text) => {
    const file = newFile();
    writeFileSync(`${file}.lock`, text);
    expect(problemWith(file)).toBe(
      `${file} is being opened for writing by another process just now; try again in a moment.`,
    );
    utimesSync(`${file}.lock`, 0, 0);
    expect(problemWith(file)).toBe('taken');
  });
});

describe('where no lock can be made', () => {
  test('writing goes on without one: the name would be too long', () => {
    const file = join(temporaryFolder(), `${'n'.repeat(245)}.jsonl`);
    takeLock(file).release();
    expect(problemWith(file)).toBe('taken');
  });

  test.skipIf(process.getuid?.() === 0)('writing goes on without one: the folder may only be read', () => {
    const file = newFile();
    chmodSync(dirname(file), 0o500);
    try {
      expect(problemWith(file)).toBe('taken');
    } finally {
      chmodSync(dirname(file), 0o700);
    }
  });

  test.skipIf(process.getuid?.() === 0)('a lock that is there still counts', () => {
    const file = newFile();
    writeLock(file, { pid: process.ppid });
    chmodSync(dirname(file), 0o500);
    try {
      expect(problemWith(file)).toContain(`process ${process.ppid}`);
    } finally {
      chmodSync(dirname(file), 0o700);
    }
  });
});
