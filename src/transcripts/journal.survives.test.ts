import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { openDraft } from './drafts.ts';
import { appendEvent, openJournal, writeJournal } from './journal.ts';
import { readTranscript } from './read.ts';
import { fillUp, smallDisk } from './testing/small-disk.ts';
import { asLines, temporaryFolder } from './testing/temporary-folder.ts';

const newFile = () => join(temporaryFolder(), 'deep', 'down', 'run.jsonl');
const noteAt = (seq: number, text = 'aha'): AnyEvent => ({ seq, at: 9000, type: 'note.taken', text });

/** The shell's limit on the size of a file stands in for a full disk. */
function fillTheDisk(file: string) {
  const script = fileURLToPath(new URL('./testing/fill-the-disk.ts', import.meta.url));
  return spawnSync('sh', ['-c', 'ulimit -f 8 && exec "$0" "$@"', process.execPath, script, file], {
    encoding: 'utf8',
  });
}

describe('The disk', () => {
  test('a full disk under a transcript: the program is told with every event, goes on, and gives the lock back', () => {
    const file = newFile();
    expect(fillTheDisk(file)).toMatchObject({ status: 0, stdout: 'EFBIG\nEFBIG\nclosed\n' });
    expect(readdirSync(dirname(file))).toEqual(['run.jsonl']);
  });

  test('half a line at the end, as after a full disk: all the lines before it are read', async () => {
    const file = newFile();
    const journal = openJournal(file);
    for (const event of sampleEvents()) journal.append(event);
    journal.close();
    writeFileSync(file, readFileSync(file).subarray(0, -20));
    const { events, notices } = await readTranscript(file);
    expect(events).toEqual(sampleEvents().slice(0, -1));
    expect(notices).toHaveLength(1);
  });

  test('a disk that has room again: what waited in memory is written, with no half line before it', async context => {
    const folder = smallDisk(context, 64);
    const file = join(folder, 'run.jsonl');
    const journal = openJournal(file);
    const [first, ...others] = sampleEvents();
    if (first) journal.append(first);
    const filler = fillUp(folder);
    for (const event of others) {
      // What still fits into the last page of the file is written.
      try {
        journal.append(event);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'ENOSPC' });
      }
    }
    expect(() => journal.append(noteAt(18, 'x'.repeat(9000)))).toThrow(
      expect.objectContaining({ code: 'ENOSPC' }),
    );
    expect(journal.isWhole()).toBe(false);
    expect((await readTranscript(file)).notices).toEqual([]);
    rmSync(filler);
    journal.append(noteAt(19));
    expect(journal.isWhole()).toBe(true);
    journal.close();
    expect(readFileSync(file, 'utf8')).toBe(
      asLines([...sampleEvents(), noteAt(18, 'x'.repeat(9000)), noteAt(19)]),
    );
  });

  test('a transcript that is removed while it is written: the program is told, and writes where nobody reads no more', () => {
    const file = newFile();
    const journal = openJournal(file);
    for (const event of sampleEvents().slice(0, 3)) journal.append(event);
    rmSync(dirname(file), { recursive: true });
    for (const event of sampleEvents().slice(3, 6)) {
      if (event.type !== 'call.delta')
        expect(() => journal.append(event)).toThrow(expect.objectContaining({ code: 'REMOVED' }));
    }
    expect(journal.isWhole()).toBe(false);
    expect(() => journal.close()).not.toThrow();
    expect(existsSync(file)).toBe(false);
  });

  test('a full disk for a whole file at once: it is not begun, and nothing is left', context => {
    const folder = smallDisk(context, 8);
    const file = join(folder, 'run.jsonl');
    const events = [noteAt(0, 'x'.repeat(20_000))];
    expect(() => writeJournal(file, events)).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a full disk for a note or a label: a sentence, and the transcript is as it was', context => {
    const folder = smallDisk(context, 64);
    const file = join(folder, 'run.jsonl');
    const before = asLines(sampleEvents());
    writeFileSync(file, before);
    fillUp(folder);
    expect(() => appendEvent(file, seq => noteAt(seq, 'x'.repeat(9000)))).toThrow(
      `Nothing was added to ${file}: it cannot be written (the disk is full (make room on it)).`,
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(['filler', 'run.jsonl']);
  });

  test('a full disk for a draft: it is said once, and the draft before it is whole', context => {
    const folder = smallDisk(context, 64);
    const draft = openDraft(join(folder, 'run.jsonl'));
    draft.keep({ text: 'first' });
    draft.flush();
    fillUp(folder);
    for (const text of ['x'.repeat(9000), 'y'.repeat(9000)]) {
      draft.keep({ text });
      draft.flush();
    }
    expect(draft.problem()).toMatch(
      /^What is typed cannot be kept in .*run\.jsonl\.draft \(the disk is full\): it is lost if the program ends\.$/,
    );
    expect(draft.problem()).toBeUndefined();
    expect(draft.read()).toEqual({ text: 'first' });
  });
});
