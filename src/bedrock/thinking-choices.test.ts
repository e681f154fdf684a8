/** Every thinking setting there is, on every model there is: refused in a sentence, or sent as Bedrock takes it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listModels } from '../models/list.ts';
import { resolveModel } from '../models/resolve.ts';
import { Settings, type Thinking } from '../run/settings.ts';
import { prepare, problemsWith } from './request.ts';

const IDS = listModels().map(({ id }) => id);
const LEVELS = ['between_tools', 'low', 'medium', 'high', 'xhigh', 'max', 'none'];

const thinking: fc.Arbitrary<Thinking> = fc.oneof(
  fc.constantFrom<Thinking>({ type: 'default' }, { type: 'off' }),
  fc.integer({ min: 1024, max: 140_000 }).map((tokens): Thinking => ({ type: 'budget', tokens })),
  fc.constantFrom(...LEVELS).map((level): Thinking => ({ type: 'effort', level })),
);

function requestFor(id: string, wish: Thinking, maxTokens: number) {
  const settings = Settings.parse({ model: id, thinking: wish, maxTokens, temperature: 0.5, cache: 'off' });
  const messages = [{ role: 'user', content: [{ text: 'Why?' }] }];
  const request = prepare({ model: id, messages }, settings);
  const problems = problemsWith({ ...settings, temperature: undefined });
  return { problems, ...request, fields: request.additionalModelRequestFields ?? {} };
}

const cases = fc.tuple(fc.constantFrom(...IDS), thinking, fc.integer({ min: 1, max: 4096 }));

describe('a thinking setting', () => {
  test('that is refused is refused in sentences, and one that is not is within the limits of its model', () => {
    fc.assert(
      fc.property(cases, ([id, wish, maxTokens]) => {
        const { problems, inferenceConfig, fields } = requestFor(id, wish, maxTokens);
        for (const problem of problems) expect(problem).toMatch(/^\S.*\.$/);
        if (problems.length > 0) return;
        const limit = inferenceConfig.maxTokens;
        const most = resolveModel(id)?.maxOutputTokens ?? Number.POSITIVE_INFINITY;
        if (limit !== undefined) expect(limit).toBeLessThanOrEqual(Math.max(most, maxTokens));
        if (wish.type === 'budget') {
          expect(fields).toEqual({ thinking: { type: 'enabled', budget_tokens: wish.tokens } });
          // Room is left for an answer.
          expect(limit).toBeGreaterThanOrEqual(wish.tokens + 1024);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves the temperature out wherever a model refuses one, by itself or while it thinks', () => {
    fc.assert(
      fc.property(cases, ([id, wish, maxTokens]) => {
        const { problems, inferenceConfig, fields } = requestFor(id, wish, maxTokens);
        const told = fields.thinking as { type?: string } | undefined;
        const thinks = told?.type === 'enabled' || told?.type === 'adaptive';
        const refusesIt = resolveModel(id)?.acceptsTemperature === false || thinks;
        if (problems.length === 0 && refusesIt) expect(inferenceConfig).not.toHaveProperty('temperature');
      }),
      { numRuns: 1000 },
    );
  });

  test.each(IDS)('of %s that makes it think is shown, where it would not be by itself', id => {
    const support = resolveModel(id)?.thinking;
    if (support?.text !== 'on-request' || support.form !== 'effort') return;
    const wishes: Thinking[] = support.levels
      .filter(level => level !== 'between_tools')
      .map(level => ({ type: 'effort', level }));
    if (support.default !== 'off') wishes.push({ type: 'default' });
    for (const wish of wishes) {
      const { problems, fields } = requestFor(id, wish, 4096);
      expect(problems).toEqual([]);
      expect(fields).toMatchObject({ thinking: { type: 'adaptive', display: 'summarized' } });
    }
  });
});
