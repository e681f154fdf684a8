import { describe, expect, test } from 'vitest';
import { type Clock, instantClock } from '../run/clock.ts';
import type { RunEvent } from '../run/events.ts';
import { meterOfRun } from '../run/meter.ts';
import { answerCall, attemptsOf, gradeOf, threadOf } from '../run/run.ts';
import { MODEL, PRICE, QUESTION, SETTINGS, THROTTLED, theRun, usageOf } from '../run/testing/sample-run.ts';
import { PLACEBO_TURN } from '../strategies/probes.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import { type RunOptions, reflect } from './engine.ts';
import { type Controls, createGate, type Pending } from './gate.ts';
import { type Script, says, scriptedModel } from './testing/scripted-model.ts';

const SAID = ['It is 0.10.', 'It is 0.05.', 'It is 0.06.', 'It is 0.07.', 'It is 0.08.'].map(text =>
  says([text]),
);
const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

/** What somebody does each time the run waits, in turn. */
type Act = (controls: Controls, pending: Pending) => unknown;

/** A run in which somebody stands at the gate; when they have nothing left to do, everything goes. */
async function attended(
  acts: readonly Act[],
  scripts: readonly Script[] = SAID,
  options: Partial<RunOptions> = {},
) {
  const clock = instantClock();
  const model = scriptedModel(clock, scripts);
  const controller = new AbortController();
  const gate = createGate({
    stepping: true,
    priceOf: id => (id === HAIKU ? { ...PRICE, model: HAIKU, input: 1, output: 5 } : undefined),
  });
  const events: RunEvent[] = [];
  const waited: Pending[] = [];
  const said: unknown[] = [];
  const left = [...acts];
  gate.subscribe(() => {
    const pending = gate.pending();
    if (!pending || waited.at(-1) === pending) return;
    waited.push(pending);
    setImmediate(() => {
      // What changes nothing leaves the same step waiting.
      let did: unknown;
      while (gate.pending() === pending && left.length > 0 && did !== THINKING) {
        did = left.shift()?.(gate, pending);
        said.push(did);
      }
      if (gate.pending() === pending && did !== THINKING) gate.setStepping(false);
    });
  });
  const run = await reflect({
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
    gate,
    emit: event => void events.push(event),
    ...options,
  });
  expect(run).toEqual(theRun(events));
  return { run, events, waited, said, model, gate, turns: () => model.requests.map(lastTurn) };
}

function lastTurn({
  messages,
}: {
  messages: readonly { content: readonly { text?: string | undefined }[] }[];
}) {
  return messages.at(-1)?.content[0]?.text;
}

const go: Act = controls => controls.go();

const THINKING = 'thinking';

/** Somebody takes a minute before they let it go. */
function thinks(clock: Clock, controls: Controls): typeof THINKING {
  void clock.sleep(60_000).then(() => controls.go());
  return THINKING;
}

describe('stepping', () => {
  test('waits before every call with what will be sent, and before the end', async () => {
    const { waited, turns, run } = await attended([go, go, go]);
    expect(waited.map(({ kind, round }) => [kind, round])).toEqual([
      ['calls', 0],
      ['calls', 1],
      ['end', 2],
    ]);
    const second = waited[1];
    expect(second?.kind === 'calls' && second.calls[0]).toMatchObject({
      proposed: REFLECTION_PROMPT,
      request: { model: MODEL, messages: [{ role: 'user' }, { role: 'assistant' }, { role: 'user' }] },
    });
    expect(turns()).toEqual([QUESTION.text, REFLECTION_PROMPT]);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
  });

  test('goes through once it is turned off, and stops again once it is on', async () => {
    const { waited } = await attended([controls => controls.setStepping(false)]);
    expect(waited).toHaveLength(1);
  });

  test('the rest can be skipped, also before the first call', async () => {
    expect((await attended([controls => controls.stop()])).run).toMatchObject({
      rounds: [],
      outcome: { kind: 'stopped', rule: 'user-stop' },
    });
    const { run } = await attended([go, controls => controls.stop()]);
    expect(run.rounds).toHaveLength(1);
  });

  test('time that somebody takes to think is not the time of the run', async () => {
    const clock = instantClock();
    const { run } = await attended([go, c => thinks(clock, c)], SAID, {
      clock,
      model: scriptedModel(clock, SAID),
      settings: { ...SETTINGS, stop: { maxSeconds: 30 } },
    });
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(run.at).toBeLessThan(1000);
  });

  test('a call that fails comes back to the gate, and goes on from there', async () => {
    const denied = { name: 'AccessDeniedException', message: 'No.', retryable: false };
    const { waited, run } = await attended(
      [go, go, go],
      [SAID[0] ?? [], [{ type: 'fails', error: denied }], ...SAID.slice(1)],
    );
    expect(waited[2]).toMatchObject({ kind: 'calls', round: 1, failed: { name: 'AccessDeniedException' } });
    expect(run.rounds).toHaveLength(2);
    expect(answerCall(run, run.rounds[1])).toMatchObject({ status: 'finished', text: 'It is 0.05.' });
  });

  test('cancelling at the gate cancels the run', async () => {
    const controller = new AbortController();
    const { run } = await attended([go, () => controller.abort()], SAID, { signal: controller.signal });
    expect(run.outcome).toEqual({ kind: 'cancelled' });
    expect(run.rounds).toHaveLength(1);
  });

  test('what would end anyway is not cancelled but has ended', async () => {
    const controller = new AbortController();
    const { run } = await attended([go, go, () => controller.abort()], SAID, { signal: controller.signal });
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
  });
});

describe('editing', () => {
  test('another prompt is sent in place of the proposed one, and both are told', async () => {
    const prompt = { text: 'Which cents?', proposed: REFLECTION_PROMPT };
    const { turns, events, waited } = await attended([go, controls => controls.edit({ prompt }), go, go]);
    expect(turns()).toEqual([QUESTION.text, 'Which cents?']);
    expect(events.filter(({ type }) => type === 'user.edited')).toMatchObject([
      { round: 1, change: { prompt } },
    ]);
    expect(waited[2]).toMatchObject({ kind: 'calls', calls: [{ proposed: REFLECTION_PROMPT }] });
  });

  test('taken back, the proposed one is sent', async () => {
    const prompt = { text: 'Which cents?', proposed: REFLECTION_PROMPT };
    const acts: Act[] = [go, c => c.edit({ prompt }), c => c.edit({ prompt: null }), go];
    expect((await attended(acts)).turns()).toEqual([QUESTION.text, REFLECTION_PROMPT]);
  });

  test('an empty turn is never sent: the run waits, also with stepping off', async () => {
    const empty = { prompt: { text: ' \n', proposed: REFLECTION_PROMPT } };
    const { said, turns } = await attended([
      go,
      c => c.edit(empty),
      c => c.go(),
      c => c.setStepping(false),
      c => c.edit({ prompt: null }),
    ]);
    expect(said[2]).toBe('Message 3, of the user, is empty: Bedrock takes no empty text.');
    expect(turns()).toEqual([QUESTION.text, REFLECTION_PROMPT]);
  });

  test('another model is for this round, or from it on, and brings its price', async () => {
    const settings = { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 2 } };
    const models = async (onward: boolean) => {
      const { model, run } = await attended([go, c => c.edit({ model: HAIKU, onward })], SAID, { settings });
      expect(run.prices.map(price => price.model)).toEqual([MODEL, HAIKU]);
      expect(meterOfRun(run).cost).toBeDefined();
      return model.requests.map(request => request.model);
    };
    expect(await models(false)).toEqual([MODEL, HAIKU, MODEL]);
    expect(await models(true)).toEqual([MODEL, HAIKU, HAIKU]);
  });

  test('thinking of one model is not sent to another', async () => {
    const thought = { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'sig' } } };
    const withThought = (text: string): Script => [
      { type: 'delta', channel: 'text', text },
      {
        type: 'finished',
        stopReason: 'end_turn',
        usage: usageOf({ input: 100, output: 10 }),
        content: [thought, { text }],
      },
    ];
    const settings = { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 2, sendReasoning: true } };
    const { model } = await attended(
      [go, go, c => c.edit({ model: HAIKU })],
      [withThought('It is 0.10.'), withThought('It is 0.05.'), withThought('It is 0.05.')],
      { settings },
    );
    const thinking = model.requests.map(({ messages }) =>
      JSON.stringify(messages).includes('reasoningContent'),
    );
    expect(thinking).toEqual([false, true, false]);
    expect(model.requests[2]?.messages).toHaveLength(5);
  });

  test('more rounds can be asked for where the run would end', async () => {
    const { run } = await attended([go, go, c => c.edit({ rounds: 2 }), go]);
    expect(run.rounds).toHaveLength(3);
  });
});

describe('a retry', () => {
  test('makes the same request once more; the new answer is graded and goes on', async () => {
    const { run, model, turns } = await attended([go, c => c.retry(), go, go], SAID);
    expect(model.requests[1]).toEqual(model.requests[0]);
    expect(turns()).toEqual([QUESTION.text, QUESTION.text, REFLECTION_PROMPT]);
    expect(run.rounds).toHaveLength(2);
    expect(attemptsOf(run, run.rounds[0]).map(({ id }) => id)).toEqual([0, 1]);
    expect(gradeOf(run.rounds[0])).toMatchObject({ extracted: '0.05', call: 1 });
    expect(gradeOf(run.rounds[0], 0, 0)).toMatchObject({ extracted: '0.10', call: 0 });
    expect(threadOf(run, run.calls[2] as never)[1]).toEqual({
      role: 'assistant',
      content: [{ text: 'It is 0.05.' }],
    });
  });

  test('another attempt can be chosen, and then that one goes on', async () => {
    const { run, model } = await attended([go, c => c.retry(), go, c => c.choose(0), go], SAID);
    expect(answerCall(run, run.rounds[0])?.id).toBe(0);
    expect(gradeOf(run.rounds[0])?.extracted).toBe('0.10');
    expect(model.requests[2]?.messages[1]?.content).toEqual([{ text: 'It is 0.10.' }]);
  });

  test('one that fails takes no answer away, and choosing gives it up', async () => {
    const fails: Script = [{ type: 'fails', error: { ...THROTTLED, retryable: false } }];
    const { run } = await attended(
      [go, c => c.retry(), go, c => c.choose(0), go],
      [SAID[0] ?? [], fails, ...SAID.slice(1)],
    );
    expect(answerCall(run, run.rounds[0])?.id).toBe(0);
    expect(run.rounds).toHaveLength(2);
    expect(run.outcome).toMatchObject({ rule: 'max-rounds' });
  });

  test('is refused while nothing waits, before there is an answer, and after the end', async () => {
    const before = await attended([c => c.retry()]);
    expect(before.said[0]).toBe('There is no answer yet that could be asked for once more.');
    expect(before.gate.retry()).toBe('The run has ended: branch from it to go on.');
    expect(before.gate.choose(7)).toBe('The run has ended: branch from it to go on.');
  });
});

describe('probes', () => {
  const probe =
    (kind: 'placebo' | 'resample' | 'pressure', text?: string): Act =>
    controls =>
      controls.edit({ probe: { kind, ...(text !== undefined && { text }) } });

  test('are rounds of their own kind that the strategy does not count', async () => {
    const { run, turns } = await attended([go, probe('placebo'), go]);
    expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'placebo', 'reflection']);
    expect(run.calls.map(call => call?.purpose)).toEqual(['answer', 'placebo', 'reflect']);
    expect(turns()).toEqual([QUESTION.text, PLACEBO_TURN, REFLECTION_PROMPT]);
  });

  test('pressure names what the user says to believe', async () => {
    expect((await attended([go, probe('pressure', '0.10')])).turns()[1]).toBe(
      'Are you sure? I think it is 0.10.',
    );
    expect((await attended([go, probe('pressure')])).turns()[1]).toBe('Are you sure?');
  });

  test('a resample stands beside the conversation, which goes on without it', async () => {
    const { model } = await attended([go, probe('resample'), go]);
    expect(model.requests[1]?.messages).toEqual(model.requests[0]?.messages);
    expect(model.requests[2]?.messages[1]?.content).toEqual([{ text: 'It is 0.10.' }]);
  });

  test('an injected answer stands in the thread in place of the own one', async () => {
    const answer = { text: 'It is 1.05.', proposed: 'It is 0.10.' };
    const { model, run } = await attended([go, c => c.edit({ probe: { kind: 'injection' }, answer })]);
    expect(model.requests[1]?.messages[1]).toEqual({ role: 'assistant', content: [{ text: 'It is 1.05.' }] });
    expect(run.rounds[1]?.kind).toBe('injection');
    expect(run.calls[0]?.text).toBe('It is 0.10.');
  });

  test('can be asked for where the run would end, and be taken back', async () => {
    const { run } = await attended([go, go, probe('placebo'), c => c.edit({ probe: null }), go]);
    expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'reflection']);
    const at = await attended([go, go, probe('placebo'), go, go]);
    expect(at.run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'reflection', 'placebo']);
  });
});

test('a probe that fails can be taken back, and the round is a reflection again', async () => {
  const fails: Script = [{ type: 'fails', error: { ...THROTTLED, retryable: false } }];
  const { run } = await attended(
    [go, c => c.edit({ probe: { kind: 'placebo' } }), go, c => c.edit({ probe: null }), go],
    [SAID[0] ?? [], fails, ...SAID.slice(1)],
  );
  expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'reflection']);
  expect(run.calls.map(call => call?.purpose)).toEqual(['answer', 'placebo', 'reflect']);
});

test('a reflection that failed can be made a probe', async () => {
  const fails: Script = [{ type: 'fails', error: { ...THROTTLED, retryable: false } }];
  const { run } = await attended(
    [go, go, c => c.edit({ probe: { kind: 'placebo' } }), go, go],
    [SAID[0] ?? [], fails, ...SAID.slice(1)],
  );
  expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'placebo', 'reflection']);
});

test('a probe waits until the round that is made once more is there', async () => {
  const { said, run } = await attended([
    go,
    c => c.retry(),
    c => c.edit({ probe: { kind: 'placebo' } }),
    c => c.retry(),
    c => c.edit({ probe: { kind: 'placebo' } }),
    go,
  ]);
  expect(said[2]).toBe('A round is about to be made once more: R takes that back first.');
  expect(run.calls.map(call => call?.purpose)).toEqual(['answer', 'placebo', 'reflect']);
});

test('words of the user come back when the probe that took their place is taken back', async () => {
  const prompt = { text: 'Which cents?', proposed: REFLECTION_PROMPT };
  const { turns } = await attended([
    go,
    c => c.edit({ prompt }),
    c => c.edit({ probe: { kind: 'placebo' } }),
    c => c.edit({ probe: null }),
    go,
  ]);
  expect(turns()).toEqual([QUESTION.text, 'Which cents?']);
});

test('another sample that fails comes back to the gate, also where nobody steps', async () => {
  const fails: Script = [{ type: 'fails', error: { ...THROTTLED, retryable: false } }];
  const { run, waited } = await attended(
    [
      go,
      c => {
        c.retry();
        c.setStepping(false);
      },
      c => c.choose(0),
    ],
    [SAID[0] ?? [], fails, ...SAID.slice(1)],
  );
  expect(waited.at(-1)).toMatchObject({ kind: 'calls', failed: { name: 'ThrottlingException' } });
  expect(run.outcome).toMatchObject({ kind: 'stopped', rule: 'max-rounds' });
});

test('a note is told at once and kept with its round', async () => {
  const { run } = await attended([go, c => c.note(0, 'Look.'), c => c.go()]);
  expect(run.rounds[0]?.note).toBe('Look.');
});
