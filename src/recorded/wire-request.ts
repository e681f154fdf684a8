/** Reads a ConverseStream request off the wire, back into our own terms. */
import { z } from 'zod';
import { type CachePoint, ContentBlock } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';

const Block = ContentBlock.extend({
  cachePoint: z.looseObject({ type: z.string(), ttl: z.string().optional() }).optional(),
});
type Block = z.infer<typeof Block>;

const Body = z.looseObject({
  system: z.array(Block).default([]),
  messages: z.array(z.looseObject({ role: z.string(), content: z.array(Block) })),
  inferenceConfig: z.looseObject({}).default({}),
  additionalModelRequestFields: z.record(z.string(), z.unknown()).optional(),
});

const PATH = /^\/model\/([^/]+)\/converse-stream$/;

/** The request, or `undefined` when this is not a ConverseStream request. */
export function readWireRequest(path: string, body: string): WholeRequest | undefined {
  const model = decode(PATH.exec(path)?.[1]);
  if (model === undefined) return undefined;
  const parsed = Body.safeParse(parseJson(body));
  if (!parsed.success) return undefined;
  const { system, messages, inferenceConfig, additionalModelRequestFields } = parsed.data;
  const cachePoints = [
    ...pointsIn(system, 'system'),
    ...messages.flatMap((message, index) => pointsIn(message.content, index)),
  ];
  return {
    model,
    system: withoutPoints(system),
    messages: messages.map(({ role, content }) => ({ role, content: withoutPoints(content) })),
    cachePoints,
    inferenceConfig,
    ...(additionalModelRequestFields && { additionalModelRequestFields }),
  };
}

function pointsIn(blocks: readonly Block[], after: CachePoint['after']): CachePoint[] {
  return blocks.flatMap(block =>
    block.cachePoint ? [{ after, ttl: block.cachePoint.ttl === '1h' ? '1h' : '5m' }] : [],
  );
}

function withoutPoints(blocks: readonly Block[]): ContentBlock[] {
  return blocks.filter(block => !block.cachePoint);
}

function decode(part: string | undefined): string | undefined {
  try {
    return part && decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
