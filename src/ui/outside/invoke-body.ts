/**
 * A request as the body of InvokeModel, for Claude: the only model whose body is known here. It is a
 * translation, since what was sent is Converse. Pure.
 */
import { resolveModel } from '../../models/resolve.ts';
import type { CachePoint, ContentBlock } from '../../run/events.ts';
import type { WholeRequest } from '../../run/model.ts';

type Body = Record<string, unknown>;

/**
 * The body (AWS, "Anthropic Claude Messages API: Request and Response"), or in a sentence why there
 * is none. Additional fields of Converse are fields of this body already.
 */
export function invokeBody(request: WholeRequest): { readonly body: Body } | { readonly problem: string } {
  if (resolveModel(request.model)?.provider !== 'Anthropic') {
    return { problem: 'Only for Claude is the body of InvokeModel known: copy the request for converse.' };
  }
  const blocks = request.messages.flatMap(message => message.content);
  if (blocks.some(block => block.reasoningContent?.redactedContent !== undefined)) {
    return {
      problem: 'How InvokeModel takes redacted thinking is not known: copy the request for converse.',
    };
  }
  const { maxTokens, temperature, topP, stopSequences } = request.inferenceConfig;
  const body = {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: maxTokens,
    ...(request.system.length > 0 && { system: blocksOf(request, request.system, 'system') }),
    messages: request.messages.map(({ role, content }, index) => ({
      role: role === 'assistant' ? 'assistant' : 'user',
      content: blocksOf(request, content, index),
    })),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stopSequences !== undefined && { stop_sequences: stopSequences }),
    ...request.additionalModelRequestFields,
  };
  return { body };
}

/** A cache point stands behind a block in Converse, and on it here. */
function blocksOf(
  request: WholeRequest,
  content: readonly ContentBlock[],
  place: CachePoint['after'],
): Body[] {
  const point = request.cachePoints.find(({ after }) => after === place);
  const mark = point && { type: 'ephemeral', ...(point.ttl === '1h' && { ttl: point.ttl }) };
  return content.map((block, index) => ({
    ...blockOf(block),
    ...(mark && index === content.length - 1 && { cache_control: mark }),
  }));
}

function blockOf({ text, reasoningContent }: ContentBlock): Body {
  const reasoning = reasoningContent?.reasoningText;
  if (!reasoning) return { type: 'text', text: text ?? '' };
  return { type: 'thinking', thinking: reasoning.text, signature: reasoning.signature ?? '' };
}
