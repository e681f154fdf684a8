import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inOrder, runStarted, stopped, wholeRound } from '../run/testing/sample-run.ts';
import { takeLock } from '../transcripts/lock.ts';
import { asLines, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { folded } from './folded.ts';
import { indexFileOf } from './index-place.ts';
import { labelRun } from './labels.ts';
import { type Library, openLibrary } from './library.ts';
import { matching, placesIn } from './matches.ts';
import { parseQuery } from './query.ts';
import { readRun } from './read-run.ts';
import { titleOf } from './row.ts';
import { openIndexFile } from './run-index.ts';
import { walk } from './walk.ts';

const question = (text: string) => ({ id: 'q', domain: 'd', text, grader: 'numeric' as const });
const runFile = (id: string, answer: string, more: Parameters<typeof inOrder>[0] = [stopped()]) =>
  asLines(
    inOrder([
      runStarted({ run: id, question: question(`Question ${id}?`) }),
      ...wholeRound(0, answer),
      ...more,
    ]),
  );

interface Made {
  readonly folder: string;
  readonly cache: string;
  readonly open: (options?: { anew?: boolean; folders?: string[] }) => Library;
}

function made(files: Readonly<Record<string, string | Uint8Array>> = {}): Made {
  const [folder, cache] = [temporaryFolder(), temporaryFolder()];
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const open: Made['open'] = ({ anew = false, folders = [folder] } = {}) => {
    const library = openLibrary({ folders, cache, anew });
    onTestFinished(() => library.close());
    return library;
  };
  return { folder, cache, open };
}

const names = (library: Library) =>
  library
    .rows()
    .map(({ name }) => name)
    .sort();
const inOrderOfName = (library: Library) => library.rows().toSorted((a, b) => (a.name < b.name ? -1 : 1));
const found = (library: Library, query: string) =>
  matching(library.rows(), parseQuery(query), library.world())
    .map(({ name }) => name)
    .sort();

describe('the library', () => {
  test('has the runs of all folders below, and counts what is none', async () => {
    const { open } = made({
      'a.jsonl': runFile('A', '5'),
      'deep/er/b.jsonl': runFile('B', '6'),
      'no.jsonl': '{"id":1}\n',
      'notes.txt': runFile('C', '7'),
      '.trash/c.jsonl': runFile('C', '7'),
    });
    const library = open();
    await library.refresh();
    expect(names(library)).toEqual(['a.jsonl', 'deep/er/b.jsonl']);
    expect(library.status()).toEqual({
      progress: undefined,
      problems: [],
      others: 1,
      notice: undefined,
      isLost: false,
    });
  });

  test('is there at once from its index, before any file is looked at', async () => {
    const { folder, open } = made({ 'a.jsonl': runFile('A', '5') });
    await open().refresh();
    rmSync(join(folder, 'a.jsonl'));
    const again = open();
    expect(names(again)).toEqual(['a.jsonl']);
    await again.refresh();
    expect(names(again)).toEqual([]);
  });

  test('finds words in questions, answers, titles and facts, and says where', async () => {
    const { folder, open } = made({
      'a.jsonl': runFile('A', 'The Café is at 世界 street, so 5.'),
      'b.jsonl': runFile('B', 'Nowhere.'),
    });
    labelRun(join(folder, 'b.jsonl'), { title: 'My café', tags: ['to show'] });
    const library = open();
    await library.refresh();
    expect(found(library, 'CAFE')).toEqual(['a.jsonl', 'b.jsonl']);
    expect(found(library, '"is  at"')).toEqual(['a.jsonl']);
    expect(found(library, '世界')).toEqual(['a.jsonl']);
    expect(found(library, '界人')).toEqual([]);
    expect(found(library, 'cafe -street')).toEqual(['b.jsonl']);
    expect(found(library, 'tag:"to show"')).toEqual(['b.jsonl']);
    const [a, b] = inOrderOfName(library);
    const world = library.world();
    expect(a && placesIn(a, ['cafe'], world)).toEqual(['round 0']);
    expect(b && placesIn(b, ['cafe', 'show'], world)).toEqual(['title', 'tags']);
    expect(a && library.texts(a).map(({ place }) => place)).toEqual(['question', 'round 0']);
  });

  test('tells a run that is being written from one that was cut off', async () => {
    const { folder, open } = made({ 'a.jsonl': runFile('A', '5', []), 'b.jsonl': runFile('B', '5', []) });
    const lock = takeLock(join(folder, 'a.jsonl'));
    const library = open();
    await library.refresh();
    expect(inOrderOfName(library).map(({ state }) => state)).toEqual(['running', 'cut off']);
    lock.release();
    appendFileSync(join(folder, 'a.jsonl'), '');
    await library.refresh();
    expect(inOrderOfName(library).map(({ state }) => state)).toEqual(['cut off', 'cut off']);
  });

  test('says of a round that was cut off that it was, and that it streams while it is written', async () => {
    const [started, ...events] = inOrder([runStarted(), ...wholeRound(0, '5')]);
    const { folder, open } = made({ 'a.jsonl': asLines([started as object, ...events.slice(0, 3)]) });
    const lock = takeLock(join(folder, 'a.jsonl'));
    const library = open();
    await library.refresh();
    const word = () => library.rows()[0]?.run?.rounds[0]?.mark.word;
    expect(word()).toBe('streaming');
    lock.release();
    await library.refresh();
    expect(word()).toBe('cut off');
    expect(library.rows()[0]).toBe(library.rows()[0]);
  });

  test('marks files that hold the same run, and counts branches', async () => {
    const parent = { run: 'A', round: 0 };
    const { open } = made({
      'a.jsonl': runFile('A', '5'),
      'copy.jsonl': runFile('A', '5'),
      'branch.jsonl': asLines(inOrder([runStarted({ run: 'B', parent }), ...wholeRound(0, '5'), stopped()])),
    });
    const library = open();
    await library.refresh();
    expect(library.rows().map(({ name, twins, branches }) => ({ name, twins, branches }))).toEqual(
      expect.arrayContaining([
        { name: 'a.jsonl', twins: ['copy.jsonl'], branches: 1 },
        { name: 'copy.jsonl', twins: ['a.jsonl'], branches: 1 },
        { name: 'branch.jsonl', twins: [], branches: 0 },
      ]),
    );
    expect(found(library, 'is:twin')).toEqual(['a.jsonl', 'copy.jsonl']);
    expect(found(library, 'is:branch')).toEqual(['branch.jsonl']);
  });

  test('names files that hold the same run in the same order, whichever was read last', async () => {
    const { folder, open } = made({
      'a.jsonl': runFile('A', '5'),
      'b.jsonl': runFile('A', '5'),
      'c.jsonl': runFile('A', '5'),
    });
    const library = open();
    await library.refresh();
    writeFileSync(join(folder, 'a.jsonl'), runFile('A', 'another one'));
    await library.refresh();
    const twins = Object.fromEntries(library.rows().map(row => [row.name, row.twins]));
    expect(twins).toMatchObject({ 'b.jsonl': ['a.jsonl', 'c.jsonl'], 'c.jsonl': ['a.jsonl', 'b.jsonl'] });
  });

  test('shows a run of a newer schema as one, with its name made safe', async () => {
    const { open } = made({ 'n\u001b[31m\nw.jsonl': runFile('A', '5').replace('"schema":1', '"schema":9') });
    const library = open();
    await library.refresh();
    expect(library.rows()).toMatchObject([{ name: 'n ⏎ w.jsonl', state: 'newer schema', schema: 9 }]);
    expect(library.rows()[0]).not.toHaveProperty('run');
  });

  test('rows in which nothing changed stay the same objects', async () => {
    const { folder, open } = made({ 'a.jsonl': runFile('A', '5'), 'b.jsonl': runFile('B', '5') });
    const library = open();
    await library.refresh();
    const [a, b] = inOrderOfName(library);
    labelRun(join(folder, 'b.jsonl'), { title: 'New' });
    await library.reread(join(folder, 'b.jsonl'));
    const [c, d] = inOrderOfName(library);
    expect(c).toBe(a);
    expect(d).not.toBe(b);
    expect(d && titleOf(d)).toBe('New');
  });

  test('goes a folder that is named twice, or lies in another one, through once', async () => {
    const { folder, open } = made({ 'a.jsonl': runFile('A', '5'), 'in/b.jsonl': runFile('B', '5') });
    const library = open({ folders: [folder, join(folder, 'in'), `${folder}/`] });
    await library.refresh();
    expect(names(library)).toEqual(['a.jsonl', 'in/b.jsonl']);
  });

  test('tells what cannot be read, and shows the rest', async () => {
    const { folder, open } = made({ 'a.jsonl': runFile('A', '5') });
    symlinkSync(folder, join(folder, 'circle'));
    symlinkSync('/nowhere', join(folder, 'dangling.jsonl'));
    const library = open({ folders: [folder, '/no/such/folder'] });
    await library.refresh();
    expect(library.rows()).toHaveLength(1);
    expect(library.status().problems).toEqual(['There is no folder /no/such/folder.']);
  });

  test.skipIf(process.getuid?.() === 0)('tells a folder and a file without permission by name', async () => {
    const { folder, open } = made({ 'a.jsonl': runFile('A', '5'), 'shut/b.jsonl': runFile('B', '5') });
    chmodSync(join(folder, 'shut'), 0o000);
    chmodSync(join(folder, 'a.jsonl'), 0o000);
    onTestFinished(() => chmodSync(join(folder, 'shut'), 0o700));
    const library = open();
    await library.refresh();
    expect(library.status().problems).toEqual([
      expect.stringMatching(/^The folder .*shut may not be read by this user/),
      expect.stringMatching(/a\.jsonl may not be read by this user\.$/),
    ]);
  });
});

describe('the index', () => {
  test.each([
    ['is no database', (file: string) => writeFileSync(file, 'x'.repeat(5000))],
    ['is empty', (file: string) => truncateSync(file, 0)],
    ['was cut off', (file: string) => truncateSync(file, 9000)],
    ['is of another version', withSql('PRAGMA user_version = 99')],
    ['lacks a table', withSql('DROP TABLE texts')],
  ])('that %s is made anew', async (_what, damage) => {
    const { folder, cache, open } = made({ 'a.jsonl': runFile('A', 'Something long 5') });
    const before = open();
    await before.refresh();
    before.close();
    damage(indexFileOf(folder, cache));
    const library = open();
    await library.refresh();
    expect(found(library, 'something')).toEqual(['a.jsonl']);
    expect(library.status().notice).toBeUndefined();
  });

  test('that is broken inside is made anew as soon as somebody looks into it', async () => {
    const { folder, cache, open } = made(
      Object.fromEntries(
        Array.from({ length: 80 }, (_, index) => [
          `${index}.jsonl`,
          runFile(`R${index}`, `Word${index} is long.`),
        ]),
      ),
    );
    const before = open();
    await before.refresh();
    before.close();
    const file = indexFileOf(folder, cache);
    const bytes = readFileSync(file);
    // The first pages hold the schema; the tables begin behind them.
    bytes.fill(0x5a, 4096 * 8);
    writeFileSync(file, bytes);
    const library = open();
    await library.refresh();
    found(library, 'word7');
    await library.refresh();
    expect(found(library, 'word7')).toHaveLength(11);
    expect(library.rows()).toHaveLength(80);
    expect(library.status().notice).toBeUndefined();
  });

  test('that cannot be kept is made in memory, which is said', async () => {
    const { folder, cache } = made({ 'a.jsonl': runFile('A', 'Something long 5') });
    const file = join(cache, 'no-folder');
    writeFileSync(file, '');
    const library = openLibrary({ folders: [folder], cache: file });
    onTestFinished(() => library.close());
    await library.refresh();
    expect(found(library, 'something')).toEqual(['a.jsonl']);
    expect(library.status().notice).toMatch(
      /^The index of the library cannot be kept, so each start reads every file again: /,
    );
  });

  test('is for its owner only', async () => {
    const { folder, cache, open } = made({ 'a.jsonl': runFile('A', '5') });
    await open().refresh();
    expect(statSync(indexFileOf(folder, cache)).mode & 0o777).toBe(0o600);
  });

  test('made by two processes at once has every file once', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `${index}.jsonl`,
        runFile(`R${index}`, `Answer number ${index}.`),
      ]),
    );
    const { folder, cache, open } = made(files);
    const child = join(import.meta.dirname, 'testing/index-folder.ts');
    const codes = await Promise.all(
      [1, 2, 3].map(async () => {
        const process_ = spawn(process.execPath, [child, folder, cache], {
          stdio: ['ignore', 'inherit', 'inherit'],
        });
        const [code] = await once(process_, 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0]);
    const index = openIndexFile(indexFileOf(folder, cache));
    onTestFinished(() => index.close());
    expect(
      index
        .entries()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(files).sort());
    expect(index.find('answer number').size).toBe(60);
    expect([...index.find('answer number').values()].every(places => places.length === 1)).toBe(true);
    expect(names(open())).toHaveLength(60);
  });
});

type Change = (folder: string) => void;
const NAMES = ['a', 'b', 'c', 'sub/d', 'sub/e'].map(name => `${name}.jsonl`);
const WORDS = ['alpha', 'Beta', 'gämma', '世界', 'of the'];

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom('A', 'B', 'C'), fc.subarray(WORDS), fc.boolean()).map(
    ([name, id, words, ends]): Change =>
      folder =>
        writeFileSync(join(folder, name), runFile(id, `${words.join(' ')} 5`, ends ? [stopped()] : [])),
  ),
  fc.constantFrom(...NAMES).map(
    (name): Change =>
      folder =>
        rmSync(join(folder, name), { force: true }),
  ),
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)).map(
    ([from, to]): Change =>
      folder => {
        try {
          renameSync(join(folder, from), join(folder, to));
        } catch {
          // It is not there.
        }
      },
  ),
  fc.tuple(fc.constantFrom(...NAMES), fc.nat(400)).map(
    ([name, size]): Change =>
      folder => {
        try {
          truncateSync(join(folder, name), size);
        } catch {
          // It is not there.
        }
      },
  ),
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...WORDS)).map(
    ([name, title]): Change =>
      folder => {
        try {
          labelRun(join(folder, name), { title, tags: [title] });
        } catch {
          // It is not there, or no run.
        }
      },
  ),
  fc.constantFrom(...NAMES).map(
    (name): Change =>
      folder =>
        writeFileSync(join(folder, name), 'no run\n'),
  ),
);

/** What the files themselves say, read one after the other. */
async function scan(folder: string) {
  const { files } = await walk(folder);
  const read = await Promise.all(
    files.map(async ({ name, path }) => ({ name, content: await readRun(path) })),
  );
  return read.flatMap(({ name, content }) => (content.kind === 'run' ? [{ name, ...content }] : []));
}

test('whatever happens to a folder: after a look the index says what a scan of the files says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 5 }), async steps => {
      const { folder, open } = made();
      mkdirSync(join(folder, 'sub'));
      let library = open();
      let tick = 1;
      for (const changes of steps) {
        for (const one of changes) one(folder);
        // A file that changes twice within a tick of its clock, and keeps its size, would pass for the same.
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
          name.endsWith('.jsonl'),
        )) {
          if (changes.length > 0) utimesSync(join(folder, name), tick, tick);
        }
        tick++;
        if (changes.length % 2 === 1) {
          library.close();
          library = open();
        }
        await library.refresh();
        const truth = await scan(folder);
        expect(names(library)).toEqual(truth.map(({ name }) => name).sort());
        for (const row of library.rows()) {
          const { summary, texts, passedOver } = truth.find(({ name }) => name === row.name) ?? {};
          // Nobody writes these files.
          const marks = row.run?.rounds.map(({ mark }) => mark.kind.replace('FAILED', 'PENDING'));
          expect({ ...row.run, rounds: marks }).toEqual({
            ...summary,
            rounds: summary?.rounds.map(({ mark }) => mark.kind),
          });
          expect(row.passedOver).toBe(passedOver);
          expect(library.texts(row)).toEqual(texts);
        }
        for (const word of WORDS.map(folded)) {
          const inTexts = truth.filter(({ texts }) => texts.some(({ text }) => folded(text).includes(word)));
          expect([...library.world().placesOf(word).keys()].sort()).toEqual(
            inTexts.map(({ name }) => join(folder, name)).sort(),
          );
        }
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);

function withSql(sql: string) {
  return (file: string) => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  };
}

test('a label on a run adds its event alone, and on one that may only be read nothing', async () => {
  const { folder } = made({ 'a.jsonl': runFile('A', '5') });
  const file = join(folder, 'a.jsonl');
  labelRun(file, { title: 'T\u001b[31m\nU', tags: ['x'] });
  const read = await readRun(file);
  expect(read).toMatchObject({ kind: 'run', passedOver: 0, summary: { title: 'T ⏎ U', tags: ['x'] } });
  expect(() => labelRun(join(folder, 'none.jsonl'), { title: 'x' })).toThrow('There is no file');
});
