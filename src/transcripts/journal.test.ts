import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { FLUSH_MS, openJournal } from './journal.ts';
import { readTranscript } from './read.ts';
import { asLines, temporaryFile, temporaryFolder } from './testing/temporary-folder.ts';

const newFile = () => join(temporaryFolder(), 'deep', 'down', 'run.jsonl');
const deltaOf = (seq: number, text: string): AnyEvent => ({
  seq,
  at: seq,
  type: 'call.delta',
  call: 0,
  channel: 'text',
  text,
});

describe('a journal', () => {
  test('reads back as what was appended, unknown fields and types too', async () => {
    const file = newFile();
    const journal = openJournal(file);
    const events: AnyEvent[] = [
      ...sampleEvents(),
      deltaOf(18, 'a\u2028b "quoted" \u001b[31m 世 🎾 \ud83d \n'),
      { seq: 19, at: 19, type: 'judge.spoke', words: ['no'] },
    ];
    for (const event of events) journal.append(event);
    journal.close();
    expect(journal.file).toBe(file);
    expect(await readTranscript(file)).toMatchObject({ events });
  });

  test('is a file for its owner only', () => {
    const file = newFile();
    openJournal(file).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('never goes into a file that is there', () => {
    const file = temporaryFile('somebody else’s');
    expect(() => openJournal(file)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(readFileSync(file, 'utf8')).toBe('somebody else’s');
  });

  test('says so when its folder cannot be made', () => {
    const notAFolder = temporaryFile('');
    expect(() => openJournal(join(notAFolder, 'run.jsonl'))).toThrow(/ENOTDIR|EEXIST/);
  });

  test('that is closed writes nothing more, and may be closed again', () => {
    const file = newFile();
    const journal = openJournal(file);
    journal.append(deltaOf(0, 'kept'));
    journal.close();
    journal.append(deltaOf(1, 'too late'));
    journal.close();
    expect(readFileSync(file, 'utf8')).toBe(asLines([deltaOf(0, 'kept')]));
  });
});

describe('when an event is in the file', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const open = () => {
    const journal = openJournal(newFile());
    return { journal, written: () => readFileSync(journal.file, 'utf8') };
  };

  test('a delta: within the flush time, counted from the first that waits', () => {
    const { journal, written } = open();
    journal.append(deltaOf(0, 'a'));
    vi.advanceTimersByTime(FLUSH_MS - 1);
    journal.append(deltaOf(1, 'b'));
    expect(written()).toBe('');
    vi.advanceTimersByTime(1);
    expect(written()).toBe(asLines([deltaOf(0, 'a'), deltaOf(1, 'b')]));
    journal.append(deltaOf(2, 'c'));
    vi.advanceTimersByTime(FLUSH_MS);
    expect(written()).toContain('"c"');
    journal.close();
  });

  test('well under the quarter of a second that is promised', () => {
    expect(FLUSH_MS).toBeLessThan(250);
  });

  test('anything else: at once, and what waited goes before it', () => {
    const { journal, written } = open();
    for (const event of sampleEvents()) {
      journal.append(event);
      if (event.type !== 'call.delta')
        expect(written()).toBe(asLines(sampleEvents().slice(0, event.seq + 1)));
    }
    journal.close();
  });

  test('a flood of deltas: before it fills the memory', () => {
    const { journal, written } = open();
    journal.append(deltaOf(0, 'x'.repeat(100_000)));
    expect(written()).toHaveLength(asLines([deltaOf(0, 'x'.repeat(100_000))]).length);
    journal.close();
  });
});

test('a disk that is full is told to the next append, and does not end the program', () => {
  const file = newFile();
  const script = fileURLToPath(new URL('./testing/fill-the-disk.ts', import.meta.url));
  // The shell's limit on the size of a file stands in for a full disk.
  const child = spawnSync('sh', ['-c', 'ulimit -f 8 && exec "$0" "$@"', process.execPath, script, file], {
    encoding: 'utf8',
  });
  expect(child).toMatchObject({ status: 0, stdout: 'EFBIG\nEFBIG\nclosed\n' });
  expect(existsSync(file)).toBe(true);
});

test('a transcript that ends in half a line, as after a full disk, still reads', async () => {
  const file = newFile();
  const journal = openJournal(file);
  for (const event of sampleEvents()) journal.append(event);
  journal.close();
  writeFileSync(file, readFileSync(file).subarray(0, -20));
  const { events, notices } = await readTranscript(file);
  expect(events).toEqual(sampleEvents().slice(0, -1));
  expect(notices).toHaveLength(1);
});
