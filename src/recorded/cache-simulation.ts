/** A simulation of the prompt cache, for answers that no model gave: what uses it is marked synthetic. */
import type { WholeRequest } from '../run/model.ts';
import type { Milliseconds, Tokens, Usage } from '../run/price.ts';
import { estimateTokens } from '../text/tokens.ts';

/** Role markers and the like. */
const TOKENS_PER_MESSAGE = 4;

export interface CacheRules {
  /** A prefix shorter than this is silently not cached. */
  readonly minimumTokens: Tokens;
}

interface Entry {
  readonly tokens: Tokens;
  readonly expiresAt: Milliseconds;
}

/** Tokens after the last cache point: the opening of the reply. */
const TAIL_TOKENS = 4;
const TTL_MS = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

/** The cache of one growing thread: each call may read what an earlier one wrote, and writes the rest. */
export function createCacheSimulation(rules: CacheRules | undefined, scale = 1) {
  let entry: Entry | undefined;
  return (request: WholeRequest, at: Milliseconds): Usage => {
    const prompt = promptEstimate(request, scale);
    const point = request.cachePoints.at(-1);
    const prefix = prompt - TAIL_TOKENS;
    if (!point || !rules || prefix < rules.minimumTokens) {
      return { input: prompt, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    }
    const read = entry && entry.expiresAt > at ? Math.min(entry.tokens, prefix) : 0;
    const written = prefix - read;
    entry = { tokens: prefix, expiresAt: at + TTL_MS[point.ttl] };
    return {
      input: TAIL_TOKENS,
      output: 0,
      cacheRead: read,
      cacheWrite5m: point.ttl === '5m' ? written : 0,
      cacheWrite1h: point.ttl === '1h' ? written : 0,
    };
  };
}

/** The tokens of a whole prompt, estimated. */
export function promptEstimate(request: Pick<WholeRequest, 'system' | 'messages'>, scale = 1): Tokens {
  const texts = [
    ...request.system.map(block => block.text ?? ''),
    ...request.messages.flatMap(message => message.content.map(block => block.text ?? '')),
  ];
  const overhead = TOKENS_PER_MESSAGE * (request.messages.length + (request.system.length > 0 ? 1 : 0));
  return texts.reduce((total, text) => total + estimateTokens(text, scale), overhead);
}
