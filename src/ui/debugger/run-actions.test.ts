import { describe, expect, test } from 'vitest';
import { reflect } from '../../engine/engine.ts';
import { createGate, type Gate } from '../../engine/gate.ts';
import { type Script, says, scriptedModel } from '../../engine/testing/scripted-model.ts';
import { instantClock } from '../../run/clock.ts';
import type { RunEvent } from '../../run/events.ts';
import { answerCall, attemptsOf } from '../../run/run.ts';
import type { Settings } from '../../run/settings.ts';
import { PRICE, QUESTION, SETTINGS, sampleEvents } from '../../run/testing/sample-run.ts';
import { PLACEBO_TURN } from '../../strategies/probes.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { selfReflection } from '../../strategies/self-reflection.ts';
import type { Desk, RunHandle } from '../desk.ts';
import { INITIAL, type InspectorState } from '../screens/inspector-state.ts';
import { createLiveSession } from '../session.ts';
import { noteDesk, scriptedRun } from '../testing/services.ts';
import type { LookAt } from '../use-shown-run.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import { overKey } from './over.ts';
import { createRunActions } from './run-actions.ts';

const SAID = ['It is 0.10.', 'It is 0.05.', 'It is 0.06.', 'It is 0.07.'].map(text => says([text]));
const SIZE = { width: 80, height: 12 };

/** Until it is so; the scripted model needs no time, but turns of the loop. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !isSo(); turn++) await new Promise(resolve => setImmediate(resolve));
  expect(isSo()).toBe(true);
}

interface Options {
  readonly scripts?: readonly Script[];
  readonly stepping?: boolean;
  readonly settings?: Settings;
}

/** A run with a real gate. */
function began({ scripts = SAID, stepping = true, settings = SETTINGS }: Options = {}) {
  const clock = instantClock();
  const model = scriptedModel(clock, scripts);
  const controller = new AbortController();
  const gate = createGate({ stepping });
  const session = createLiveSession(clock, { isWaiting: () => gate.pending() !== undefined });
  const events: RunEvent[] = [];
  const done = reflect({
    id: '01K0SAMPLE',
    startedAt: '2026-11-23T10:00:00.000Z',
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    question: QUESTION,
    settings,
    prices: [PRICE],
    strategy: selfReflection,
    model,
    clock,
    signal: controller.signal,
    random: () => 0,
    gate: gate as Gate,
    emit(event) {
      events.push(event);
      session.push(event);
    },
  });
  const handle: RunHandle = {
    session,
    controls: gate,
    events,
    file: undefined,
    append: session.push,
    cancel: () => controller.abort(),
  };
  const turns = () => model.requests.map(({ messages }) => messages.at(-1)?.content[0]?.text);
  return { handle, gate, model, done, turns, run: () => session.run() };
}

/** Somebody in front of a run. */
function someoneAt(handle: RunHandle, changes: Partial<Desk> = {}, draft?: unknown) {
  let state: InspectorState = INITIAL;
  const opened: [RunHandle, LookAt | undefined][] = [];
  const { desk, asked } = noteDesk(changes, draft);
  const actions = createRunActions({
    handle,
    desk,
    state: () => state,
    setState: next => {
      state = next;
    },
    open: (run, lookAt) => void opened.push([run, lookAt]),
  });
  return {
    ...actions,
    opened,
    asked: (what: string) => asked.filter(one => one.what === what).map(one => one.with),
    over: () => state.over,
    look: (more: Partial<InspectorState>) => {
      state = { ...state, ...more };
    },
  };
}

/** A run that waits before this round, and somebody in front of it. */
async function waitingAt(round: number, options: Options = {}, changes: Partial<Desk> = {}, draft?: unknown) {
  const began_ = began(options);
  const { gate } = began_;
  await until(() => gate.pending() !== undefined);
  while (gate.pending()?.round !== round) {
    const waits = gate.pending();
    gate.go();
    await until(() => gate.pending() !== undefined && gate.pending() !== waits);
  }
  return { ...began_, me: someoneAt(began_.handle, changes, draft) };
}

async function pendingAnew(gate: ReturnType<typeof createGate>, act: () => unknown) {
  const waits = gate.pending();
  const said = act();
  await until(() => gate.pending() !== undefined && gate.pending() !== waits);
  return said;
}

/** A run that has ended, as it lies in a file. */
const ended = () => scriptedRun(sampleEvents());

describe('steps', () => {
  test('are let go one by one, and where nothing waits that is said', async () => {
    const { me, gate, turns, done } = await waitingAt(0);
    expect(await pendingAnew(gate, () => me.command('gate.go'))).toBeUndefined();
    expect(turns()).toEqual([QUESTION.text]);
    await pendingAnew(gate, () => me.command('gate.go'));
    expect(gate.pending()).toMatchObject({ kind: 'end', rule: 'max-rounds' });
    me.command('gate.go');
    expect(await done).toMatchObject({ outcome: { kind: 'stopped', rule: 'max-rounds' } });
    expect(me.command('gate.go')).toMatch(/ended/);
  });
  test('are gone through without waiting once that is wanted, or waited for', async () => {
    const { me, done, gate } = await waitingAt(0);
    expect(me.command('gate.step')).toBe('The run goes on without waiting.');
    await done;
    expect(gate.stepping()).toBe(false);
    expect(me.command('gate.step')).toBe('The run has ended: b branches from a round of it.');
  });
  test('are waited for from now on, also while an answer comes', async () => {
    const { handle, gate } = began({ stepping: false, scripts: [[{ type: 'hangs' }]] });
    const me = someoneAt(handle);
    expect(me.command('gate.step')).toBe('Step mode: the run waits before its next step.');
    expect(me.command('gate.go')).toBe('Nothing waits to be sent.');
    me.command('gate.step');
    expect(me.command('gate.edit')).toBe('The run waits before its next step: e changes it then.');
    expect(gate.stepping()).toBe(true);
    handle.cancel();
  });
  test('that are left are skipped', async () => {
    const { me, done } = await waitingAt(1);
    expect(me.command('gate.stop')).toBe('The run ends there.');
    expect((await done).outcome).toEqual({ kind: 'stopped', rule: 'user-stop' });
    expect(me.command('gate.stop')).toBe('The run has ended: b branches from a round of it.');
  });
  test('of a run that is only read are none', () => {
    const me = someoneAt(ended());
    for (const command of ['gate.go', 'gate.stop', 'gate.step', 'gate.edit'] as const) {
      expect(me.command(command)).toBe('The run has ended: b branches from a round of it.');
    }
  });
  test('are no matter of other commands', () => {
    expect(someoneAt(ended()).command('round.next')).toBe(false);
  });
});

describe('the next step', () => {
  test('is changed in an editor, and sent as it was changed', async () => {
    const { me, gate, turns } = await waitingAt(1);
    expect(me.command('gate.edit')).toBeUndefined();
    const over = me.over();
    if (over?.kind !== 'step') throw new Error('no editor was opened');
    expect(editorText(over.state.prompt)).toBe(REFLECTION_PROMPT);
    const typed = ['ctrl+u', 'W', 'h', 'y', '?'].reduce(
      (now, key) => overKey(now, key, SIZE).over ?? now,
      over as Parameters<typeof overKey>[0],
    );
    const { written, over: closed } = overKey(typed, 'ctrl+s', SIZE);
    if (!written) throw new Error('nothing was written');
    expect(closed).toBeUndefined();
    expect(await pendingAnew(gate, () => me.apply(written))).toBe('Changed. Enter sends it.');
    expect(me.asked('clear')).toHaveLength(1);
    await pendingAnew(gate, () => me.command('gate.go'));
    expect(turns().at(-1)).toContain('Why?');
    expect(turns().at(-1)).not.toBe(REFLECTION_PROMPT);
  });
  test('has what was typed before the program was killed', async () => {
    const first = await waitingAt(1);
    first.me.command('gate.edit');
    const over = first.me.over();
    const typed = over && overKey(over, 'X', SIZE).over;
    first.me.keep(typed);
    const [[draft] = []] = first.me.asked('keep');
    expect(draft).toBeDefined();
    const { me } = await waitingAt(1, {}, {}, draft);
    me.command('gate.edit');
    const again = me.over();
    expect(again?.kind === 'step' && editorText(again.state.prompt)).toContain('X');
  });
  test('can be one more where all rounds were made', async () => {
    const { me, gate } = await waitingAt(2);
    await pendingAnew(gate, () => me.command('gate.edit'));
    expect(gate.pending()).toMatchObject({ kind: 'calls', round: 2 });
    expect(me.over()).toBeUndefined();
  });
  test('that is another sample stays the request that it is', async () => {
    const { me, gate } = await waitingAt(1);
    await pendingAnew(gate, () => me.command('retry'));
    expect(me.command('gate.edit')).toMatch(/^Another sample is one of the same request/);
    expect(me.over()).toBeUndefined();
  });
});

describe('an answer once more', () => {
  test('is made in the run where it is the newest, and either can go on', async () => {
    const { me, gate, run } = await waitingAt(1);
    expect(me.command('attempt.choose')).toBe('This round has one answer only: R makes it once more.');
    expect(await pendingAnew(gate, () => me.command('retry'))).toBe('Round 0 once more: enter sends it.');
    await pendingAnew(gate, () => me.command('gate.go'));
    const attempts = () => attemptsOf(run() ?? never(), run()?.rounds[0]);
    expect(attempts().map(({ text }) => text)).toEqual(['It is 0.10.', 'It is 0.05.']);
    me.look({ attempt: attempts()[0]?.id });
    expect(await pendingAnew(gate, () => me.command('attempt.choose'))).toBe('Attempt 1 of 2 goes on.');
    expect(answerCall(run() ?? never(), run()?.rounds[0])?.text).toBe('It is 0.10.');
    expect(gate.pending()).toMatchObject({
      calls: [{ request: { messages: [{}, { content: [{ text: 'It is 0.10.' }] }, {}] } }],
    });
  });
  test('of an earlier round is a branch, on which that is asked', async () => {
    const other = await waitingAt(1);
    const { me, handle } = await waitingAt(2, {}, { branch: () => other.handle });
    me.look({ pinned: 0 });
    expect(me.command('retry')).toBe('A branch from round 0: enter sends it.');
    expect(me.asked('branch')).toEqual([[handle, 0, 'after']]);
    expect(me.opened).toEqual([[other.handle, { pane: 'next' }]]);
    expect(other.run()?.retrying).toBe(0);
  });
  test('of a run that has ended cannot be chosen any more', () => {
    expect(someoneAt(ended()).command('attempt.choose')).toBe(
      'The run has ended: b branches from a round of it.',
    );
  });
});

describe('a probe', () => {
  test('takes the place of the next round, and gives it back', async () => {
    const { me, gate } = await waitingAt(1);
    expect(await pendingAnew(gate, () => me.command('probe.placebo'))).toBe('Round 1 will be a placebo.');
    expect(gate.pending()).toMatchObject({
      roundKind: 'placebo',
      calls: [{ proposed: PLACEBO_TURN }],
    });
    expect(await pendingAnew(gate, () => me.command('probe.resample'))).toBe('Round 1 will be a resample.');
    expect(gate.pending()).toMatchObject({ roundKind: 'resample' });
    expect(await pendingAnew(gate, () => me.command('probe.resample'))).toBe(
      'Round 1 is no resample any more.',
    );
    expect(gate.pending()).toMatchObject({ roundKind: 'reflection' });
  });
  test('is made where the run would end', async () => {
    const { me, gate, turns } = await waitingAt(2);
    await pendingAnew(gate, () => me.command('probe.placebo'));
    expect(gate.pending()).toMatchObject({ kind: 'calls', round: 2, roundKind: 'placebo' });
    await pendingAnew(gate, () => me.command('gate.go'));
    expect(turns().at(-1)).toBe(PLACEBO_TURN);
  });
  test('of a run that has ended begins on a branch', async () => {
    const other = await waitingAt(1);
    const run = ended();
    const me = someoneAt(run, { branch: () => other.handle });
    me.look({ pinned: 0 });
    await pendingAnew(other.gate, () => me.command('probe.placebo'));
    expect(me.asked('branch')).toEqual([[run, 0, 'after']]);
    expect(other.gate.pending()).toMatchObject({ roundKind: 'placebo' });
    expect(me.opened).toHaveLength(1);
  });
  test('needs a round', async () => {
    const { me } = await waitingAt(0);
    for (const command of ['probe.placebo', 'probe.pressure', 'probe.injection', 'retry', 'note'] as const) {
      expect(me.command(command), command).toBe('There is no round yet.');
    }
    expect(me.branch('after')).toBe('There is no round yet.');
  });
  test('of pressure says what one claims to believe', async () => {
    const { me, gate } = await waitingAt(1);
    me.command('probe.pressure');
    expect(me.over()).toMatchObject({ kind: 'input', state: { kind: 'pressure', round: 0 } });
    const written = { kind: 'pressure', round: 0, text: '0.10', before: '' } as const;
    expect(await pendingAnew(gate, () => me.apply(written))).toBe(
      'The next round says: Are you sure? I think it is 0.10.',
    );
    expect(gate.pending()).toMatchObject({
      roundKind: 'pressure',
      calls: [{ proposed: 'Are you sure? I think it is 0.10.' }],
    });
  });
  test('with an error puts the answer before the model as it was changed', async () => {
    const { me, gate, run } = await waitingAt(1);
    me.command('probe.injection');
    const over = me.over();
    expect(over?.kind === 'input' && editorText(over.state.text)).toBe('It is 0.10.');
    const written = { kind: 'injection', round: 0, text: 'It is 1.', before: 'It is 0.10.' } as const;
    expect(await pendingAnew(gate, () => me.apply(written))).toBe(
      'The next round goes on from the answer as you changed it.',
    );
    expect(gate.pending()).toMatchObject({
      roundKind: 'injection',
      calls: [{ request: { messages: [{}, { content: [{ text: 'It is 1.' }] }, {}] } }],
    });
    expect(run()?.edits.at(-1)?.change.answer).toEqual({ text: 'It is 1.', proposed: 'It is 0.10.' });
  });
  test('with an error needs a whole answer', async () => {
    const { handle, run } = began({ stepping: false, scripts: [[{ type: 'hangs' }]] });
    await until(() => run()?.calls[0] !== undefined);
    expect(someoneAt(handle).command('probe.injection')).toBe(
      'There is no whole answer yet that this could follow.',
    );
    handle.cancel();
  });
});

describe('a branch', () => {
  test('begins at the round that is shown, and is looked at where it waits', () => {
    const [run, other] = [ended(), scriptedRun()];
    const me = someoneAt(run, { branch: () => other });
    me.look({ pinned: 0 });
    expect(me.branch('after')).toMatch(/^A branch after round 0\. /);
    expect(me.branch('anew')).toMatch(/^A branch with another round 0\. /);
    expect(me.asked('branch')).toEqual([
      [run, 0, 'after'],
      [run, 0, 'anew'],
    ]);
    expect(me.opened[0]).toEqual([other, { pane: 'next' }]);
  });
  test('that cannot be begun is said, and the run stays', () => {
    const refuses = () => {
      throw new Error('No region is set.');
    };
    const me = someoneAt(ended(), { branch: refuses });
    for (const say of [me.branch('after'), me.command('retry'), me.command('probe.placebo')]) {
      expect(say).toBe('No region is set.');
    }
    expect(me.opened).toEqual([]);
  });
});

describe('a note', () => {
  test('is an event of the run while that goes on', async () => {
    const { me, run } = await waitingAt(1);
    me.command('note');
    expect(me.over()).toMatchObject({ kind: 'input', state: { kind: 'note', round: 0, first: '' } });
    expect(me.apply({ kind: 'note', round: 0, text: 'odd', before: '' })).toBe(
      'The note on round 0 is there, but the run is not saved.',
    );
    expect(run()?.rounds[0]?.note).toBe('odd');
    me.command('note');
    expect(me.over()).toMatchObject({ state: { first: 'odd' } });
    expect(me.apply({ kind: 'note', round: 0, text: '', before: 'odd' })).toBe(
      'The note on round 0 is gone.',
    );
    expect(me.asked('note')).toEqual([]);
  });
  test('goes into the file of a run that has ended, and why it does not is said', () => {
    const run = ended();
    const kept = someoneAt(run);
    expect(kept.apply({ kind: 'note', round: 1, text: 'odd', before: '' })).toBe(
      'The note on round 1 is there, but the run is not saved.',
    );
    expect(kept.asked('note')).toEqual([[run, 1, 'odd']]);
    const not = someoneAt(run, { note: () => 'The run is not saved.' });
    expect(not.apply({ kind: 'note', round: 1, text: 'odd', before: '' })).toBe('The run is not saved.');
  });
});

function never(): never {
  throw new Error('there is no run');
}
