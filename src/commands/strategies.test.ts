import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Answerer } from '../recorded/answer.ts';
import { answering, startLocalBedrock } from '../recorded/testing/local-bedrock.ts';
import { NO_USAGE } from '../run/cost.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { readTranscript } from '../transcripts/read.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

/** A model that says the same to everybody, or what `words` makes of the last turn. */
function saying(words: string | ((turn: string) => string)): Answerer {
  return ({ messages }) => {
    const turn =
      messages
        .at(-1)
        ?.content.map(({ text }) => text ?? '')
        .join('') ?? '';
    const text = typeof words === 'string' ? words : words(turn);
    return {
      deltas: [{ afterMs: 1, channel: 'text', text }],
      ending: {
        kind: 'finished',
        afterMs: 2,
        stopReason: 'end_turn',
        usage: { ...NO_USAGE, input: 10, output: 5 },
        serverMs: 1,
        content: [{ text }],
      },
    };
  };
}

async function asked(answerer: Answerer, args: readonly string[], question = 'What is 2 + 3?') {
  const server = await startLocalBedrock(answering(answerer));
  onTestFinished(() => server.close());
  const said = await runMain(['run', '--endpoint', server.url, '--no-save', '--json', ...args, question]);
  return { ...said, calls: server.requests.length, events: said.code === 0 ? eventsOf(said.stdout) : [] };
}

describe('the list', () => {
  test('has every strategy with what it does and its parameters, within 80 columns', async () => {
    const { code, stdout, stderr } = await runMain(['strategies']);
    for (const { id, parameters } of STRATEGIES) {
      expect(stdout).toMatch(new RegExp(`^${id}$`, 'm'));
      for (const name of Object.keys(parameters.shape)) expect(stdout).toContain(`    ${name}: `);
    }
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
    expect(stdout).toContain('    --stop-on-no-op SHARE: a number from 0 to 1\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
  test('is the same as JSON', async () => {
    const { stdout } = await runMain(['strategies', '--json']);
    const Parameter = z.object({
      name: z.string(),
      type: z.string(),
      default: z.string().nullable(),
      description: z.string().min(1),
    });
    const { strategies, feedback, stopRules } = z
      .object({
        strategies: z.array(z.object({ id: z.string(), about: z.string(), parameters: z.array(Parameter) })),
        feedback: z.array(Parameter),
        stopRules: z.array(Parameter),
      })
      .parse(JSON.parse(stdout));
    expect(strategies.map(({ id }) => id)).toEqual(STRATEGIES.map(({ id }) => id));
    expect(feedback.map(({ name }) => name)).toEqual(['source', 'judge', 'repeats']);
    expect(stopRules.map(({ name }) => name)).toContain('regressionGuard');
  });
});

describe('a run with another strategy', () => {
  test('is made, and its transcript says which parameters were in force', async () => {
    const args = ['--strategy', 'self-consistency', '--set', 'samples=4', '--set', 'earlyStop=none'];
    const { events, calls } = await asked(saying('\\boxed{5}'), args);
    expect(calls).toBe(4);
    expect(events[0]).toMatchObject({
      settings: { strategy: { id: 'self-consistency', samples: 4, window: 4, earlyStop: 'none' } },
    });
    expect(events.at(-1)).toMatchObject({ outcome: 'stopped' });
  });
  test('is refused before anything is sent where its parameters contradict each other', async () => {
    const { code, stdout, stderr, calls } = await asked(saying('5'), [
      '--strategy',
      'debate',
      '--set',
      'agents=1',
    ]);
    expect({ code, stdout, calls }).toEqual({ code: 2, stdout: '', calls: 0 });
    expect(stderr).toMatch(/^Debate needs at least two agents/);
  });
  test('is refused before anything is sent where another model that it asks cannot be called so', async () => {
    const { code, stderr, calls } = await asked(saying('5'), ['--judge', 'anthropic.claude-sonnet-4-6']);
    expect({ code, calls }).toEqual({ code: 2, calls: 0 });
    expect(stderr).toMatch(/can only be called through an inference profile/);
  });
});

describe('feedback of this machine', () => {
  test.each([
    [['--feedback', 'sql'], /^The SQL of an answer can only be run in a database: name it with --database/],
    [['--feedback', 'command'], /^The answers are to be checked by a command: name it with --check/],
    [
      ['--feedback', 'sql', '--database', '/nowhere/a.sqlite'],
      /^The database \/nowhere\/a\.sqlite is not there/,
    ],
  ])('%j is refused before anything is sent', async (args, sentence) => {
    const { code, stdout, stderr, calls } = await asked(saying('5'), args);
    expect({ code, stdout, calls }).toEqual({ code: 2, stdout: '', calls: 0 });
    expect(stderr).toMatch(sentence);
  });
  test('by a command is had, goes into the next turn, and ends the run when it passes', async () => {
    const answers = saying(turn => (turn.includes('too small') ? 'The answer is 5.' : 'The answer is 4.'));
    const check = 'grep -q 5 || { echo too small; exit 1; }';
    const { events, calls, stdout } = await asked(answers, ['--check', check, '--stop-on-pass']);
    expect(calls).toBe(2);
    const checks = events.filter(({ type }) => type === 'check.finished');
    expect(checks).toMatchObject([
      { source: 'command', verdict: 'fail', text: expect.stringContaining('too small') },
      { source: 'command', verdict: 'pass' },
    ]);
    expect(events.at(-1)).toMatchObject({ rule: 'verdict-pass' });
    expect(stdout.split('\n')[0]).not.toContain('grep');
  });
  test('by SQL is had in the database that was named', async () => {
    const file = join(temporaryFolder(), 'numbers.sqlite');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (5);');
    database.close();
    const answers = saying('```sql\nSELECT n FROM numbers\n```');
    const args = ['--feedback', 'sql', '--database', file, '--rounds', '1', '--grader', 'sql'];
    const { events } = await asked(answers, args);
    expect(events.filter(({ type }) => type === 'check.finished')).toMatchObject([
      { source: 'sql', text: expect.stringContaining('5') },
    ]);
  });
  test('is named again for a branch and for going on: a transcript holds no command', async () => {
    const server = await startLocalBedrock(answering(saying('4')));
    onTestFinished(() => server.close());
    const file = join(temporaryFolder(), 'run.jsonl');
    const args = ['--endpoint', server.url, '--transcript', file, '--rounds', '1', '--check', 'true'];
    expect(await runMain(['run', ...args, 'What is 2 + 3?'])).toMatchObject({ code: 0 });
    expect(JSON.stringify((await readTranscript(file)).events)).not.toContain('"true"');
    const again = ['branch', `${file}#0`, '--endpoint', server.url, '--no-save', '--plain'];
    const refused = await runMain(again);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('name it with --check');
    expect(await runMain([...again, '--check', 'true'])).toMatchObject({ code: 0 });
  });
});
