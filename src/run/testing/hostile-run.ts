/**
 * A run of which every word is one text: in every field of every event, in fields that nobody knows and in
 * an event of no known type. Only tests import it.
 */
import type { AnyEvent, CallError, ContentBlock, NewEvent } from '../events.ts';
import { Settings } from '../settings.ts';
import { inOrder, onceMore, PRICE, roundFinished, usageOf } from './sample-run.ts';

export interface HostileKind {
  /** From another program, branched from another run. */
  readonly imported?: boolean;
  /** How the text of an answer is cut into deltas; otherwise it comes whole. */
  readonly cut?: (text: string) => readonly string[];
}

/** Three rounds: one with thinking, one that was edited, checked and voted on, one that fails. */
export function hostileEvents(text: string, kind: HostileKind = {}): AnyEvent[] {
  // Some fields may not be empty.
  const word = text === '' ? ' ' : text;
  const extra = { later: text, deeper: { text: [text] } };
  const error: CallError = {
    name: text,
    message: text,
    remedy: text,
    original: text,
    retryable: true,
    ...extra,
  };
  const events: NewEvent[] = [
    runStarted(word, kind, extra),
    roundStarted(0, text),
    callStarted(0, 0, word),
    { type: 'call.retried', call: 0, attempt: 1, attempts: 4, reason: error, waitMs: 1 },
    ...answer(0, text, kind),
    graded(0, text),
    roundFinished(0),
    { type: 'user.edited', round: 1, change: edit(word) },
    roundStarted(1, text),
    callStarted(1, 1, word),
    ...answer(1, `${text}\nsecond`, kind),
    {
      type: 'check.finished',
      round: 1,
      lane: 0,
      source: text,
      text,
      verdict: 'fail',
      durationMs: 1,
      about: 1,
    },
    {
      type: 'vote.counted',
      round: 1,
      votes: [{ answer: text, lanes: [0], weight: 1 }],
      winner: 0,
      method: text,
    },
    graded(1, text),
    roundFinished(1),
    ...onceMore(1, { call: 2, again: 1, answer: text }),
    { type: 'user.noted', round: 0, text },
    { type: 'user.noted', round: 1, text },
    roundStarted(2, text),
    callStarted(3, 2, word),
    { type: 'call.delta', call: 3, channel: 'text', text },
    { type: 'call.failed', call: 3, error },
    { type: 'user.labelled', title: text, tags: [text, `${text}2`] },
    { type: 'run.resumed', resumedAt: text, app: text },
    {
      type: 'run.finished',
      outcome: 'failed',
      answer: { round: 1, lane: 0, why: text },
      rule: text,
      error,
    },
  ];
  const placed: AnyEvent[] = inOrder(events);
  return [...placed, { seq: placed.length, at: placed.length * 100, type: word, ...extra }];
}

function runStarted(text: string, { imported }: HostileKind, extra: object): NewEvent {
  return {
    type: 'run.started',
    schema: 1,
    run: text,
    startedAt: text,
    app: text,
    provenance: imported ? 'imported' : 'live',
    question: {
      id: text,
      title: text,
      domain: text,
      text,
      reference: [text, 'another'],
      grader: 'exact',
      labels: [text],
      language: text,
      database: text,
      schema: { title: text, properties: { [text]: { const: text } } },
      ...extra,
    },
    settings: hostileSettings(text),
    prices: [{ ...PRICE, model: text, source: text, asOf: text }],
    ...(imported && {
      imported: { from: text, file: text, place: text, unknown: [text, 'timing'] },
      parent: { run: text, round: 0 },
    }),
    ...extra,
  };
}

/** Settings of which every word is the text, which may not be empty. */
export function hostileSettings(text: string): Settings {
  return Settings.parse({
    model: text,
    strategy: { id: text, rounds: 2 },
    thinking: { type: 'effort', level: text },
    feedback: { source: 'judge', judge: text },
    system: text,
    prompts: { name: text, first: text, reflection: text },
  });
}

function edit(text: string) {
  return {
    prompt: { text, proposed: text },
    answer: { text, proposed: text },
    feedback: text,
    model: text,
    prompts: { name: text, reflection: text },
    probe: { kind: 'pressure' as const, text },
  };
}

const roundStarted = (round: number, kind: string): NewEvent => ({ type: 'round.started', round, kind });

const graded = (round: number, text: string): NewEvent => ({
  type: 'answer.graded',
  round,
  lane: 0,
  extracted: text,
  correct: round === 1,
  method: text,
});

function callStarted(call: number, round: number, text: string): NewEvent {
  return {
    type: 'call.started',
    call,
    round,
    lane: 0,
    purpose: text,
    model: text,
    request: {
      system: [{ text }],
      messages: [
        { role: text, content: [{ text }] },
        { role: 'user', content: blocks(text) },
      ],
      cachePoints: [],
      inferenceConfig: { maxTokens: 10 },
      additionalModelRequestFields: { [text]: text, list: [text] },
      serviceTier: text,
    },
  };
}

function answer(call: number, text: string, { cut = one => [one] }: HostileKind): NewEvent[] {
  return [
    ...cut(text).map((piece): NewEvent => ({ type: 'call.delta', call, channel: 'thinking', text: piece })),
    ...cut(text).map((piece): NewEvent => ({ type: 'call.delta', call, channel: 'text', text: piece })),
    {
      type: 'call.finished',
      call,
      stopReason: text,
      usage: usageOf({ input: 10, output: 10 }),
      timing: { wallMs: 10 },
      content: blocks(text),
      serviceTier: text,
    },
  ];
}

function blocks(text: string): ContentBlock[] {
  return [
    { reasoningContent: { reasoningText: { text, signature: text } } },
    { reasoningContent: { redactedContent: text } },
    { text },
    { toolUse: { name: text, input: { [text]: text } } },
  ];
}
