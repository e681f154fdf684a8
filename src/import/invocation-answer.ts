/** The answer in the body that a model of Bedrock gave, whole or as the events of a stream, in its own words. Pure. */
import type { ReportedUsage } from '../run/price.ts';
import { lookUp } from '../text/look-up.ts';
import { countOf, type Fields, fieldsOf, listOf, numberIn, textIn } from '../text/unknown-json.ts';
import { type ChatMessage, chatMessage } from './chat-message.ts';
import { streamedBody } from './invocation-stream.ts';

export interface BodyAnswer {
  /** Absent: the body holds no words of a model. */
  readonly answer: ChatMessage | undefined;
  readonly stopReason: string | undefined;
  readonly usage: ReportedUsage | undefined;
  readonly serverMs: number | undefined;
  readonly firstDeltaMs?: number | undefined;
  readonly serviceTier?: string | undefined;
}

export function answerIn(body: unknown): BodyAnswer {
  const whole = Array.isArray(body) ? streamedBody(body) : (fieldsOf(body) ?? {});
  const converse = fieldsOf(fieldsOf(whole.output)?.message);
  const metrics = fieldsOf(whole['amazon-bedrock-invocationMetrics']);
  return {
    answer: messageIn(whole, converse),
    stopReason: stopReasonIn(whole),
    usage: usageIn(fieldsOf(whole.usage)) ?? usageIn(metrics) ?? usageIn(whole),
    serverMs: numberIn(fieldsOf(whole.metrics)?.latencyMs) ?? numberIn(metrics?.invocationLatency),
    firstDeltaMs: numberIn(metrics?.firstByteLatency),
    serviceTier: textIn(fieldsOf(whole.serviceTier)?.type),
  };
}

function messageIn(body: Fields, converse: Fields | undefined): ChatMessage | undefined {
  const choice = fieldsOf(listOf(body.choices)[0]);
  const message = converse ?? fieldsOf(choice?.message);
  if (message) return chatMessage({ role: 'assistant', ...message });
  // Anthropic's whole answer is a message itself.
  if (Array.isArray(body.content)) return chatMessage({ role: 'assistant', content: body.content });
  const text = plainText(body, choice);
  return text === undefined ? undefined : chatMessage({ role: 'assistant', content: text });
}

/** Llama, Cohere, Claude 2, Titan, Mistral, in this order. */
function plainText(body: Fields, choice: Fields | undefined): string | undefined {
  const [result] = [...listOf(body.results), ...listOf(body.outputs), ...listOf(body.generations)].map(
    fieldsOf,
  );
  const all = [
    body.generation,
    body.text,
    body.completion,
    body.outputText,
    result?.outputText,
    result?.text,
    choice?.text,
  ];
  return all.map(textIn).find(text => text !== undefined);
}

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'content_filtered',
  complete: 'end_turn',
  finish: 'end_turn',
};

function stopReasonIn(body: Fields): string | undefined {
  const [first] = [...listOf(body.choices), ...listOf(body.results), ...listOf(body.outputs)].map(fieldsOf);
  const all = [
    body.stopReason,
    body.stop_reason,
    body.finish_reason,
    first?.finish_reason,
    first?.stop_reason,
    first?.completionReason,
  ];
  const reason = all.map(textIn).find(one => one !== undefined && one !== '');
  return reason === undefined ? undefined : (lookUp(STOP_REASONS, reason.toLowerCase()) ?? reason);
}

/**
 * In the spellings of Converse (two for what was cached), Anthropic, OpenAI, Llama and the log itself.
 * OpenAI counts what was read from the cache among the input; here it is not.
 */
export function usageIn(usage: Fields | undefined): ReportedUsage | undefined {
  const input = countOf(usage, 'inputTokens', 'input_tokens', 'inputTokenCount', 'prompt_token_count');
  const prompt = countOf(usage, 'prompt_tokens');
  const output = countOf(
    usage,
    'outputTokens',
    'output_tokens',
    'outputTokenCount',
    'completion_tokens',
    'generation_token_count',
  );
  if (input === undefined && prompt === undefined && output === undefined) return undefined;
  const cached = countOf(fieldsOf(usage?.prompt_tokens_details), 'cached_tokens') ?? 0;
  const fresh = input ?? (prompt === undefined ? undefined : Math.max(0, prompt - cached));
  return {
    ...(fresh !== undefined && { input: fresh }),
    ...(output !== undefined && { output }),
    cacheRead: countOf(usage, ...CACHE_READ) ?? (input === undefined ? cached : 0),
    ...writesIn(usage),
  };
}

const CACHE_READ = ['cacheReadInputTokens', 'cacheReadInputTokenCount', 'cache_read_input_tokens'] as const;
const CACHE_WRITE = [
  'cacheWriteInputTokens',
  'cacheWriteInputTokenCount',
  'cache_creation_input_tokens',
] as const;

/** What is not said to be for an hour is for five minutes. */
function writesIn(usage: Fields | undefined): Pick<ReportedUsage, 'cacheWrite5m' | 'cacheWrite1h'> {
  const all = countOf(usage, ...CACHE_WRITE) ?? 0;
  const details = listOf(usage?.cacheDetails).map(fieldsOf);
  const ofAnHour = details.reduce(
    (sum, one) => sum + (one?.ttl === '1h' ? (countOf(one, 'inputTokens') ?? 0) : 0),
    0,
  );
  const hour = Math.min(
    all,
    ofAnHour || (countOf(fieldsOf(usage?.cache_creation), 'ephemeral_1h_input_tokens') ?? 0),
  );
  return { cacheWrite5m: all - hour, cacheWrite1h: hour };
}
