/** `--recordings DIR`: whose answers come first, and what can be asked because of them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import type { RecordingInfo } from '../recorded/recordings.ts';
import { aFolder, aScenario, QUESTION, recordInto } from '../recorded/testing/small-recording.ts';
import type { Question } from '../run/question.ts';
import { withRecorded } from './recordings-for.ts';
import { runMain } from './testing/in-process.ts';

/** A folder with a recording of a question that is not bundled. */
async function ownFolder(): Promise<string> {
  const folder = aFolder();
  await recordInto(folder, aScenario());
  return folder;
}

const run = (...args: string[]) => runMain(['run', '--no-save', ...args]);

describe('--recordings', () => {
  test('asks a question that only a recording knows, and answers it, without a word about AWS', async () => {
    const folder = await ownFolder();
    const { code, stdout, stderr } = await run('--recordings', folder, '--question', 'ball');
    expect(code).toBe(0);
    expect(stdout).toContain('Answer found: 0.05');
    expect(stderr).toBe(
      `Offline: answers come from the recordings in ${folder}, and from those that are bundled.\n`,
    );
  });

  test('goes before credentials, and before the recordings that are bundled', async () => {
    const folder = aFolder();
    const text = 'Two cents more than you think.';
    const bundled = join(fixturesDir(), 'recordings', 'bat-and-ball.nova-micro.jsonl');
    const events = readFileSync(bundled, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    const other = events.flatMap(event => {
      if (event.type === 'run.started') return { ...event, run: '01JTESTTESTTESTTESTTESTOWN' };
      if (event.call !== 0) return event;
      if (event.type === 'call.finished') return { ...event, content: [{ text }] };
      return event.type === 'call.delta' ? [] : event;
    });
    const lines = other.map((event, seq) => JSON.stringify({ ...event, seq }));
    writeFileSync(join(folder, 'mine.jsonl'), `${lines.join('\n')}\n`);
    const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };
    const flags = ['--question', 'bat-and-ball', '--model', 'us.amazon.nova-micro-v1:0', '--rounds', '0'];
    const own = await runMain(['run', '--no-save', '--recordings', folder, ...flags], keys);
    const usual = await runMain(['run', '--no-save', '--offline', ...flags], keys);
    expect([own.stdout.includes(text), usual.stdout.includes(text)]).toEqual([true, false]);
  });

  test.each(['run', 'resume', 'branch', 'replay', 'serve'])('is an option of %s', async command => {
    const { stdout } = await runMain([command, '--help']);
    expect(stdout).toContain('--recordings <dir>');
  });

  test.each([
    [
      ['--live'],
      '--recordings and --live exclude each other: recordings answer where Bedrock is not asked.\n',
    ],
    [['--endpoint', 'http://127.0.0.1:9'], '--recordings and --endpoint exclude each other'],
  ])('with %s is a contradiction', async (flags, message) => {
    const { code, stderr } = await run('--recordings', await ownFolder(), ...flags, '--question', 'ball');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('names what it passes over, and goes on', async () => {
    const folder = await ownFolder();
    writeFileSync(join(folder, 'broken.jsonl'), '{');
    const { code, stderr } = await run('--recordings', folder, '--question', 'ball');
    expect(stderr).toContain('Passed over: broken.jsonl is no transcript that opens.\n');
    expect(code).toBe(0);
  });

  test.each([
    ['nowhere', /^There is no folder .*nowhere\.\n$/],
    ['empty', /^There is no recording in .*empty: no transcript \(\*\.jsonl\) is in it\./],
  ])('of a folder that is %s is wrong use', async (name, message) => {
    const folder = aFolder();
    mkdirSync(join(folder, 'empty'));
    const { code, stderr } = await run('--recordings', join(folder, name), '--question', 'ball');
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  test('a recording that holds no call answers none', async () => {
    const folder = aFolder();
    const { file } = await recordInto(folder, aScenario());
    const [head] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${head}\n`);
    const { stderr, stdout, code } = await run('--recordings', file, '--question', 'ball');
    expect(code).toBe(3);
    expect(`${stdout}${stderr}`).toContain('No recording holds this turn');
  });

  test('lists the questions of a folder with those that are bundled', async () => {
    const folder = await ownFolder();
    const { stdout } = await runMain(['questions', '--recordings', folder]);
    expect(stdout).toMatch(
      /\n {2}ball {21}The ball\n {6}us\.anthropic\.claude-sonnet-4-6 {15}synthetic, 1 reflection\n/,
    );
  });
});

describe('the questions that only recordings ask', () => {
  const info = (question: Partial<Question>) =>
    ({ file: 'a.jsonl', head: { question: { ...QUESTION, ...question } } }) as RecordingInfo;

  test('stand behind the others, each once', () => {
    const bundled = [{ ...QUESTION, id: 'other', text: 'Other?' }];
    const all = withRecorded(bundled, [info({}), info({}), info({ id: 'again', text: 'Other?' })]);
    expect(all.map(({ id }) => id)).toEqual(['other', 'ball']);
  });

  test('have an id of their own where theirs is taken', () => {
    const all = withRecorded([QUESTION], [info({ text: 'Two?' }), info({ text: 'Three?' })]);
    expect(all.map(({ id }) => id)).toEqual(['ball', 'ball-2', 'ball-3']);
  });

  test("that were somebody's own have an id of their text, whatever lies beside them, and a title", () => {
    const own = (text: string) => {
      const { title: _title, ...question } = { ...QUESTION, id: 'own-question', text };
      return { file: 'a.jsonl', head: { question } } as RecordingInfo;
    };
    const idOf = (infos: RecordingInfo[], text: string) =>
      withRecorded([], infos).find(question => question.text === text)?.id;
    const [two, three] = [own('What do two spoons cost?'), own('Why three?')];
    expect(idOf([two, three], 'Why three?')).toBe(idOf([three], 'Why three?'));
    expect(idOf([two, three], 'Why three?')).toMatch(/^why-three-/);
    expect(withRecorded([], [two])[0]?.title).toBe('What do two spoons cost?');
  });

  test('bring no database but one of the package', () => {
    const all = withRecorded(
      [],
      [info({ text: 'a', database: '/etc/secret.db' }), info({ text: 'b', database: 'bundled:bakery' })],
    );
    expect(all.map(({ database }) => database)).toEqual([undefined, 'bundled:bakery']);
  });
});
