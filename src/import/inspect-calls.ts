/** A call of a model as an Inspect log has it: its thread, its answer, its tokens, its time. Pure. */
import type { CallError } from '../run/events.ts';
import type { ReportedUsage } from '../run/price.ts';
import { lookUp } from '../text/look-up.ts';
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
import { answerOf, asMessage, type Thread, threadOf } from './chat-rounds.ts';
import type { ImportedCall } from './imported-run.ts';

export interface LoggedCall {
  readonly thread: Thread;
  readonly answer: ChatMessage;
  /** Without purpose; its start is a moment of the epoch. */
  readonly call: ImportedCall;
}

export function loggedCall(event: Fields): LoggedCall {
  const output = fieldsOf(event.output) ?? {};
  const choice = fieldsOf(listOf(output.choices)[0]);
  const input = listOf(event.input).flatMap(message => chatMessage(message) ?? []);
  const thread = threadOf(input);
  const answer = chatMessage(choice?.message) ?? { role: 'assistant', content: [] };
  const error = errorOf(event, output, choice);
  const { model: _writer, ...said } = answer;
  return {
    thread,
    answer,
    call: {
      ...answerOf(said, 0),
      model: modelId(textIn(event.model)),
      system: thread.system,
      messages: thread.messages.map(asMessage),
      inferenceConfig: inferenceOf(fieldsOf(event.config)),
      usage: usageOf(fieldsOf(output.usage)),
      stopReason: stopReasonOf(textIn(choice?.stop_reason)),
      ...timeOf(event, output),
      ...(error && { error }),
    },
  };
}

/** Inspect names the provider first; of Bedrock's models the id is what Bedrock knows. */
export function modelId(name: string | undefined): string | undefined {
  return name?.replace(/^(?:anthropic\/)?bedrock\//, '');
}

function inferenceOf(config: Fields | undefined): ImportedCall['inferenceConfig'] {
  const maxTokens = countIn(config?.max_tokens);
  const temperature = numberIn(config?.temperature);
  const topP = numberIn(config?.top_p);
  return {
    ...(maxTokens !== undefined && { maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
  };
}

/** What was read from the cache or written to it is no part of its input tokens. */
export function usageOf(usage: Fields | undefined): ReportedUsage | undefined {
  if (!usage) return undefined;
  const input = countIn(usage.input_tokens);
  const output = countIn(usage.output_tokens);
  return {
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    cacheRead: countIn(usage.input_tokens_cache_read) ?? 0,
    // It does not say for how long; five minutes are what is usual.
    cacheWrite5m: countIn(usage.input_tokens_cache_write) ?? 0,
    cacheWrite1h: 0,
  };
}

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  max_tokens: 'max_tokens',
  length: 'max_tokens',
  model_length: 'model_context_window_exceeded',
  tool_calls: 'tool_use',
  content_filter: 'content_filtered',
};

function stopReasonOf(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : (lookUp(STOP_REASONS, reason) ?? reason);
}

/** Logs since 2025 tell when a call began and when it was completed; older ones only the end. */
function timeOf(event: Fields, output: Fields): Pick<ImportedCall, 'startedAt' | 'wallMs'> {
  const told = momentIn(event.timestamp);
  const completed = momentIn(event.completed);
  const seconds = numberIn(output.time);
  const between = told !== undefined && completed !== undefined ? Math.max(0, completed - told) : undefined;
  const wallMs = seconds === undefined ? between : Math.max(0, seconds * 1000);
  if (told === undefined) return { wallMs };
  return { startedAt: completed === undefined ? told - (wallMs ?? 0) : told, wallMs };
}

/** A call without an answer has failed, also where the log does not say why. */
function errorOf(event: Fields, output: Fields, choice: Fields | undefined): CallError | undefined {
  const original = wordsIn(event.error) ?? wordsIn(output.error);
  if (original === undefined && choice !== undefined) return undefined;
  const name = /\b([A-Z]\w*(?:Exception|Error))\b/.exec(original ?? '')?.[1];
  return {
    name: name ?? 'ModelCallFailed',
    message:
      original === undefined
        ? 'The log has no answer of this call: it was cut short.'
        : 'The call failed when the log was made.',
    ...(original !== undefined && { original }),
    retryable: false,
  };
}
