import { expect, test } from 'vitest';
import { resolveModel } from '../models/resolve.ts';
import type { CachePoint, Message } from '../run/events.ts';
import { cacheRefusal } from './cache-simulation-refusal.ts';
import { aRequest } from './testing/collect.ts';

const messages: Message[] = [
  { role: 'user', content: [{ text: 'One?' }] },
  {
    role: 'assistant',
    content: [{ reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } }],
  },
  ...['Two?', 'Three?', 'Four?', 'Five?'].map(text => ({ role: 'user', content: [{ text }] })),
];

const short = (after: CachePoint['after']): CachePoint => ({ after, ttl: '5m' });
const long = (after: CachePoint['after']): CachePoint => ({ after, ttl: '1h' });

function refused(model: string, ...cachePoints: CachePoint[]) {
  const request = aRequest({ model, messages, system: [{ text: 'Be brief.' }], cachePoints });
  return cacheRefusal(request, resolveModel(model)?.cache);
}

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-lite-v1:0';

test.each<[string, string, CachePoint[]]>([
  ['without points', 'qwen.qwen3-32b-v1:0', []],
  ['with four points, one hour first', SONNET, [long('system'), long(0), short(2), short(3)]],
  ['with five-minute points on Nova', NOVA, [short('system'), short(2)]],
])('a request %s passes', (_what, model, points) => {
  expect(refused(model, ...points)).toBeUndefined();
});

test.each<[string, string, CachePoint[], RegExp]>([
  ['five points', SONNET, [short('system'), short(0), short(2), short(3), short(4)], /more than 4/],
  ['two points at one place', SONNET, [short(0), short(0)], /one place/],
  ['a point on thinking alone', SONNET, [short(1)], /no text/],
  ['a point on no message', SONNET, [short(9)], /no text/],
  ['five minutes before an hour', SONNET, [short('system'), long(2)], /comes after/],
  ['an hour where there are only five minutes', NOVA, [long(2)], /not keep/],
  ['any point on a model without a cache', 'qwen.qwen3-32b-v1:0', [short(2)], /unsupported model/],
  ['any point on a model that nobody knows', 'somebody.new-v1:0', [short(2)], /unsupported model/],
])('%s is refused', (_what, model, points, message) => {
  expect(refused(model, ...points)?.message).toMatch(message);
});
