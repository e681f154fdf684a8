import { expect, test } from 'vitest';
import { theRun } from '../run/testing/sample-run.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

const CAPPED = ['run', '--offline', '--no-save', '--question', 'bat-and-ball', '--max-seconds', '1'];

test('a run that the time cap ends in the middle of a call has ended well, and says why', async () => {
  const { code, stdout } = await runMain(CAPPED);
  expect(code).toBe(0);
  expect(stdout).toContain('The call was cut off by the time cap of 1 s. The text so far is kept.');
  expect(stdout).toContain('Stopped by max-seconds: the time cap was reached.');
});

test('its events say so, too', async () => {
  const { code, stdout } = await runMain([...CAPPED, '--json']);
  expect(code).toBe(0);
  const run = theRun(eventsOf(stdout));
  expect(run).toMatchObject({ at: 1000, outcome: { kind: 'stopped', rule: 'max-seconds' } });
  expect(run.calls[0]).toMatchObject({ status: 'failed', error: { name: 'TimeCapReached' } });
  expect(run.calls[0]?.text).not.toBe('');
});
