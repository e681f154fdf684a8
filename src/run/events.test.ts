import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type AnyEvent,
  EVENT_TYPES,
  type EventOf,
  isKnown,
  type NewEvent,
  RunEvent,
  type UnknownEvent,
} from './events.ts';
import { callFailed, inOrder, runStarted, SETTINGS, sampleEvents } from './testing/sample-run.ts';

/** One event of every type, with every field that the schema knows. */
const EXAMPLES: readonly RunEvent[] = [
  ...sampleEvents(),
  ...inOrder([
    runStarted({
      parent: { run: '01K0PARENT', round: 1 },
      settings: {
        ...SETTINGS,
        thinking: { type: 'budget', tokens: 2048 },
        stop: { answerStable: 2, maxCost: 0.5, maxSeconds: 60 },
        system: 'Be brief.',
        prompts: { reflection: 'Again.' },
        temperature: 0.2,
      },
    }),
    {
      type: 'call.started',
      call: 0,
      round: 0,
      lane: 1,
      purpose: 'answer',
      model: 'm',
      request: {
        extends: 0,
        system: [{ text: 'Be brief.' }],
        messages: [{ role: 'user', content: [{ text: 'Why?' }] }],
        cachePoints: [
          { after: 'system', ttl: '1h' },
          { after: 0, ttl: '5m' },
        ],
        inferenceConfig: { maxTokens: 10, temperature: 0.5 },
        additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2048 } },
      },
    },
    {
      type: 'call.finished',
      call: 0,
      stopReason: 'end_turn',
      usage: { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 },
      timing: { firstDeltaMs: 1.5, serverMs: 2, wallMs: 3.25 },
      content: [
        { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
        { reasoningContent: { redactedContent: 'AAEC' } },
        { text: 'Because.' },
      ],
    },
    callFailed(0, { name: 'E', message: 'm', remedy: 'r', original: 'o', retryable: false }),
    {
      type: 'check.finished',
      round: 0,
      lane: 0,
      source: 'sql',
      text: '3 rows',
      verdict: 'unknown',
      durationMs: 4,
    },
    { type: 'user.edited', round: 0, change: { maxTokens: 100 } },
    {
      type: 'vote.counted',
      round: 0,
      votes: [{ answer: '0.05', lanes: [0, 2], weight: 2 }],
      winner: 0,
      method: '3 answers counted',
    },
    { type: 'user.noted', round: 0, text: 'Look at the sign.' },
    { type: 'user.labelled', title: 'The good one', tags: ['paper', 'to show'] },
    { type: 'run.finished', outcome: 'failed', error: { name: 'E', message: 'm', retryable: true } },
    { type: 'run.resumed', resumedAt: '2026-11-23T11:00:00.000Z', app: 'reflectoscope/0.1.0' },
  ]),
];

/** The same with a field of a later version in every object, at every depth. */
function withUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknown);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, item]) => [key, withUnknown(item)]);
  return { ...Object.fromEntries(fields), later: { version: [2] } };
}

describe('the schema', () => {
  test('the examples are of every type', () => {
    expect(new Set(EXAMPLES.map(event => event.type))).toEqual(new Set(EVENT_TYPES));
  });

  test.each(EXAMPLES.map(event => [event.type, event] as const))(
    '%s comes back as it was',
    (_type, event) => {
      expect(RunEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    },
  );

  test.each(EXAMPLES.map(event => [event.type, event] as const))(
    '%s keeps unknown fields, at any depth',
    (_type, event) => {
      const later = withUnknown(event);
      expect(RunEvent.parse(later)).toEqual(later);
    },
  );

  test('what may be left out gets its default', () => {
    const started = RunEvent.parse({
      seq: 0,
      at: 0,
      type: 'run.started',
      schema: 1,
      run: 'x',
      startedAt: '2026-11-23',
      provenance: 'imported',
      question: { id: 'q', text: 'Why?' },
      settings: { model: 'm' },
    });
    expect(started).toMatchObject({
      app: 'unknown',
      prices: [],
      question: { domain: 'your own', grader: 'text' },
      settings: {
        strategy: { id: 'self-reflection', rounds: 3, repeatQuestion: false, sendReasoning: false },
        cache: '5m',
        thinking: { type: 'default' },
        maxTokens: 4096,
      },
    });
    const finished = RunEvent.parse({
      seq: 1,
      at: 0,
      type: 'call.finished',
      call: 0,
      stopReason: 'end_turn',
      usage: { input: 3, output: 2 },
      timing: { wallMs: 1 },
      content: [],
    });
    expect(finished).toMatchObject({
      usage: { input: 3, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    });
  });

  test.each<[string, object]>([
    ['a place before the first', { seq: -1 }],
    ['a time before the start', { at: -1 }],
    ['a call id that is no id', { call: 1.5 }],
    ['a channel that does not exist', { channel: 'shouting' }],
    ['a text that is no text', { text: 7 }],
  ])('refuses %s', (_name, change) => {
    const delta = { seq: 0, at: 0, type: 'call.delta', call: 0, channel: 'text', text: '' };
    expect(RunEvent.safeParse(delta).success).toBe(true);
    expect(RunEvent.safeParse({ ...delta, ...change }).success).toBe(false);
  });
});

test('an event of a later version is not known, whatever it is called', () => {
  const later: UnknownEvent = { seq: 0, at: 0, type: 'judge.spoke' };
  expect(isKnown(later)).toBe(false);
  expect(isKnown({ ...later, type: 'constructor' })).toBe(false);
  expect(sampleEvents().every(isKnown)).toBe(true);
});

test('a new event has the fields of its type, and its place is still open', () => {
  type Opened = { type: 'round.started'; round: number; kind: string };
  expectTypeOf<Opened>().toExtend<NewEvent>();
  expectTypeOf<Opened>().not.toExtend<RunEvent>();
  expectTypeOf<Opened & { seq: number; at: number }>().toExtend<RunEvent>();
  expectTypeOf<{ type: 'round.started'; round: number }>().not.toExtend<NewEvent>();
  expectTypeOf<{ type: 'round.started'; round: string; kind: string }>().not.toExtend<NewEvent>();
  expectTypeOf<{ type: 'round.closed'; round: number }>().not.toExtend<NewEvent>();
  expectTypeOf<EventOf<'call.delta'>['channel']>().toEqualTypeOf<'text' | 'thinking'>();
  expectTypeOf<RunEvent>().toExtend<AnyEvent>();
});
