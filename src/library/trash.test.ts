import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeLock } from '../transcripts/lock.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { discard, emptyTrash, restore, trashIn } from './trash.ts';

function fileIn(folder: string, name: string, content = name): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('a deleted run lies in the trash beside it, and comes back as it was, with its draft', () => {
  const folder = temporaryFolder();
  const file = fileIn(folder, 'a.jsonl');
  fileIn(folder, 'a.jsonl.draft', 'typed');
  const discarded = discard(file);
  expect(existsSync(file)).toBe(false);
  expect(discarded.trashed).toBe(join(folder, '.trash/a.jsonl'));
  restore(discarded);
  expect(readFileSync(file, 'utf8')).toBe('a.jsonl');
  expect(readFileSync(`${file}.draft`, 'utf8')).toBe('typed');
});

test('nothing in the trash is written over, nor what has come in its place', () => {
  const folder = temporaryFolder();
  const first = discard(fileIn(folder, 'a.jsonl', 'first'));
  const second = discard(fileIn(folder, 'a.jsonl', 'second'));
  expect(second.trashed).toBe(join(folder, '.trash/a.2.jsonl'));
  fileIn(folder, 'a.jsonl', 'third');
  expect(() => restore(first)).toThrow(/is there again: the deleted run stays in .*\.trash\/a\.jsonl\.$/);
  expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe('third');
});

test('a run that is being written is not deleted', () => {
  const file = fileIn(temporaryFolder(), 'a.jsonl');
  const lock = takeLock(file);
  expect(() => discard(file)).toThrow('is being written: end the run first');
  lock.release();
  expect(existsSync(discard(file).trashed)).toBe(true);
});

test('what is not there any more is said, its name made safe', () => {
  expect(() => discard('/no/such\u001b[31m.jsonl')).toThrow('There is no file /no/such.jsonl any more.');
});

test('emptying deletes what is in the trash, and the folder of it', () => {
  const folder = temporaryFolder();
  discard(fileIn(folder, 'a.jsonl'));
  discard(fileIn(folder, 'b.jsonl'));
  const files = trashIn([folder, folder, '/no/such/folder']);
  expect(files).toHaveLength(2);
  expect(emptyTrash([...files, '/no/such/file'])).toEqual({
    deleted: 2,
    problems: [expect.stringContaining('/no/such/file could not be deleted')],
  });
  expect(existsSync(join(folder, '.trash'))).toBe(false);
});
