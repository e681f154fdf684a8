import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptTokens } from '../run/cost.ts';
import type { Message } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import { createCacheSimulation, promptEstimate } from './cache-simulation.ts';
import { aRequest } from './testing/collect.ts';

const MINUTE = 60_000;

/** A thread of so many turns, each of so many words. */
function thread(turns: number, wordsEach: number): Message[] {
  const text = 'ball '.repeat(wordsEach);
  return Array.from({ length: 2 * turns - 1 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: [{ text }],
  }));
}

function asked(messages: Message[], ttl: '5m' | '1h' | 'off' = '5m'): WholeRequest {
  const cachePoints = ttl === 'off' ? [] : [{ after: messages.length - 1, ttl }];
  return aRequest({ messages, cachePoints });
}

describe('the simulated cache', () => {
  test('writes the prompt once, then reads it and writes what is new', () => {
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    const first = simulate(asked(thread(1, 200)), 0);
    const second = simulate(asked(thread(2, 200)), 4 * MINUTE);
    expect(first).toEqual({ input: 4, output: 0, cacheRead: 0, cacheWrite5m: 200, cacheWrite1h: 0 });
    expect(second).toEqual({ input: 4, output: 0, cacheRead: 200, cacheWrite5m: 408, cacheWrite1h: 0 });
  });

  test('lives as long as it was asked to, counted from the last call', () => {
    for (const [ttl, life] of [
      ['5m', 5 * MINUTE],
      ['1h', 60 * MINUTE],
    ] as const) {
      const simulate = createCacheSimulation({ minimumTokens: 100 });
      const again = (at: number) => simulate(asked(thread(1, 200), ttl), at).cacheRead;
      expect([0, life - 1, 2 * life - 2, 3 * life - 2].map(again)).toEqual([0, 200, 200, 0]);
    }
  });

  test('writes for as long as the request says', () => {
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    expect(simulate(asked(thread(1, 200), '1h'), 0)).toMatchObject({ cacheWrite5m: 0, cacheWrite1h: 200 });
  });

  test('does nothing on a model without one', () => {
    expect(createCacheSimulation(undefined)(asked(thread(1, 200)), 0)).toMatchObject({
      input: 204,
      cacheRead: 0,
    });
  });

  test('counts more tokens with a finer tokenizer', () => {
    const request = asked(thread(1, 200), 'off');
    expect(promptEstimate(request, 1.3) - 4).toBe(1.3 * (promptEstimate(request) - 4));
  });

  const calls = fc.array(
    fc.record({
      ttl: fc.constantFrom('5m' as const, '1h' as const, 'off' as const),
      pause: fc.integer({ min: 0, max: 90 * MINUTE }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  test('obeys its laws over every growing thread', () => {
    fc.assert(
      fc.property(calls, fc.nat(120), fc.integer({ min: 1, max: 600 }), (made, wordsEach, minimumTokens) => {
        const simulate = createCacheSimulation({ minimumTokens });
        let now = 0;
        let longest = 0;
        let last: { at: number; cached: number; life: number } | undefined;
        for (const [index, { ttl, pause }] of made.entries()) {
          now += pause;
          const request = asked(thread(index + 1, wordsEach), ttl);
          const usage = simulate(request, now);
          const written = usage.cacheWrite5m + usage.cacheWrite1h;
          const cached = usage.cacheRead + written;
          // Nothing is lost and nothing is invented.
          expect(promptTokens(usage)).toBe(promptEstimate(request));
          expect(
            Math.min(usage.input, usage.cacheRead, usage.cacheWrite5m, usage.cacheWrite1h),
          ).toBeGreaterThanOrEqual(0);
          // Nothing under the minimum, and nothing without a cache point.
          if (cached > 0) expect(cached).toBeGreaterThanOrEqual(minimumTokens);
          if (ttl === 'off') expect(cached).toBe(0);
          // Only what was written before can be read, and only while it lives.
          expect(usage.cacheRead).toBeLessThanOrEqual(longest);
          if (!last || now >= last.at + last.life) expect(usage.cacheRead).toBe(0);
          else if (cached > 0) expect(usage.cacheRead).toBe(last.cached);
          if (ttl === '5m') expect(usage.cacheWrite1h).toBe(0);
          if (ttl === '1h') expect(usage.cacheWrite5m).toBe(0);
          longest = Math.max(longest, cached);
          if (cached > 0) last = { at: now, cached, life: (ttl === '1h' ? 60 : 5) * MINUTE };
        }
      }),
    );
  });
});
