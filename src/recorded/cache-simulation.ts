/**
 * A simulation of the prompt cache by Bedrock's rules (AWS, prompt caching, September 2026), for
 * answers that no model gave: what uses it is marked synthetic.
 *
 * The prompt goes in the order tools, system, messages (we send no tools, others do); whatever stands before an
 * end is part of its key, so that a change there loses all that comes after it.
 */
import type { CachePoint, ContentBlock } from '../run/events.ts';
import type { Milliseconds, Tokens, Usage } from '../run/price.ts';
import { estimateTokens } from '../text/tokens.ts';
import type { WireRequest } from './wire-request.ts';

/** Role markers and the like. */
const TOKENS_PER_MESSAGE = 4;

export interface CacheRules {
  /** A prefix shorter than this is silently not cached; counted from the beginning of the prompt. */
  readonly minimumTokens: Tokens;
  /** How many block ends are looked at from a point, its own among them; as on Claude when absent. */
  readonly lookBackBlocks?: number;
}

export const LOOK_BACK_BLOCKS = 20;
/** Tokens after the last message: the opening of the reply. */
const TAIL_TOKENS = 4;
export const TTL_MS = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

interface Entry {
  readonly life: Milliseconds;
  readonly writtenAt: Milliseconds;
  readonly expiresAt: Milliseconds;
}

/** Where a prefix may end: after the system prompt, or after a message. */
interface End {
  readonly key: string;
  readonly tokens: Tokens;
  /** Content blocks from the beginning of the prompt up to here. */
  readonly blocks: number;
  /** The time-to-live of the cache point that stands here. */
  readonly ttl?: CachePoint['ttl'];
}

/**
 * The cache of one model: each call may read what earlier ones wrote, in whatever thread, and writes
 * up to its last point. What is written at a moment can be read only after it, so that calls that
 * start together do not read each other.
 */
export function createCacheSimulation(rules: CacheRules | undefined, scale = 1) {
  const entries = new Map<string, Entry>();

  return (request: WireRequest, at: Milliseconds): Usage => {
    const prompt = promptEstimate(request, scale);
    const lookBack = rules?.lookBackBlocks ?? LOOK_BACK_BLOCKS;
    const ends = rules ? endsOf(request, scale).filter(end => end.tokens >= rules.minimumTokens) : [];
    const points = ends.filter(end => end.ttl);
    const found = points.flatMap(point => longestAlive(ends, point, lookBack, at) ?? []);
    for (const { key } of found) refresh(key, at);
    const read = Math.max(0, ...found.map(end => end.tokens));
    const written = points.filter(point => point.tokens > read);
    for (const { key, ttl = '5m' } of written) {
      entries.set(key, { life: TTL_MS[ttl], writtenAt: at, expiresAt: at + TTL_MS[ttl] });
    }
    // Between what was read and the last one-hour point all is written for an hour.
    const hour = Math.max(read, ...written.filter(({ ttl }) => ttl === '1h').map(end => end.tokens));
    const whole = Math.max(read, ...written.map(end => end.tokens));
    return {
      input: prompt - whole,
      output: 0,
      cacheRead: read,
      cacheWrite5m: whole - hour,
      cacheWrite1h: hour - read,
    };
  };

  function longestAlive(
    ends: readonly End[],
    point: End,
    lookBack: number,
    at: Milliseconds,
  ): End | undefined {
    return ends.findLast(({ key, tokens, blocks }) => {
      if (tokens > point.tokens || point.blocks - blocks >= lookBack) return false;
      const entry = entries.get(key);
      return entry !== undefined && entry.writtenAt < at && at < entry.expiresAt;
    });
  }

  /** A hit begins the time of an entry anew, as long as it was written for. */
  function refresh(key: string, at: Milliseconds): void {
    const entry = entries.get(key);
    if (entry) entries.set(key, { ...entry, expiresAt: at + entry.life });
  }
}

/** The ends of a prompt in their order. Settings of thinking are part of every key, as they are on Claude. */
function endsOf(request: WireRequest, scale: number): End[] {
  const ttls = new Map(request.cachePoints.map(({ after, ttl }) => [after, ttl]));
  const { system, messages, tools } = request;
  const sections = [
    ...(tools ? [{ ttl: tools.ttl, content: [{ text: tools.text }], section: { tools: tools.text } }] : []),
    ...(system.length > 0 ? [{ ttl: ttls.get('system'), content: system, section: { system } }] : []),
    ...messages.map((message, after) => ({
      ttl: ttls.get(after),
      content: message.content,
      section: message,
    })),
  ];
  const ends: End[] = [];
  let end: End = {
    key: JSON.stringify([request.model, request.additionalModelRequestFields ?? null]),
    // The marker of each section stands before it, and that of the reply is the tail.
    tokens: -TAIL_TOKENS,
    blocks: 0,
  };
  for (const { ttl, content, section } of sections) {
    end = {
      key: end.key + JSON.stringify(section),
      tokens: end.tokens + TOKENS_PER_MESSAGE + textTokens(content, scale),
      blocks: end.blocks + content.length,
      ...(ttl && { ttl }),
    };
    ends.push(end);
  }
  return ends;
}

function textTokens(content: readonly ContentBlock[], scale: number): Tokens {
  return content.reduce((total, block) => total + estimateTokens(block.text ?? '', scale), 0);
}

/** The tokens of a whole prompt, estimated. */
export function promptEstimate(
  request: Pick<WireRequest, 'system' | 'messages' | 'tools'>,
  scale = 1,
): Tokens {
  const sections = [
    ...(request.tools ? [[{ text: request.tools.text }]] : []),
    ...(request.system.length > 0 ? [request.system] : []),
    ...request.messages.map(message => message.content),
  ];
  return sections.reduce((total, content) => total + TOKENS_PER_MESSAGE + textTokens(content, scale), 0);
}
