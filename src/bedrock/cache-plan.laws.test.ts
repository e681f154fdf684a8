import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODELS } from '../models/catalogue/index.ts';
import { profileId } from '../models/types.ts';
import { createCacheSimulation } from '../recorded/cache-simulation.ts';
import { cacheRefusal } from '../recorded/cache-simulation-refusal.ts';
import { aRequest } from '../recorded/testing/collect.ts';
import type { CachePoint, ContentBlock, Message } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import type { CacheSetting } from '../run/settings.ts';
import { MAX_CACHE_POINTS, planCachePoints } from './cache-plan.ts';
import { assistant, CLAUDE, NOVA, short, thought, user, words } from './testing/cache-plans.ts';

const SYSTEM = [{ text: 'Be brief.' }];

const anyMessage = fc.record({
  role: fc.constantFrom('user', 'assistant', 'user', 'assistant', 'system'),
  content: fc.array(
    fc.oneof(
      fc.constantFrom('', ' ', 'Yes.', words(700)).map((text): ContentBlock => ({ text })),
      fc.constant(thought),
      fc.constant<ContentBlock>({ reasoningContent: { redactedContent: 'aGlkZGVu' } }),
    ),
    { maxLength: 24 },
  ),
});

const anyPoint = fc.record({
  after: fc.oneof(fc.constant('system' as const), fc.nat(14)),
  ttl: fc.constantFrom('5m' as const, '1h' as const),
});

const anyPlan = fc.record(
  {
    model: fc.constantFrom(...MODELS, undefined),
    system: fc.constantFrom([], SYSTEM, [{ text: ' ' }], [{ text: words(700) }]),
    messages: fc.array(anyMessage, { maxLength: 12 }),
    setting: fc.constantFrom<CacheSetting[]>('off', '5m', '1h'),
    shared: fc.record({ cached: fc.array(anyPoint, { maxLength: 6 }), fork: fc.nat(14) }),
  },
  { requiredKeys: ['model', 'system', 'messages', 'setting'] },
);

describe('laws, for any thread, setting, past and model of the catalogue', () => {
  test('Bedrock refuses none of them', () => {
    fc.assert(
      fc.property(anyPlan, ({ model, ...rest }) => {
        const cachePoints = planCachePoints({ ...rest, model });
        expect(cachePoints.length).toBeLessThanOrEqual(MAX_CACHE_POINTS);
        const id = model ? profileId(model.base, null) : 'somebody.new-v1:0';
        const request = aRequest({ ...rest, model: id, cachePoints });
        expect(cacheRefusal(request, model?.cache)).toBeUndefined();
      }),
    );
  });

  test('they are in the order of the prompt, on user messages, and the last one moves with the thread', () => {
    fc.assert(
      fc.property(anyPlan, ({ model, ...rest }) => {
        const cachePoints = planCachePoints({ ...rest, model });
        const places = cachePoints.flatMap(({ after }) => (after === 'system' ? [] : after));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const place of places) expect(rest.messages[place]?.role).toBe('user');
        expect(cachePoints.slice(1).some(({ after }) => after === 'system')).toBe(false);
        if (cachePoints.length === 0) return;
        const withText = ({ role, content }: Message) =>
          role === 'user' && content.some(({ text }) => text?.trim());
        expect(places.at(-1) ?? -1).toBe(rest.messages.findLastIndex(withText));
      }),
    );
  });

  test('without a past that was kept for an hour, all are kept as long as was asked', () => {
    fc.assert(
      fc.property(anyPlan, ({ model, shared, ...rest }) => {
        const past = shared && { ...shared, cached: shared.cached.map(({ after }) => short(after)) };
        const points = planCachePoints({ ...rest, model, shared: past });
        for (const { ttl } of points) expect(ttl).toBe(rest.setting);
      }),
    );
  });
});

/** All choices of at most four of these. */
function choices<T>(of: readonly T[], most = MAX_CACHE_POINTS): T[][] {
  const [first, ...rest] = of;
  if (first === undefined || most === 0) return [[]];
  return [...choices(rest, most), ...choices(rest, most - 1).map(chosen => [first, ...chosen])];
}

describe('against every other placement of at most four points', () => {
  const growth = fc.array(fc.record({ blocks: fc.integer({ min: 1, max: 45 }), size: fc.nat(60) }), {
    minLength: 1,
    maxLength: 3,
  });

  const kinds = fc.constantFrom(
    { model: CLAUDE, ttl: '5m' as const },
    { model: CLAUDE, ttl: '1h' as const },
    { model: NOVA, ttl: '5m' as const, lookBackBlocks: 1 },
  );

  test('a growing thread reads as much as any placement could, and nothing is written twice', () => {
    fc.assert(
      fc.property(growth, fc.boolean(), kinds, (turns, told, { ttl, model, ...looks }) => {
        const rules = { minimumTokens: 100, ...looks };
        const ours = createCacheSimulation(rules);
        const system = told ? [{ text: words(40) }] : [];
        const sent: WholeRequest[] = [];
        let messages: Message[] = [user(words(110))];
        let whole = 0;
        for (const [at, { blocks, size }] of [{ blocks: 0, size: 0 }, ...turns].entries()) {
          if (at > 0) {
            const answer = assistant(...Array.from({ length: blocks }, () => words(size + 1)));
            messages = [...messages, answer, user(words(10))];
          }
          const shared = { cached: sent.flatMap(({ cachePoints }) => cachePoints) };
          const points = planCachePoints({
            system,
            messages,
            setting: ttl,
            model,
            shared,
          });
          const request = aRequest({ system, messages, cachePoints: points });
          const everywhere: CachePoint[] = messages.map((_, after) => ({ after, ttl }));
          const best = Math.max(
            ...choices(told ? [{ after: 'system' as const, ttl }, ...everywhere] : everywhere).map(
              cachePoints => {
                const other = createCacheSimulation(rules);
                for (const [before, past] of sent.entries()) other(past, before);
                return other({ ...request, cachePoints }, at).cacheRead;
              },
            ),
          );
          const usage = ours(request, at);
          expect(usage.cacheRead).toBe(best);
          // What the last call left in the cache is read whole: no token is written a second time.
          expect(usage.cacheRead).toBe(whole);
          whole = usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
          sent.push(request);
        }
      }),
      { numRuns: 20 },
    );
  });
});
