import { describe, expect, it } from 'vitest';
import { listModels } from './list.ts';
import { modelsJson } from './models-json.ts';
import { priceOf } from './prices.ts';

const entries = modelsJson();
const byId = new Map(entries.map(entry => [entry.id, entry]));

describe('modelsJson', () => {
  it('has one entry for every id that can be invoked', () => {
    const ids = listModels().flatMap(({ id, otherIds }) => [id, ...otherIds]);
    expect([...byId.keys()].sort()).toEqual(ids.sort());
    expect(entries).toHaveLength(ids.length);
    expect(byId.has('anthropic.claude-opus-5-5')).toBe(false);
  });

  it('is the documented shape, field by field', () => {
    expect(byId.get('us.anthropic.claude-haiku-5-5')).toEqual({
      id: 'us.anthropic.claude-haiku-5-5',
      name: 'Claude Haiku 5.5',
      provider: 'Anthropic',
      prices: { input: 0.11, output: 0.55, cacheRead: 0.011, cacheWrite5m: 0.1375, cacheWrite1h: 0.22 },
      tiers: [
        {
          above: 100_000,
          input: 0.55,
          output: 2.75,
          cacheRead: 0.055,
          cacheWrite5m: 0.6875,
          cacheWrite1h: 1.1,
        },
      ],
      serviceTiers: { flex: 0.5 },
      pricesAsOf: '2026-11-10',
      priceSource: expect.stringContaining('pi-ai 1.5.2'),
      pricesOld: false,
      contextTokens: 1_000_000,
      maxOutputTokens: 128_000,
      cache: { minimumTokens: null, ttl: ['5m', '1h'], source: expect.any(String) },
      thinking: {
        form: 'effort',
        default: 'on',
        canBeOff: true,
        levels: ['low', 'medium', 'high', 'xhigh', 'max'],
        defaultLevel: 'medium',
        budget: null,
        text: 'on-request',
      },
      temperature: false,
      base: 'anthropic.claude-haiku-5-5',
      prefix: 'us',
      preferred: true,
      retired: false,
      note: null,
    });
  });

  it('has every field in every entry, and survives a round through JSON', () => {
    const fields = Object.keys(entries[0] ?? {}).sort();
    for (const entry of entries) expect(Object.keys(entry).sort(), entry.id).toEqual(fields);
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });

  it('gives null for an unknown rate and 0 for a free one', () => {
    expect(byId.get('us.amazon.nova-pro-v1:0')?.prices).toEqual({
      input: 0.8,
      output: 3.2,
      cacheRead: 0.2,
      cacheWrite5m: 0,
      cacheWrite1h: null,
    });
    expect(byId.get('deepseek.v3.2')?.prices.cacheRead).toBeNull();
    expect(byId.get('deepseek.v3.2')?.cache).toBeNull();
  });

  it('has the prices that a run would be charged by', () => {
    for (const { id, prices } of entries) expect(priceOf(id), id).toMatchObject(prices);
  });

  it('marks one id of each model as the one to offer, and the retired models', () => {
    expect(entries.filter(entry => entry.preferred).map(entry => entry.id)).toEqual(
      listModels().map(entry => entry.id),
    );
    expect(byId.get('us.amazon.nova-premier-v1:0')).toMatchObject({
      retired: true,
      note: expect.stringContaining('end of its life'),
    });
  });

  it('says which budgets a model takes', () => {
    expect(byId.get('us.anthropic.claude-haiku-4-5-20251001-v1:0')?.thinking).toMatchObject({
      form: 'budget',
      default: 'off',
      levels: [],
      budget: { min: 1024, max: 62_976 },
    });
    expect(byId.get('us.anthropic.claude-sonnet-4-6')?.thinking.budget).toEqual({ min: 1024, max: 62_976 });
  });
});
