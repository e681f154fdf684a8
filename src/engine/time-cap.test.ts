import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markOf } from '../analysis/marks.ts';
import { against } from '../bedrock/testing/against-local.ts';
import { eventFrame } from '../recorded/frames.ts';
import { answerFrom, listRecordings } from '../recorded/recordings.ts';
import { streamOf } from '../recorded/testing/local-bedrock.ts';
import { play } from '../recorded/testing/small-recording.ts';
import { type Clock, instantClock, realClock } from '../run/clock.ts';
import type { CallError, RunEvent } from '../run/events.ts';
import { meterOfRun } from '../run/meter.ts';
import type { Model } from '../run/model.ts';
import type { StopRules } from '../run/settings.ts';
import { PRICE, QUESTION, SETTINGS, THROTTLED, theRun } from '../run/testing/sample-run.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import type { CallStep, Strategy } from '../strategies/strategy.ts';
import { madeUp } from '../strategies/testing/made-up.ts';
import { reflect } from './engine.ts';
import { type Script, says, scriptedModel } from './testing/scripted-model.ts';

interface Capped {
  readonly stop: StopRules;
  readonly strategy?: Strategy;
  readonly watch?: (event: RunEvent, cancel: () => void) => void;
}

async function runWith(model: Model, clock: Clock, { stop, strategy = selfReflection, watch }: Capped) {
  const controller = new AbortController();
  const events: RunEvent[] = [];
  const run = await reflect({
    id: '01K0SAMPLE',
    startedAt: '2026-11-23T10:00:00.000Z',
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    question: QUESTION,
    settings: { ...SETTINGS, stop },
    prices: [PRICE],
    strategy,
    model,
    clock,
    signal: controller.signal,
    random: () => 0,
    emit(event) {
      events.push(event);
      watch?.(event, () => controller.abort());
    },
  });
  return { run, events };
}

async function scripted(scripts: readonly Script[], options: Capped) {
  const clock = instantClock();
  const model = scriptedModel(clock, scripts);
  return { ...(await runWith(model, clock, options)), model };
}

const lane = (index: number): CallStep => ({
  kind: 'call',
  lane: index,
  purpose: 'answer',
  model: SETTINGS.model,
  messages: [{ role: 'user', content: [{ text: `lane ${index}` }] }],
});

const TWO_LANES = madeUp(() => ({
  kind: 'steps',
  round: 0,
  roundKind: 'samples',
  steps: [lane(0), lane(1)],
}));

const STOPPED = { kind: 'stopped', rule: 'max-seconds' };
const SLOW = says(['It ', 'is ', '0.10.'], 1000);

describe('a cap on the time of a run', () => {
  test('cuts off the call that is going on, keeps its text, and names itself as the stop rule', async () => {
    const { run, events, model } = await scripted([SLOW], { stop: { maxSeconds: 2.5 } });
    expect(run.outcome).toEqual(STOPPED);
    expect(model.cancelled()).toBe(1);
    expect(run.calls).toMatchObject([
      {
        status: 'failed',
        text: 'It is ',
        error: {
          name: 'TimeCapReached',
          message: 'The call was cut off by the time cap of 2.5 s.',
          remedy: 'The text so far is kept. Give the run more time with --max-seconds.',
          retryable: false,
          charged: 'unknown',
        },
        timing: { firstDeltaMs: 1000, wallMs: 2500 },
      },
    ]);
    expect(events.slice(-2)).toMatchObject([
      { type: 'call.failed', at: 2500 },
      { type: 'run.finished', at: 2500, outcome: 'stopped', rule: 'max-seconds' },
    ]);
    expect(run.rounds).toMatchObject([{ grades: [] }]);
    expect(meterOfRun(run)).toMatchObject({ atLeast: true });
    expect(markOf(run, 0)).toMatchObject({ kind: 'FAILED', word: 'cut off' });
    expect(run).toEqual(theRun(events));
  });

  test('in a later round keeps the rounds before', async () => {
    const { run } = await scripted([SLOW], { stop: { maxSeconds: 4.5 } });
    expect(run.outcome).toEqual(STOPPED);
    expect(run.calls).toMatchObject([
      { status: 'finished', text: 'It is 0.10.' },
      { status: 'failed', text: 'It ' },
    ]);
    expect(run.rounds[0]?.grades).toMatchObject([{ extracted: '0.10' }]);
  });

  test('cuts off a call of which nothing came, and says nothing of a text', async () => {
    const { run, events } = await scripted([says(['late'], 5000)], { stop: { maxSeconds: 1 } });
    expect(run.outcome).toEqual(STOPPED);
    expect(run.calls[0]?.error).toMatchObject({
      name: 'TimeCapReached',
      remedy: 'Give the run more time with --max-seconds.',
    });
    expect(events.at(-1)).toMatchObject({ at: 1000 });
  });

  test('ends the wait for another attempt, which costs nothing', async () => {
    const refused: CallError = { ...THROTTLED, charged: 'no', retryAfterMs: 60_000 };
    const { run, events, model } = await scripted([[{ type: 'fails', error: refused }], SLOW], {
      stop: { maxSeconds: 5 },
    });
    expect(run.outcome).toEqual(STOPPED);
    expect(run.calls[0]?.error).toMatchObject({ name: 'TimeCapReached', charged: 'no' });
    expect(model.requests).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ at: 5000 });
  });

  test('is not reached by a run that ends before it', async () => {
    const { run } = await scripted([SLOW], { stop: { maxSeconds: 6.001 } });
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
  });

  test('that is reached between two calls makes no further one', async () => {
    let reach = () => {};
    const clock: Clock = {
      ...instantClock(),
      alarm(_ms, ring) {
        reach = ring;
        return () => {};
      },
    };
    const model = scriptedModel(clock, [SLOW]);
    const { run } = await runWith(model, clock, {
      stop: { maxSeconds: 60 },
      watch: event => event.type === 'call.finished' && reach(),
    });
    expect(run.outcome).toEqual(STOPPED);
    expect(model.requests).toHaveLength(1);
    expect(run.rounds).toMatchObject([{ grades: [{ extracted: '0.10' }] }]);
  });

  test.each([{}, { maxSeconds: 60 }])('leaves no timer behind, with %o', async stop => {
    const alarms = new Set<unknown>();
    const clock: Clock = {
      ...instantClock(),
      alarm(_ms, ring) {
        alarms.add(ring);
        return () => alarms.delete(ring);
      },
    };
    await runWith(scriptedModel(clock, [SLOW]), clock, { stop });
    expect(alarms.size).toBe(0);
  });

  test('does not hide a failure', async () => {
    const error: CallError = { name: 'AccessDeniedException', message: 'No.', retryable: false };
    const { run } = await scripted([[{ type: 'fails', error }]], { stop: { maxSeconds: 1 } });
    expect(run.outcome).toEqual({ kind: 'failed', error });
  });

  test('is another thing than a cancelled run', async () => {
    const { run } = await scripted([SLOW], {
      stop: { maxSeconds: 2.5 },
      watch: (event, cancel) => event.type === 'call.delta' && cancel(),
    });
    expect(run.outcome).toEqual({ kind: 'cancelled' });
    expect(run.calls[0]?.error?.name).toBe('Cancelled');
  });

  test('cuts off all lanes at once', async () => {
    const { run } = await scripted([SLOW, says(['b'], 5000)], {
      stop: { maxSeconds: 1.5 },
      strategy: TWO_LANES,
    });
    expect(run.outcome).toEqual(STOPPED);
    expect(run.calls.map(call => call?.error?.name)).toEqual(['TimeCapReached', 'TimeCapReached']);
    expect(run.calls.map(call => call?.text)).toEqual(['It ', '']);
  });
});

describe('a recording under a cap', () => {
  const recordings = listRecordings(resolve(import.meta.dirname, '../../fixtures/recordings'));
  const head = recordings.find(({ file }) => file.endsWith('bat-and-ball.sonnet-5-5.jsonl'))?.head;

  test('is told as without one, up to the cap', async () => {
    if (!head) throw new Error('the recording is missing');
    const told = async (stop: StopRules) => {
      const events: RunEvent[] = [];
      const settings = { ...head.settings, stop };
      const clock = instantClock();
      await play(answerFrom(recordings), clock, settings, event => events.push(event), head.question);
      return events;
    };
    const whole = await told({});
    const end = whole.at(-1)?.at ?? 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: end + 1000 }), async ms => {
        const events = await told({ maxSeconds: ms / 1000 });
        const before = whole.filter(({ at, type }) => at < ms && type !== 'run.started');
        const same = events.slice(1, 1 + before.length);
        expect(same).toEqual(before);
        if (ms > end) return;
        const last = theRun(events);
        expect(last.at).toBe(ms);
        expect(last.outcome).toEqual(STOPPED);
        expect(last.calls.slice(0, -1).every(call => call?.status === 'finished')).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a call over a socket', () => {
  test('that the cap cuts off is closed by us, and its text is kept', async () => {
    const opening = [
      eventFrame('messageStart', { role: 'assistant' }),
      eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'The ball ' } }),
    ];
    const { model, server } = await against(streamOf(opening, 'stall'));
    const { run } = await runWith(model, realClock(), { stop: { maxSeconds: 1 } });
    expect(run.outcome).toEqual(STOPPED);
    expect(run.calls).toMatchObject([
      { status: 'failed', text: 'The ball ', error: { name: 'TimeCapReached', charged: 'unknown' } },
    ]);
    expect(await server.requests[0]?.ended).toBe('closed by the client');
  });
});
