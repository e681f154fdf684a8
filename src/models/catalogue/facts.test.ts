/**
 * Compares the catalogue with the collected price facts, where they lie beside the checkout. Every
 * difference has to be written down here with its reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GEO_PREFIXES, type PriceRow, profileId } from '../types.ts';
import { MODELS } from './index.ts';

const FACTS = fileURLToPath(new URL('../../../../shared/facts/bedrock-prices.json', import.meta.url));
const present = existsSync(FACTS);

const DIFFERENT: Record<string, string> = {
  'eu.anthropic.claude-3-5-haiku-20241022-v1:0':
    'the row repeats a mistake of LiteLLM (the price of Claude 3 Haiku); the model costs 0.80 / 4',
};

const NEEDS_A_PROFILE =
  'the bare id cannot be invoked, and sources disagree whether its row is the global or the regional rate';
const NO_PREMIUM =
  'only in a catalogue that gives geographic profiles the global rate, against the 10 % of every other source';
const OLD_PREFIX = 'only in LiteLLM of July 2026; the prefix belongs to older models';

const OMITTED: Record<string, readonly string[]> = {
  [NEEDS_A_PROFILE]: [
    'amazon.nova-2-lite-v1:0',
    'anthropic.claude-3-7-sonnet-20250219-v1:0',
    'anthropic.claude-fable-5',
    'anthropic.claude-fable-5-1',
    'anthropic.claude-fable-5-2',
    'anthropic.claude-haiku-4-5-20251001-v1:0',
    'anthropic.claude-haiku-5-5',
    'anthropic.claude-opus-4-1-20250805-v1:0',
    'anthropic.claude-opus-4-5-20251101-v1:0',
    'anthropic.claude-opus-4-6-v1',
    'anthropic.claude-opus-4-7',
    'anthropic.claude-opus-4-8',
    'anthropic.claude-opus-5',
    'anthropic.claude-opus-5-5',
    'anthropic.claude-sonnet-4-20250514-v1:0',
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
    'anthropic.claude-sonnet-4-6',
    'anthropic.claude-sonnet-5',
    'anthropic.claude-sonnet-5-5',
    'openai.gpt-6-astra',
    'openai.gpt-6-luna',
    'openai.gpt-6-sol',
    'openai.gpt-6.1-sol',
    'openai.gpt-6.1-terra',
  ],
  'no source says whether the bare id can be invoked, nor which of two rates it would have': [
    'openai.gpt-5.6-luna',
    'openai.gpt-5.6-sol',
    'openai.gpt-5.6-terra',
  ],
  [NO_PREMIUM]: [
    'eu.anthropic.claude-fable-5-1',
    'us-gov.anthropic.claude-fable-5',
    'us-gov.anthropic.claude-fable-5-1',
    'us-gov.anthropic.claude-haiku-4-5-20251001-v1:0',
    'us-gov.anthropic.claude-opus-4-1-20250805-v1:0',
    'us-gov.anthropic.claude-opus-4-5-20251101-v1:0',
    'us-gov.anthropic.claude-opus-4-6-v1',
    'us-gov.anthropic.claude-opus-4-7',
    'us-gov.anthropic.claude-opus-4-8',
    'us-gov.anthropic.claude-opus-5',
    'us-gov.anthropic.claude-opus-5-5',
    'us-gov.anthropic.claude-sonnet-4-6',
    'us-gov.anthropic.claude-sonnet-5',
  ],
  [OLD_PREFIX]: ['apac.amazon.nova-2-lite-v1:0', 'apac.anthropic.claude-haiku-4-5-20251001-v1:0'],
  'only in LiteLLM of July 2026; fresher sources know the bare id alone': [
    'eu.deepseek.v3.2',
    'us.deepseek.v3.2',
  ],
};

const rate = z.number().optional();
const FactRow = z.object({
  input: z.number(),
  output: z.number(),
  cacheRead: rate,
  cacheWrite5m: rate,
  cacheWrite1h: rate,
  tiers: z
    .array(
      z.object({
        inputTokensAbove: z.number(),
        input: z.number(),
        output: z.number(),
        cacheRead: rate,
        cacheWrite: rate,
      }),
    )
    .optional(),
  basis: z.string(),
});
const Facts = z.object({ models: z.record(z.string(), FactRow) });

/** Both sides in one shape. Facts have no one-hour writes in their tiers, so those stay out. */
function ofFacts(row: z.infer<typeof FactRow>) {
  return {
    input: row.input,
    output: row.output,
    cacheRead: row.cacheRead ?? null,
    cacheWrite5m: row.cacheWrite5m ?? null,
    cacheWrite1h: row.cacheWrite1h ?? null,
    tiers: (row.tiers ?? []).map(tier => ({
      above: tier.inputTokensAbove,
      input: tier.input,
      output: tier.output,
      cacheRead: tier.cacheRead ?? null,
      cacheWrite5m: tier.cacheWrite ?? null,
    })),
    asOf: { 'pi-ai': '2026-11-10', litellm: '2026-07-24' }[row.basis],
  };
}

function ofCatalogue({ tiers, source, ...row }: PriceRow) {
  return { ...row, tiers: (tiers ?? []).map(({ cacheWrite1h, ...tier }) => tier) };
}

const rows = new Map(
  MODELS.flatMap(model =>
    model.profiles.map(({ prefix, price }) => [profileId(model.base, prefix), price] as const),
  ),
);

describe.skipIf(!present)(
  present
    ? 'the catalogue against the collected price facts'
    : 'the catalogue against the collected price facts (skipped: ../shared/facts is not beside this checkout)',
  () => {
    const facts = () => Facts.parse(JSON.parse(readFileSync(FACTS, 'utf8'))).models;

    it('agrees on every rate, tier and date, but for the differences written down', () => {
      const known = facts();
      const differing: string[] = [];
      for (const [id, row] of rows) {
        const fact = known[id];
        expect(fact, `${id} is in the facts`).toBeDefined();
        if (!fact) continue;
        if (id in DIFFERENT) {
          expect(ofCatalogue(row), id).not.toEqual(ofFacts(fact));
          differing.push(id);
        } else {
          expect(ofCatalogue(row), id).toEqual(ofFacts(fact));
        }
      }
      expect(differing).toEqual(Object.keys(DIFFERENT));
    });

    it('has every id of its models that the facts have, but for the omissions written down', () => {
      const bases = new Set(MODELS.map(model => model.base));
      const prefixes: readonly string[] = GEO_PREFIXES;
      const missing = Object.keys(facts()).filter(id => {
        const [first = '', ...rest] = id.split('.');
        const base = prefixes.includes(first) ? rest.join('.') : id;
        return bases.has(base) && !rows.has(id);
      });
      expect(missing.sort()).toEqual(Object.values(OMITTED).flat().sort());
    });
  },
);
