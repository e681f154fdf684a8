import { describe, expect, test } from 'vitest';
import type { CachePoint } from '../run/events.ts';
import type { Usage } from '../run/price.ts';
import type { Call } from '../run/run.ts';
import { cacheNote } from './caching.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const POINT: CachePoint = { after: 0, ttl: '5m' };
const FRESH: Usage = { input: 2000, output: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

interface Given {
  readonly usage?: Usage;
  readonly points?: readonly CachePoint[];
  readonly model?: string;
  readonly status?: Call['status'];
}

function call({ usage, points = [POINT], model = SONNET, status = 'finished' }: Given): Call {
  return {
    id: 0,
    round: 0,
    lane: 0,
    purpose: 'answer',
    model,
    request: { system: [], messages: [], cachePoints: [...points], inferenceConfig: {} },
    status,
    text: '',
    thinking: '',
    startedAt: 0,
    retries: [],
    ...(usage && { usage }),
  };
}

describe('what the cache did', () => {
  test('reads and writes are told, five minutes and one hour together', () => {
    const usage = { ...FRESH, input: 4, cacheRead: 1301, cacheWrite5m: 200, cacheWrite1h: 65 };
    expect(cacheNote(call({ usage }))).toEqual({ kind: 'used', read: 1301, written: 265 });
  });

  test('a read without a cache point is implicit caching', () => {
    const usage = { ...FRESH, cacheRead: 900 };
    expect(cacheNote(call({ usage, points: [] }))).toEqual({ kind: 'implicit', read: 900 });
  });
});

describe('why it did nothing', () => {
  test('the prompt is shorter than the minimum of the model', () => {
    const usage = { ...FRESH, input: 1023 };
    expect(cacheNote(call({ usage }))).toEqual({ kind: 'under-minimum', prompt: 1023, minimum: 1024 });
  });

  test('a prompt that reaches the minimum leaves it unexplained', () => {
    expect(cacheNote(call({ usage: { ...FRESH, input: 1024 } }))).toEqual({ kind: 'unexplained' });
  });

  test('caching was off, or the model has none, or nobody knows whether it has', () => {
    expect(cacheNote(call({ usage: FRESH, points: [] }))).toEqual({ kind: 'off' });
    const none = call({ usage: FRESH, points: [], model: 'qwen.qwen3-32b-v1:0' });
    expect(cacheNote(none)).toEqual({ kind: 'not-offered' });
    expect(cacheNote(call({ usage: FRESH, points: [], model: 'nobody.knows' }))).toEqual({
      kind: 'not-in-catalogue',
    });
  });

  test('nothing is said before the end, and nothing of a call that broke off', () => {
    expect(cacheNote(call({ status: 'streaming' }))).toEqual({ kind: 'pending' });
    expect(cacheNote(call({ status: 'failed' }))).toEqual({ kind: 'unknown' });
  });
});
