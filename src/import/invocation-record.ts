/** One record of Bedrock's model invocation logs: a request, and what came of it. Pure. */
import type { CallError } from '../run/events.ts';
import type { ReportedUsage } from '../run/price.ts';
import {
  countIn,
  type Fields,
  fieldsOf,
  listOf,
  momentIn,
  numberIn,
  textIn,
  wordsIn,
} from '../text/unknown-json.ts';
import { type ChatMessage, chatMessage } from './chat-message.ts';
import { type Thread, threadOf } from './chat-rounds.ts';
import type { ImportedCall } from './imported-run.ts';
import { answerIn, type BodyAnswer, usageIn } from './invocation-answer.ts';

export interface Invocation {
  readonly requestId: string;
  readonly model: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  /** A moment of the epoch. Records tell it to the second. */
  readonly at: number | undefined;
  /** Without messages where the request is kept elsewhere. */
  readonly thread: Thread;
  readonly answer: ChatMessage | undefined;
  readonly facts: Pick<
    ImportedCall,
    | 'inferenceConfig'
    | 'additionalModelRequestFields'
    | 'serviceTier'
    | 'usage'
    | 'stopReason'
    | 'serverMs'
    | 'firstDeltaMs'
    | 'error'
  >;
  /** Where in S3 the request or the answer is, when the record was too large for it. */
  readonly elsewhere: readonly string[];
}

/** Whether it is one; records of other kinds may stand beside them. */
export function isRecord(value: unknown): value is Fields {
  const fields = fieldsOf(value);
  if (!fields) return false;
  return (
    fields.schemaType === 'ModelInvocationLog' ||
    (textIn(fields.modelId) !== undefined &&
      fieldsOf(fields.input) !== undefined &&
      textIn(fields.operation) !== undefined)
  );
}

/** Bodies that are kept elsewhere, by the path that the record names. */
export type Elsewhere = (path: string) => unknown;

/** `undefined` for what is no chat: an embedding, an image. */
export function invocationOf(record: Fields, elsewhere: Elsewhere = () => undefined): Invocation | undefined {
  const input = fieldsOf(record.input) ?? {};
  const output = fieldsOf(record.output) ?? {};
  const asked = bodyIn(input.inputBodyJson) ?? elsewhere(textIn(input.inputBodyS3Path) ?? '');
  const came = bodyIn(output.outputBodyJson) ?? elsewhere(textIn(output.outputBodyS3Path) ?? '');
  const body = answerIn(came);
  const error = errorOf(record);
  const missing = [
    ...(asked === undefined ? [textIn(input.inputBodyS3Path)] : []),
    ...(came === undefined ? [textIn(output.outputBodyS3Path)] : []),
  ].flatMap(path => path ?? []);
  const request = fieldsOf(asked) ?? {};
  const chat = chatIn(request);
  const isChat = body.answer !== undefined || missing.length > 0 || (error !== undefined && chat.length > 0);
  if (!isChat || isEmbedding(request, textIn(record.modelId) ?? '')) return undefined;
  return {
    requestId: textIn(record.requestId) ?? '',
    model: wordsIn(record.modelId) ?? 'unknown',
    region: textIn(record.region),
    account: textIn(record.accountId),
    at: momentIn(record.timestamp),
    thread: threadOf(chat),
    answer: body.answer,
    facts: {
      ...requestFacts(request),
      ...answerFacts(body, countsOf(input, output)),
      ...(error && { error }),
    },
    elsewhere: missing,
  };
}

function isEmbedding(request: Fields, model: string): boolean {
  return /\bembed|rerank/i.test(model) || request.texts !== undefined;
}

/** As an object, as its text, or as the events of a stream. */
function bodyIn(body: unknown): unknown {
  if (typeof body !== 'string') return body ?? undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A prompt that is one text is what a user said. */
function chatIn(request: Fields): ChatMessage[] {
  const { system } = request;
  const before = typeof system === 'string' ? system : listOf(system);
  const messages = listOf(request.messages);
  const prompt = textIn(request.prompt) ?? textIn(request.inputText) ?? textIn(request.message);
  return [
    ...(before.length > 0 ? [{ role: 'system', content: before }] : []),
    ...(messages.length > 0 ? messages : prompt === undefined ? [] : [{ role: 'user', content: prompt }]),
  ].flatMap(message => chatMessage(message) ?? []);
}

function requestFacts(request: Fields): Invocation['facts'] {
  const config = fieldsOf(request.inferenceConfig) ?? fieldsOf(request.textGenerationConfig) ?? request;
  const maxTokens =
    countIn(config.maxTokens) ??
    countIn(config.max_tokens) ??
    countIn(config.max_completion_tokens) ??
    countIn(config.max_gen_len) ??
    countIn(config.maxTokenCount);
  const temperature = numberIn(config.temperature);
  const topP = numberIn(config.topP) ?? numberIn(config.top_p);
  const { thinking, output_config } = request;
  const additional = fieldsOf(request.additionalModelRequestFields) ?? {
    ...(thinking !== undefined && { thinking }),
    ...(output_config !== undefined && { output_config }),
  };
  const serviceTier = textIn(fieldsOf(request.serviceTier)?.type);
  return {
    inferenceConfig: {
      ...(maxTokens !== undefined && { maxTokens }),
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
    },
    ...(Object.keys(additional).length > 0 && { additionalModelRequestFields: { ...additional } }),
    ...(serviceTier !== undefined && { serviceTier }),
  };
}

/** The record has counts of its own, for when its body has none. */
function countsOf(input: Fields, output: Fields): ReportedUsage | undefined {
  return usageIn({ ...input, outputTokenCount: output.outputTokenCount });
}

function answerFacts(body: BodyAnswer, counts: ReportedUsage | undefined): Invocation['facts'] {
  const { stopReason, serverMs, firstDeltaMs, serviceTier } = body;
  return {
    usage: body.usage ?? counts,
    stopReason,
    serverMs,
    firstDeltaMs,
    ...(serviceTier !== undefined && { serviceTier }),
  };
}

const RETRYABLE = /throttl|timeout|unavailable|internal|notready/i;

function errorOf(record: Fields): CallError | undefined {
  const name = wordsIn(record.errorCode);
  if (name === undefined) return undefined;
  const original = wordsIn(record.errorMessage);
  return {
    name,
    message: 'Bedrock logged an error in the place of an answer.',
    ...(original !== undefined && { original }),
    retryable: RETRYABLE.test(name),
  };
}
