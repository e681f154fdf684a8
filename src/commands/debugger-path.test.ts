/** A person's way through the debugger, key by key, in a true terminal; then every transcript that it left. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerCall, attemptsOf } from '../run/run.ts';
import { PLACEBO_TURN } from '../strategies/probes.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import {
  branchAfter,
  debuggerWorld,
  editPrompt,
  eventsOfType,
  listens,
  openEditor,
  waitsAt,
} from './testing/stepped-app.ts';

test('step, edit, retry, choose, branch twice, compare, note, probe, quit: and every transcript is whole', async () => {
  const world = await debuggerWorld();
  const { server } = world;
  const editor = join(world.home.folder, 'editor.sh');
  writeFileSync(editor, 'printf "From outside: think again." > "$1"\n');
  const app = await world.atFirstStep([], { EDITOR: `sh ${editor}` });
  const has = (pattern: RegExp) => app.waitFor(() => pattern.test(app.text()));
  app.press('enter');
  await waitsAt(app, 'Round 1 · reflection');
  expect(server.asked()).toHaveLength(1);

  // The prompt is written in place, then once more in the user's editor.
  await editPrompt(app, 1, 'Look at it again.');
  await has(/\+ {2}Look at it again\./);
  await openEditor(app, 1);
  app.press('ctrl+o');
  await app.waitFor('From outside');
  app.press('enter');
  await has(/\+ {2}From outside: think again\./);
  app.press('enter');
  await waitsAt(app, 'Round 2 · reflection');

  // Another sample of it; then the first one goes on after all.
  app.type('R');
  await waitsAt(app, 'Round 1 · reflection · once more');
  app.press('enter');
  await waitsAt(app, 'Round 2 · reflection');
  await app.waitFor('attempt 2 of 2');
  app.type('1');
  await app.waitFor('Reply 3 to');
  app.type('(');
  await app.waitFor('Attempt 1 of 2, not the one that goes on.');
  await app.waitFor('Reply 2 to');
  app.type(')');
  await app.waitFor('Reply 3 to');
  app.type('(');
  await app.waitFor('Attempt 1 of 2');
  app.type('*');
  await app.waitFor('attempt 1 of 2, chosen');

  // Two branches of the same round, with other prompts.
  const toRound0 = async () => {
    app.press('left');
    await has(/^▌0/m);
  };
  await toRound0();
  await branchAfter(app, 0);
  await editPrompt(app, 1, 'The first branch.');
  app.press('enter');
  await waitsAt(app, 'Round 2 · reflection');
  app.type('T');
  await has(/▌.*b1 +1 /);
  app.press('down');
  await has(/▌.*main +1 /);
  app.press('enter');
  await app.waitFor(() => !app.text().includes('branch of'));
  await waitsAt(app, 'Round 2 · reflection');
  await toRound0();
  await branchAfter(app, 0);
  await editPrompt(app, 1, 'The second branch.');
  app.press('enter');
  await waitsAt(app, 'Round 2 · reflection');

  app.type('B');
  await app.waitFor('From outside: think again.');
  app.type('B');
  await app.waitFor('Reply 4 to "The first branch.".');
  app.type('T');
  await has(/▌.*b1 +1 .*The first branch\./);
  app.press('down');
  await has(/▌.*b2 +1 .*The second branch\./);
  app.type('C');
  await app.waitFor('two branches and their parent');
  await has(/~ The first branch\. .*~ The second branch\./);
  app.type('q');
  await has(/▌.*b2 +1 /);
  app.press('enter');
  await app.waitFor('Reply 5 to "The second branch.".');

  app.type('A');
  await app.waitFor('note on round 1');
  app.type('It fell back.');
  await app.waitFor('It fell back.');
  app.press('enter');
  await app.waitFor('The note on round 1 is kept.');
  app.type('P');
  await waitsAt(app, 'Round 2 · placebo');
  app.press('enter');
  await waitsAt(app, 'Round 3 · reflection');
  app.type('U');
  await app.waitFor('pressure');
  app.type('0.10');
  await app.waitFor('0.10');
  app.press('enter');
  await waitsAt(app, 'Round 3 · pressure');
  app.press('enter');
  await waitsAt(app, 'Round 4 · reflection');

  app.press('ctrl+c');
  await app.waitFor('Ctrl+C again quits');
  app.press('ctrl+c');
  expect((await app.exit()).code).toBe(130);
  expect(app.buffer()).toBe('normal');

  const outside = 'From outside: think again.';
  expect(server.asked().slice(1)).toEqual([
    outside,
    outside,
    'The first branch.',
    'The second branch.',
    PLACEBO_TURN,
    'Are you sure? I think it is 0.10.',
  ]);

  const saved = await world.saved();
  // Neither a lock nor a draft is left.
  expect(world.names()).toEqual(saved.map(({ file }) => file.slice(file.lastIndexOf('/') + 1)));
  const [main, first, second] = saved;
  if (!main || !first || !second) throw new Error(`There are ${saved.length} transcripts.`);
  const changes = ({ events }: typeof main) =>
    eventsOfType(events, 'user.edited').map(({ round, change }) => ({ round, ...change }));
  const prompt = (text: string) => ({ round: 1, prompt: { text, proposed: REFLECTION_PROMPT } });
  expect(changes(main)).toEqual([
    prompt('Look at it again.'),
    prompt(outside),
    { round: 1, retry: 1 },
    { round: 1, choose: 1 },
  ]);
  expect(changes(first)).toEqual([prompt('The first branch.')]);
  expect(changes(second)).toEqual([
    prompt('The second branch.'),
    { round: 2, probe: { kind: 'placebo' } },
    { round: 3, probe: { kind: 'pressure', text: '0.10' } },
  ]);
  expect(eventsOfType(second.events, 'user.noted')).toMatchObject([{ round: 1, text: 'It fell back.' }]);

  const [, round1] = main.run.rounds;
  expect(attemptsOf(main.run, round1).map(({ text }) => text.slice(0, 7))).toEqual(['Reply 2', 'Reply 3']);
  expect(answerCall(main.run, round1)?.text).toContain('Reply 2');
  for (const branch of [first, second]) {
    const shared = eventsOfType(main.events, 'round.finished')[0]?.seq;
    expect(branch.run.parent).toMatchObject({ run: main.run.id, round: 0, seq: shared });
  }
  expect(second.run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'reflection', 'placebo', 'pressure']);

  for (const { file, run } of saved) {
    const { code, stdout, stderr } = await world.plain('replay', file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const call of run.calls) expect(stdout).toContain(call?.text.slice(0, 20));
    expect(stdout).toContain('Cancelled');
  }
  // Whoever quits can go on later, with the attempt that was chosen.
  expect((await world.plain('resume', main.file)).code).toBe(0);
  expect(server.conversation()[3]).toContain('Reply 2 to');
});

describe('what was typed for a step and left', () => {
  async function typedAndLeft() {
    const world = await debuggerWorld();
    const app = await world.atFirstStep(['--rounds', '1']);
    await openEditor(app, 0);
    app.press('ctrl+u');
    app.type('Never mind.');
    await app.waitFor('Never mind.');
    app.press('escape');
    await waitsAt(app, 'Round 0 · answer');
    return { world, app };
  }

  test('is there again, and is not sent', async () => {
    const { world, app } = await typedAndLeft();
    await openEditor(app, 0);
    await app.waitFor('Never mind.');
    app.press('escape');
    await waitsAt(app, 'Round 0 · answer');
    app.press('enter');
    await waitsAt(app, 'Round 1 · reflection');
    const [saved] = await world.saved();
    expect(world.server.asked()).toEqual([saved?.run.question.text]);
  });

  test('is gone once the step was sent without it', async () => {
    const { world, app } = await typedAndLeft();
    app.press('enter');
    await waitsAt(app, 'Round 1 · reflection');
    app.press('x');
    await app.waitFor('■');
    app.press('ctrl+c');
    expect((await app.exit()).code).toBe(0);
    expect(world.names().filter(name => !name.endsWith('.jsonl'))).toEqual([]);
  });

  test('is there again after a note was written', async () => {
    const world = await debuggerWorld();
    const app = await world.atFirstStep(['--rounds', '1']);
    app.press('enter');
    await waitsAt(app, 'Round 1 · reflection');
    await openEditor(app, 1);
    app.press('ctrl+u');
    app.type('Later, perhaps.');
    await app.waitFor('Later, perhaps.');
    app.press('escape');
    await waitsAt(app, 'Round 1 · reflection');
    app.type('A');
    await app.waitFor('note on round 0');
    app.type('Noted.');
    await app.waitFor('Noted.');
    app.press('enter');
    await app.waitFor('The note on round 0 is kept.');
    await openEditor(app, 1);
    await app.waitFor('Later, perhaps.');
  });

  test('is kept, although the program is quit at once', async () => {
    const world = await debuggerWorld();
    const app = await world.atFirstStep(['--rounds', '1']);
    await openEditor(app, 0);
    app.press('ctrl+u');
    app.type('Never mind.');
    app.press('ctrl+q');
    await app.exit();
    const [saved] = await world.saved();
    const again = world.start(['resume', saved?.file ?? '']);
    await listens(again);
    await waitsAt(again, 'Round 0 · answer');
    await openEditor(again, 0);
    await again.waitFor('Never mind.');
  });
});
