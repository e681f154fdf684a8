/** A whole request in the SDK's terms: cache points put in their places, base64 turned to bytes. */
import type {
  CachePointBlock,
  ConverseStreamCommandInput,
  ContentBlock as SdkBlock,
  Message as SdkMessage,
  ServiceTierType,
  SystemContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import type { DocumentType } from '@smithy/types';
import type { CachePoint, ContentBlock } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';

export function toConverse(request: WholeRequest): ConverseStreamCommandInput {
  const pointAfter = (place: CachePoint['after']) => {
    const point = request.cachePoints.find(candidate => candidate.after === place);
    return point ? [{ cachePoint: cachePointBlock(point.ttl) }] : [];
  };
  const system = [...request.system.map(toSystemBlock), ...pointAfter('system')];
  const messages = request.messages.map(
    (message, index): SdkMessage => ({
      role: message.role === 'assistant' ? 'assistant' : 'user',
      content: [...message.content.map(toBlock), ...pointAfter(index)],
    }),
  );
  return {
    modelId: request.model,
    messages,
    ...(request.system.length > 0 && { system }),
    ...(Object.keys(request.inferenceConfig).length > 0 && {
      inferenceConfig: request.inferenceConfig as NonNullable<ConverseStreamCommandInput['inferenceConfig']>,
    }),
    ...(request.additionalModelRequestFields && {
      additionalModelRequestFields: request.additionalModelRequestFields as DocumentType,
    }),
    ...(request.serviceTier !== undefined && {
      serviceTier: { type: request.serviceTier as ServiceTierType },
    }),
  };
}

/** Five minutes is the default and goes unsaid: older models do not know the field. */
function cachePointBlock(ttl: CachePoint['ttl']): CachePointBlock {
  return ttl === '1h' ? { type: 'default', ttl } : { type: 'default' };
}

function toSystemBlock(block: ContentBlock): SystemContentBlock {
  return { text: block.text ?? '' };
}

function toBlock(block: ContentBlock): SdkBlock {
  const redacted = block.reasoningContent?.redactedContent;
  if (redacted !== undefined) {
    return { reasoningContent: { redactedContent: Buffer.from(redacted, 'base64') } };
  }
  const reasoning = block.reasoningContent?.reasoningText;
  if (reasoning) {
    return {
      reasoningContent: {
        reasoningText: {
          text: reasoning.text,
          ...(reasoning.signature !== undefined && { signature: reasoning.signature }),
        },
      },
    };
  }
  return { text: block.text ?? '' };
}
