import { describe, expect, it } from 'vitest';
import { cost } from '../run/cost.ts';
import { MODELS } from './catalogue/index.ts';
import { priceOf, priceText } from './prices.ts';
import { type Profile, profileId } from './types.ts';

const claude = MODELS.filter(model => model.base.startsWith('anthropic.'));
const claude45On = claude.filter(model => model.cache?.ttl.includes('1h'));
const rates = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;

/** The rates of a profile and of its tiers. */
function allRates({ price }: Profile) {
  return [price, ...(price.tiers ?? [])];
}

describe('priceOf', () => {
  it('prices the profile that is invoked, under the id as it is invoked', () => {
    expect(priceOf('us.anthropic.claude-sonnet-4-6')).toMatchObject({
      model: 'us.anthropic.claude-sonnet-4-6',
      input: 3.3,
      output: 16.5,
      cacheRead: 0.33,
      cacheWrite5m: 4.125,
      cacheWrite1h: 6.6,
      asOf: '2026-11-10',
    });
    expect(priceOf('global.anthropic.claude-sonnet-4-6')).toMatchObject({ input: 3, output: 15 });
    const arn = 'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0';
    expect(priceOf(arn)).toMatchObject({ model: arn, input: 0.92 });
  });

  it('has no price for the bare id of a model that needs a profile', () => {
    expect(priceOf('anthropic.claude-sonnet-4-6')).toBeUndefined();
    expect(priceOf('anthropic.claude-opus-5-5')).toBeUndefined();
    expect(priceOf('amazon.nova-2-lite-v1:0')).toBeUndefined();
    expect(priceOf('openai.gpt-6.1-sol')).toBeUndefined();
    for (const model of MODELS.filter(candidate => candidate.onDemand === false)) {
      expect(priceOf(model.base), model.base).toBeUndefined();
    }
  });

  it('has no price for a profile that no source lists, and none for an unknown model', () => {
    expect(priceOf('jp.anthropic.claude-sonnet-5-5')).toBeUndefined();
    expect(priceOf('us-gov.anthropic.claude-opus-5-5')).toBeUndefined();
    expect(priceOf('us.anthropic.claude-sonnet-9')).toBeUndefined();
    expect(
      priceOf('arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc'),
    ).toBeUndefined();
  });

  it('knows the price of a bare id in the United States only', () => {
    expect(priceOf('deepseek.v3.2')?.input).toBe(0.62);
    expect(priceOf('deepseek.v3.2', 'us-west-2')?.input).toBe(0.62);
    expect(priceOf('deepseek.v3.2', 'eu-north-1')).toBeUndefined();
    expect(priceOf('amazon.nova-pro-v1:0', 'us-gov-west-1')).toBeUndefined();
    expect(priceOf('arn:aws:bedrock:ap-south-1::foundation-model/deepseek.v3.2')).toBeUndefined();
    expect(priceOf('arn:aws:bedrock:us-east-1::foundation-model/deepseek.v3.2')?.input).toBe(0.62);
    expect(priceOf('global.anthropic.claude-opus-5', 'eu-west-1')?.input).toBe(5);
  });

  it('charges 10 % more for geographic profiles of Claude 4.5 and later than for global ones', () => {
    expect(claude45On.length).toBeGreaterThan(10);
    for (const model of claude45On) {
      const globally = model.profiles.find(profile => profile.prefix === 'global');
      for (const profile of model.profiles) {
        // GovCloud has prices of its own.
        if (!globally || profile.prefix === 'global' || profile.prefix === 'us-gov') continue;
        const base = allRates(globally);
        allRates(profile).forEach((tier, index) => {
          for (const rate of rates) {
            const expected = (base[index]?.[rate] ?? Number.NaN) * 1.1;
            expect(tier[rate], `${profileId(model.base, profile.prefix)} ${rate}`).toBeCloseTo(expected, 9);
          }
        });
      }
    }
  });

  it('charges Claude cache writes at 1.25 times the input rate, and twice for an hour', () => {
    for (const model of claude) {
      for (const tier of model.profiles.flatMap(allRates)) {
        expect(tier.cacheWrite5m, model.name).toBeCloseTo(tier.input * 1.25, 9);
        if (model.cache?.ttl.includes('1h')) {
          expect(tier.cacheWrite1h, model.name).toBeCloseTo(tier.input * 2, 9);
        } else {
          expect(tier.cacheWrite1h, model.name).toBeNull();
        }
      }
    }
  });

  it('has the read rate of each Claude: a tenth, less for the newest', () => {
    const share: Record<string, number> = {
      'Claude Opus 5.5': 0.05,
      'Claude Sonnet 5.5': 0.05,
      'Claude Fable 5.1': 0.025,
      'Claude Fable 5.2': 0.025,
    };
    for (const model of claude) {
      for (const tier of model.profiles.flatMap(allRates)) {
        expect(tier.cacheRead, model.name).toBeCloseTo(tier.input * (share[model.name] ?? 0.1), 9);
      }
    }
  });

  it('charges nothing for a Nova cache write, and a quarter of the input rate for a read', () => {
    const nova = MODELS.filter(model => model.provider === 'Amazon');
    expect(nova).toHaveLength(5);
    for (const { price } of nova.flatMap(model => model.profiles)) {
      expect(price.cacheWrite5m).toBe(0);
      expect(price.cacheWrite1h).toBeNull();
      expect(price.cacheRead).toBeCloseTo(price.input / 4, 9);
    }
  });

  it('multiplies every rate of Haiku 5.5 by five above 100,000 tokens', () => {
    for (const id of ['us.anthropic.claude-haiku-5-5', 'global.anthropic.claude-haiku-5-5']) {
      const price = priceOf(id);
      const [tier] = price?.tiers ?? [];
      expect(tier?.above).toBe(100_000);
      for (const rate of rates) {
        expect(tier?.[rate], rate).toBeCloseTo((price?.[rate] ?? Number.NaN) * 5, 9);
      }
    }
    const usage = { input: 100_001, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    expect(cost(usage, priceOf('global.anthropic.claude-haiku-5-5'))).toBeCloseTo(100_001 * 0.5e-6, 9);
  });

  it('has a tier above 272,000 tokens for every OpenAI model with one', () => {
    for (const model of MODELS.filter(({ name }) => name.startsWith('GPT-'))) {
      for (const { price } of model.profiles) {
        expect(
          price.tiers?.map(tier => tier.above),
          model.name,
        ).toEqual([272_000]);
        expect(price.tiers?.[0]?.input).toBeCloseTo(price.input * 2, 9);
        expect(price.tiers?.[0]?.output).toBeCloseTo(price.output * 1.5, 9);
      }
    }
  });

  it('gives away copies: changing an answer does not change the catalogue', () => {
    const price = priceOf('us.anthropic.claude-haiku-5-5');
    const [tier] = price?.tiers ?? [];
    if (tier) tier.input = 99;
    expect(priceOf('us.anthropic.claude-haiku-5-5')?.tiers?.[0]?.input).toBe(0.55);
  });
});

describe('priceText', () => {
  it('is exact and short', () => {
    expect(priceText({ input: 3, output: 15 })).toBe('$3 / $15');
    expect(priceText({ input: 2.2, output: 11 })).toBe('$2.20 / $11');
    expect(priceText({ input: 0.035, output: 0.14 })).toBe('$0.035 / $0.14');
    expect(priceText({ input: 0, output: 12.5 })).toBe('$0 / $12.50');
  });

  it('says how far the price reaches when longer prompts cost more', () => {
    expect(priceText(priceOf('us.anthropic.claude-haiku-5-5'))).toBe('$0.11 / $0.55 to 100K');
  });

  it('says so when the price is unknown', () => {
    expect(priceText(undefined)).toBe('price unknown');
  });
});
