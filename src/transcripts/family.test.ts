import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { inOrder, runStarted } from '../run/testing/sample-run.ts';
import { createFamilyFinder, type FamilyMember, type Relative } from './family.ts';
import { readHead } from './read.ts';
import { asLines, temporaryFolder } from './testing/temporary-folder.ts';

/** `child: parent` a run, each a minute after the one before. */
function folderOf(runs: Readonly<Record<string, string | null>>): string {
  const folder = temporaryFolder();
  let minute = 10;
  for (const [run, parent] of Object.entries(runs)) write(folder, run, parent, minute++);
  return folder;
}

function write(
  folder: string,
  run: string,
  parent: string | null,
  minute: number,
  name = `${run}.jsonl`,
): string {
  const head = runStarted({
    run,
    startedAt: `2026-11-24T10:${minute}:00.000Z`,
    ...(parent !== null && { parent: { run: parent, round: 1 } }),
  });
  const file = join(folder, name);
  writeFileSync(file, asLines(inOrder([head])));
  return file;
}

const findFamily = (where: string, run: Relative) => createFamilyFinder(where).find(run);
const idsOf = (members: readonly FamilyMember[]) => members.map(({ head }) => head.run).join(' ');

describe('the family of a run', () => {
  const folder = () => folderOf({ other: null, a: null, b: 'a', c: 'a', d: 'b', e: 'other', f: 'd' });

  test.each(['a', 'b', 'c', 'd', 'f'])('is the same for each of its members: %s', id => {
    expect(idsOf(findFamily(folder(), { id }))).toBe('a b c d f');
  });

  test('is told with its files', () => {
    const where = folderOf({ a: null, b: 'a' });
    expect(findFamily(where, { id: 'a' })).toMatchObject([
      { file: join(where, 'a.jsonl'), head: { run: 'a' } },
      { file: join(where, 'b.jsonl'), head: { run: 'b', parent: { run: 'a', round: 1 } } },
    ]);
  });

  test('is in the order of the starts, whatever the files are called', () => {
    const where = temporaryFolder();
    write(where, 'late', 'root', 30, 'a.jsonl');
    write(where, 'root', null, 10, 'z.jsonl');
    write(where, 'early', 'root', 20, 'b.jsonl');
    expect(idsOf(findFamily(where, { id: 'root' }))).toBe('root early late');
  });

  test('begins with the oldest ancestor that is there', () => {
    const where = folderOf({ b: 'deleted', c: 'b', sibling: 'deleted' });
    expect(idsOf(findFamily(where, { id: 'c' }))).toBe('b c');
  });

  test('of a run without a file is that of its parent, or of its branches', () => {
    expect(idsOf(findFamily(folder(), { id: 'unsaved', parent: { run: 'e' } }))).toBe('other e');
    expect(idsOf(findFamily(folderOf({ b: 'unsaved' }), { id: 'unsaved' }))).toBe('b');
    expect(findFamily(folder(), { id: 'nobody' })).toEqual([]);
  });

  test('has a copy of a run in it as well', () => {
    const where = folderOf({ a: null, b: 'a' });
    write(where, 'b', 'a', 11, 'copy of b.jsonl');
    expect(idsOf(findFamily(where, { id: 'a' }))).toBe('a b b');
  });

  test('is found where runs are their own ancestors', () => {
    expect(idsOf(findFamily(folderOf({ self: 'self' }), { id: 'self' }))).toBe('self');
    const where = folderOf({ a: 'c', b: 'a', c: 'b', d: 'c' });
    for (const id of ['a', 'b', 'c', 'd']) expect(idsOf(findFamily(where, { id }))).toBe('a b c d');
  });

  test('ends, and has the run in it, whoever is whose parent', () => {
    const parents = fc.array(fc.option(fc.nat(7)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parents, list => {
        const runs = list.map((parent, id) => [`r${id}`, parent === null ? null : `r${parent}`]);
        const where = folderOf(Object.fromEntries(runs));
        const finder = createFamilyFinder(where);
        for (const [id] of runs) {
          const family = finder.find({ id: id ?? '' }).map(({ head }) => head.run);
          expect(family).toContain(id);
          expect(new Set(family).size).toBe(family.length);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('is none in a folder that is missing', () => {
    expect(findFamily(join(temporaryFolder(), 'none'), { id: 'a' })).toEqual([]);
  });
});

describe('what is looked at', () => {
  test('are transcripts only', () => {
    const where = folderOf({ a: null });
    for (const name of ['b.jsonl.lock', 'b.jsonl.draft', 'b.jsonl.draft.new', 'b.json', 'b']) {
      write(where, name, 'a', 20, name);
    }
    mkdirSync(join(where, 'folder.jsonl'));
    writeFileSync(join(where, 'empty.jsonl'), '');
    writeFileSync(join(where, 'notes.jsonl'), '{"a":1}\n');
    expect(idsOf(findFamily(where, { id: 'a' }))).toBe('a');
  });

  test('is read once, until it changes', () => {
    const where = folderOf({ a: null, b: 'a', x: null });
    const read = vi.fn(readHead);
    const finder = createFamilyFinder(where, read);
    const find = () => idsOf(finder.find({ id: 'a' }));
    const asked = () => read.mock.calls.splice(0).map(([file]) => file.slice(where.length + 1));

    expect(find()).toBe('a b');
    expect(asked()).toEqual(['a.jsonl', 'b.jsonl', 'x.jsonl']);
    expect(find()).toBe('a b');
    expect(asked()).toEqual([]);

    write(where, 'c', 'b', 40);
    appendFileSync(join(where, 'x.jsonl'), '\n');
    rmSync(join(where, 'b.jsonl'));
    expect(find()).toBe('a');
    expect(asked()).toEqual(['c.jsonl', 'x.jsonl']);

    write(where, 'b', 'a', 11);
    expect(find()).toBe('a b c');
    expect(asked()).toEqual(['b.jsonl']);
  });
});
