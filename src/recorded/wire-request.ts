/** Reads a Converse or ConverseStream request off the wire, back into our own terms. */
import { z } from 'zod';
import { type CachePoint, ContentBlock } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';

/** What the wire has and our own requests have not. */
export interface WireRequest extends WholeRequest {
  /** The tools that are offered: they stand before everything else in the prompt. */
  readonly tools?: OfferedTools;
}

export interface OfferedTools {
  /** As JSON. */
  readonly text: string;
  /** Of the cache point that stands behind them. */
  readonly ttl?: CachePoint['ttl'];
}

const Point = z.looseObject({ type: z.string(), ttl: z.string().optional() });
const Block = ContentBlock.extend({ cachePoint: Point.optional() });
type Block = z.infer<typeof Block>;
const Tool = z.looseObject({ cachePoint: Point.optional() });

const Body = z.looseObject({
  system: z.array(Block).default([]),
  messages: z.array(z.looseObject({ role: z.string(), content: z.array(Block) })),
  inferenceConfig: z.looseObject({}).default({}),
  additionalModelRequestFields: z.record(z.string(), z.unknown()).optional(),
  toolConfig: z.looseObject({ tools: z.array(Tool).default([]) }).optional(),
});

export type Operation = 'converse' | 'converse-stream';

/** The id of the model is decoded; one with slashes (an ARN) may also have come as it is. */
export function readWirePath(path: string): { operation: Operation; model: string } | undefined {
  const [, encoded, operation] = PATH.exec(path) ?? [];
  const model = decode(encoded);
  return model === undefined ? undefined : { operation: operation as Operation, model };
}

const PATH = /^\/model\/([^?#]+)\/(converse(?:-stream)?)(?:[?#].*)?$/;

/** The request, or `undefined` when this is not a ConverseStream request. */
export function readWireRequest(path: string, body: string): WireRequest | undefined {
  const at = readWirePath(path);
  if (at?.operation !== 'converse-stream') return undefined;
  const read = readWireBody(at.model, body);
  return 'problem' in read ? undefined : read;
}

/** `problem`: what is wrong with the body, in a sentence; `isJson` says whether it could be read at all. */
export function readWireBody(
  model: string,
  body: string,
): WireRequest | { readonly problem: string; readonly isJson: boolean } {
  const value = parseJson(body);
  if (value === undefined) return { problem: 'The body of the request is not JSON.', isJson: false };
  const parsed = Body.safeParse(value);
  if (!parsed.success) return { problem: problemIn(parsed.error), isJson: true };
  const { system, messages, inferenceConfig, additionalModelRequestFields, toolConfig } = parsed.data;
  const cachePoints = [
    ...pointsIn(system, 'system'),
    ...messages.flatMap((message, index) => pointsIn(message.content, index)),
  ];
  const tools = toolConfig?.tools ?? [];
  return {
    model,
    system: withoutPoints(system),
    messages: messages.map(({ role, content }) => ({ role, content: withoutPoints(content) })),
    cachePoints,
    inferenceConfig,
    ...(additionalModelRequestFields && { additionalModelRequestFields }),
    ...(tools.length > 0 && { tools: offered(tools) }),
  };
}

function problemIn({ issues }: z.ZodError): string {
  const [issue] = issues;
  const place = issue?.path.join('.') ?? '';
  return place === '' ? 'The body of the request is no JSON object.' : `${place}: ${issue?.message ?? ''}.`;
}

function offered(tools: readonly z.infer<typeof Tool>[]): OfferedTools {
  const point = tools.findLast(({ cachePoint }) => cachePoint)?.cachePoint;
  const text = JSON.stringify(tools.filter(({ cachePoint }) => !cachePoint));
  return { text, ...(point && { ttl: ttlOf(point) }) };
}

function pointsIn(blocks: readonly Block[], after: CachePoint['after']): CachePoint[] {
  return blocks.flatMap(({ cachePoint }) => (cachePoint ? [{ after, ttl: ttlOf(cachePoint) }] : []));
}

function ttlOf({ ttl }: z.infer<typeof Point>): CachePoint['ttl'] {
  return ttl === '1h' ? '1h' : '5m';
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
