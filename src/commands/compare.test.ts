import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AnyEvent } from '../run/events.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { asLines, temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { branch } from '../ui/testing/compared.ts';
import { recordedEvents, recordingFile } from '../ui/testing/recorded.ts';
import { runMain } from './testing/in-process.ts';

const compare = (...args: readonly string[]) => runMain(['compare', ...args]);
const SONNET = recordingFile('bat-and-ball.sonnet-4-6');
const HAIKU = recordingFile('bat-and-ball.haiku-4-5');
const FAILED = recordingFile('museum-loans.sonnet-4-6');
const bat = await recordedEvents('bat-and-ball.sonnet-4-6');

/** A folder with two branches of a run, and that run under a name that does not tell. */
function branches(parent: readonly AnyEvent[] | 'lost' = bat) {
  const folder = temporaryFolder();
  const file = (name: string, events: readonly AnyEvent[]) => {
    writeFileSync(join(folder, `${name}.jsonl`), asLines(events));
    return join(folder, `${name}.jsonl`);
  };
  if (parent !== 'lost') file('whatever', parent);
  return {
    folder,
    a: file(
      'a',
      branch(bat, 'BRANCH-A', 'Find the mistake.', text => text),
    ),
    b: file(
      'b',
      branch(bat, 'BRANCH-B', 'Use a checklist.', text => text.replaceAll('ball', 'tennis ball')),
    ),
  };
}

const Side = z.looseObject({
  run: z.string(),
  round: z.number(),
  answer: z.string().nullable(),
  costUsd: z.number().nullable(),
  prompt: z.string(),
  text: z.string(),
});
const Told = z.object({
  sameQuestion: z.boolean(),
  a: Side,
  b: Side,
  parent: Side.nullable(),
  sameAnswer: z.boolean().nullable(),
  bBeyondA: z.record(z.string(), z.number().nullable()),
  settings: z.array(z.looseObject({ name: z.string() })),
  diffs: z.array(z.looseObject({ of: z.string(), from: z.string(), to: z.string(), inline: z.string() })),
  notes: z.array(z.string()),
});

describe('two rounds', () => {
  test('of two runs are compared by number; without one it is the last whole answer', async () => {
    const { code, stdout, stderr } = await compare(`${SONNET}#0`, HAIKU);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^A: Claude Sonnet 4\.6 .* round 0 · recording \(synthetic\)\nB: Claude Haiku 4\.5 .* round 3 /,
    );
    expect(stdout).toMatch(/\nanswer +\$0\.10 +0\.05 +different\n/);
    expect(stdout).toContain('\n  model: A us.anthropic.claude-sonnet-4-6; B us.anthropic.claude-haiku-4-5');
  });

  test('of one run are two rounds of it', async () => {
    const { code, stdout } = await compare(`${SONNET}#0`, `${SONNET}#1`);
    expect(stdout).toContain('\nThe settings are the same.\n');
    expect(stdout).toContain('{+, once more+}');
    expect(code).toBe(0);
  });

  test('a run that failed is compared by the last answer that came whole', async () => {
    const { stdout } = await compare(FAILED, `${FAILED}#0`);
    expect(stdout).toMatch(/^A: .* round 1 · /);
  });

  test('a file that has a # in its name is that file', async () => {
    const file = temporaryFile(asLines(sampleEvents()), 'run#1.jsonl');
    const { code, stdout } = await compare(`${file}#0`, file);
    expect(stdout).toMatch(/^A: .* round 0 · .*\nB: .* round 1 · /);
    expect(code).toBe(0);
  });

  test('as JSON are numbers, texts and diffs', async () => {
    const { code, stdout } = await compare('--json', `${SONNET}#0`, HAIKU);
    const told = Told.parse(JSON.parse(stdout));
    expect(code).toBe(0);
    expect(told).toMatchObject({ sameQuestion: true, sameAnswer: false, parent: null, notes: [] });
    expect([told.a, told.b]).toMatchObject([
      { round: 0, answer: '$0.10', mark: { kind: 'WRONG' } },
      { round: 3, answer: '0.05', mark: { kind: 'KEEP-OK' } },
    ]);
    expect(told.bBeyondA.costUsd).toBeCloseTo((told.b.costUsd ?? 0) - (told.a.costUsd ?? 0), 12);
    expect(told.diffs.map(({ of, from, to }) => [of, from, to])).toEqual([
      ['answers', 'a', 'b'],
      ['prompts', 'a', 'b'],
    ]);
    expect(told.settings[0]).toEqual({
      name: 'model',
      a: 'us.anthropic.claude-sonnet-4-6',
      b: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    });
  });

  test('a damaged line is named on standard error, once', async () => {
    const file = temporaryFile(asLines(sampleEvents()).replace('\n', '\n{"seq":\n'));
    const { code, stderr } = await compare(`${file}#0`, `${file}#1`);
    expect(stderr).toMatch(/^[^\n]*run\.jsonl:2: this line is not JSON[^\n]*\n$/);
    expect(code).toBe(0);
  });
});

describe('two branches', () => {
  test('have their parent beside them when its file is in the same folder', async () => {
    const { a, b } = branches();
    const told = Told.parse(JSON.parse((await compare('--json', a, b)).stdout));
    expect(told.parent).toMatchObject({ round: 0, answer: '$0.10' });
    expect(told.diffs[0]).toMatchObject({ of: 'prompts', from: 'a', to: 'b' });
    expect(told.diffs[0]?.inline).toContain('Use a checklist.+}');
    expect(told.settings).toMatchObject([{ name: 'reflection prompt', a: 'Find the mistake.' }]);
  });

  test('without its file are two, and it is said how it is named', async () => {
    const { a, b, folder } = branches('lost');
    const { code, stdout } = await compare(a, b);
    expect(stdout).toContain(`round 0, whose file was not found in ${folder}: --parent FILE#0 names it.`);
    expect(stdout).not.toContain('Parent');
    expect(code).toBe(0);
  });

  test('a parent without an answer there is not shown, and it is said why', async () => {
    const { a, b } = branches(bat.slice(0, 4));
    const { code, stdout } = await compare(a, b);
    expect(stdout).toMatch(/Noticed: The parent of both is not shown: Round 0 of .* has no whole answer\./);
    expect(code).toBe(0);
  });

  test('two rounds of one branch are just two rounds', async () => {
    const { a } = branches();
    const told = Told.parse(JSON.parse((await compare('--json', `${a}#0`, a)).stdout));
    expect(told).toMatchObject({ parent: null, notes: [], a: { round: 0 }, b: { round: 1 } });
  });

  test('the parent can be named: at the round that they branched from, or at another', async () => {
    const { a, b } = branches('lost');
    const round = async (spec: string) =>
      Told.parse(JSON.parse((await compare('--json', a, b, '--parent', spec)).stdout)).parent?.round;
    expect(await round(SONNET)).toBe(0);
    expect(await round(`${SONNET}#2`)).toBe(2);
    expect(await round(HAIKU)).toBe(3);
  });
});

describe('what cannot be compared', () => {
  test.each<[string, string[], RegExp]>([
    ['a file that is not there', ['/nowhere.jsonl', HAIKU], /^There is no file \/nowhere\.jsonl\.\n$/],
    [
      'a file that is not there, with a round',
      ['/nowhere.jsonl#1', HAIKU],
      /^There is no file \/nowhere\.jsonl\.\n$/,
    ],
    [
      'a round that does not exist',
      [`${HAIKU}#9`, SONNET],
      /^.* has no round 9: its last one is round 3\.\nThere are whole answers in rounds 0, 1, 2, 3: name one as in bat-and-ball\.haiku-4-5\.jsonl#3\.\n$/,
    ],
    [
      'a round without a whole answer',
      [`${FAILED}#2`, HAIKU],
      /^Round 2 of .* has no whole answer\.\nThere are whole answers in rounds 0, 1: /,
    ],
    [
      'what is no number',
      [`${HAIKU}#last`, SONNET],
      /^In ".*#last", "last" is no round: after the # comes its number, as in .*#0\.\n$/,
    ],
    [
      'a round with itself',
      [`${HAIKU}#1`, `${HAIKU}#1`],
      /^Both are round 1 of .*: an answer is not compared with itself\.\nThere are whole answers in rounds 0, 2, 3: /,
    ],
    ['a round with itself, by two ways', [HAIKU, `${HAIKU}#3`], /^Both are round 3 of /],
    ['one round', [HAIKU], /^Two rounds are compared, and 1 was named\.\nAs in: reflectoscope compare /],
    [
      'three rounds',
      [HAIKU, SONNET, FAILED],
      /^Two rounds are compared, and 3 were named\..*\n.*--parent\.\n$/,
    ],
    ['nothing', [], /^A round is missing\.\n/],
    ['a parent that is one of the two', [HAIKU, SONNET, '--parent', HAIKU], /^Both are round 3 of /],
  ])('%s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await compare(...args);
    expect(stderr).toMatch(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a file that is no transcript, a run without an answer, and a copy of the same run', async () => {
    const text = temporaryFile('Dear all,');
    expect((await compare(text, HAIKU)).stderr).toMatch(/not a transcript of reflectoscope/);
    const begun = temporaryFile(asLines(bat.slice(0, 4)));
    expect((await compare(begun, HAIKU)).stderr).toMatch(
      /run\.jsonl has no round with a whole answer: there is nothing to compare\.\nChoose another run\.\n$/,
    );
    const copy = join(temporaryFolder(), 'copy.jsonl');
    copyFileSync(HAIKU, copy);
    expect((await compare(copy, HAIKU)).stderr).toMatch(/hold the same run, and both mean its round 3: /);
  });

  test('cannot send escape sequences to the terminal', async () => {
    const hostile = asLines(sampleEvents()).replaceAll('The ball', '\\u001b[31mThe ball\\u009b2J');
    const file = temporaryFile(hostile);
    for (const flags of [[], ['--json']]) {
      const { stdout, stderr } = await compare(`${file}#0`, `${file}#1`, ...flags);
      expect(stdout).toContain('The ball');
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});
