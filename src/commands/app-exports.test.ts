import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { E_MAIL } from '../export/testing/secrets.ts';
import { callStarted, delta, inOrder, roundStarted, runStarted } from '../run/testing/sample-run.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { scriptedRun } from '../ui/testing/services.ts';
import { createAppExports } from './app-exports.ts';

const events = inOrder([runStarted(), roundStarted(0), callStarted(0, 0), delta(0, `Ask ${E_MAIL}`)]);
const NAME = '2026-11-23_bat-and-ball_01K0SAMPLE';

test('a run is exported as far as it has come, without secrets, and it is said where', async () => {
  const folder = join(temporaryFolder(), 'exports');
  const { exportAs } = createAppExports(() => folder);
  expect(await exportAs(scriptedRun(events), 'md')).toBe(
    `Exported to ${join(folder, `${NAME}.md`)}; 1 e-mail address was replaced, in 1 place.`,
  );
  expect(readFileSync(join(folder, `${NAME}.md`), 'utf8')).toContain('Ask [redacted: e-mail]');
});

test('a second export gets a name of its own', async () => {
  const folder = temporaryFolder();
  const { exportAs } = createAppExports(() => folder);
  const run = { ...scriptedRun(events), file: '/somewhere/mine.jsonl' };
  await exportAs(run, 'transcript');
  await exportAs(run, 'transcript');
  expect(readdirSync(folder).sort()).toEqual(['mine-2.jsonl', 'mine.jsonl']);
});

test('why it could not be is said', async () => {
  const folder = join(temporaryFolder(), 'file');
  writeFileSync(folder, '');
  const { exportAs } = createAppExports(() => folder);
  expect(await exportAs(scriptedRun(events), 'md')).toContain('a file stands where a folder should be');
  expect(await exportAs(scriptedRun([]), 'md')).toBe('There is nothing to export yet.');
});

test('every format of the command is offered', () => {
  const { exportFormats } = createAppExports();
  expect(exportFormats.map(({ id }) => id)).toEqual(expect.arrayContaining(['md', 'json', 'csv', 'otlp']));
});
