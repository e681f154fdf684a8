/** Thinking that is sent back, as it goes over the wire: the real engine and the real client, against a local server. */
import { expect, test } from 'vitest';
import { against, untroubled } from '../bedrock/testing/against-local.ts';
import { reflect } from '../engine/engine.ts';
import type { Answer, TimedDelta } from '../recorded/answer.ts';
import { requestKey } from '../recorded/recordings.ts';
import { answering } from '../recorded/testing/local-bedrock.ts';
import { readWireRequest } from '../recorded/wire-request.ts';
import { instantClock } from '../run/clock.ts';
import type { ContentBlock } from '../run/events.ts';
import { threadOf } from '../run/run.ts';
import { Settings } from '../run/settings.ts';
import { QUESTION } from '../run/testing/sample-run.ts';
import { selfReflection } from './self-reflection.ts';

/** Every byte there is, and thinking with signs that a careless copy would change. */
const REDACTED = Buffer.from([...Array(256).keys()]).toString('base64');
const THINKING = ' One equation:\n\t“x + (x + 1) = 1.1” 🏏 ';
const SIGNATURE = 'EqoBCkgIARABGAIiQL+/==';

const CONTENT: ContentBlock[] = [
  { reasoningContent: { reasoningText: { text: THINKING, signature: SIGNATURE } } },
  { reasoningContent: { redactedContent: REDACTED } },
  { text: 'It is 0.05.' },
];

function answerOf(content: ContentBlock[]): Answer {
  const deltas: Answer['deltas'] = content.flatMap(({ reasoningContent, text }): TimedDelta[] => {
    const thinking = reasoningContent?.reasoningText?.text;
    if (thinking) return [{ afterMs: 1, channel: 'thinking', text: thinking }];
    return text === undefined ? [] : [{ afterMs: 2, channel: 'text', text }];
  });
  const usage = { input: 20, output: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  return {
    deltas,
    ending: { kind: 'finished', afterMs: 3, stopReason: 'end_turn', usage, serverMs: 3, content },
  };
}

async function sent(sendReasoning: boolean, content = CONTENT) {
  const { model, server } = await against(answering(() => answerOf(content)));
  const run = await reflect({
    id: '01JTESTTESTTESTTESTTESTTEST',
    startedAt: '2026-11-20T09:00:00.000Z',
    app: 'test',
    provenance: 'synthetic',
    question: QUESTION,
    settings: Settings.parse({
      model: 'us.anthropic.claude-sonnet-4-6',
      strategy: { rounds: 2, sendReasoning },
      thinking: { type: 'effort', level: 'low' },
    }),
    prices: [],
    strategy: selfReflection,
    model,
    clock: instantClock(),
    signal: untroubled(),
    emit() {},
  });
  const bodies = server.requests.map(({ body }) => JSON.parse(body));
  return { run, server, answers: bodies.map(({ messages }) => contentsOf(messages, 'assistant')) };
}

function contentsOf(messages: { role: string; content: unknown }[], role: string): unknown[] {
  return messages.filter(message => message.role === role).map(({ content }) => content);
}

test('the thinking of every earlier round goes back as it came, byte for byte, before its answer', async () => {
  const { run, answers } = await sent(true);
  expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
  expect(run.calls[0]?.content).toEqual(CONTENT);
  expect(answers).toEqual([[], [CONTENT], [CONTENT, CONTENT]]);
});

test('by default only the text of the answer goes back', async () => {
  const { answers } = await sent(false);
  const text = [{ text: 'It is 0.05.' }];
  expect(answers).toEqual([[], [text], [text, text]]);
});

test('an answer without thinking goes back as its text', async () => {
  const { answers } = await sent(true, [{ text: 'It is ' }, { text: '0.05.' }]);
  expect(answers[1]).toEqual([[{ text: 'It is 0.05.' }]]);
});

test('a request is found in a recording by its words, whether thinking went back with them or not', async () => {
  const keys = async (sendReasoning: boolean) => {
    const { run, server } = await sent(sendReasoning);
    return server.requests.map(({ wirePath, body }, index) => {
      const onTheWire = readWireRequest(wirePath, body);
      const call = run.calls[index];
      if (!onTheWire || !call) throw new Error('a request is missing');
      const asRecorded = { ...call.request, model: call.model, messages: threadOf(run, call) };
      const { additionalModelRequestFields: fields, ...rest } = asRecorded;
      expect(requestKey(onTheWire)).toBe(
        requestKey({ ...rest, ...(fields && { additionalModelRequestFields: fields }) }),
      );
      return requestKey(onTheWire);
    });
  };
  const [back, dropped] = [await keys(true), await keys(false)];
  expect(back).toHaveLength(3);
  expect(back).toEqual(dropped);
});
