/** How far two prompts begin alike, and where the first difference is: a cache reads only what is the same from the start. Pure. */
import { promptTokens } from '../run/cost.ts';
import type { ContentBlock, Message } from '../run/events.ts';
import type { Tokens } from '../run/price.ts';
import { type Call, type Run, threadOf } from '../run/run.ts';
import { estimateTokens } from '../text/tokens.ts';

/** Messages and characters are counted from 1; without a character the text is the same and other blocks differ. */
export type PrefixChange =
  | { kind: 'model'; from: string; to: string }
  | { kind: 'setting'; name: string }
  | { kind: 'system'; character: number | undefined }
  | { kind: 'role'; message: number }
  | { kind: 'message'; message: number; character: number | undefined }
  | { kind: 'missing'; message: number };

/** What makes the part that `earlier` had cached unusable for `later`; undefined when it is intact. */
export function prefixChange(run: Run, earlier: Call, later: Call): PrefixChange | undefined {
  const root = rootChange(earlier, later);
  if (root) return root;
  const before = threadOf(run, earlier);
  const now = threadOf(run, later);
  const end = Math.min(before.length, cachedMessages(earlier));
  const index = before.slice(0, end).findIndex((message, at) => !sameMessage(message, now[at]));
  return index < 0 ? undefined : messageChange(index + 1, before[index], now[index]);
}

/** How many messages stand before the last cache point of the thread. */
export function cachedMessages({ request }: Call): number {
  const places = request.cachePoints.map(({ after }) => (after === 'system' ? 0 : after + 1));
  return places.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...places);
}

/** The tokens with which `later` begins as `earlier` does. A whole prompt is counted, a part of one estimated. */
export interface SharedPrefix {
  readonly tokens: Tokens;
  readonly estimated: boolean;
}

export function sharedPrefix(run: Run, earlier: Call, later: Call): SharedPrefix {
  if (!earlier.usage || rootChange(earlier, later)) return { tokens: 0, estimated: false };
  const before = threadOf(run, earlier);
  const now = threadOf(run, later);
  const differs = before.findIndex((message, at) => !sameMessage(message, now[at]));
  const whole = promptTokens(earlier.usage);
  if (differs < 0) return { tokens: whole, estimated: false };
  const share = estimateOf(earlier, before.slice(0, differs)) / Math.max(1, estimateOf(earlier, before));
  return { tokens: Math.floor(whole * Math.min(1, share)), estimated: share > 0 };
}

/** Tokens up to the last cache point, estimated from the counted whole; the whole where the point stands at its end. */
export function prefixTokens(run: Run, call: Call, prompt: Tokens): SharedPrefix {
  const thread = threadOf(run, call);
  const end = cachedMessages(call);
  if (end >= thread.length) return { tokens: prompt, estimated: false };
  const share = estimateOf(call, thread.slice(0, end)) / Math.max(1, estimateOf(call, thread));
  return { tokens: Math.round(prompt * Math.min(1, share)), estimated: true };
}

/** Tokens of a prompt that was not counted yet: what the call before it counted, and an estimate of the rest. */
export function estimatedPrompt(run: Run, call: Call): Tokens {
  const parent = call.request.extends === undefined ? undefined : run.calls[call.request.extends];
  if (!parent?.usage) return estimateOf(call, threadOf(run, call));
  return promptTokens(parent.usage) + estimateMessages(call.request.messages);
}

function estimateOf({ request }: Call, messages: readonly Message[]): Tokens {
  return estimateBlocks(request.system) + estimateMessages(messages);
}

/** Role markers and the like. */
const TOKENS_PER_MESSAGE = 4;

function estimateMessages(messages: readonly Message[]): Tokens {
  return messages.reduce((total, message) => total + estimateMessage(message), 0);
}

/** Messages are the same objects for ever, and every later call has them too. */
const estimates = new WeakMap<Message, Tokens>();

function estimateMessage(message: Message): Tokens {
  const known = estimates.get(message);
  if (known !== undefined) return known;
  const tokens = TOKENS_PER_MESSAGE + estimateBlocks(message.content);
  estimates.set(message, tokens);
  return tokens;
}

function estimateBlocks(blocks: readonly ContentBlock[]): Tokens {
  return estimateTokens(textOf(blocks));
}

/** Fields of a request that are part of the cached prefix beside system and messages (Anthropic, thinking and caching). */
const PREFIX_FIELDS = ['additionalModelRequestFields', 'outputConfig', 'toolConfig'] as const;

function rootChange(earlier: Call, later: Call): PrefixChange | undefined {
  if (earlier.model !== later.model) return { kind: 'model', from: earlier.model, to: later.model };
  for (const field of PREFIX_FIELDS) {
    const name = firstDifference(earlier.request[field], later.request[field]);
    if (name !== undefined) return { kind: 'setting', name: name || field };
  }
  const { system: before } = earlier.request;
  const { system: now } = later.request;
  if (sameBlocks(before, now)) return undefined;
  return { kind: 'system', character: differingCharacter(textOf(before), textOf(now)) };
}

/** The name of the first field that differs; empty when the whole does. */
function firstDifference(before: unknown, now: unknown): string | undefined {
  if (canonical(before) === canonical(now)) return undefined;
  if (!isRecord(before ?? {}) || !isRecord(now ?? {})) return '';
  const [a, b] = [before ?? {}, now ?? {}] as Record<string, unknown>[];
  return [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])].find(
    key => canonical(a?.[key]) !== canonical(b?.[key]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON in which the order of the fields makes no difference. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      isRecord(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  );
}

function messageChange(message: number, before: Message | undefined, now: Message | undefined): PrefixChange {
  if (!before || !now) return { kind: 'missing', message };
  if (before.role !== now.role) return { kind: 'role', message };
  const character = differingCharacter(textOf(before.content), textOf(now.content));
  return { kind: 'message', message, character };
}

function sameMessage(a: Message, b: Message | undefined): boolean {
  return a === b || (b !== undefined && a.role === b.role && sameBlocks(a.content, b.content));
}

function sameBlocks(a: readonly ContentBlock[], b: readonly ContentBlock[]): boolean {
  return a === b || canonical(a) === canonical(b);
}

function textOf(blocks: readonly ContentBlock[]): string {
  return blocks
    .map(({ text, reasoningContent }) => text ?? reasoningContent?.reasoningText?.text ?? '')
    .join('');
}

export function textOfMessage({ content }: Message): string {
  return textOf(content);
}

function differingCharacter(before: string, now: string): number | undefined {
  if (before === now) return undefined;
  const [a, b] = [[...before], [...now]];
  const at = a.findIndex((character, index) => character !== b[index]);
  return (at < 0 ? a.length : at) + 1;
}
