/** Events written by hand, for tests: one builder an event, and a small whole run made of them. */
import type { Edit, ProbeKind } from '../edits.ts';
import {
  type AnyEvent,
  type CallError,
  type CallRequest,
  type EventOf,
  type NewEvent,
  type RunEvent,
  SCHEMA_VERSION,
  type Without,
} from '../events.ts';
import { foldAll } from '../fold.ts';
import type { Price, ReportedUsage, Usage } from '../price.ts';
import { Question } from '../question.ts';
import type { Run } from '../run.ts';
import { Settings } from '../settings.ts';

export const MODEL = 'us.anthropic.claude-sonnet-4-6';

/** The ratios of Claude: a read is a tenth of the input rate, a write 1.25 times and twice. */
export const PRICE: Price = {
  model: MODEL,
  input: 3,
  output: 15,
  cacheRead: 0.3,
  cacheWrite5m: 3.75,
  cacheWrite1h: 6,
  asOf: '2026-11-10',
  source: 'a test',
};

export const QUESTION = Question.parse({
  id: 'bat-and-ball',
  domain: 'mathematics',
  text: 'A bat and a ball cost $1.10. The bat costs $1.00 more than the ball. What does the ball cost?',
  reference: ['0.05'],
  grader: 'numeric',
});

export const SETTINGS = Settings.parse({ model: MODEL, strategy: { rounds: 1 } });

export const THROTTLED: CallError = {
  name: 'ThrottlingException',
  message: 'Bedrock is throttling.',
  retryable: true,
};

type Started = EventOf<'run.started'>;

/** Gives events their places: `seq` from 0, and `at` every `everyMs`. */
export function inOrder(events: readonly NewEvent[], everyMs = 100): RunEvent[] {
  return events.map((event, seq) => ({ seq, at: seq * everyMs, ...event }) as RunEvent);
}

/** The run of these events; the first must be `runStarted()`. */
export function runOf(...events: readonly NewEvent[]): Run {
  return theRun(inOrder(events));
}

/** The fold of events that do make a run. */
export function theRun(events: Iterable<AnyEvent>): Run {
  const run = foldAll(events);
  if (!run) throw new Error('no events, no run');
  return run;
}

export function runStarted(changes: Partial<Without<Started, 'seq' | 'at' | 'type'>> = {}): NewEvent {
  return {
    type: 'run.started',
    schema: SCHEMA_VERSION,
    run: '01K0SAMPLE',
    startedAt: '2026-11-23T10:00:00.000Z',
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    question: QUESTION,
    settings: SETTINGS,
    prices: [PRICE],
    ...changes,
  };
}

export function roundStarted(round: number, kind = round === 0 ? 'answer' : 'reflection'): NewEvent {
  return { type: 'round.started', round, kind };
}

export function roundFinished(round: number): NewEvent {
  return { type: 'round.finished', round };
}

/** A request of one user message, or of an answer and a reflection turn when it extends a call. */
export function requestOf(text: string, parent?: { readonly call: number; readonly answer: string }) {
  const request: CallRequest = {
    ...(parent && { extends: parent.call }),
    system: [],
    messages: [
      ...(parent ? [{ role: 'assistant', content: [{ text: parent.answer }] }] : []),
      { role: 'user', content: [{ text }] },
    ],
    cachePoints: [],
    inferenceConfig: { maxTokens: 4096 },
  };
  return request;
}

export function callStarted(
  call: number,
  round: number,
  changes: Partial<Without<EventOf<'call.started'>, 'seq' | 'at' | 'type' | 'call' | 'round'>> = {},
): NewEvent {
  return {
    type: 'call.started',
    call,
    round,
    lane: 0,
    purpose: round === 0 ? 'answer' : 'reflect',
    model: MODEL,
    request: requestOf(QUESTION.text),
    ...changes,
  };
}

export function delta(call: number, text: string, channel: 'text' | 'thinking' = 'text'): NewEvent {
  return { type: 'call.delta', call, channel, text };
}

export function callRetried(call: number, attempt: number, waitMs = 1000): NewEvent {
  return { type: 'call.retried', call, attempt, attempts: 4, reason: THROTTLED, waitMs };
}

export function usageOf(usage: Partial<Usage>): Usage {
  return { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, ...usage };
}

export function callFinished(
  call: number,
  usage: Partial<Usage> = { input: 10, output: 10 },
  changes: { readonly stopReason?: string; readonly wallMs?: number; readonly text?: string } = {},
): NewEvent {
  return {
    type: 'call.finished',
    call,
    stopReason: changes.stopReason ?? 'end_turn',
    usage: usageOf(usage),
    timing: { wallMs: changes.wallMs ?? 400 },
    content: [{ text: changes.text ?? '' }],
  };
}

/** As from a service that leaves out the tokens. */
export function finishedUntold(call: number, usage: Partial<ReportedUsage> = {}): NewEvent {
  return {
    type: 'call.finished',
    call,
    stopReason: 'end_turn',
    usage: { cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, ...usage },
    timing: { wallMs: 400 },
    content: [],
  };
}

export function callFailed(call: number, error: CallError = THROTTLED): NewEvent {
  return { type: 'call.failed', call, error, timing: { wallMs: 300 } };
}

export function graded(round: number, extracted: string | null, correct: boolean | null = null): NewEvent {
  return { type: 'answer.graded', round, lane: 0, extracted, correct, method: 'last number' };
}

export function stopped(rule = 'max-rounds'): NewEvent {
  return { type: 'run.finished', outcome: 'stopped', rule };
}

/** A whole round of one call: asked, answered, graded, closed. Round and call have the same number. */
export function wholeRound(
  round: number,
  answer: string,
  changes: { readonly usage?: Partial<Usage>; readonly extracted?: string | null } = {},
): NewEvent[] {
  return [
    roundStarted(round),
    callStarted(round, round),
    delta(round, answer),
    callFinished(round, changes.usage, { text: answer }),
    graded(round, changes.extracted === undefined ? answer : changes.extracted),
    roundFinished(round),
  ];
}

export function edited(round: number, change: Edit): NewEvent {
  return { type: 'user.edited', round, change };
}

export function noted(round: number, text: string): NewEvent {
  return { type: 'user.noted', round, text };
}

export function labelled(label: { readonly title?: string; readonly tags?: string[] }): NewEvent {
  return { type: 'user.labelled', ...label };
}

/** A whole probe that the user asked for, of one call; round and call have the same number. */
export function probeRound(round: number, kind: ProbeKind, answer: string, change: Edit = {}): NewEvent[] {
  const [, , ...rest] = wholeRound(round, answer);
  return [
    edited(round, { probe: { kind }, ...change }),
    roundStarted(round, kind),
    callStarted(round, round, { purpose: kind }),
    ...rest,
  ];
}

/** The answer of a round that has ended, asked for once more, graded and closed again. */
export function onceMore(
  round: number,
  {
    call,
    again,
    answer,
    correct = null,
  }: { call: number; again: number; answer: string; correct?: boolean | null },
): NewEvent[] {
  return [
    edited(round, { retry: again }),
    callStarted(call, round, { again }),
    delta(call, answer),
    callFinished(call, undefined, { text: answer }),
    { type: 'answer.graded', round, lane: 0, extracted: answer, correct, method: 'last number', call },
    roundFinished(round),
  ];
}

/**
 * Round 0 answers 0.10 (after a retry, with thinking) and writes to the cache; round 1 reads from it
 * and answers 0.05. With `PRICE` round 0 costs $0.0055845 and saves -$0.0009825, round 1 costs
 * $0.00138 and saves $0.003492.
 */
export function sampleEvents(): RunEvent[] {
  const first = 'The ball costs $0.10.';
  const second = 'The ball costs $0.05.';
  return inOrder([
    runStarted(),
    roundStarted(0),
    callStarted(0, 0),
    callRetried(0, 1),
    delta(0, 'One equation.', 'thinking'),
    delta(0, 'The ball '),
    delta(0, 'costs $0.10.'),
    callFinished(0, { input: 24, output: 40, cacheWrite5m: 1310 }, { text: first }),
    graded(0, '0.10', false),
    roundFinished(0),
    roundStarted(1),
    callStarted(1, 1, { request: requestOf('Check it.', { call: 0, answer: first }) }),
    delta(1, 'The ball '),
    delta(1, 'costs $0.05.'),
    callFinished(1, { input: 4, output: 50, cacheRead: 1310, cacheWrite5m: 60 }, { text: second }),
    graded(1, '0.05', true),
    roundFinished(1),
    stopped(),
  ]);
}

/** A run of many events: `rounds` rounds of `deltas` deltas, ten milliseconds apart. */
export function longEvents(rounds: number, deltas: number): RunEvent[] {
  const round = (index: number): NewEvent[] => [
    roundStarted(index),
    callStarted(index, index),
    ...Array.from({ length: deltas }, (_, word) => delta(index, `${word} `)),
    callFinished(index),
    graded(index, '7'),
    roundFinished(index),
  ];
  return inOrder([runStarted(), ...Array.from({ length: rounds }, (_, n) => round(n)).flat(), stopped()], 10);
}
