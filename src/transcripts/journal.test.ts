import { appendFileSync, chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { appendEvent, FLUSH_MS, openJournal, reopenJournal } from './journal.ts';
import { LockedError } from './lock.ts';
import { readTranscript, TranscriptError } from './read.ts';
import { startChild } from './testing/child.ts';
import { asLines, temporaryFile, temporaryFolder } from './testing/temporary-folder.ts';

/** Who may write everything cannot be kept from it. */
const ROOT = process.getuid?.() === 0;

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

describe('a journal that is opened again', () => {
  const note: AnyEvent = { seq: 18, at: 1800, type: 'judge.spoke', words: ['no'] };
  const whole = asLines(sampleEvents());
  const goOn = (content: string | Uint8Array) => {
    const file = temporaryFile(content);
    const journal = reopenJournal(file);
    journal.append(note);
    journal.close();
    return readFileSync(file, 'utf8');
  };

  test('goes on behind the last line', () => {
    expect(goOn(whole)).toBe(whole + asLines([note]));
  });

  test('puts a whole last line on a line of its own', () => {
    expect(goOn(whole.slice(0, -1))).toBe(whole + asLines([note]));
  });

  test('drops half a line, which is no event', () => {
    expect(goOn(whole.slice(0, -20))).toBe(asLines([...sampleEvents().slice(0, -1), note]));
  });

  test('keeps a byte order mark and the line ends of Windows', async () => {
    const windows = `\ufeff${whole.replaceAll('\n', '\r\n')}`;
    expect(goOn(windows)).toBe(windows + asLines([note]));
    const file = temporaryFile(goOn(windows.slice(0, -1)));
    expect(await readTranscript(file)).toMatchObject({ events: [...sampleEvents(), note] });
  });

  test('may be opened again and again', async () => {
    const file = newFile();
    const [first, ...others] = sampleEvents();
    const begun = openJournal(file);
    if (first) begun.append(first);
    begun.close();
    for (const event of others) {
      const journal = reopenJournal(file);
      journal.append(event);
      journal.close();
      // The end of a write that did not come through.
      appendFileSync(file, '{"seq":');
    }
    reopenJournal(file).close();
    expect(readFileSync(file, 'utf8')).toBe(whole);
  });

  test.each([
    ['empty', ''],
    ['half a first line', whole.slice(0, 100)],
    ['somebody else’s', '# Notes\n\nnothing of ours'],
    ['of a newer schema', asLines([{ seq: 0, at: 0, type: 'run.started', schema: 2 }])],
  ])('refuses a file that is %s, and leaves it as it is', (_name, content) => {
    const file = temporaryFile(content);
    expect(() => reopenJournal(file)).toThrow(TranscriptError);
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('says so when the file is missing, and makes none', () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    expect(() => reopenJournal(file)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(existsSync(file)).toBe(false);
  });

  test.skipIf(ROOT)('says so when the file may only be read', () => {
    const file = temporaryFile(whole.slice(0, -20));
    chmodSync(file, 0o400);
    expect(() => reopenJournal(file)).toThrow(expect.objectContaining({ code: 'EACCES' }));
    expect(readFileSync(file, 'utf8')).toBe(whole.slice(0, -20));
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe('the lock of a journal', () => {
  test('is held from the opening to the closing, by either way of opening', () => {
    const file = newFile();
    const journal = openJournal(file);
    expect(() => reopenJournal(file)).toThrow(LockedError);
    for (const event of sampleEvents()) journal.append(event);
    journal.close();
    expect(existsSync(`${file}.lock`)).toBe(false);
    const again = reopenJournal(file);
    expect(() => reopenJournal(file)).toThrow(LockedError);
    again.close();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('keeps a new file from being made where somebody else writes one', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    const child = startChild('hold-lock.ts', file);
    expect(await child.line()).toBe('taken');
    expect(() => openJournal(file)).toThrow(LockedError);
    expect(existsSync(file)).toBe(false);
    await child.kill();
    openJournal(file).close();
    expect(existsSync(file)).toBe(true);
  });

  test('is given back at the end of the program after what waited was written', async () => {
    const file = newFile();
    const child = startChild('quit-in-an-answer.ts', file);
    expect(await child.rest()).toEqual(['[]']);
    await child.kill();
    expect(existsSync(`${file}.lock`)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(asLines([deltaOf(0, 'the last word')]));
  });
});

describe('an event that is added to a transcript', () => {
  const note = (seq: number, at: number): AnyEvent => ({ seq, at, type: 'note.taken', text: 'aha' });

  test('gets its place behind the last one, and is in the file', async () => {
    const file = temporaryFile(asLines(sampleEvents()));
    expect(appendEvent(file, note)).toEqual(note(18, 1700));
    expect(appendEvent(file, note)).toEqual(note(19, 1700));
    const { events, notices } = await readTranscript(file);
    expect(events).toEqual([...sampleEvents(), note(18, 1700), note(19, 1700)]);
    expect(notices).toHaveLength(1);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('takes the place of half a line', () => {
    const file = temporaryFile(asLines(sampleEvents()).slice(0, -20));
    expect(appendEvent(file, note)).toEqual(note(17, 1600));
    expect(readFileSync(file, 'utf8')).toBe(asLines([...sampleEvents().slice(0, -1), note(17, 1600)]));
  });

  test('is not added to a file that is being written', async () => {
    const file = temporaryFile(asLines(sampleEvents()));
    const child = startChild('hold-lock.ts', file);
    expect(await child.line()).toBe('taken');
    expect(() => appendEvent(file, note)).toThrow(
      `${file} is being written by process ${child.pid}; wait for it, or branch from it instead.`,
    );
    expect(readFileSync(file, 'utf8')).toBe(asLines(sampleEvents()));
  });

  test('is not added to what is no transcript', () => {
    const missing = join(temporaryFolder(), 'run.jsonl');
    expect(() => appendEvent(missing, note)).toThrow(new TranscriptError(`There is no file ${missing}.`));
    const folder = temporaryFolder();
    expect(() => appendEvent(folder, note)).toThrow(`${folder} is a folder, not a transcript.`);
    const other = temporaryFile('hello');
    expect(() => appendEvent(other, note)).toThrow(`${other} is not a transcript`);
  });

  test.skipIf(ROOT)('is not added to a file that may only be read', () => {
    const file = temporaryFile(asLines(sampleEvents()));
    chmodSync(file, 0o400);
    expect(() => appendEvent(file, note)).toThrow(
      `Nothing was added to ${file}: it may only be read. Make it writable, or add to a copy of it.`,
    );
  });

  test('that cannot be made leaves the transcript as it was, and free', () => {
    const file = temporaryFile(asLines(sampleEvents()));
    const wrong = new Error('no words');
    expect(() =>
      appendEvent(file, () => {
        throw wrong;
      }),
    ).toThrow(wrong);
    expect(readFileSync(file, 'utf8')).toBe(asLines(sampleEvents()));
    expect(existsSync(`${file}.lock`)).toBe(false);
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

test('what begins together is in the file together, before anything else', () => {
  const file = join(temporaryFolder(), 'run.jsonl');
  const journal = openJournal(file);
  const events = sampleEvents().slice(0, 6);
  journal.appendAll(events);
  expect(readFileSync(file, 'utf8')).toBe(events.map(event => `${JSON.stringify(event)}\n`).join(''));
  journal.close();
});
