/**
 * The events of a run: the contract between engine, transcript, player and screen, and of every
 * transcript on somebody's disk. A run is its list of events; everything else is a fold over it.
 *
 * Every event has `seq` (0, 1, 2, ... without a gap) and `at` (milliseconds since the run began).
 * Unknown fields are kept, and so are events of an unknown type (`UnknownEvent`).
 */
import { z } from 'zod';
import { Price, Usage } from './price.ts';
import { Question } from './question.ts';
import { Settings } from './settings.ts';

/** The major version of this schema. A reader refuses a transcript with a greater one. */
export const SCHEMA_VERSION = 1;

const seq = z.int().min(0);
const ms = z.number().min(0);
/** Ids count up from 0 and a run is indexed by them: a damaged one must not make a huge list. */
const MOST_CALLS = 100_000;
const callId = z.int().min(0).max(MOST_CALLS);
const round = z.int().min(0);
const lane = z.int().min(0).default(0);

function event<T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.looseObject({ seq, at: ms, type: z.literal(type), ...shape });
}

/** A block of a message, as Converse has it; `redactedContent` is base64 here. */
export const ContentBlock = z.looseObject({
  text: z.string().optional(),
  reasoningContent: z
    .looseObject({
      reasoningText: z.looseObject({ text: z.string(), signature: z.string().optional() }).optional(),
      redactedContent: z.string().optional(),
    })
    .optional(),
});
export type ContentBlock = z.infer<typeof ContentBlock>;

export const Message = z.looseObject({ role: z.string(), content: z.array(ContentBlock) });
export type Message = z.infer<typeof Message>;

/** A cache point stands after the system prompt, or at the end of the message with this index. */
export const CachePoint = z.looseObject({
  after: z.union([z.literal('system'), z.int().min(0)]),
  ttl: z.enum(['5m', '1h']),
});
export type CachePoint = z.infer<typeof CachePoint>;

/**
 * A request as it was sent. With `extends`, `messages` holds only what came after the messages of
 * that earlier call; `cachePoints` always count in the whole thread (an earlier call's points do
 * not carry over).
 */
export const CallRequest = z.looseObject({
  extends: callId.optional(),
  system: z.array(ContentBlock).default([]),
  messages: z.array(Message),
  cachePoints: z.array(CachePoint).default([]),
  inferenceConfig: z
    .looseObject({ maxTokens: z.int().optional(), temperature: z.number().optional() })
    .default({}),
  additionalModelRequestFields: z.record(z.string(), z.unknown()).optional(),
});
export type CallRequest = z.infer<typeof CallRequest>;

/** An error as a person should read it: what happened, what would help, and the original words. */
export const CallError = z.looseObject({
  name: z.string(),
  message: z.string(),
  /** What would help. */
  remedy: z.string().optional(),
  /** The service's own text. */
  original: z.string().optional(),
  /** Whether the same call could succeed if it was made again. */
  retryable: z.boolean().default(false),
});
export type CallError = z.infer<typeof CallError>;

/** Milliseconds since the call was sent; `serverMs` is the service's own figure. */
export const Timing = z.looseObject({
  firstDeltaMs: ms.optional(),
  serverMs: ms.optional(),
  wallMs: ms,
});
export type Timing = z.infer<typeof Timing>;

export const Provenance = z.enum(['live', 'recorded', 'synthetic', 'imported']);
export type Provenance = z.infer<typeof Provenance>;

export const RunStarted = event('run.started', {
  schema: z.number(),
  /** A ULID. */
  run: z.string().min(1),
  /** Wall-clock start, ISO 8601. */
  startedAt: z.string(),
  app: z.string().default('unknown'),
  provenance: Provenance,
  question: Question,
  settings: Settings,
  /** The prices in force, one a model; a model without a row has an unknown price. */
  prices: z.array(Price).default([]),
  parent: z.looseObject({ run: z.string(), round }).optional(),
});

export const RoundStarted = event('round.started', { round, kind: z.string() });

export const CallStarted = event('call.started', {
  call: callId,
  round,
  lane,
  purpose: z.string(),
  model: z.string(),
  request: CallRequest,
});

export const CallDelta = event('call.delta', {
  call: callId,
  channel: z.enum(['text', 'thinking']),
  text: z.string(),
});

/** An attempt came to nothing before any text; the next one starts after `waitMs`. */
export const CallRetried = event('call.retried', {
  call: callId,
  /** The attempt that failed, counted from 1. */
  attempt: z.int().min(1),
  attempts: z.int().min(1).optional(),
  reason: CallError,
  waitMs: ms,
});

export const CallFinished = event('call.finished', {
  call: callId,
  stopReason: z.string(),
  usage: Usage,
  timing: Timing,
  /** The answer's blocks verbatim, signatures included. */
  content: z.array(ContentBlock),
});

/** The text so far stays in the deltas; the cost is "at least". */
export const CallFailed = event('call.failed', {
  call: callId,
  error: CallError,
  timing: Timing.optional(),
});

export const CheckFinished = event('check.finished', {
  round,
  lane,
  source: z.string(),
  text: z.string(),
  verdict: z.enum(['pass', 'fail', 'unknown']),
  durationMs: ms,
});

export const AnswerGraded = event('answer.graded', {
  round,
  lane,
  /** The short final answer found in the text; `null` when none was found. */
  extracted: z.string().nullable(),
  /** `null` when nobody can say: no reference, no answer, or a grader that cannot prove it. */
  correct: z.boolean().nullable(),
  score: z.number().nullable().optional(),
  /** How it was extracted and compared, in words. */
  method: z.string(),
});

export const RoundFinished = event('round.finished', { round });

export const UserEdited = event('user.edited', { round, change: z.record(z.string(), z.unknown()) });

export const RunFinished = event('run.finished', {
  outcome: z.enum(['stopped', 'cancelled', 'failed']),
  /** The stop rule that fired, when `outcome` is `stopped`. */
  rule: z.string().optional(),
  error: CallError.optional(),
});

const schemas = [
  RunStarted,
  RoundStarted,
  CallStarted,
  CallDelta,
  CallRetried,
  CallFinished,
  CallFailed,
  CheckFinished,
  AnswerGraded,
  RoundFinished,
  UserEdited,
  RunFinished,
] as const;

/** The schema of an event that this version knows. */
export const RunEvent = z.discriminatedUnion('type', schemas);
export type RunEvent = z.infer<typeof RunEvent>;
export type EventType = RunEvent['type'];
export type EventOf<T extends EventType> = Extract<RunEvent, { type: T }>;

/** An event of a later version: kept, counted, and not understood. */
export interface UnknownEvent {
  seq: number;
  at: number;
  type: string;
  [field: string]: unknown;
}
export type AnyEvent = RunEvent | UnknownEvent;

/** An event before it has its place in the run: the engine adds `seq` and `at`. */
export type NewEvent = { [T in EventType]: Without<EventOf<T>, 'seq' | 'at'> }[EventType];

/** `Omit` that keeps the named fields of a type with an index signature. */
export type Without<E, Field extends string> = { [K in keyof E as K extends Field ? never : K]: E[K] };

export const EVENT_TYPES: readonly EventType[] = schemas.map(schema => schema.shape.type.value);
const known = new Set<string>(EVENT_TYPES);

/** Whether this version understands the event. */
export function isKnown(event: AnyEvent): event is RunEvent {
  return known.has(event.type);
}
