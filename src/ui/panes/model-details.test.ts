import { describe, expect, test } from 'vitest';
import { listModels } from '../../models/list.ts';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { modelDetails, size } from './model-details.ts';

const MODELS = listModels();
const details = (name: string, width: number) => {
  const listed = MODELS.find(({ model }) => model.name === name);
  return textsOf(modelDetails(listed?.id ?? name, listed, width));
};

describe('the model under the cursor', () => {
  test('is told by its id, its limits, its thinking, its caching and its prices', () => {
    expect(details('Claude Sonnet 4.6', 51)).toEqual([
      'us.anthropic.claude-sonnet-4-6',
      'context 1M  out 64K  think low…max',
      'cache from 1,024 tokens, 5m or 1h',
      'read 0.1×  write 1.25×  prices of 2026-11-10',
    ]);
  });
  test('at 80 columns it takes the five rows that there are', () => {
    expect(details('Claude Sonnet 4.6', 35)).toHaveLength(5);
    expect(details('Nova Lite', 35)).toHaveLength(5);
  });
  test('a price that holds up to a length is told in full', () => {
    expect(details('Claude Haiku 5.5', 51).join('\n')).toContain('in / out $0.11 / $0.55 to 100K');
  });
  test('what is retired says so first', () => {
    const retired = MODELS.find(({ model }) => model.lifecycle === 'retired');
    expect(textsOf(modelDetails(retired?.id ?? '', retired, 51))[1]).toMatch(/^retired: /);
  });
  test('without caching or a price, says so', () => {
    const plain = MODELS.find(({ model, price }) => model.cache === null && price);
    expect(textsOf(modelDetails(plain?.id ?? '', plain, 51)).join('\n')).toContain('cache none');
    const [listed] = MODELS;
    if (!listed) throw new Error('no models');
    expect(textsOf(modelDetails('x', { ...listed, price: undefined }, 51)).join('\n')).toContain(
      'price unknown',
    );
  });
  test('an id that the catalogue does not know is sent as it is', () => {
    expect(details('my.own-model', 60)).toEqual([
      'my.own-model',
      'Not in the catalogue: it is sent as it is, without cache',
      'points, and its price is unknown.',
    ]);
  });
});

test('no line of any model is wider than its place', () => {
  for (const listed of MODELS) {
    for (const width of [26, 35, 51, 61]) {
      for (const line of modelDetails(listed.id, listed, width))
        expect(lineWidth(line)).toBeLessThanOrEqual(width);
    }
  }
});

test('sizes are short', () => {
  expect([null, 8192, 64_000, 200_000, 1_000_000, 1_500_000].map(size)).toEqual([
    '?',
    '8,192',
    '64K',
    '200K',
    '1M',
    '1.5M',
  ]);
});
