import { describe, expect, test } from 'vitest';
import { branchEvents, branchPoint } from '../run/branch.ts';
import { instantClock } from '../run/clock.ts';
import type { AnyEvent, RunEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import { meterOfInherited, meterOfPath, meterOfRun } from '../run/meter.ts';
import { answerCall, type Run } from '../run/run.ts';
import { PRICE, QUESTION, SETTINGS, theRun } from '../run/testing/sample-run.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import { type GoOnOptions, goOn, reflect } from './engine.ts';
import { createGate } from './gate.ts';
import { type Script, says, scriptedModel } from './testing/scripted-model.ts';

const SAID = ['It is 0.10.', 'It is 0.05.', 'It is 0.06.'].map(text => says(['So. ', text]));
const THREE = { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 2 } };

async function whole(): Promise<AnyEvent[]> {
  const clock = instantClock();
  const events: RunEvent[] = [];
  await reflect({
    id: '01K0SAMPLE',
    startedAt: '2026-11-23T10:00:00.000Z',
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    question: QUESTION,
    settings: THREE,
    prices: [PRICE],
    strategy: selfReflection,
    model: scriptedModel(clock, SAID),
    clock,
    signal: new AbortController().signal,
    emit: event => void events.push(event),
  });
  return events;
}

async function goneOn(
  past: readonly AnyEvent[],
  scripts: readonly Script[],
  more: Partial<GoOnOptions> = {},
) {
  const clock = instantClock();
  const model = scriptedModel(clock, scripts);
  const told: RunEvent[] = [];
  const run = await goOn({
    past,
    strategy: selfReflection,
    model,
    clock,
    signal: new AbortController().signal,
    emit: event => void told.push(event),
    ...more,
  });
  expect(run).toEqual(theRun([...past, ...told]));
  return { run, told, model };
}

const RESUMED = { resumedAt: '2026-11-23T11:00:00.000Z', app: 'reflectoscope/0.1.0' };
const answers = (run: Run) => run.rounds.map(round => answerCall(run, round)?.text);

describe('a run that was killed', () => {
  test('goes on after any of its events, and gives every answer', async () => {
    const events = await whole();
    const end = theRun(events);
    for (let length = 1; length < events.length; length++) {
      const past = events.slice(0, length);
      const made = theRun(past).calls.filter(call => call?.status === 'finished').length;
      const { run, told } = await goneOn(past, SAID.slice(made), { resumed: RESUMED });
      expect(answers(run)).toEqual(answers(end));
      expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
      expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => length + index));
      expect(told[0]).toMatchObject({ type: 'run.resumed' });
      expect(told[0]?.at).toBe(past.at(-1)?.at);
      expect(run.resumed).toBe(1);
    }
  });

  test('keeps the answer that was coming, as a call that may have to be paid', async () => {
    const events = await whole();
    const cut = events.findIndex(({ type }) => type === 'call.delta') + 1;
    const { run, told } = await goneOn(events.slice(0, cut), SAID, { resumed: RESUMED });
    expect(told[1]).toMatchObject({ type: 'call.failed', call: 0, error: { charged: 'unknown' } });
    expect(run.calls[0]).toMatchObject({ status: 'failed', text: 'So. ' });
    expect(meterOfRun(run)).toMatchObject({ atLeast: true, failed: 1 });
  });

  test('takes up what its user had changed and not seen sent', async () => {
    const events = (await whole()).filter(({ type }) => type !== 'run.finished');
    const cut = events.findIndex(event => event.type === 'round.finished') + 1;
    const past = events.slice(0, cut);
    const edit: AnyEvent = {
      seq: cut,
      at: past.at(-1)?.at ?? 0,
      type: 'user.edited',
      round: 1,
      change: { prompt: { text: 'Which cents?', proposed: '...' } },
    };
    const { model } = await goneOn([...past, edit], SAID.slice(1), { resumed: RESUMED });
    expect(model.requests[0]?.messages.at(-1)?.content).toEqual([{ text: 'Which cents?' }]);
  });
});

describe('a run that was cancelled', () => {
  test('has no outcome any more until it ends once more', async () => {
    const events = await whole();
    const cut = events.findIndex(event => event.type === 'round.finished') + 1;
    const at = events[cut - 1]?.at ?? 0;
    const past: AnyEvent[] = [
      ...events.slice(0, cut),
      { seq: cut, at, type: 'run.finished', outcome: 'cancelled' },
    ];
    const { run } = await goneOn(past, SAID.slice(1), { resumed: RESUMED });
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(answers(run)).toEqual(answers(theRun(events)));
  });
});

describe('a branch', () => {
  const head = {
    id: '01K0BRANCH',
    startedAt: '2026-11-23T12:00:00.000Z',
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    settings: THREE,
    prices: [PRICE],
  } as const;

  test('shares what was said up to its round, and pays only for what is its own', async () => {
    const events = await whole();
    const parent = theRun(events);
    const past = branchEvents({ run: parent, events }, branchPoint(parent, 0), head);
    expect(past.map(({ seq }) => seq)).toEqual(past.map((_, index) => index));
    const { run, model } = await goneOn(past, [says(['It is 0.50.']), says(['It is 0.55.'])]);
    expect(run.parent).toEqual({ run: '01K0SAMPLE', round: 0, seq: past.length - 1 });
    expect(answers(run)).toEqual(['So. It is 0.10.', 'It is 0.50.', 'It is 0.55.']);
    expect(model.requests).toHaveLength(2);
    expect(run.calls.map(call => call?.inherited)).toEqual([true, undefined, undefined]);
    expect(meterOfRun(run).usage.input).toBe(200);
    expect(meterOfInherited(run)?.usage.input).toBe(100);
    expect(meterOfPath(run).usage.input).toBe(300);
    expect(meterOfInherited(parent)).toBeUndefined();
  });

  test('shares nothing of later rounds: no edit, no note, no probe', async () => {
    const events = await whole();
    const finished = events.findIndex(event => event.type === 'round.finished');
    const foreign = (round: number): AnyEvent[] => [
      { seq: 0, at: 0, type: 'user.edited', round, change: { model: 'other' } },
      { seq: 0, at: 0, type: 'user.noted', round, text: 'Look.' },
    ];
    // Round 1 was changed while round 0 was still coming.
    const mixed = [...events.slice(0, finished), ...foreign(1), ...foreign(0), ...events.slice(finished)].map(
      (event, seq) => ({ ...event, seq }),
    );
    const parent = theRun(mixed);
    const past = branchEvents({ run: parent, events: mixed }, 0, head);
    const run = foldAll(past);
    expect(run?.edits.map(({ round }) => round)).toEqual([0]);
    expect(run?.rounds.map(({ note }) => note)).toEqual(['Look.']);
  });

  test('has a note on a shared round, whenever it was written', async () => {
    const events = await whole();
    const last = events.at(-1);
    const noted = [
      ...events,
      { seq: events.length, at: last?.at ?? 0, type: 'user.noted', round: 0, text: 'Look.' },
    ];
    const parent = theRun(noted);
    const run = foldAll(branchEvents({ run: parent, events: noted }, 0, head));
    expect(run?.rounds[0]?.note).toBe('Look.');
  });

  test('has a title and tags of its own', async () => {
    const events = await whole();
    const [started, ...rest] = events;
    const labelled = { seq: 1, at: 0, type: 'user.labelled', title: 'Of the parent', tags: ['x'] };
    const mixed = [started, labelled, ...rest].map((event, seq) => ({ ...event, seq })) as AnyEvent[];
    const run = foldAll(branchEvents({ run: theRun(mixed), events: mixed }, 0, head));
    expect(run).not.toHaveProperty('title');
    expect(run).not.toHaveProperty('tags');
  });

  test('goes by its own settings, and not by what was changed before it', async () => {
    const events = await whole();
    const finished = events.findIndex(event => event.type === 'round.finished') + 1;
    const edit = {
      seq: 0,
      at: 0,
      type: 'user.edited',
      round: 0,
      change: { model: 'other', rounds: 0, onward: true },
    };
    const mixed = [...events.slice(0, finished), edit, ...events.slice(finished)].map((event, seq) => ({
      ...event,
      seq,
    }));
    const parent = theRun(mixed);
    const { run, model } = await goneOn(branchEvents({ run: parent, events: mixed }, 0, head), SAID);
    expect(run.rounds).toHaveLength(3);
    expect(model.requests.map(request => request.model)).toEqual([THREE.model, THREE.model]);
  });

  test('of a round that failed is one of the last whole round before it', async () => {
    const events = await whole();
    const cut = events.findIndex(event => event.type === 'call.started' && event.call === 1) + 1;
    const parent = theRun([
      ...events.slice(0, cut),
      { seq: cut, at: 500, type: 'call.failed', call: 1, error: { name: 'E', message: 'm' } },
    ]);
    expect(branchPoint(parent, 1)).toBe(0);
    expect(branchPoint(theRun(events.slice(0, 3)), 0)).toBeUndefined();
  });

  test('of the question alone shares no round', async () => {
    const events = await whole();
    const parent = theRun(events);
    const past = branchEvents({ run: parent, events }, undefined, head);
    expect(past).toHaveLength(1);
    const { run } = await goneOn(past, SAID);
    expect(answers(run)).toEqual(answers(parent));
    expect(meterOfInherited(run)).toBeUndefined();
  });

  test('can be stopped at before its first step', async () => {
    const events = await whole();
    const parent = theRun(events);
    const gate = createGate({ stepping: true });
    const waits = new Promise<number>(resolve => {
      gate.subscribe(() => {
        const pending = gate.pending();
        if (!pending) return;
        resolve(pending.round);
        gate.stop();
      });
    });
    const { run } = await goneOn(branchEvents({ run: parent, events }, 1, head), SAID, { gate });
    expect(await waits).toBe(2);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'user-stop' });
  });
});
