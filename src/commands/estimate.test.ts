import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import { answerFrom, listRecordings } from '../recorded/recordings.ts';
import { answering, startLocalBedrock } from '../recorded/testing/local-bedrock.ts';
import { foldAll } from '../run/fold.ts';
import { meterOfRun } from '../run/meter.ts';
import type { Run } from '../run/run.ts';
import { Settings } from '../run/settings.ts';
import { readTranscript } from '../transcripts/read.ts';
import { estimateFor } from './estimate.ts';
import type { Source } from './source.ts';
import { runMain } from './testing/in-process.ts';
import { startQuotingBedrock } from './testing/quoting-bedrock.ts';

const recordings = listRecordings(join(fixturesDir(), 'recordings'));
const offline = (known: typeof recordings): Source => ({
  kind: 'offline',
  why: '',
  chosen: true,
  recordings: known,
  model: () => {
    throw new Error('no call is made');
  },
  also: () => {
    throw new Error('no call is made');
  },
});

/** The runs that were recorded to their end, which told all of their cost. */
async function recordedRuns(): Promise<Run[]> {
  const runs = await Promise.all(
    recordings.map(async ({ file }) => foldAll((await readTranscript(file)).events)),
  );
  return runs.flatMap(run => (run?.outcome?.kind === 'stopped' ? run : []));
}

describe('the cost of every recorded run', () => {
  /** Of the costs, the share that lies in the range. */
  const shareWithin = (runs: readonly Run[], source: Source) =>
    runs.filter(run => {
      const { usd } = estimateFor(source, run.question, run.settings);
      const actual = meterOfRun(run).cost ?? Number.NaN;
      return usd !== undefined && usd.low <= actual && actual <= usd.high;
    }).length / runs.length;

  test('lies in what is estimated without the recordings, for nine in ten at least', async () => {
    const runs = await recordedRuns();
    expect(runs.length).toBeGreaterThan(30);
    expect(shareWithin(runs, offline([]))).toBeGreaterThanOrEqual(0.9);
  });

  test('lies in what is estimated from its answers, for every one', async () => {
    expect(shareWithin(await recordedRuns(), offline(recordings))).toBe(1);
  });
});

test('the turns of a prompt count with what is put into their places', () => {
  const question = { id: 'q', domain: 'd', text: 'word '.repeat(200), grader: 'text' } as const;
  const prompt = (prompts: object) => {
    const settings = Settings.parse({ model: 'us.amazon.nova-lite-v1:0', strategy: { rounds: 1 }, prompts });
    return estimateFor(offline([]), question, settings).promptTokens.low;
  };
  const plain = prompt({ reflection: 'Again.' });
  expect(prompt({ first: '{question}', reflection: 'Again.' })).toBe(plain);
  expect(prompt({ first: '{question} {question}', reflection: 'Again.' })).toBeGreaterThan(plain + 300);
  expect(prompt({ reflection: '{question} Again.' })).toBeGreaterThan(plain + 150);
});

describe('the calls of a judge count', () => {
  const JUDGE = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
  const estimated = (settings: object, question: object = {}) => {
    const asked = { id: 'q', domain: 'd', text: 'What is 17 * 23?', grader: 'numeric', ...question } as const;
    const base = { model: 'us.amazon.nova-lite-v1:0', strategy: { rounds: 2 } };
    return estimateFor(offline([]), asked, Settings.parse({ ...base, ...settings }));
  };
  const graded = { grader: 'judge', reference: ['391'] };
  const othersOf = (estimate: ReturnType<typeof estimated>) =>
    estimate.bound?.others.map(({ model }) => model);

  test('for feedback, as often as it is asked', () => {
    const estimate = estimated({ feedback: { source: 'judge', judge: JUDGE, repeats: 3 } });
    expect(estimate.calls.high).toBe(3 + 2 * 3);
    expect(othersOf(estimate)).toEqual([JUDGE]);
  });

  test('for grades, once for each answer', () => {
    expect(estimated({}).calls.high).toBe(3);
    expect(estimated({}, graded).calls.high).toBe(3 + 3);
    expect(othersOf(estimated({}, graded))).toEqual([]);
    const both = estimated({ feedback: { source: 'judge', judge: JUDGE, repeats: 3 } }, graded);
    expect(both.calls.high).toBe(3 + 2 * 3 + 3);
    const samples = { strategy: { id: 'self-consistency', samples: 5 } };
    expect(estimated(samples, graded).calls.high).toBe(estimated(samples).calls.high * 2);
  });

  test('for grades not at all where there is no reference', () => {
    expect(estimated({}, { grader: 'judge' }).calls.high).toBe(3);
    expect(estimated({}, { grader: 'judge', reference: [' '] }).calls.high).toBe(3);
  });

  test('as many as a run then makes', async () => {
    const server = await startQuotingBedrock();
    const asked = ['run', '--endpoint', server.url, '--no-save', '--rounds', '2', 'What is 17 * 23?'];
    const { code } = await runMain([...asked, '--reference', '391', '--grader', 'judge', '--json']);
    expect({ code, calls: server.asked().length }).toEqual({
      code: 0,
      calls: estimated({}, graded).calls.high,
    });
  });
});

describe('run --estimate', () => {
  const QUESTION = ['--question', 'bat-and-ball'];

  test('says what it would cost and why, and makes no call', async () => {
    const server = await startLocalBedrock(answering(answerFrom(recordings)));
    onTestFinished(() => server.close());
    const { code, stdout, stderr } = await runMain([
      'run',
      '--endpoint',
      server.url,
      ...QUESTION,
      '--estimate',
    ]);
    expect(stdout).toMatch(/^Estimate for us\.anthropic\.claude-sonnet-4-6\. No call was made\.\n/);
    expect(stdout).toMatch(/\n {2}cost +\$0\.\d+ to 0\.\d+\n/);
    expect(stdout).toContain('after arXiv 2510.20653');
    expect({ code, stderr, calls: server.requests.length }).toEqual({ code: 0, stderr: '', calls: 0 });
  });

  test('needs no credentials, and takes a question and a model that nobody recorded', async () => {
    const { code, stdout } = await runMain(['run', '--model', 'us.deepseek.r1-v1:0', 'Why?', '--estimate']);
    expect(stdout).toContain('not offered by this model');
    expect(code).toBe(0);
  });

  test('with --json gives the numbers', async () => {
    const { stdout } = await runMain(['run', '--offline', ...QUESTION, '--estimate', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      calls: { low: 4, high: 4 },
      outputTokensPerCall: { low: 222, high: 632 },
      recordedAnswers: 4,
    });
  });

  test('refuses what the model would refuse', async () => {
    const { code, stdout, stderr } = await runMain(['run', 'Why?', '--estimate', '--thinking', 'banana']);
    expect(stderr).toContain('banana');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('a live run begins with the estimate on standard error, and one in JSON does not', async () => {
  const server = await startLocalBedrock(answering(answerFrom(recordings)));
  onTestFinished(() => server.close());
  const asked = ['run', '--endpoint', server.url, '--no-save', '--question', 'bat-and-ball', '--rounds', '1'];
  const { stderr } = await runMain(asked);
  expect(stderr).toMatch(/^Estimate: about \$0\.\d+ to 0\.\d+, two calls \(--estimate says more\)\.\n/);
  expect((await runMain([...asked, '--json'])).stderr).toBe('');
});
