import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';

const RECORDINGS = join(import.meta.dirname, '../../fixtures/recordings');
const BAT = join(RECORDINGS, 'bat-and-ball.sonnet-4-6.jsonl');

describe('reflectoscope report', () => {
  test('tells over a folder whether reflection helped, with counts and intervals', async () => {
    const { code, stdout, stderr } = await runMain(['report', RECORDINGS]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/first answer +\d+ of \d+ +\d+\.\d % +\d+\.\d to \d+\.\d/);
    expect(stdout).toMatch(/had it and lost it/);
    expect(stdout).toMatch(/McNemar's exact test, p /);
    expect(stdout).toMatch(/as soon as it is right \(needs the reference\)/);
    expect(stdout).toMatch(/46 runs of 29 questions: synthetic 46\./);
  });

  test('lays groups beside each other, and says what the data do not decide', async () => {
    const { stdout } = await runMain(['report', RECORDINGS, '--by', 'model,strategy']);
    expect(stdout).toMatch(/By model, strategy/);
    expect(stdout).toMatch(/Nova Micro +self-reflection/);
    const { stdout: byModel } = await runMain(['report', RECORDINGS, '--by', 'model']);
    expect(byModel).toMatch(/The data decide nothing between/);
  });

  test("lays the published numbers beside one's own only when asked, and says that they are not", async () => {
    expect((await runMain(['report', RECORDINGS])).stdout).not.toContain('arXiv');
    const { stdout } = await runMain(['report', RECORDINGS, '--study']);
    expect(stdout).toMatch(/Not your runs: Butler et al\., arXiv 2510\.20653/);
    expect(stdout).toMatch(/Nova Lite +75\.41 % +73\.05 % +79\.57 %/);
  });

  test('is JSON, CSV and Markdown of the same figures', async () => {
    const json = JSON.parse((await runMain(['report', RECORDINGS, '--json'])).stdout);
    expect(json.scope).toMatchObject({ runs: 46, duplicates: 0 });
    const { csv, first } = {
      csv: (await runMain(['report', RECORDINGS, '--csv'])).stdout,
      first: json.all.best.first,
    };
    expect(csv).toContain(`helped,first answer,${first.successes} of ${first.of},`);
    const markdown = (await runMain(['report', RECORDINGS, '--markdown'])).stdout;
    expect(markdown).toContain(`| first answer | ${first.successes} of ${first.of} |`);
  });

  test('writes one page, and replaces none unasked', async () => {
    const page = join(temporaryFolder(), 'report.html');
    expect(await runMain(['report', BAT, '--html', page])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<svg role="img"[\s\S]*<\/html>\n$/);
    writeFileSync(page, 'mine');
    const again = await runMain(['report', BAT, '--html', page]);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringMatching(/exists already/) });
    expect(readFileSync(page, 'utf8')).toBe('mine');
    expect((await runMain(['report', BAT, '--html', page, '--force'])).code).toBe(0);
  });

  test('goes below folders, counts a copy once, and names what it could not read', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    cpSync(BAT, join(folder, 'one.jsonl'));
    cpSync(BAT, join(folder, 'deep/er/copy.jsonl'));
    writeFileSync(join(folder, 'notes.jsonl'), '{"hello": 1}\n');
    const { code, stdout, stderr } = await runMain(['report', folder]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/One run of one question: synthetic 1\.\nOne run there twice and counted once\./);
    expect(stderr).toMatch(/notes\.jsonl:1: not a transcript of reflectoscope.* It was left out\.\n/);
  });

  test('of nothing says what there is not', async () => {
    const empty = await runMain(['report', temporaryFolder()]);
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringMatching(/there is no transcript/) });
    expect(empty.stdout).toMatch(/No run has a graded answer/);
    const missing = await runMain(['report', join(temporaryFolder(), 'none.jsonl')]);
    expect(missing.stderr).toMatch(/There is no file .*none\.jsonl/);
  });

  test('refuses a grouping that is none, and two forms at once', async () => {
    expect(await runMain(['report', BAT, '--by', 'colour'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/cannot be grouped by "colour"[\s\S]*model, strategy/),
    });
    expect((await runMain(['report', BAT, '--json', '--csv'])).stderr).toMatch(/--json and --csv exclude/);
  });
});

const SHARED = join(import.meta.dirname, '../../../shared/data');
const YELP = join(SHARED, 'madaan_self-refine/data/outputs/yelp/gpt4.jsonl');
const EPISODES = join(
  SHARED,
  'princeton-nlp_intercode/data/results/sql/gpt-4/ic_sql_multiturn_gpt-4_10_turns.json',
);
const areThere = existsSync(YELP) && existsSync(EPISODES);

describe.skipIf(!areThere)(`published runs${areThere ? '' : ' (skipped: the data are not here)'}`, () => {
  test('of Self-Refine: what was had, and lost again', async () => {
    const folder = temporaryFolder();
    expect((await runMain(['import', YELP, '--to', folder])).code).toBe(0);
    const { all } = JSON.parse((await runMain(['report', folder, '--json'])).stdout);
    expect(all.best).toMatchObject({
      first: { successes: 294, of: 494 },
      last: { successes: 383 },
      ever: { successes: 482 },
      lost: { successes: 99 },
    });
    expect(all.transitions.overall).toMatchObject({
      keptRight: 1290,
      fixed: 286,
      broken: 197,
      keptWrong: 96,
    });
  });

  test('of InterCode: what cannot be observed, and what repeats itself', async () => {
    const folder = temporaryFolder();
    expect((await runMain(['import', EPISODES, '--to', folder])).code).toBe(0);
    const { all } = JSON.parse((await runMain(['report', folder, '--json'])).stdout);
    expect(all.best.last).toMatchObject({ successes: 762, of: 1034 });
    expect(all.transitions).toMatchObject({
      stoppedOnCorrect: 1034,
      overall: { fixed: 689, keptWrong: 4144 },
    });
    const noOp = all.badges.find((one: { kind: string }) => one.kind === 'no-op');
    expect(noOp.rounds - noOp.heuristic).toBe(554);
    const { stdout } = await runMain(['report', folder]);
    expect(stdout).toMatch(/not observable: stopped on correct/);
  });
});
