import { describe, expect, test } from 'vitest';
import type { ContentBlock, NewEvent } from '../run/events.ts';
import {
  callFailed,
  callStarted,
  MODEL,
  probeRound,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  usageOf,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { goOn, lastAnswer, user } from './thread.ts';

const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const TURN = { text: 'Check it.', model: MODEL, sendReasoning: true };
const THOUGHT: ContentBlock = { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } };

/** A round whose answer was thought about. */
function thoughtful(round: number, text: string, parent?: { call: number; answer: string }): NewEvent[] {
  return [
    roundStarted(round),
    callStarted(round, round, { request: requestOf(`Turn ${round}.`, parent) }),
    { type: 'call.delta', call: round, channel: 'text', text },
    {
      type: 'call.finished',
      call: round,
      stopReason: 'end_turn',
      usage: usageOf({ input: 10, output: 10 }),
      timing: { wallMs: 1 },
      content: [THOUGHT, { text }],
    },
    { type: 'round.finished', round },
  ];
}

describe('the answer that a turn follows', () => {
  test('is that of the last round, or of the last one before a round', () => {
    const run = runOf(runStarted(), ...wholeRound(0, 'a'), ...wholeRound(1, 'b'));
    expect(lastAnswer(run)?.text).toBe('b');
    expect(lastAnswer(run, 1)?.text).toBe('a');
    expect(lastAnswer(run, 0)).toBeUndefined();
    expect(lastAnswer(runOf(runStarted()))).toBeUndefined();
  });
  test('is never a resample, which stands beside the conversation', () => {
    const run = runOf(runStarted(), ...wholeRound(0, 'a'), ...probeRound(1, 'resample', 'b'));
    expect(lastAnswer(run)?.text).toBe('a');
    const more = runOf(
      runStarted(),
      ...wholeRound(0, 'a'),
      ...probeRound(1, 'resample', 'b'),
      ...probeRound(2, 'placebo', 'c'),
    );
    expect(lastAnswer(more)?.text).toBe('c');
  });
  test('is never one that was cut off', () => {
    const run = runOf(runStarted(), ...wholeRound(0, 'a'), roundStarted(1), callStarted(1, 1), callFailed(1));
    expect(lastAnswer(run)?.text).toBe('a');
  });
});

describe('a conversation goes on', () => {
  test('from nothing with the turn alone', () => {
    expect(goOn(runOf(runStarted()), undefined, TURN)).toEqual({ messages: [user('Check it.')] });
  });
  test('from an answer with that answer and the turn', () => {
    const run = runOf(runStarted(), ...wholeRound(0, 'a'));
    expect(goOn(run, lastAnswer(run), TURN)).toEqual({
      extends: 0,
      messages: [{ role: 'assistant', content: [{ text: 'a' }] }, user('Check it.')],
    });
  });
  test('from the answer as the user changed it', () => {
    const run = runOf(runStarted(), ...thoughtful(0, 'a'));
    const { messages } = goOn(run, lastAnswer(run), { ...TURN, answer: 'b' });
    // What was thought was thought of another answer.
    expect(messages[0]?.content).toEqual([{ text: 'b' }]);
  });
  test('with its thinking where that is wanted', () => {
    const run = runOf(runStarted(), ...thoughtful(0, 'a'));
    const contentOf = (sendReasoning: boolean) =>
      goOn(run, lastAnswer(run), { ...TURN, sendReasoning }).messages[0]?.content;
    expect(contentOf(true)).toEqual([THOUGHT, { text: 'a' }]);
    expect(contentOf(false)).toEqual([{ text: 'a' }]);
  });
  test('with another model without the thinking of the first, all the way back', () => {
    const second = thoughtful(1, 'b', { call: 0, answer: 'a' }).map(event =>
      event.type === 'call.started'
        ? {
            ...event,
            request: {
              ...event.request,
              messages: [{ role: 'assistant' as const, content: [THOUGHT, { text: 'a' }] }, user('Turn 1.')],
            },
          }
        : event,
    );
    const run = runOf(runStarted(), ...thoughtful(0, 'a'), ...second);
    const went = goOn(run, lastAnswer(run), { ...TURN, model: HAIKU });
    expect(went).not.toHaveProperty('extends');
    expect(went.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user']);
    expect(JSON.stringify(went)).not.toContain('reasoning');
    // A thread without any can simply be gone on with.
    const plain = runOf(runStarted(), ...wholeRound(0, 'a'));
    expect(goOn(plain, lastAnswer(plain), { ...TURN, model: HAIKU }).extends).toBe(0);
  });
});
