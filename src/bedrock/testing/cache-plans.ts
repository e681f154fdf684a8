/** Threads, points and models for tests of where cache points go. */
import { cached, cachedBriefly } from '../../models/catalogue/traits.ts';
import type { CachePoint, ContentBlock, Message } from '../../run/events.ts';
import type { CachePlanInput } from '../cache-plan.ts';

type Planned = NonNullable<CachePlanInput['model']>;

export const user = (text: string): Message => ({ role: 'user', content: [{ text }] });
export const assistant = (...texts: string[]): Message => ({
  role: 'assistant',
  content: texts.map(text => ({ text })),
});
export const thought: ContentBlock = {
  reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } },
};
export const words = (count: number) => 'ball '.repeat(count);
export const short = (after: CachePoint['after']): CachePoint => ({ after, ttl: '5m' });
export const long = (after: CachePoint['after']): CachePoint => ({ after, ttl: '1h' });

export const CLAUDE: Planned = { provider: 'Anthropic', cache: cached(1024) };
export const NOVA: Planned = { provider: 'Amazon', cache: cachedBriefly(1000) };
