import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inOrder, runStarted, stopped, wholeRound } from '../run/testing/sample-run.ts';
import { fillUp, smallDisk } from '../transcripts/testing/small-disk.ts';
import { asLines, temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { labelRun } from './labels.ts';
import { openLibrary } from './library.ts';
import { discard, restore } from './trash.ts';

const runFile = (id: string) =>
  asLines(inOrder([runStarted({ run: id }), ...wholeRound(0, 'x'.repeat(2000)), stopped()]));

async function read(folder: string, cache: string) {
  const library = openLibrary({ folders: [folder], cache });
  onTestFinished(() => library.close());
  await library.refresh();
  return library;
}

function folderOfRuns(count: number): string {
  const folder = temporaryFolder();
  for (let at = 0; at < count; at++) writeFileSync(join(folder, `${at}.jsonl`), runFile(`R${at}`));
  return folder;
}

describe('The disk', () => {
  test('a full disk under the index of the library: every run is shown, and why nothing is kept is said once', async context => {
    const cache = smallDisk(context, 64);
    fillUp(cache);
    const library = await read(folderOfRuns(5), cache);
    expect(library.rows()).toHaveLength(5);
    expect(library.status().notice).toMatch(
      /^The index of the library cannot be kept, so each start reads every file again: .*the disk is full \(make room on it\)\.$/,
    );
    expect(library.status().problems).toEqual([]);
  });

  test('a disk that gets full while the library is indexed: every run is shown, and the next start indexes them', async context => {
    const cache = smallDisk(context, 120);
    const folder = folderOfRuns(60);
    const library = await read(folder, cache);
    await library.refresh();
    expect(library.rows()).toHaveLength(60);
    expect(library.status().notice).toContain('the disk is full');
    library.close();
    for (const name of readdirSync(cache)) rmSync(join(cache, name), { recursive: true });
    expect((await read(folder, temporaryFolder())).status().notice).toBeUndefined();
  });

  test('a file where the cache should be: every run is shown, and why nothing is kept is said', async () => {
    const library = await read(folderOfRuns(2), join(temporaryFile(''), 'cache'));
    expect(library.rows()).toHaveLength(2);
    expect(library.status().notice).toMatch(/: a file stands where a folder should be\.$/);
  });

  test('a full disk under the trash: a run can be thrown away and comes back, or stays with a sentence', context => {
    const folder = smallDisk(context, 64);
    const file = join(folder, 'run.jsonl');
    writeFileSync(file, runFile('R'));
    const before = readFileSync(file, 'utf8');
    fillUp(folder);
    let said: string | undefined;
    try {
      restore(discard(file));
    } catch (thrown) {
      said = (thrown as Error).message;
    }
    if (said !== undefined)
      expect(said).toBe(`${file} could not be moved: the disk is full (make room on it).`);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('a full disk under a new title: a sentence, and the run keeps its own', context => {
    const folder = smallDisk(context, 64);
    const file = join(folder, 'run.jsonl');
    const before = runFile('R');
    writeFileSync(file, before);
    fillUp(folder);
    expect(() => labelRun(file, { title: 'x'.repeat(9000) })).toThrow(
      `Nothing was added to ${file}: it cannot be written (the disk is full (make room on it)).`,
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});
