import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptTokens } from '../run/cost.ts';
import type { CachePoint, Message } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import { createCacheSimulation, LOOK_BACK_BLOCKS, promptEstimate, TTL_MS } from './cache-simulation.ts';
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

/** A thread of five turns with points there. */
function pointed(...cachePoints: CachePoint[]): WholeRequest {
  return aRequest({ messages: thread(5, 200), cachePoints });
}

const NONE = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
/** Tokens up to the end of a message of 200 words. */
const upTo = (index: number) => 204 * (index + 1) - 4;

describe('the simulated cache', () => {
  test('writes the prompt once, then reads it and writes what is new', () => {
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    const first = simulate(asked(thread(1, 200)), 0);
    const second = simulate(asked(thread(2, 200)), 4 * MINUTE);
    expect(first).toEqual({ ...NONE, input: 4, cacheWrite5m: 200 });
    expect(second).toEqual({ ...NONE, input: 4, cacheRead: 200, cacheWrite5m: 408 });
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
    expect(createCacheSimulation(undefined)(asked(thread(1, 200)), 0)).toEqual({ ...NONE, input: 204 });
  });

  test('counts more tokens with a finer tokenizer', () => {
    const request = asked(thread(1, 200), 'off');
    expect(promptEstimate(request, 1.3) - 4).toBe(1.3 * (promptEstimate(request) - 4));
  });

  test('counts the minimum from the beginning of the prompt, system prompt included', () => {
    const system = [{ text: 'ball '.repeat(60) }];
    const request = { ...asked(thread(1, 60)), system };
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    const both: CachePoint[] = [{ after: 'system', ttl: '5m' }, ...request.cachePoints];
    // 60 words alone are under it, 60 and 60 are not.
    expect(simulate({ ...request, cachePoints: both }, 0)).toEqual({ ...NONE, input: 4, cacheWrite5m: 124 });
    const other = [{ role: 'user', content: [{ text: 'Why? '.repeat(60) }] }];
    expect(simulate({ ...request, messages: other, cachePoints: both }, 1).cacheRead).toBe(0);
  });

  test('splits what is written between one hour and five minutes at the last one-hour point', () => {
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    const points: CachePoint[] = [
      { after: 2, ttl: '1h' },
      { after: 8, ttl: '5m' },
    ];
    const hour = upTo(2);
    const rest = upTo(8) - hour;
    expect(simulate(pointed(...points), 0)).toMatchObject({ cacheWrite1h: hour, cacheWrite5m: rest });
    // Half an hour later, only what was kept for the hour is there.
    expect(simulate(pointed(...points), 30 * MINUTE)).toMatchObject({ cacheRead: hour, cacheWrite5m: rest });
  });

  test('every point of a call can be read by another thread', () => {
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    simulate(pointed({ after: 2, ttl: '5m' }, { after: 8, ttl: '5m' }), 0);
    const fork = [...thread(2, 200), { role: 'assistant', content: [{ text: 'No.' }] }, ...thread(1, 10)];
    expect(simulate(asked(fork), 1).cacheRead).toBe(upTo(2));
    expect(simulate(asked(fork.slice(0, 2)), 2).cacheRead).toBe(0);
  });

  test('calls that start together do not read each other', () => {
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    const reads = [0, 0, 1].map(at => simulate(asked(thread(1, 200)), at).cacheRead);
    expect(reads).toEqual([0, 0, 200]);
  });

  test.each([
    [LOOK_BACK_BLOCKS - 1, true],
    [LOOK_BACK_BLOCKS, false],
  ])('an end that lies %i blocks behind the point is found: %s', (blocks, found) => {
    const grown: Message[] = [
      ...thread(1, 200),
      { role: 'assistant', content: Array.from({ length: blocks - 1 }, () => ({ text: 'so' })) },
      { role: 'user', content: [{ text: 'Sure?' }] },
    ];
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    simulate(asked(thread(1, 200)), 0);
    expect(simulate(asked(grown), 1).cacheRead).toBe(found ? 200 : 0);
    const bridged = aRequest({ messages: grown, cachePoints: [0, 2].map(after => ({ after, ttl: '5m' })) });
    expect(simulate(bridged, 2).cacheRead).toBeGreaterThanOrEqual(200);
  });

  const changes: [string, Partial<WholeRequest>][] = [
    ['the model', { model: 'us.anthropic.claude-opus-4-8' }],
    ['the system prompt', { system: [{ text: 'Be brief.' }] }],
    ['a setting of thinking', { additionalModelRequestFields: { thinking: { type: 'adaptive' } } }],
    ['an earlier message', { messages: [{ role: 'user', content: [{ text: 'x' }] }, ...thread(2, 200)] }],
  ];
  test.each(changes)('a change in %s loses what comes after it', (_what, change) => {
    const simulate = createCacheSimulation({ minimumTokens: 100 });
    const request = asked(thread(2, 200));
    simulate(request, 0);
    expect(simulate(request, 1).cacheRead).toBe(upTo(2));
    expect(simulate({ ...request, ...change }, 2).cacheRead).toBe(0);
  });

  const calls = fc.array(
    fc.record({
      ttl: fc.constantFrom('5m' as const, '1h' as const, 'off' as const),
      pause: fc.integer({ min: 1, max: 90 * MINUTE }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  test('obeys its laws over every growing thread', () => {
    fc.assert(
      fc.property(calls, fc.nat(120), fc.integer({ min: 1, max: 600 }), (made, wordsEach, minimumTokens) => {
        const simulate = createCacheSimulation({ minimumTokens });
        let now = 0;
        let kept: { tokens: number; life: number; until: number }[] = [];
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
          // What is read is the longest that was written and lives, and reading it begins its time anew.
          kept = kept.filter(entry => now < entry.until);
          const longest = kept.at(-1);
          if (ttl !== 'off') expect(usage.cacheRead).toBe(longest?.tokens ?? 0);
          if (ttl !== 'off' && longest) longest.until = now + longest.life;
          if (ttl !== '1h') expect(usage.cacheWrite1h).toBe(0);
          if (ttl !== '5m') expect(usage.cacheWrite5m).toBe(0);
          if (ttl !== 'off' && written > 0)
            kept.push({ tokens: cached, life: TTL_MS[ttl], until: now + TTL_MS[ttl] });
        }
      }),
    );
  });
});
