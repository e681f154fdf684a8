import { expect, test } from 'vitest';
import { STRATEGIES } from '../strategies/index.ts';
import { runMain } from './testing/in-process.ts';
import { startQuotingBedrock } from './testing/quoting-bedrock.ts';

/** What a strategy cannot do without. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'execution-feedback': ['--check', 'exit 0'],
  reflexion: ['--feedback', 'judge'],
};

test.each(STRATEGIES.map(({ id }) => id))('%s runs against a server that speaks the protocol', async id => {
  const server = await startQuotingBedrock();
  const { code, stdout } = await runMain([
    'run',
    '--endpoint',
    server.url,
    '--no-save',
    '--json',
    '--strategy',
    id,
    ...(NEEDS[id] ?? []),
    '--grader',
    'numeric',
    '--reference',
    '42',
    'What is 6 times 7?',
  ]);
  const events = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'stopped' });
  expect(events.some(({ type }) => type === 'call.finished')).toBe(true);
  expect(code).toBe(0);
});
