import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Row } from '../library/row.ts';
import { fixturesDir } from '../questions/package-root.ts';
import { allPrompts } from '../strategies/prompt-library.ts';
import { takeLock } from '../transcripts/lock.ts';
import { DEFAULT_LOOK } from '../ui/look-settings.ts';
import { createDesk } from './desk.ts';
import { createLibraryDesk } from './library-desk.ts';
import { chooseSource } from './source.ts';
import { makeHome, runsIn } from './testing/home.ts';

const FLAGS = { offline: true, idleTimeout: 120, save: true, speed: 400 };
const recorded = (name: string) => readFileSync(join(fixturesDir(), 'recordings', `${name}.jsonl`), 'utf8');

/** A home with saved runs, and the library of it. */
async function libraryWith(files: Readonly<Record<string, string>>) {
  const home = makeHome();
  for (const [name, value] of Object.entries(home.env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = runsIn(home);
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const source = await chooseSource(FLAGS, {});
  const desk = createDesk({
    source: () => source,
    flags: FLAGS,
    look: () => ({ ...DEFAULT_LOOK, step: false }),
    prompts: () => allPrompts({}),
  });
  const library = createLibraryDesk({ desk, flags: FLAGS });
  onTestFinished(() => library.close());
  await library.runs.refresh();
  const row = (name: string): Row => {
    const found = library.runs.rows().find(one => one.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return { folder, desk, library, row };
}

const BAT = recorded('bat-and-ball.sonnet-4-6');
const KILLED = BAT.split('\n').slice(0, 60).join('\n');

describe('a run of the library', () => {
  test('opens at its end, or plays from its start', async () => {
    const { library, row } = await libraryWith({ 'a.jsonl': BAT });
    const atEnd = await library.open(row('a.jsonl'), 'end');
    expect(atEnd.session.run()?.outcome).toBeDefined();
    const playing = await library.open(row('a.jsonl'), 'start');
    expect(playing.player?.state()).toMatchObject({ playing: true, ended: false });
    for (const { player } of [atEnd, playing]) player?.stop();
  });

  test('begins a branch after its last round, which waits at its first step', async () => {
    const { library, row, desk } = await libraryWith({ 'a.jsonl': BAT });
    const branch = await library.branch(row('a.jsonl'));
    await vi.waitFor(() => expect(branch.controls?.pending()).toBeDefined());
    expect(branch.session.run()?.parent).toMatchObject({ run: row('a.jsonl').run?.id, round: 3 });
    desk.cancelAll();
    await desk.settle();
    await library.runs.refresh();
    expect(library.runs.rows()).toHaveLength(2);
    expect(row('a.jsonl').branches).toBe(1);
  });

  test('that was killed is gone on with in its own file; one that ended is not, which is said', async () => {
    const { folder, library, row, desk } = await libraryWith({ 'killed.jsonl': KILLED, 'a.jsonl': BAT });
    expect(row('killed.jsonl').state).toBe('cut off');
    const resumed = await library.resume(row('killed.jsonl'));
    expect(resumed.file).toBe(join(folder, 'killed.jsonl'));
    await desk.settle();
    await library.runs.refresh();
    expect(row('killed.jsonl').state).toBe('done');
    await expect(library.resume(row('a.jsonl'))).rejects.toThrow('This run has ended');
  });

  test('is compared with another one by their last whole answers', async () => {
    const { library, row } = await libraryWith({
      'a.jsonl': BAT,
      'b.jsonl': recorded('bat-and-ball.haiku-4-5'),
    });
    const comparison = await library.compare(row('a.jsonl'), row('b.jsonl'));
    expect([comparison.a.round.index, comparison.sameQuestion]).toEqual([3, true]);
    await expect(library.compare(row('a.jsonl'), row('a.jsonl'))).rejects.toThrow(
      'an answer is not compared with itself',
    );
  });

  test('has its title in its file, and while somebody writes that nothing is changed', async () => {
    const { folder, library, row } = await libraryWith({ 'a.jsonl': BAT });
    library.label(row('a.jsonl'), { title: 'Mine', tags: ['x'] });
    await vi.waitFor(() => expect(row('a.jsonl').run).toMatchObject({ title: 'Mine', tags: ['x'] }));
    const file = join(folder, 'a.jsonl');
    const before = readFileSync(file, 'utf8');
    expect(before.startsWith(BAT)).toBe(true);
    const lock = takeLock(file);
    expect(() => library.label(row('a.jsonl'), { title: 'Other' })).toThrow('is being written');
    expect(() => library.discard(row('a.jsonl'))).toThrow('is being written');
    lock.release();
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('goes to the trash and comes back, and is gone once that is emptied', async () => {
    const { folder, library, row } = await libraryWith({ 'a.jsonl': BAT });
    const undo = library.discard(row('a.jsonl'));
    await vi.waitFor(() => expect(library.runs.rows()).toHaveLength(0));
    expect(library.trash()).toBe(1);
    undo();
    await vi.waitFor(() => expect(library.runs.rows()).toHaveLength(1));
    library.discard(row('a.jsonl'));
    expect(library.emptyTrash()).toBe('1 file is deleted for good.');
    expect(existsSync(join(folder, '.trash'))).toBe(false);
    expect(library.emptyTrash()).toBe('The trash is empty.');
  });

  test('whose file is gone meanwhile is said to be', async () => {
    const { folder, library, row } = await libraryWith({ 'a.jsonl': BAT });
    const gone = row('a.jsonl');
    library.discard(gone);
    await expect(library.open(gone, 'end')).rejects.toThrow(`There is no file ${join(folder, 'a.jsonl')}.`);
    expect(() => library.discard(gone)).toThrow('any more');
  });
});
