/** The corpus through the command line: what is printed holds no command for a terminal, on either stream. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { httpError, startLocalBedrock } from '../recorded/testing/local-bedrock.ts';
import type { AnyEvent } from '../run/events.ts';
import { hostileEvents } from '../run/testing/hostile-run.ts';
import { isLong } from '../text/testing/effort.ts';
import {
  forEachHostileInTurn,
  foundIn,
  HOSTILE_TEXTS,
  type HostileText,
  UNSAFE,
} from '../text/testing/hostile-texts.ts';
import { asLines, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { makeHome } from './testing/home.ts';
import { runMain, type Said } from './testing/in-process.ts';

/** One of so many in the short test, all of them in the long one. */
const part = (step: number, from = 0): readonly HostileText[] =>
  isLong ? HOSTILE_TEXTS : HOSTILE_TEXTS.filter((_one, index) => index % step === from);

function expectSafe({ code, stdout, stderr }: Said): void {
  expect(foundIn(stdout, UNSAFE)).toBeUndefined();
  expect(foundIn(stderr, UNSAFE)).toBeUndefined();
  // That would be a sentence about the program, and not about what was given.
  expect(foundIn(stderr, /This is a fault of the program/)).toBeUndefined();
  expect([0, 1, 2, 3]).toContain(code);
}

/** What no shell and no file system hands over. */
const given = (text: string) => text.replaceAll('\0', '').toWellFormed().slice(0, 3_000);

function fileName(text: string, index: number): string {
  const name = Buffer.from(given(text).replaceAll('/', '')).subarray(0, 120).toString('utf8');
  return `${name.replaceAll('\ufffd', '').replace(/^[.-]/, 'x')}${index}.jsonl`;
}

/** Every place of the command line where somebody writes a text, but for those that go on to ask a model. */
const ARGUMENTS: readonly ((text: string) => string[])[] = [
  text => [text],
  text => [`--${text}`],
  text => ['run', '--offline', '--no-save', '--', text],
  text => ['run', '--offline', '--no-save', '--question', text],
  text => ['run', '--offline', '--no-save', '--model', text],
  text => ['run', '--offline', '--no-save', '--strategy', text],
  text => ['run', '--offline', '--no-save', '--rounds', text],
  text => ['run', '--offline', '--no-save', '--prompt', text],
  text => ['run', '--offline', '--no-save', '--thinking', text],
  text => ['run', '--offline', '--recordings', `nowhere${text}`],
  text => ['run', '--offline', '--questions', `nowhere${text}`],
  text => ['replay', '--plain', `./${text}`],
  text => ['compare', '--plain', `./${text}#0`, `./${text}`],
  text => ['export', '--to', text, `./${text}`],
  text => ['library', '--filter', text],
  text => ['library', '--sort', text],
  text => ['library', `nowhere${text}`],
  text => ['cost', `./${text}`],
  text => ['report', '--plain', `./${text}`],
  text => ['report', '--by', text],
  text => ['import', `./${text}`],
  text => ['import', '--from', text, 'x'],
  text => ['record', `./${text}`],
  text => ['resume', `./${text}`],
  text => ['branch', `./${text}#1`],
  text => ['serve', '--port', text],
  text => ['models', '--prices', `nowhere${text}`],
  text => ['questions', '--questions', `nowhere${text}`],
  text => ['help', text],
];

/** What a command tells of a transcript of somebody else. */
async function expectToldSafely(argv: (file: string) => string[], from: number): Promise<void> {
  const file = join(temporaryFolder(), 'run.jsonl');
  await forEachHostileInTurn(
    async text => {
      writeFileSync(file, asLines(hostileEvents(text)));
      expectSafe(await runMain(argv(file)));
    },
    part(12, from),
  );
}

describe('Hostile text', () => {
  test('arguments that name what is not there: a sentence that is safe to print', async () => {
    let turn = 0;
    await forEachHostileInTurn(async text => {
      const make = ARGUMENTS[turn++ % ARGUMENTS.length];
      if (make) expectSafe(await runMain(make(given(text))));
    }, part(2));
  });

  test('a transcript of somebody else, replayed as lines: nothing acts', async () => {
    await expectToldSafely(file => ['replay', '--plain', '--speed', 'max', file], 0);
  });

  test('what it cost: nothing acts', async () => {
    await expectToldSafely(file => ['cost', file], 2);
  });

  test('two of its rounds compared in lines: nothing acts', async () => {
    await expectToldSafely(file => ['compare', '--plain', `${file}#0`, `${file}#1`], 4);
  });

  test('the report about it, in lines: nothing acts', async () => {
    await expectToldSafely(file => ['report', '--plain', '--by', 'model,question,domain,tag', file], 6);
  });

  test('the report about it, as Markdown: nothing acts', async () => {
    await expectToldSafely(file => ['report', '--markdown', '--by', 'model', file], 8);
  });

  test('its line in the library, as JSON: nothing acts', async () => {
    await expectToldSafely(file => ['library', '--json', join(file, '..')], 10);
  });

  test('the events of a run as JSON (replay --json): are escaped, and are what they were', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    await forEachHostileInTurn(async text => {
      const events = hostileEvents(text);
      writeFileSync(file, asLines(events));
      const said = await runMain(['replay', '--json', '--speed', 'max', file]);
      expectSafe(said);
      const told = said.stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as AnyEvent);
      expect(told).toHaveLength(events.length);
      const deltas = (all: readonly AnyEvent[]) =>
        all.flatMap(one => (one.type === 'call.delta' ? one.text : []));
      expect(deltas(told)).toEqual(deltas(events));
    }, part(8));
  });

  test('files with hostile names in a folder of runs: can be listed, reported and told the cost of', async () => {
    const folder = temporaryFolder();
    for (const [index, { text }] of part(4).entries()) {
      const [first, ...rest] = hostileEvents(text) as [AnyEvent, ...AnyEvent[]];
      writeFileSync(
        join(folder, fileName(text, index)),
        asLines([{ ...first, run: `run${index}` }, ...rest]),
      );
      if (index % 5 === 0) writeFileSync(join(folder, `no${fileName(text, index)}`), `${text}\n`);
    }
    for (const argv of [
      ['library', '--plain', folder],
      ['library', '--json', folder],
      ['cost', folder],
      ['report', '--plain', folder],
      ['export', '--to', 'csv', folder],
    ]) {
      const said = await runMain(argv);
      // The lines of a table end as RFC 4180 has it.
      expectSafe({ ...said, stdout: said.stdout.replaceAll('\r\n', '\n') });
      expect(said.stdout.length).toBeGreaterThan(1_000);
    }
  });

  test('a file of questions: can be listed and checked', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'questions.json');
    const questions = HOSTILE_TEXTS.map(({ text }, index) => ({
      id: `${text}${index}`,
      title: text,
      domain: text,
      text: `${text}?`,
      reference: [text],
    }));
    writeFileSync(file, JSON.stringify(questions));
    for (const more of [[], ['--json'], ['--check']]) {
      const said = await runMain(['questions', '--questions', file, ...more]);
      expectSafe(said);
      expect(said.code).toBe(0);
    }
    writeFileSync(file, JSON.stringify(HOSTILE_TEXTS.map(({ text }) => ({ id: text, [text]: text }))));
    expectSafe(await runMain(['questions', '--questions', file, '--check']));
    writeFileSync(join(folder, 'q.csv'), HOSTILE_TEXTS.map(({ text }) => text).join(','));
    expectSafe(await runMain(['questions', '--questions', join(folder, 'q.csv')]));
  });

  test('prices of models with hostile names: can be listed', async () => {
    const file = join(temporaryFolder(), 'prices.json');
    const rates = { input: 1, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, asOf: '2026-11-24' };
    await forEachHostileInTurn(
      async text => {
        writeFileSync(file, JSON.stringify([{ model: text, ...rates, source: text, [text]: 1 }]));
        expectSafe(await runMain(['models', '--prices', file]));
      },
      part(16, 3),
    );
  });

  test('stored prompts, presets and settings of somebody else: are told of safely', async () => {
    const named = (value: (text: string) => unknown) =>
      Object.fromEntries(HOSTILE_TEXTS.map(({ text }) => [text, value(text)]));
    const config = JSON.stringify({
      prompts: named(text => ({ reflection: text, first: text })),
      presets: named(text => ({ reflection: text, [text]: text })),
      keys: named(text => text),
      choices: { model: HOSTILE_TEXTS[0]?.text, overrides: named(text => text) },
      theme: HOSTILE_TEXTS[3]?.text,
    });
    const files = { 'config/reflectoscope/config.json': config };
    for (const argv of [
      ['run', '--offline', '--no-save', '--speed', 'max', '--prompt', 'no such prompt'],
      ['--plain', '--offline', '--no-save', '--speed', 'max'],
    ]) {
      expectSafe(await runMain(argv, {}, files));
    }
  });

  test('errors of the service: are printed as sentences, and the run ends as failed', async () => {
    const texts = part(24, 5);
    let turn = 0;
    const server = await startLocalBedrock(() =>
      httpError(
        400,
        turn % 2 === 0 ? 'ValidationException' : texts[turn]?.text.replaceAll(/[^ -~]/g, '') || 'Odd',
        texts[turn]?.text ?? '',
      ),
    );
    const { folder } = makeHome();
    try {
      await forEachHostileInTurn(async text => {
        const transcript = join(folder, `run${turn}.jsonl`);
        const said = await runMain([
          'run',
          '--question',
          'bat-and-ball',
          '--endpoint',
          server.url,
          '--transcript',
          transcript,
          '--plain',
        ]);
        turn++;
        expect(text).toBe(texts[turn - 1]?.text);
        expectSafe(said);
        expect([1, 3]).toContain(said.code);
        expect(readFileSync(transcript, 'utf8')).toContain('call.failed');
      }, texts);
    } finally {
      await server.close();
    }
  });

  test('files to import with hostile names and contents: are named in sentences', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'in'));
    for (const [index, { text }] of part(6, 1).entries()) {
      const chat = [
        {
          id: text,
          messages: [
            { role: 'user', content: text },
            { role: 'assistant', content: text },
          ],
        },
      ];
      writeFileSync(join(folder, 'in', fileName(text, index)), index % 3 === 0 ? text : JSON.stringify(chat));
    }
    const said = await runMain(['import', '--json', '--to', join(folder, 'out'), join(folder, 'in')]);
    expectSafe(said);
    expect(said.stdout.split('\n').length).toBeGreaterThan(20);
    expectSafe(await runMain(['import', '--from', 'chat', '--to', join(folder, 'out'), join(folder, 'in')]));
  });
});
