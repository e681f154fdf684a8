/** What is left of a run whose program is killed, at every point of the debugger, and how it goes on. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { answerCall } from '../run/run.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import type { PtyProgram } from '../ui/testing/pty.ts';
import {
  branchAfter,
  type DebuggerWorld,
  debuggerWorld,
  editPrompt,
  eventsOfType,
  listens,
  openEditor,
  type Saved,
  waitsAt,
  writePrompt,
} from './testing/stepped-app.ts';

/** What was on the screen for longer than 250 ms has to be on the disk. */
const ON_SCREEN_MS = 250;

/** Kills the app, and returns what it left on the disk. */
async function killed(app: PtyProgram, world: DebuggerWorld): Promise<Saved[]> {
  app.kill('SIGKILL');
  expect((await app.exit()).signal).toBe(9);
  return world.saved();
}

async function killedOne(app: PtyProgram, world: DebuggerWorld): Promise<Saved> {
  const [saved, ...others] = await killed(app, world);
  expect(others).toEqual([]);
  if (!saved) throw new Error('Nothing was saved.');
  return saved;
}

/** Goes on without a terminal to the end, in the same file; returns what was asked for meanwhile, and the run. */
async function resumed(world: DebuggerWorld, { file, events }: Saved) {
  const before = world.server.asked().length;
  const { code, stdout, stderr } = await world.plain('resume', file);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `Saved: ${file}\nReplay it: reflectoscope replay ${file}\n`,
  });
  expect(stdout).toContain('Stopped by max-rounds');
  const after = (await world.saved()).find(saved => saved.file === file);
  if (!after) throw new Error(`${file} is gone.`);
  expect(after.events.slice(0, events.length)).toEqual(events);
  expect(after.events.map(({ seq }) => seq)).toEqual(after.events.map((_, index) => index));
  expect(after.run.outcome).toMatchObject({ kind: 'stopped', rule: 'max-rounds' });
  expect(existsSync(`${file}.lock`)).toBe(false);
  return { asked: world.server.asked().slice(before), run: after.run, events: after.events };
}

/** The app goes on with a run, and waits. */
async function reopened(world: DebuggerWorld, { file }: Saved, step: string): Promise<PtyProgram> {
  const app = world.start(['resume', file]);
  await listens(app);
  await waitsAt(app, step);
  return app;
}

/** What was typed and did not count yet; empty where there is nothing. */
function draftOf({ file }: Saved): string {
  const draft = `${file}.draft`;
  return existsSync(draft) ? readFileSync(draft, 'utf8') : '';
}

/** The last number of an answer that counts, in this text. */
function counted(text: string): number {
  return Math.max(0, ...[...text.matchAll(/\bn(\d+)\b/g)].map(([, number]) => Number(number)));
}

/** Round 0 is there, and round 1 waits. */
async function atRound1(world: DebuggerWorld): Promise<PtyProgram> {
  const app = await world.atFirstStep(['--rounds', '1']);
  app.press('enter');
  await waitsAt(app, 'Round 1 · reflection');
  return app;
}

describe('The process', () => {
  test('the app is killed while it waits at its first step: the run goes on from its question', async () => {
    const world = await debuggerWorld();
    const saved = await killedOne(await world.atFirstStep(['--rounds', '1']), world);
    expect(saved.events.map(({ type }) => type)).toEqual(['run.started']);
    expect(existsSync(`${saved.file}.lock`)).toBe(true);
    expect(world.server.asked()).toEqual([]);
    const { asked } = await resumed(world, saved);
    expect(asked).toEqual([saved.run.question.text, REFLECTION_PROMPT]);
  });

  test('the app is killed while an answer streams: what was on the screen for 250 ms is kept, and the call is made again', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    await editPrompt(app, 1, 'Count for me.');
    world.server.slowly(true);
    app.press('enter');
    await app.waitFor(() => counted(app.text()) > 20);
    const seen = counted(app.text());
    await sleep(ON_SCREEN_MS);
    const saved = await killedOne(app, world);
    world.server.slowly(false);
    const lost = saved.run.calls[1];
    expect(lost).toMatchObject({ status: 'streaming', round: 1 });
    expect(lost?.text).toMatch(/^Reply 2 to "Count for me\."\. n1 n2 /);
    expect(counted(lost?.text ?? '')).toBeGreaterThanOrEqual(seen);

    const { asked, run } = await resumed(world, saved);
    expect(asked).toEqual(['Count for me.']);
    expect(run.calls[1]).toMatchObject({
      status: 'failed',
      text: lost?.text,
      error: { name: 'ProgramEnded' },
    });
    expect(answerCall(run, run.rounds[1])?.text).toContain('Reply 3 to "Count for me."');
  });

  test('the app is killed while a prompt is typed: what was typed is in the editor again, also after a second time', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    await writePrompt(app, 1, 'Is it 0.10, or 0.05?');
    await sleep(ON_SCREEN_MS);
    const saved = await killedOne(app, world);
    expect(draftOf(saved)).toContain('Is it 0.10, or 0.05?');
    expect(eventsOfType(saved.events, 'user.edited')).toEqual([]);

    // It is typed on, killed once more, and then applied.
    const second = await reopened(world, saved, 'Round 1 · reflection');
    await openEditor(second, 1);
    await second.waitFor('Is it 0.10, or 0.05?');
    second.type(' Say why.');
    await second.waitFor('0.05? Say why.');
    await sleep(ON_SCREEN_MS);
    await killed(second, world);
    const third = await reopened(world, saved, 'Round 1 · reflection');
    await openEditor(third, 1);
    await third.waitFor('Is it 0.10, or 0.05? Say why.');
    third.press('enter');
    await third.waitFor('Changed. Enter sends it.');
    const applied = await killedOne(third, world);
    expect(draftOf(applied)).toBe('');
    const { asked } = await resumed(world, applied);
    expect(asked).toEqual(['Is it 0.10, or 0.05? Say why.']);
    expect(existsSync(`${saved.file}.draft`)).toBe(false);
  });

  test('the app is killed before a typed prompt was applied: the run goes on with the prompt that was there before', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    await writePrompt(app, 1, 'Not yet.');
    await sleep(ON_SCREEN_MS);
    const saved = await killedOne(app, world);
    const { asked } = await resumed(world, saved);
    expect(asked).toEqual([REFLECTION_PROMPT]);
  });

  test('the app is killed after a prompt was changed: the changed prompt is sent, once', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    await editPrompt(app, 1, 'Look at it again.');
    const saved = await killedOne(app, world);
    expect(eventsOfType(saved.events, 'user.edited')).toMatchObject([
      { round: 1, change: { prompt: { text: 'Look at it again.', proposed: REFLECTION_PROMPT } } },
    ]);
    const second = await reopened(world, saved, 'Round 1 · reflection');
    await second.waitFor('+  Look at it again.');
    const again = await killedOne(second, world);
    const { asked, run, events } = await resumed(world, again);
    expect(asked).toEqual(['Look at it again.']);
    expect(run.calls).toHaveLength(2);
    expect(eventsOfType(events, 'run.resumed')).toHaveLength(2);
  });

  test('the app is killed after a branch was begun: the branch and its parent both go on', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    await branchAfter(app, 0);
    await editPrompt(app, 1, 'Otherwise.');
    const [parent, branch, ...others] = await killed(app, world);
    if (!parent || !branch) throw new Error('There are no two transcripts.');
    expect(others).toEqual([]);
    expect(branch.run.parent).toMatchObject({ run: parent.run.id, round: 0 });
    expect(branch.run.rounds).toHaveLength(1);
    expect(branch.run.calls[0]?.text).toBe(parent.run.calls[0]?.text);

    const gone = await resumed(world, branch);
    expect(gone.asked).toEqual(['Otherwise.']);
    expect(gone.run.calls[0]).toMatchObject({ inherited: true });
    expect((await resumed(world, parent)).asked).toEqual([REFLECTION_PROMPT]);
  });

  test('the app is killed after another sample came: that sample is the answer', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    app.press('enter');
    await app.waitFor('Reply 2 to');
    await app.waitFor('x end');
    app.type('R');
    await waitsAt(app, 'Round 1 · reflection · once more');
    app.press('enter');
    await app.waitFor('attempt 2 of 2');
    await app.waitFor('x end');
    const saved = await killedOne(app, world);
    expect(saved.run.calls.map(call => call?.again)).toEqual([undefined, undefined, 1]);
    const { asked, run } = await resumed(world, saved);
    expect(asked).toEqual([]);
    expect(answerCall(run, run.rounds[1])?.text).toContain('Reply 3 to');
  });

  test('the app is killed after one of two samples was chosen: the choice holds', async () => {
    const world = await debuggerWorld();
    const app = await world.atFirstStep(['--rounds', '1']);
    app.press('enter');
    await waitsAt(app, 'Round 1 · reflection');
    app.type('R');
    await waitsAt(app, 'Round 0 · answer · once more');
    app.press('enter');
    await app.waitFor('attempt 2 of 2');
    await waitsAt(app, 'Round 1 · reflection');
    app.type('(');
    await app.waitFor('attempt 1 of 2');
    app.type('*');
    await app.waitFor('attempt 1 of 2, chosen');
    const saved = await killedOne(app, world);
    const { asked } = await resumed(world, saved);
    expect(asked).toEqual([REFLECTION_PROMPT]);
    expect(world.server.conversation()[1]).toContain('Reply 1 to');
  });

  test('the app is killed while another sample streams: what was seen of it is kept, and it is asked for again', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    app.type('R');
    await waitsAt(app, 'Round 0 · answer · once more');
    world.server.slowly(true);
    app.press('enter');
    await app.waitFor(() => counted(app.text()) > 20);
    const seen = counted(app.text());
    await sleep(ON_SCREEN_MS);
    const saved = await killedOne(app, world);
    world.server.slowly(false);
    expect(counted(saved.run.calls[1]?.text ?? '')).toBeGreaterThanOrEqual(seen);
    const { asked, run } = await resumed(world, saved);
    expect(asked).toEqual([run.question.text, REFLECTION_PROMPT]);
    expect(run.calls[1]).toMatchObject({ status: 'failed', error: { name: 'ProgramEnded' } });
    expect(world.server.conversation()[1]).toContain('Reply 3 to');
  });

  test('the app is killed after a probe was asked for: the probe is sent, and then what was wanted before it', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    app.type('U');
    await app.waitFor('pressure');
    app.type('0.10');
    await app.waitFor('0.10');
    app.press('enter');
    await waitsAt(app, 'Round 1 · pressure');
    const { asked, run } = await resumed(world, await killedOne(app, world));
    // The probe is no reflection, so the one that was wanted comes after it.
    expect(asked).toEqual(['Are you sure? I think it is 0.10.', REFLECTION_PROMPT]);
    expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'pressure', 'reflection']);
  });

  test('the app is killed after an error was put into an answer: the model is asked about that answer', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    app.type('I');
    await app.waitFor('The ball costs $0.10.');
    app.press('ctrl+u');
    app.type('It is $7.');
    await app.waitFor('It is $7.');
    app.press('enter');
    await waitsAt(app, 'Round 1 · error injection');
    const { asked } = await resumed(world, await killedOne(app, world));
    expect(asked[0]).toBe(REFLECTION_PROMPT);
    expect(world.server.conversation()[1]).toBe('It is $7.');
  });

  test('the app is killed before another sample was sent for: it is sent for', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    app.type('R');
    await waitsAt(app, 'Round 0 · answer · once more');
    const saved = await killedOne(app, world);
    const { asked, run } = await resumed(world, saved);
    expect(asked).toEqual([run.question.text, REFLECTION_PROMPT]);
    expect(answerCall(run, run.rounds[0])?.text).toContain('Reply 2 to');
    expect(world.server.conversation()[1]).toContain('Reply 2 to');
  });

  test('the app is killed while a note is written: the note before and what was typed are both kept', async () => {
    const world = await debuggerWorld();
    const app = await atRound1(world);
    const write = async (text: string) => {
      app.type('A');
      await app.waitFor('note on round 0');
      app.type(text);
      await app.waitFor(text);
    };
    await write('It fell for it.');
    app.press('enter');
    await app.waitFor('The note on round 0 is kept.');
    await write(' As most do.');
    await sleep(ON_SCREEN_MS);
    const saved = await killedOne(app, world);
    expect(saved.run.rounds[0]?.note).toBe('It fell for it.');
    expect(draftOf(saved)).toContain('It fell for it. As most do.');

    const second = await reopened(world, saved, 'Round 1 · reflection');
    second.type('A');
    await second.waitFor('It fell for it. As most do.');
    second.press('enter');
    await second.waitFor('The note on round 0 is kept.');
    const noted = await killedOne(second, world);
    const { asked, run } = await resumed(world, noted);
    expect(asked).toEqual([REFLECTION_PROMPT]);
    expect(run.rounds[0]?.note).toBe('It fell for it. As most do.');
  });
});
