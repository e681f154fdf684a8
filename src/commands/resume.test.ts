import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { foldAll } from '../run/fold.ts';
import { answerCall, gradeOf, type Run } from '../run/run.ts';
import { takeLock } from '../transcripts/lock.ts';
import { parseLine, readTranscript } from '../transcripts/read.ts';
import { temporaryFile } from '../transcripts/testing/temporary-folder.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { runMain } from './testing/in-process.ts';

const WHOLE = readFileSync(recordingFile('bat-and-ball.sonnet-4-6'), 'utf8');
const LINES = WHOLE.trimEnd().split('\n');
const TYPES: string[] = LINES.map(line => JSON.parse(line).type);

async function runIn(file: string): Promise<Run> {
  const run = foldAll((await readTranscript(file)).events);
  if (!run) throw new Error(`${file} is empty`);
  return run;
}
const endOf = (run: Run) => ({
  answers: run.rounds.map(round => answerCall(run, round)?.text),
  marks: run.rounds.map(round => gradeOf(round)?.correct),
  outcome: run.outcome,
});
const AS_RECORDED = endOf(await runIn(recordingFile('bat-and-ball.sonnet-4-6')));

/** The lines of the recording up to its n-th event of a type, that one too. */
const upTo = (type: string, nth = 0): string => {
  const places = TYPES.flatMap((one, index) => (one === type ? [index] : []));
  return `${LINES.slice(0, (places[nth] ?? 0) + 1).join('\n')}\n`;
};
const resume = (file: string, ...flags: string[]) => runMain(['resume', '--offline', ...flags, file]);

describe('a run that was killed', () => {
  test.each<[string, string]>([
    ['before its first round', upTo('run.started')],
    ['before its first call', upTo('round.started')],
    ['before the first word', upTo('call.started')],
    ['in the middle of an answer', upTo('call.delta', 20)],
    ['after an answer', upTo('call.finished')],
    ['before a round was closed', upTo('answer.graded')],
    ['between two rounds', upTo('round.finished')],
    ['at the beginning of a reflection', upTo('round.started', 1)],
    ['in the middle of a reflection', upTo('call.delta', 150)],
    ['after a reflection', upTo('call.finished', 2)],
    ['after its last round', upTo('round.finished', 3)],
    ['in the middle of a line', `${upTo('round.finished', 1)}{"seq":220,"at":1,"ty`],
    ['with its last line not ended', upTo('call.finished', 1).trimEnd()],
  ])('%s reaches the same end', async (_name, content) => {
    const file = temporaryFile(content);
    const { code, stderr } = await resume(file);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain(`Saved: ${file}`);
    const run = await runIn(file);
    expect(endOf(run)).toEqual(AS_RECORDED);
    expect(run.resumed).toBe(1);
    expect(readFileSync(file, 'utf8').split('\n').filter(Boolean)).toHaveLength(
      (await readTranscript(file)).events.length,
    );
  });
  test('may be killed and gone on with again and again', async () => {
    const file = temporaryFile(upTo('call.delta', 20));
    await resume(file);
    for (const killed of [0.5, 0.9]) {
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      writeFileSync(file, `${lines.slice(0, Math.floor(lines.length * killed)).join('\n')}\n`);
      expect((await resume(file)).code).toBe(0);
    }
    const run = await runIn(file);
    expect(endOf(run)).toEqual(AS_RECORDED);
    const { events } = await readTranscript(file);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  });
  test('keeps what was there, byte for byte', async () => {
    const content = upTo('round.finished', 1);
    const file = temporaryFile(content);
    await resume(file);
    expect(readFileSync(file, 'utf8').startsWith(content)).toBe(true);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe('a run that was cancelled or failed', () => {
  const ends = (end: object) => {
    const before = upTo('round.finished', 1);
    const seq = before.split('\n').length - 1;
    return temporaryFile(`${before}${JSON.stringify({ seq, at: 40_000, type: 'run.finished', ...end })}\n`);
  };
  test.each<[string, object]>([
    ['cancelled', { outcome: 'cancelled' }],
    ['failed', { outcome: 'failed', error: { name: 'X', message: 'no', retryable: false } }],
  ])('%s goes on to its end', async (_name, end) => {
    const file = ends(end);
    expect((await resume(file)).code).toBe(0);
    expect(endOf(await runIn(file))).toEqual(AS_RECORDED);
  });
});

test('--json tells every event, those that were there before too', async () => {
  const file = temporaryFile(upTo('round.finished'));
  const { stdout, code } = await resume(file, '--json');
  expect(code).toBe(0);
  // What an older file does not say is as it was then.
  const told = (text: string) => text.trimEnd().split('\n').map(parseLine);
  expect(told(stdout)).toEqual(told(readFileSync(file, 'utf8')));
});

test('the plain lines are those of the whole run', async () => {
  const { stdout } = await resume(temporaryFile(upTo('round.finished', 1)));
  for (const round of [0, 1, 2, 3]) expect(stdout).toMatch(new RegExp(`^Round ${round}\\b`, 'm'));
});

describe('is not gone on with, and why is said:', () => {
  test('a run that has ended, which stays as it is', async () => {
    const file = temporaryFile(WHOLE);
    const { code, stdout, stderr } = await resume(file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^This run has ended: .+\. Branch from one of its rounds instead\.$/m);
    expect(stderr).toContain(`As in: reflectoscope branch '${file}#3'`);
    expect(readFileSync(file, 'utf8')).toBe(WHOLE);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
  test('a run that somebody else writes', async () => {
    const content = upTo('round.finished');
    const file = temporaryFile(content);
    const lock = takeLock(file);
    const { code, stderr } = await resume(file);
    lock.release();
    expect(code).toBe(2);
    expect(stderr).toContain(`${file} is being written by this reflectoscope already; wait for it,`);
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect((await resume(file)).code).toBe(0);
  });
  test('a run that was imported', async () => {
    const file = temporaryFile(upTo('round.finished').replace('"synthetic"', '"imported"'));
    expect(await resume(file)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^This run was imported/),
    });
  });
  test.skipIf(process.getuid?.() === 0)('a file that may only be read', async () => {
    const file = temporaryFile(upTo('round.finished'));
    chmodSync(file, 0o400);
    expect(await resume(file)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('may only be read'),
    });
  });
  test.each<[string, string[], RegExp]>([
    ['a file that is not there', ['/nowhere/run.jsonl'], /\/nowhere\/run\.jsonl/],
    ['an empty file', [], /is empty: there is no run in it\.$/m],
    ['a run that would wait for somebody', ['--step'], /^--step waits/],
  ])('%s', async (_name, args, problem) => {
    const named = args.some(arg => arg.endsWith('.jsonl'));
    const file = temporaryFile(args.length === 0 ? '' : upTo('round.finished'));
    const { code, stdout, stderr } = await runMain([
      'resume',
      '--offline',
      ...args,
      ...(named ? [] : [file]),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(problem);
  });
});
