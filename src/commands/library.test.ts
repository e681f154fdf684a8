import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelRun } from '../library/labels.ts';
import { discard } from '../library/trash.ts';
import { fixturesDir } from '../questions/package-root.ts';
import { inOrder, runStarted, sampleEvents, stopped, wholeRound } from '../run/testing/sample-run.ts';
import { asLines, temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';

const library = (...argv: string[]) => runMain(['library', ...argv]);
const recordings = join(fixturesDir(), 'recordings');

describe('the library without a terminal', () => {
  test('is a table of the runs, the newest first, with what they add up to', async () => {
    const { code, stdout, stderr } = await library(recordings, '--filter', 'bat sonnet-4-6');
    expect(stdout).toMatch(/^age +run +model +strategy +marks +answer +cost +saved +notes\n/);
    expect(stdout).toMatch(
      /Bat and ball +Claude Sonnet 4\.6 +self-reflection +✗ ✓FIX ✓ ✓ +\$0\.05 .* bat-and-ball\.sonnet-4-6\.jsonl\n/,
    );
    expect(stdout).toMatch(/\n\n\d+ runs {2}\$0\.\d+ {2}saved [+−]\$0\.\d+\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('has words for signs where they cannot be shown', async () => {
    const { stdout } = await runMain(['library', recordings], { LC_ALL: 'C' });
    expect(stdout).toContain('wrong, FIX, right, right');
  });

  test('can be sorted and shortened, and says what is left out', async () => {
    const { stdout } = await library(recordings, '--sort', 'cost', '--limit', '2');
    const costs = [...stdout.matchAll(/ \$(\d\.\d{4}) /g)].map(match => Number(match[1]));
    expect(costs[0]).toBeGreaterThan(costs[1] ?? Number.POSITIVE_INFINITY);
    expect(stdout).toMatch(/ {2}\d+ more are not shown\n$/);
  });

  test('is JSON, a line a run, with null for what is not known', async () => {
    const file = temporaryFile(
      asLines(inOrder([runStarted({ prices: [] }), ...wholeRound(0, '5'), stopped()])),
    );
    labelRun(file, { title: 'Mine', tags: ['a b'] });
    const { stdout } = await library(join(file, '..'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      state: 'done',
      title: 'Mine',
      tags: ['a b'],
      costUsd: null,
      savedUsd: null,
      rounds: [{ round: 0, answer: '5' }],
    });
  });

  test('of a folder where nothing was saved yet is empty, and no mistake', async () => {
    expect(await library()).toMatchObject({ code: 0, stderr: '' });
    expect(await library('/no/such/folder')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'There is no folder /no/such/folder.\n',
    });
  });

  test('speaks of a filter only where there is one', async () => {
    expect((await library(temporaryFolder())).stdout).toBe('No run is saved here.\n');
    expect((await library(recordings, '--filter', 'xyzzy')).stdout).toBe(
      'No run is saved here for which the filter holds.\n',
    );
  });

  test('warns of what cannot be read, and does its work where something can', async () => {
    const { code, stdout, stderr } = await library(recordings, '/no/such/folder', '--limit', '1');
    expect([code, stderr]).toEqual([0, 'There is no folder /no/such/folder.\n']);
    expect(stdout).toMatch(/^age/);
  });

  test('says first which runs are damaged: lines of them cannot be read, or are missing', async () => {
    const lines = asLines(sampleEvents()).split('\n');
    for (const [more, damage] of [['{'], []].entries()) {
      const file = temporaryFile(
        [...lines.slice(0, 4), ...damage, ...lines.slice(5)].join('\n'),
        `${more}.jsonl`,
      );
      const { stdout } = await library(join(file, '..'), '--filter', 'is:damaged');
      expect(stdout).toMatch(/ {2}damaged(?:, \S+)* +\d\.jsonl\n/);
    }
    const whole = temporaryFile(asLines(sampleEvents()));
    expect((await library(join(whole, '..'), '--filter', 'is:damaged')).stdout).toMatch(/^No run/);
  });

  test('says what was left out', async () => {
    const { stdout, stderr } = await library(join(temporaryFile('{}\n', 'x.jsonl'), '..'));
    expect(stdout).toContain('No run is saved here');
    expect(stderr).toBe('One .jsonl file is no transcript, and was left out.\n');
  });

  test('refuses a filter that is wrong, and says where', async () => {
    expect(await library('--filter', 'bat cost:much')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: '--filter, at "cost:much": cost: needs a number, as in cost:>0.01.\n',
    });
  });

  test('prints no escape sequence of a file', async () => {
    const evil = '\u001b]0;pwned\u0007\u009b2J';
    const events = [
      runStarted({ question: { id: evil, domain: evil, title: evil, text: evil, grader: 'text' } }),
      stopped(evil),
    ];
    const file = temporaryFile(asLines(inOrder(events)), 'e\u001b[31m.jsonl');
    for (const more of [[], ['--json']]) {
      const { stdout, stderr } = await library(join(file, '..'), ...more);
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});

describe('emptying the trash', () => {
  test('deletes what was deleted, and nothing else; nobody is asked with --yes', async () => {
    const folder = temporaryFolder();
    const kept = temporaryFile(asLines(sampleEvents()));
    discard(temporaryFile(asLines(sampleEvents())));
    expect(await library(folder, '--empty-trash')).toMatchObject({
      code: 0,
      stdout: 'The trash is empty.\n',
    });
    const trashed = temporaryFile(asLines(sampleEvents()));
    discard(trashed);
    expect(await library(join(trashed, '..'), '--empty-trash')).toMatchObject({ code: 2 });
    expect(await library(join(trashed, '..'), '--empty-trash', '--yes')).toMatchObject({
      code: 0,
      stdout: '1 of 1 file in the trash was deleted.\n',
    });
    expect((await library(join(kept, '..'))).stdout).toContain('1 run');
  });
});
