/** Without a terminal: these tests have none. With one, see open-app.test.ts. */
import { expect, test } from 'vitest';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' };

test('the first question is run from recordings, also where Bedrock is set up', async () => {
  const { code, stdout, stderr } = await runMain(['--no-save'], KEYS);
  expect(stderr).toBe(
    'No terminal: running the first bundled question, "Bat and ball", from recordings.\nFor the interactive app, start reflectoscope in a terminal.\n',
  );
  expect(stdout).toContain('Source: recording (synthetic)');
  expect(code).toBe(0);
});

test('the settings that are given count', async () => {
  const { stdout, stderr } = await runMain([
    ...['--no-save', '--question', 'lily-pond', '--rounds', '0', '--plain'],
    ...['--model', 'us.amazon.nova-lite-v1:0'],
  ]);
  expect(stdout).toMatch(/^Nova Lite · The lily pond · self-reflection ×0\n/);
  expect(stderr).toMatch(/^Plain mode: running the bundled question, "The lily pond", from recordings\.\n/);
});

test('--json prints its events and nothing else', async () => {
  const { stdout, stderr } = await runMain(['--no-save', '--json']);
  expect(eventsOf(stdout).at(-1)).toMatchObject({ type: 'run.finished' });
  expect(stderr).toBe('');
});

test('Bedrock that is named is asked', async () => {
  const { code, stdout, stderr } = await runMain(['--no-save', '--live']);
  expect(stderr).toMatch(/^No AWS credentials were found\./);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
});
