import { describe, expect, test } from 'vitest';
import { instantClock } from '../run/clock.ts';
import { type CallError, RunEvent } from '../run/events.ts';
import { meterOfRun } from '../run/meter.ts';
import { threadOf } from '../run/run.ts';
import { PRICE, QUESTION, SETTINGS, THROTTLED, theRun } from '../run/testing/sample-run.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import type { CallStep, Strategy } from '../strategies/strategy.ts';
import { madeUp } from '../strategies/testing/made-up.ts';
import { type RunOptions, reflect } from './engine.ts';
import { finishes, type Script, says, scriptedModel, streams } from './testing/scripted-model.ts';

/** A run with a model that follows the scripts; `watch` sees every event and may cancel. */
function start(
  scripts: readonly Script[],
  options: Partial<RunOptions> & { watch?: (event: RunEvent, cancel: () => void) => void } = {},
) {
  const { watch, ...changes } = options;
  const clock = instantClock();
  const controller = new AbortController();
  const model = scriptedModel(clock, scripts);
  const events: RunEvent[] = [];
  const done = reflect({
    id: '01K0SAMPLE',
    startedAt: '2026-11-23T10:00:00.000Z',
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    question: QUESTION,
    settings: SETTINGS,
    prices: [PRICE],
    strategy: selfReflection,
    model,
    clock,
    signal: controller.signal,
    random: () => 0,
    emit(event) {
      events.push(event);
      watch?.(event, () => controller.abort());
    },
    ...changes,
  });
  return { done, events, model, types: () => events.map(event => event.type) };
}

const ANSWERS = [says(['It is ', '0.10.']), says(['It is ', '0.05.'])];

describe('a run', () => {
  test('is told in order, without a gap, and its time never goes back', async () => {
    const { done, events, types } = start(ANSWERS);
    await done;
    const round = [
      'round.started',
      'call.started',
      'call.delta',
      'call.delta',
      'call.finished',
      'answer.graded',
      'round.finished',
    ];
    expect(types()).toEqual(['run.started', ...round, ...round, 'run.finished']);
    expect(events.map(event => event.seq)).toEqual([...events.keys()]);
    expect(events.map(event => event.at)).toEqual(events.map(event => event.at).sort((a, b) => a - b));
    expect(events.at(-1)).toMatchObject({ at: 40, outcome: 'stopped', rule: 'max-rounds' });
  });

  test('is what its events fold to, and every event is as the schema has it', async () => {
    const { done, events } = start(ANSWERS);
    expect(await done).toEqual(theRun(events));
    for (const event of events) expect(RunEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });

  test('grades every round, and costs what its calls cost', async () => {
    const run = await start(ANSWERS).done;
    expect(run.rounds.map(round => round.grades)).toMatchObject([
      [{ extracted: '0.10', correct: false }],
      [{ extracted: '0.05', correct: true }],
    ]);
    // Twice 100 in and 10 out, at $3 and $15 a million.
    expect(meterOfRun(run).cost).toBeCloseTo(0.0009, 12);
  });

  test('sends the whole growing thread, and writes down only what is new in it', async () => {
    const { done, model } = start([...ANSWERS, ...ANSWERS], {
      settings: { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 2 } },
    });
    const run = await done;
    expect(model.requests.map(request => request.messages.length)).toEqual([1, 3, 5]);
    expect(run.calls.map(call => call?.request.messages.length)).toEqual([1, 2, 2]);
    expect(run.calls.map(call => call && threadOf(run, call))).toEqual(
      model.requests.map(request => request.messages),
    );
    expect(model.requests[2]?.messages.map(message => message.content[0]?.text)).toEqual([
      QUESTION.text,
      'It is 0.10.',
      expect.any(String),
      'It is 0.05.',
      expect.any(String),
    ]);
  });

  test('does not take the last number of a text that the token limit cut off', async () => {
    const cutOff: Script = [...streams(['First, 1.10 minus 1.00 is 0.10, so']), finishes('', 'max_tokens')];
    const run = await start([cutOff]).done;
    expect(run.rounds[0]?.grades).toMatchObject([{ extracted: null, correct: null }]);
    const whole = await start([says(['First, 1.10 minus 1.00 is 0.10, so'])]).done;
    expect(whole.rounds[0]?.grades).toMatchObject([{ extracted: '0.10' }]);
  });

  test('ends when the model has nothing to say', async () => {
    const { done, model } = start([[finishes('')]]);
    expect((await done).outcome).toEqual({ kind: 'stopped', rule: 'no-answer' });
    expect(model.requests).toHaveLength(1);
  });

  test('goes on after a retry', async () => {
    const { done, types } = start([[{ type: 'fails', error: THROTTLED }], ...ANSWERS]);
    expect((await done).outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(types().filter(type => type === 'call.retried')).toHaveLength(1);
  });
});

describe('a run that fails', () => {
  const refused: CallError = {
    name: 'AccessDeniedException',
    message: 'No.',
    remedy: 'Ask.',
    retryable: false,
  };

  test('ends with the error, and keeps the text and the rounds before', async () => {
    const { done, types } = start([
      ANSWERS[0] ?? [],
      [...streams(['It is ']), { type: 'fails', error: refused }],
    ]);
    const run = await done;
    expect(run.outcome).toEqual({ kind: 'failed', error: refused });
    expect(run.calls.map(call => call?.text)).toEqual(['It is 0.10.', 'It is ']);
    expect(run.calls[1]).toMatchObject({ status: 'failed', error: refused });
    expect(run.rounds[1]).not.toHaveProperty('finishedAt');
    expect(types().slice(-2)).toEqual(['call.failed', 'run.finished']);
  });
});

describe('cancelling a run', () => {
  test('in mid-call keeps the text', async () => {
    const { done, model } = start([says(['It ', 'is ', '0.10.'])], {
      watch: (event, cancel) => event.type === 'call.delta' && event.text === 'is ' && cancel(),
    });
    const run = await done;
    expect(run.outcome).toEqual({ kind: 'cancelled' });
    expect(run.calls[0]).toMatchObject({ status: 'failed', text: 'It is ', error: { name: 'Cancelled' } });
    expect(model.cancelled()).toBe(1);
  });

  test('in a wait for a retry makes no further call that is answered', async () => {
    const { done, events } = start([[{ type: 'fails', error: THROTTLED }], ...ANSWERS], {
      watch: (event, cancel) => event.type === 'call.retried' && cancel(),
    });
    expect((await done).outcome).toEqual({ kind: 'cancelled' });
    expect(events.at(-1)?.at).toBe(0);
  });

  test('between rounds makes no further call', async () => {
    const { done, model, types } = start(ANSWERS, {
      watch: (event, cancel) => event.type === 'round.finished' && cancel(),
    });
    expect((await done).outcome).toEqual({ kind: 'cancelled' });
    expect(model.requests).toHaveLength(1);
    expect(types().slice(-2)).toEqual(['round.finished', 'run.finished']);
  });

  test('at the very end of a call still grades the answer that is there', async () => {
    const { done } = start(ANSWERS, { watch: (event, cancel) => event.type === 'call.finished' && cancel() });
    const run = await done;
    expect(run.outcome).toEqual({ kind: 'cancelled' });
    expect(run.rounds).toMatchObject([{ grades: [{ extracted: '0.10' }], finishedAt: 20 }]);
  });

  test('when the last round is over changes nothing: the run was done', async () => {
    const { done } = start(ANSWERS, {
      watch: (event, cancel) => event.type === 'round.finished' && event.round === 1 && cancel(),
    });
    expect((await done).outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
  });

  test('before it begins makes no call', async () => {
    const controller = new AbortController();
    controller.abort();
    const { done, model, types } = start(ANSWERS, { signal: controller.signal });
    expect((await done).outcome).toEqual({ kind: 'cancelled' });
    expect(model.requests).toEqual([]);
    expect(types()).toEqual(['run.started', 'run.finished']);
  });
});

/** Asks for as many lanes at once in its one round, all in one go. */
function lanes(count: number): Strategy {
  const step = (lane: number): CallStep => ({
    kind: 'call',
    lane,
    purpose: 'answer',
    model: SETTINGS.model,
    messages: [{ role: 'user', content: [{ text: `lane ${lane}` }] }],
  });
  return madeUp(({ rounds: [round] }) => {
    if (!round)
      return { kind: 'steps', round: 0, roundKind: 'samples', steps: [...Array(count).keys()].map(step) };
    return round.finishedAt === undefined
      ? { kind: 'close-round', round: 0 }
      : { kind: 'stop', rule: 'max-rounds' };
  });
}

describe('lanes side by side', () => {
  test('each has a call of its own, and their streams interleave', async () => {
    const { done, events } = start([says(['a1 ', 'a2 ', '1.'], 10), says(['b1 ', '2.'], 12)], {
      strategy: lanes(2),
    });
    const run = await done;
    expect(run.calls).toMatchObject([
      { id: 0, lane: 0, text: 'a1 a2 1.', status: 'finished' },
      { id: 1, lane: 1, text: 'b1 2.', status: 'finished' },
    ]);
    expect(events.flatMap(event => (event.type === 'call.delta' ? event.text : []))).toEqual([
      'a1 ',
      'b1 ',
      'a2 ',
      '2.',
      '1.',
    ]);
    expect(events.map(event => event.seq)).toEqual([...events.keys()]);
  });

  test('each is graded, in the order of the lanes', async () => {
    const run = await start([says(['0.10'], 30), says(['0.05'], 10)], { strategy: lanes(2) }).done;
    expect(run.rounds[0]?.grades).toMatchObject([
      { lane: 0, extracted: '0.10', correct: false },
      { lane: 1, extracted: '0.05', correct: true },
    ]);
  });

  test('when one fails, the others come to their end, and the run has failed', async () => {
    const refused: CallError = { name: 'ValidationException', message: 'No.', retryable: false };
    const run = await start([[{ type: 'fails', error: refused }], says(['b1 ', '2.'])], {
      strategy: lanes(2),
    }).done;
    expect(run.calls).toMatchObject([{ status: 'failed' }, { status: 'finished', text: 'b1 2.' }]);
    expect(run.outcome).toEqual({ kind: 'failed', error: refused });
  });

  test('are all cancelled together', async () => {
    const { done, model } = start([streams(['a', 'b']).concat({ type: 'hangs' })], {
      strategy: lanes(3),
      watch: (event, cancel) => event.type === 'call.delta' && event.text === 'b' && cancel(),
    });
    expect((await done).outcome).toEqual({ kind: 'cancelled' });
    expect(model.cancelled()).toBe(3);
  });
});

describe('what the watcher throws', () => {
  test.each(['run.started', 'round.started', 'call.started', 'call.delta', 'call.finished', 'run.finished'])(
    'at %s ends the run',
    async type => {
      const { done, types } = start(ANSWERS, {
        watch(event) {
          if (event.type === type) throw new Error('the pipe is closed');
        },
      });
      await expect(done).rejects.toThrow('the pipe is closed');
      expect(types().at(-1)).toBe(type);
    },
  );

  test('ends the calls of the other lanes, too: nobody would hear what they cost', async () => {
    const { done, model } = start([says(['a']), [{ type: 'hangs' }]], {
      strategy: lanes(2),
      watch(event) {
        if (event.type === 'call.delta') throw new Error('the pipe is closed');
      },
    });
    await expect(done).rejects.toThrow('the pipe is closed');
    expect(model.cancelled()).toBe(1);
  });

  test('and so does a bug in a model', async () => {
    const { done, model } = start([[{ type: 'breaks', message: 'x is undefined' }], [{ type: 'hangs' }]], {
      strategy: lanes(2),
    });
    await expect(done).rejects.toThrow('x is undefined');
    expect(model.cancelled()).toBe(1);
  });
});
