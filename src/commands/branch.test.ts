import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isProbe } from '../run/edits.ts';
import { foldAll } from '../run/fold.ts';
import { meterOfInherited, meterOfRun } from '../run/meter.ts';
import { answerCall, callsOf, type Run } from '../run/run.ts';
import { inOrder, runStarted, stopped, wholeRound } from '../run/testing/sample-run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { asLines, temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { runMain } from './testing/in-process.ts';

const BAT = recordingFile('bat-and-ball.sonnet-4-6');

async function runIn(file: string): Promise<Run> {
  const run = foldAll((await readTranscript(file)).events);
  if (!run) throw new Error(`${file} is empty`);
  return run;
}
const answersOf = (run: Run) => run.rounds.map(round => answerCall(run, round)?.text);

/** A branch that is saved, with what was said. */
async function branched(spec: string, ...flags: string[]) {
  const file = join(temporaryFolder(), 'branch.jsonl');
  const said = await runMain(['branch', '--offline', '--transcript', file, ...flags, spec]);
  return { said, file, read: () => runIn(file) };
}

describe('a branch', () => {
  test.each([0, 1, 2])('of a recorded run after round %i ends as recorded', async round => {
    const { said, file, read } = await branched(`${BAT}#${round}`);
    expect(said.code).toBe(0);
    expect(said.stderr).toContain(`Saved: ${file}`);
    const [parent, branch] = [await runIn(BAT), await read()];
    expect(answersOf(branch)).toEqual(answersOf(parent));
    expect(branch).toMatchObject({
      parent: { run: parent.id, round },
      outcome: { kind: 'stopped', rule: 'max-rounds' },
    });
    expect(branch.id).not.toBe(parent.id);
  });
  test('pays for its own calls alone', async () => {
    const [parent, branch] = [await runIn(BAT), await (await branched(`${BAT}#1`)).read()];
    const inherited = branch.rounds.map(round =>
      callsOf(branch, round).every(call => call.inherited === true),
    );
    expect(inherited).toEqual([true, true, false, false]);
    const costs = [meterOfRun(branch), meterOfInherited(branch)].map(meter => meter?.cost ?? Number.NaN);
    expect((costs[0] ?? 0) + (costs[1] ?? 0)).toBeCloseTo(meterOfRun(parent).cost ?? Number.NaN, 8);
  });
  test('without a round begins after the last, and makes one more', async () => {
    const { said, read } = await branched(BAT, '--rounds', '3');
    // There are three reflections, and no recording of a fourth is asked for.
    expect(said.code).toBe(0);
    expect((await read()).rounds).toHaveLength(4);
  });
  test('with a round made anew shares what was before it', async () => {
    const { said, read } = await branched(`${BAT}#1`, '--anew');
    expect(said.code).toBe(0);
    const branch = await read();
    expect(branch.parent).toMatchObject({ round: 0 });
    expect(answersOf(branch)).toEqual(answersOf(await runIn(BAT)));
    expect(branch.rounds.some(({ kind }) => isProbe(kind))).toBe(false);
  });
  test('with round 0 made anew shares the question', async () => {
    const branch = await (await branched(`${BAT}#0`, '--anew')).read();
    expect(branch.calls.some(call => call?.inherited)).toBe(false);
    expect(answersOf(branch)).toEqual(answersOf(await runIn(BAT)));
  });
  test('has the settings that were named, and the others of its parent', async () => {
    const { read } = await branched(`${BAT}#0`, '--rounds', '1');
    const [parent, branch] = [await runIn(BAT), await read()];
    expect(branch.settings).toEqual({
      ...parent.settings,
      strategy: { ...parent.settings.strategy, rounds: 1 },
    });
    expect(branch.rounds).toHaveLength(2);
  });
  test('leaves the file of its parent as it is', async () => {
    const file = temporaryFile(readFileSync(BAT));
    const before = readFileSync(file);
    await branched(`${file}#1`);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
  test('may come from a branch, and may be replayed', async () => {
    const first = await branched(`${BAT}#0`);
    const second = await branched(`${first.file}#1`);
    const [one, other] = [await first.read(), await second.read()];
    expect(other.parent).toMatchObject({ run: one.id, round: 1 });
    expect(answersOf(other)).toEqual(answersOf(one));
    const replayed = await runMain(['replay', '--plain', second.file]);
    expect(replayed.code).toBe(0);
  });
  test('whose words no recording has ends as failed, with its file kept', async () => {
    const { said, read } = await branched(`${BAT}#0`, '--reflection-prompt', 'Think of a number.');
    expect(said.code).toBe(3);
    expect(await read()).toMatchObject({ outcome: { kind: 'failed' } });
    expect(answersOf(await read())[0]).toBe(answersOf(await runIn(BAT))[0]);
  });
});

test('--json tells every event of the branch, those that it shares too', async () => {
  const { said, file } = await branched(`${BAT}#0`, '--json');
  expect(said.stdout).toBe(readFileSync(file, 'utf8'));
  const events = said.stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  expect(events[0]).toMatchObject({ type: 'run.started', parent: { round: 0 } });
});

describe('no branch begins, and why is said', () => {
  const short = () => temporaryFile(asLines(inOrder([runStarted(), ...wholeRound(0, '0.10'), stopped()])));
  test.each<[string, () => string[], RegExp]>([
    ['from a round that is not there', () => [`${BAT}#9`], /has no round 9: its last one is round 3\.$/m],
    ['from no number', () => [`${BAT}#x`], /"x" is no round/],
    ['from a file that is not there', () => ['/nowhere/run.jsonl#0'], /\/nowhere\/run\.jsonl/],
    ['from an empty file', () => [temporaryFile('')], /empty/],
    ['where somebody would have to stand at the gate', () => ['--step', `${BAT}#0`], /^--step waits/],
    ['with settings that the model refuses', () => ['--thinking', '1000', `${BAT}#0`], /^A thinking budget/],
    ['into two places', () => ['--no-save', '--transcript', 'x.jsonl', `${BAT}#0`], /exclude each other/],
    ['with a prompt that nobody knows', () => ['--prompt', 'nice', short()], /^There is no prompt "nice"/],
  ])('%s', async (_name, args, problem) => {
    const { code, stdout, stderr } = await runMain(['branch', '--offline', ...args()]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(problem);
  });
});
