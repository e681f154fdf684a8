import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptTokens, saved, sum } from '../run/cost.ts';
import { meterOfRun } from '../run/meter.ts';
import { prices, usages } from './testing/money.ts';
import { rowOf, thread, usagesOf } from './testing/threads.ts';
import { countedCalls, whatIfs } from './what-if.ts';
import { perfectUsage } from './what-if-perfect.ts';
import { questionUsage } from './what-if-question.ts';
import { ttlUsage } from './what-if-ttl.ts';

const FEW = { models: ['us.amazon.nova-lite-v1:0', 'nobody.knows'] };

describe('laws', () => {
  const runs = fc.tuple(fc.array(usages, { minLength: 1, maxLength: 4 }), prices);

  test('without caching it costs what the meter says, for any usage and price', () => {
    fc.assert(
      fc.property(runs, ([all, price]) => {
        const run = thread(all, { price });
        expect(rowOf(run, 'no-caching').cost).toBeCloseTo(meterOfRun(run).withoutCache ?? Number.NaN, 9);
      }),
    );
  });

  test('cost and saving are together the cost without caching, wherever both are known', () => {
    fc.assert(
      fc.property(runs, ([all, price]) => {
        const run = thread(all, { price });
        const gain = sum(all.map(usage => saved(usage, price)));
        const { cost } = rowOf(run, 'as-it-was');
        if (cost === undefined) expect(gain).toBeUndefined();
        else expect(cost + (gain ?? Number.NaN)).toBeCloseTo(rowOf(run, 'no-caching').cost ?? Number.NaN, 9);
      }),
    );
  });

  test('what is not known is never a number, and what is known is one', () => {
    fc.assert(
      fc.property(runs, ([all, price]) => {
        for (const { cost, difference, share, certainty, reason } of whatIfs(thread(all, { price }), FEW)) {
          expect(certainty === 'unknown').toBe(cost === undefined);
          if (cost === undefined) {
            expect(reason).toBeDefined();
            expect([difference, share]).toEqual([undefined, undefined]);
          } else {
            expect(Number.isFinite(cost)).toBe(true);
          }
        }
      }),
    );
  });

  test('the rounds are together the run', () => {
    fc.assert(
      fc.property(runs, ([all, price]) => {
        for (const row of whatIfs(thread(all, { price }), FEW)) {
          const total = sum(row.rounds.map(({ cost }) => cost));
          if (row.cost === undefined) expect(total).toBeUndefined();
          else expect(total).toBeCloseTo(row.cost, 9);
        }
      }),
    );
  });

  test('however it is cached, the prompts stay as long as they were, and no count is negative', () => {
    fc.assert(
      fc.property(
        fc.array(usages, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 5000 }),
        (all, seconds) => {
          const run = thread(all, { seconds });
          const calls = countedCalls(run);
          for (const otherwise of [
            perfectUsage(run, calls),
            ttlUsage(run, calls, '1h'),
            ttlUsage(run, calls, '5m'),
          ]) {
            expect(usagesOf(otherwise).map(promptTokens)).toEqual(all.map(promptTokens));
          }
          const all2 = [
            perfectUsage(run, calls),
            ttlUsage(run, calls, '5m'),
            questionUsage(run, calls, false),
          ];
          for (const usage of all2.flatMap(usagesOf)) {
            expect(
              Math.min(usage.input, usage.cacheRead, usage.cacheWrite5m, usage.cacheWrite1h),
            ).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  test('perfect caching never costs more than none where a write and a read cost less than two fresh inputs', () => {
    fc.assert(
      fc.property(
        fc.array(usages, { minLength: 1, maxLength: 4 }),
        prices,
        (all, { tiers: _tiers, ...price }) => {
          const { input, cacheRead, cacheWrite5m } = price;
          fc.pre(cacheRead !== null && cacheWrite5m !== null && cacheRead + cacheWrite5m <= 2 * input);
          const run = thread(all, { price });
          const none = rowOf(run, 'no-caching').cost ?? Number.NaN;
          expect(rowOf(run, 'perfect-caching').cost).toBeLessThanOrEqual(none + 1e-9);
        },
      ),
    );
  });
});
