import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantClock } from '../run/clock.ts';
import type { Message, NewEvent } from '../run/events.ts';
import { runStarted } from '../run/testing/sample-run.ts';
import { estimateTokens } from '../text/tokens.ts';
import type { Answer } from './answer.ts';
import { type CallsAsked, createCallsAsked } from './calls-asked.ts';
import { Scenario, scriptedAnswerer } from './script.ts';
import { aRequest } from './testing/collect.ts';
import { aFolder, aScenario, play, recordInto } from './testing/small-recording.ts';
import { seeded } from './written-answer.ts';

async function answerOf(scenario: Scenario, seed = 1, messages: Message[] = aRequest().messages.slice()) {
  const answer = await scriptedAnswerer(
    scenario,
    instantClock(),
    seed,
  )(aRequest({ messages, model: scenario.model }));
  if (!('deltas' in answer)) throw new Error(answer.message);
  return answer;
}

const said = (answer: Answer, channel: 'text' | 'thinking') =>
  answer.deltas.flatMap(delta => (delta.channel === channel ? delta.text : [])).join('');

const finished = ({ ending }: Answer) => {
  if (ending.kind !== 'finished') throw new Error(`it ${ending.kind}`);
  return ending;
};

describe('a script', () => {
  test('with the same seed is played in the same way, to the last byte', async () => {
    const folders = [aFolder(), aFolder()];
    const files = await Promise.all(folders.map(folder => recordInto(folder, aScenario())));
    const [one, other] = files.map(({ file }) => readFileSync(file, 'utf8'));
    expect(one).toBe(other);
    expect(one?.split('\n').length).toBeGreaterThan(10);
  });

  test('with another seed has other times, and the same words', async () => {
    const [one, other] = await Promise.all([answerOf(aScenario(), 1), answerOf(aScenario(), 2)]);
    expect(other.deltas).not.toEqual(one.deltas);
    expect(said(other, 'text')).toBe(said(one, 'text'));
  });

  test('answers each round with its own words, and has no more than it has', async () => {
    const scenario = aScenario();
    const answerer = scriptedAnswerer(scenario, instantClock(), 1);
    const user: Message = { role: 'user', content: [{ text: 'Sure?' }] };
    const reply: Message = { role: 'assistant', content: [{ text: '10' }] };
    const texts: unknown[] = [];
    for (const messages of [[user], [user, reply, user], [user, reply, user, reply, user]]) {
      const answer = await answerer(aRequest({ messages }));
      texts.push('deltas' in answer ? said(answer, 'text') : answer.message);
    }
    expect(texts).toEqual([...scenario.rounds.map(round => round.text), 'The script has no further round.']);
  });

  test('says every word of any text, in pieces that come later and later', async () => {
    const words = fc.string({ unit: 'grapheme' }).filter(text => text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(
        words,
        fc.option(words, { nil: undefined }),
        fc.integer(),
        async (text, thinking, seed) => {
          const round = { text, ...(thinking !== undefined && { thinking }) };
          const answer = await answerOf(aScenario({ rounds: [round] }), seed);
          expect(said(answer, 'text')).toBe(text);
          expect(said(answer, 'thinking')).toBe(thinking ?? '');
          const times = [...answer.deltas.map(delta => delta.afterMs), answer.ending.afterMs];
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(finished(answer).serverMs).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('that is played fast takes no less than no time', async () => {
    const answer = await answerOf(aScenario({ pace: { firstMs: 1, tokensPerSecond: 100_000 } }));
    expect(finished(answer).serverMs).toBeGreaterThanOrEqual(0);
  });

  test('bills all of the thinking, of which it shows a summary', async () => {
    const [shown] = aScenario().rounds;
    const answer = await answerOf(aScenario());
    const text = estimateTokens(shown?.text ?? '');
    expect(finished(answer).usage?.output).toBeGreaterThan(text + estimateTokens(shown?.thinking ?? ''));
    const { reasoningText } = finished(answer).content[0]?.reasoningContent ?? {};
    expect(reasoningText?.text).toBe(shown?.thinking);
    expect(Buffer.from(reasoningText?.signature ?? '', 'base64').toString()).toBe('synthetic signature 1');
  });

  test.each([
    ['global.anthropic.claude-opus-4-8', true],
    ['global.anthropic.claude-sonnet-5-5', true],
    ['global.anthropic.claude-fable-5-1', true],
    ['us.anthropic.claude-sonnet-4-6', false],
    ['us.anthropic.claude-opus-4-5-20251101-v1:0', false],
    ['us.amazon.nova-lite-v1:0', false],
  ])('counts the tokens of %s as it counts them', async (model, finer) => {
    const [round] = aScenario().rounds.slice(1);
    const answer = await answerOf(aScenario({ model, rounds: round ? [round] : [] }));
    expect(finished(answer).usage?.output).toBe(estimateTokens(round?.text ?? '', finer ? 1.3 : 1));
  });

  test('that fails stops after its share of the text', async () => {
    const fail = { after: 0.5, name: 'ModelStreamErrorException', message: 'The model broke.' };
    const answer = await answerOf(aScenario({ rounds: [{ text: 'one two three four', fail }] }));
    expect(said(answer, 'text')).toBe('one two t');
    expect(answer.ending).toMatchObject({ kind: 'failed', name: fail.name, message: fail.message });
  });

  test('is cached from where the prompt is long enough', async () => {
    const clock = instantClock();
    const long = 'The same long story about a bat and a ball. '.repeat(100);
    const scenario = aScenario({ rounds: [{ text: long }, { text: 'Five.' }, { text: 'Five.' }] });
    const { settings } = await recordInto(aFolder(), scenario);
    const run = await play(scriptedAnswerer(scenario, clock, 1), clock, settings);
    const [first, second, third] = run.calls.map(call => call?.usage);
    expect([first?.cacheRead, first?.cacheWrite5m]).toEqual([0, 0]);
    expect(second?.cacheWrite5m).toBeGreaterThanOrEqual(1024);
    expect(third?.cacheRead).toBe(second?.cacheWrite5m);
  });
});

describe('a script of several calls a round', () => {
  const SONNET = 'us.anthropic.claude-sonnet-4-6';
  const NOVA = 'us.amazon.nova-lite-v1:0';
  const user = (text: string): Message => ({ role: 'user', content: [{ text }] });

  /** A run so far: these calls have begun, each with its own request. */
  function begun(
    ...started: { round?: number; lane: number; purpose: string; model?: string; text: string }[]
  ) {
    const calls = createCallsAsked();
    const tell = (event: NewEvent, seq: number) => calls.tell({ seq, at: 0, ...event });
    tell(runStarted(), 0);
    started.forEach(({ round = 0, lane, purpose, model = SONNET, text }, call) => {
      const { model: _model, ...whole } = aRequest();
      const request = { ...whole, messages: [user(text)] };
      if (call === 0) tell({ type: 'round.started', round, kind: 'answer' }, 1);
      tell({ type: 'call.started', call, round, lane, purpose, model, request }, call + 2);
    });
    return calls;
  }

  const scripted = (answers: unknown[], calls: CallsAsked) =>
    scriptedAnswerer(
      Scenario.parse({
        ...aScenario(),
        rounds: [],
        paces: { [NOVA]: { firstMs: 1, tokensPerSecond: 1000 } },
        answers,
      }),
      instantClock(),
      1,
      calls,
    );

  const asked = async (answerer: ReturnType<typeof scripted>, text: string, model = SONNET) => {
    const answer = await answerer(aRequest({ model, messages: [user(text)] }));
    return 'deltas' in answer ? said(answer, 'text') : answer.message;
  };

  test('gives each call the first answer that fits it and was not given yet', async () => {
    const calls = begun(
      { lane: 0, purpose: 'answer', text: 'Q' },
      { lane: 1, purpose: 'answer', text: 'Q' },
      { lane: 1, purpose: 'verify', text: 'Right?' },
      { lane: 1, purpose: 'verify', text: 'Right?' },
    );
    const answerer = scripted(
      [
        { when: { lane: 1, purpose: 'verify' }, text: 'Yes.' },
        { when: { purpose: 'verify' }, text: 'No.' },
        { when: { lane: 1, round: 0 }, text: 'Five.' },
        { when: {}, text: 'Ten.' },
      ],
      calls,
    );
    const texts = ['Q', 'Q', 'Right?', 'Right?'].map(text => asked(answerer, text));
    expect(await Promise.all(texts)).toEqual(['Ten.', 'Five.', 'Yes.', 'No.']);
  });

  test('says which call it has no answer for, and that it knows no call of such a request', async () => {
    const calls = begun({ lane: 2, purpose: 'critique', text: 'Q' });
    const answerer = scripted([{ when: { lane: 0 }, text: 'Ten.' }], calls);
    expect(await asked(answerer, 'Q')).toBe(`The script has no answer for 0.2 critique (${SONNET}).`);
    expect(await asked(answerer, 'Q')).toBe('The script was not told of this call.');
  });

  test('has the pace and the cache of the model that is asked', async () => {
    const long = 'The same long story about a bat and a ball. '.repeat(100);
    const calls = begun(
      { lane: 0, purpose: 'answer', model: SONNET, text: long },
      { lane: 1, purpose: 'answer', model: NOVA, text: long },
    );
    const answerer = scripted(
      [
        { when: { model: NOVA }, text: 'Five.' },
        { when: { model: SONNET }, text: 'Five.' },
      ],
      calls,
    );
    const [slow, fast] = await Promise.all(
      [SONNET, NOVA].map(model => answerer(aRequest({ model, messages: [user(long)] }))),
    );
    const times = [slow, fast].map(answer => (answer && 'deltas' in answer ? answer.deltas[0]?.afterMs : 0));
    expect(times[0]).toBeGreaterThan(700);
    expect(times[1]).toBeLessThan(10);
  });
});

test('a scenario says what is wrong with it', () => {
  expect(Scenario.safeParse({ ...aScenario(), rounds: [] }).success).toBe(false);
  const answers = [{ when: {}, text: 'Five.' }];
  expect(Scenario.safeParse({ ...aScenario(), answers }).success).toBe(false);
  expect(Scenario.safeParse({ ...aScenario(), rounds: [], answers }).success).toBe(true);
  expect(Scenario.safeParse({ ...aScenario(), speed: 3 }).success).toBe(false);
  expect(Scenario.safeParse(aScenario()).success).toBe(true);
});

test('seeded numbers are the same again, and spread from 0 to 1', () => {
  const numbers = (seed: number) => Array.from({ length: 1000 }, seeded(seed));
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  const all = numbers(7);
  expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...all)).toBeLessThan(1);
  const mean = all.reduce((total, one) => total + one, 0) / all.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
});
