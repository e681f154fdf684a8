/**
 * The events of a run: the contract between engine, transcript, player and screen, and of every
 * transcript on somebody's disk. A run is its list of events; everything else is a fold over it.
 *
 * Every event has `seq` (0, 1, 2, ... without a gap) and `at` (milliseconds since the run began).
 * Unknown fields are kept, and so are events of an unknown type (`UnknownEvent`).
 */
import { z } from 'zod';
import { Edit } from './edits.ts';
import { Price, ReportedUsage } from './price.ts';
import { Question } from './question.ts';
import { Settings } from './settings.ts';

export { CANCELLED, EVENT_TYPES, isEndedOnPurpose, isKnown, TIME_CAP_REACHED } from './known.ts';

/** The major version of this schema. A reader refuses a transcript with a greater one. */
export const SCHEMA_VERSION = 1;

const seq = z.int().min(0).describe('The place in the run: 0, 1, 2, ... without a gap.');
const ms = z.number().min(0);
const at = ms.describe('Milliseconds since the run began.');
const callId = z.int().min(0).describe('The number of the call in the run, from 0.');
const round = z.int().min(0).describe('Round 0 is the first answer; rounds 1, 2, ... are reflections.');
const lane = z.int().min(0).default(0).describe('Which of several answers developed side by side.');

/** `about` is a sentence for the documentation, as is every description of a field. */
function event<T extends string, S extends z.ZodRawShape>(type: T, about: string, shape: S) {
  return z.looseObject({ seq, at, type: z.literal(type), ...shape }).describe(about);
}

/** A block of a message, as Converse has it; `redactedContent` is base64 here. */
export const ContentBlock = z.looseObject({
  text: z.string().optional(),
  reasoningContent: z
    .looseObject({
      reasoningText: z.looseObject({ text: z.string(), signature: z.string().optional() }).optional(),
      redactedContent: z.string().optional().describe('Base64.'),
    })
    .optional(),
});
export type ContentBlock = z.infer<typeof ContentBlock>;

export const Message = z.looseObject({ role: z.string(), content: z.array(ContentBlock) });
export type Message = z.infer<typeof Message>;

export const CachePoint = z.looseObject({
  after: z
    .union([z.literal('system'), z.int().min(0)])
    .describe('After the system prompt, or at the end of the message with this index in the whole thread.'),
  ttl: z.enum(['5m', '1h']),
});
export type CachePoint = z.infer<typeof CachePoint>;

/**
 * A request as it was sent. With `extends`, `messages` holds only what came after the messages of
 * that earlier call; `cachePoints` always count in the whole thread (an earlier call's points do
 * not carry over).
 */
export const CallRequest = z.looseObject({
  extends: callId.optional().describe('The earlier call whose messages come before these.'),
  system: z.array(ContentBlock).default([]),
  messages: z.array(Message).describe('The messages since those of the call that is extended.'),
  cachePoints: z.array(CachePoint).default([]),
  inferenceConfig: z
    .looseObject({ maxTokens: z.int().optional(), temperature: z.number().optional() })
    .default({}),
  additionalModelRequestFields: z.record(z.string(), z.unknown()).optional(),
  serviceTier: z.string().optional().describe('The service tier that was asked for; absent: none was.'),
});
export type CallRequest = z.infer<typeof CallRequest>;

/** An error as a person should read it: what happened, what would help, and the original words. */
export const CallError = z.looseObject({
  name: z.string().describe('The name of the error as the service or the network gave it.'),
  message: z.string().describe('What happened, in a sentence.'),
  remedy: z.string().optional().describe('What would help.'),
  original: z.string().optional().describe("The service's own text."),
  retryable: z.boolean().default(false).describe('Whether the same call could succeed if it was made again.'),
  charged: z
    .enum(['no', 'unknown'])
    .optional()
    .describe('no: nothing was generated, so nothing is paid; unknown or absent: it may have to be paid.'),
  retryAfterMs: ms.optional().describe('How long the service asked to wait, in milliseconds.'),
});
export type CallError = z.infer<typeof CallError>;

export const Timing = z.looseObject({
  firstDeltaMs: ms.optional().describe('From sending to the first text or thinking, in milliseconds.'),
  serverMs: ms.optional().describe("The service's own figure for the whole call, in milliseconds."),
  wallMs: ms.describe('From sending to the end, in milliseconds.'),
});
export type Timing = z.infer<typeof Timing>;

export const Provenance = z.enum(['live', 'recorded', 'synthetic', 'imported']);
export type Provenance = z.infer<typeof Provenance>;

/** What a source may not have told of a run; what is named here is shown as unknown, never guessed. */
export const IMPORT_GAPS = ['timing', 'usage', 'model', 'prompts', 'settings', 'marks', 'answers'] as const;
export type ImportGap = (typeof IMPORT_GAPS)[number];

/** Of a run that another program made: where it comes from, and what that source does not say. */
export const Imported = z.looseObject({
  from: z.string().min(1).describe('The format: inspect, bhive, self-refine, ...'),
  file: z.string().describe('The name of the file it was read from, without its folder.'),
  place: z.string().optional().describe('Where in the file: a record, a sample, a line.'),
  unknown: z
    .array(z.string())
    .default([])
    .describe(
      `What the source does not say: ${IMPORT_GAPS.join(', ')}. Without timing, times only keep the order.`,
    ),
  startedAtFrom: z
    .enum(['file'])
    .optional()
    .describe('The source tells no date: that of the run is when its file was last written.'),
  stopsOnCorrect: z
    .boolean()
    .optional()
    .describe('The source ended a run as soon as it was right, so that nothing right could be broken.'),
  feedbackShowsReference: z
    .boolean()
    .optional()
    .describe('What the model was told between rounds was written with the right answer in view.'),
  totals: z
    .looseObject({
      usage: ReportedUsage.optional(),
      costUsd: z.number().min(0).optional().describe('US dollars, as the source says.'),
      wallMs: ms.optional(),
    })
    .optional()
    .describe('Sums over the whole run, where the source has only those: they cannot be split.'),
});
export type Imported = z.infer<typeof Imported>;

export const RunStarted = event('run.started', 'The run begins. Always the first event.', {
  schema: z.number().describe('The version of this schema; a reader refuses a greater one.'),
  run: z.string().min(1).describe('The id of the run, a ULID.'),
  startedAt: z.string().describe('Wall-clock start, ISO 8601.'),
  app: z.string().default('unknown').describe('The program that made the run, with its version.'),
  provenance: Provenance.describe('Where the answers come from; synthetic: no model produced them.'),
  question: Question,
  settings: Settings,
  imported: Imported.optional().describe('Of a run that another program made.'),
  prices: z
    .array(Price)
    .default([])
    .describe(
      'The prices in force, one a model, in USD per million tokens; a model without a row has an unknown price.',
    ),
  parent: z
    .looseObject({
      run: z.string(),
      round,
      seq: z.int().min(0).optional().describe('The last event that both runs have in common.'),
      imported: z
        .boolean()
        .optional()
        .describe('What both have was imported: when a call of it began to answer is not known.'),
    })
    .optional()
    .describe(
      'The run that this one branched from, and its last round that both have. What they share was paid there.',
    ),
});

export const RunResumed = event(
  'run.resumed',
  'The run goes on after it was killed, was cancelled or failed. The time in between is not counted.',
  {
    resumedAt: z.string().describe('Wall-clock time, ISO 8601.'),
    app: z.string().default('unknown').describe('The program that goes on with it, with its version.'),
    provenance: Provenance.optional().describe('Where the answers come from now on.'),
  },
);

export const RoundStarted = event('round.started', 'A round begins.', {
  round,
  kind: z
    .string()
    .describe('answer, reflection, ...; placebo, resample, pressure and injection are no reflections.'),
});

export const CallStarted = event('call.started', 'A request goes to a model.', {
  call: callId,
  round,
  lane,
  purpose: z.string().describe('Why: answer, reflect, critique, revise, verify, ...'),
  model: z.string().describe('The id as it was sent.'),
  request: CallRequest.describe('The request as it was sent.'),
  again: callId.optional().describe('The call of this round that is made once more, for another sample.'),
});

export const CallDelta = event('call.delta', 'A piece of the answer, verbatim.', {
  call: callId,
  channel: z.enum(['text', 'thinking']),
  text: z.string(),
});

export const CallRetried = event(
  'call.retried',
  'An attempt failed before any text; the next one comes after a wait.',
  {
    call: callId,
    attempt: z.int().min(1).describe('The attempt that failed, from 1.'),
    attempts: z.int().min(1).optional().describe('How many there may be.'),
    reason: CallError,
    waitMs: ms.describe('Milliseconds until the next attempt.'),
  },
);

export const CallFinished = event('call.finished', 'The answer came whole.', {
  call: callId,
  stopReason: z
    .string()
    .describe(
      "Converse's own: end_turn, max_tokens, ...; not-kept where the source of an imported run lacks the answer.",
    ),
  usage: ReportedUsage.describe(
    'The tokens of the call; without input or output they are unknown, as is the cost.',
  ),
  timing: Timing.optional().describe('Absent: the source of an imported run does not say.'),
  content: z.array(ContentBlock).describe("The answer's blocks verbatim, signatures included."),
  serviceTier: z
    .string()
    .optional()
    .describe('The service tier that answered, as the service told it; it decides the price.'),
});

export const CallFailed = event(
  'call.failed',
  'The call ended without a whole answer. The text so far stays in the deltas; its cost is not known.',
  { call: callId, error: CallError, timing: Timing.optional() },
);

export const CheckFinished = event(
  'check.finished',
  'Feedback on an answer: of a check that ran on this machine, or read from what a judge or a critic said.',
  {
    round,
    lane,
    source: z.string().describe('sql, command, judge, critic, ...'),
    text: z.string().describe('What is put before the model.'),
    verdict: z.enum(['pass', 'fail', 'unknown']),
    durationMs: ms.describe('Of a check that ran here; 0 where calls of their own tell it.'),
    about: callId.optional().describe('The call whose answer it is about.'),
    calls: z.array(callId).optional().describe('The calls that gave it, where a model did.'),
  },
);

export const VoteCounted = event('vote.counted', 'The answers of several lanes were counted.', {
  round,
  votes: z
    .array(
      z.looseObject({ answer: z.string().nullable(), lanes: z.array(z.int().min(0)), weight: z.number() }),
    )
    .describe('The different answers, the one with the most votes first; null: no answer was found.'),
  winner: z.int().min(0).nullable().describe('The lane whose answer stands for the vote; null on a draw.'),
  method: z.string().describe('How it was counted, in words.'),
});

export const AnswerGraded = event(
  'answer.graded',
  'The answer of a round was read and compared with the reference.',
  {
    round,
    lane,
    extracted: z
      .string()
      .nullable()
      .describe('The short final answer found in the text; null when none was found.'),
    correct: z
      .boolean()
      .nullable()
      .describe('null when nobody can say: no reference, no answer, or a grader that cannot prove it.'),
    score: z.number().nullable().optional(),
    method: z.string().describe('How it was found and compared, in words.'),
    call: callId.optional().describe('The call whose answer it is.'),
  },
);

export const RoundFinished = event('round.finished', 'A round ends, graded.', { round });

export const UserEdited = event('user.edited', 'The user changed what comes next.', {
  round: round.describe('The round that the change is for.'),
  change: Edit,
});

export const UserNoted = event('user.noted', 'The user wrote a note on a round; the last one holds.', {
  round,
  text: z.string().describe('Empty: the note was taken back.'),
});

export const UserLabelled = event(
  'user.labelled',
  'The user gave the run a title, or tags; of each the last one holds.',
  {
    title: z.string().optional().describe('Empty: the title was taken back. Absent: it stays.'),
    tags: z.array(z.string()).optional().describe('All of them, in their order. Absent: they stay.'),
  },
);

export const RunFinished = event('run.finished', 'The run ends. A run without it was killed, or goes on.', {
  outcome: z.enum(['stopped', 'cancelled', 'failed']),
  answer: z
    .looseObject({ round, lane, why: z.string().describe('vote, best-scored, aggregate, ...') })
    .optional()
    .describe('The answer that the run returns, where it is not the last one of lane 0.'),
  rule: z.string().optional().describe('The stop rule that fired, when the outcome is stopped.'),
  error: CallError.optional(),
});

/** In the order of `EVENT_TYPES`. */
const schemas = [
  RunStarted,
  RoundStarted,
  CallStarted,
  CallDelta,
  CallRetried,
  CallFinished,
  CallFailed,
  CheckFinished,
  VoteCounted,
  AnswerGraded,
  RoundFinished,
  UserEdited,
  UserNoted,
  UserLabelled,
  RunFinished,
  RunResumed,
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
