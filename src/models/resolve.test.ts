import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS } from './catalogue/index.ts';
import { resolveModel } from './resolve.ts';
import { GEO_PREFIXES, profileId } from './types.ts';

const bases = MODELS.map(model => model.base);
const aBase = fc.constantFrom(...bases);
const aPrefix = fc.constantFrom(null, ...GEO_PREFIXES);

/** Text of the kind that ids are made of, so that siblings come up. */
const aTail = fc.string({
  unit: fc.constantFrom('-', '.', ':', '0', '1', '5', 'v', 'a'),
  minLength: 1,
  maxLength: 6,
});

describe('resolveModel', () => {
  it('finds a model by its bare id and behind every known prefix', () => {
    expect(resolveModel('amazon.nova-lite-v1:0')).toMatchObject({ name: 'Nova Lite', prefix: null });
    expect(resolveModel('us.anthropic.claude-sonnet-5-5')).toMatchObject({
      name: 'Claude Sonnet 5.5',
      prefix: 'us',
      id: 'us.anthropic.claude-sonnet-5-5',
    });
    expect(resolveModel('us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0')?.prefix).toBe('us-gov');
  });

  it('does not take a model for its sibling', () => {
    expect(resolveModel('anthropic.claude-sonnet-5')?.name).toBe('Claude Sonnet 5');
    expect(resolveModel('anthropic.claude-sonnet-5-5')?.name).toBe('Claude Sonnet 5.5');
    for (const id of [
      'us.anthropic.claude-sonnet-5-6',
      'us.anthropic.claude-sonnet-6',
      'anthropic.claude-sonnet-5-5-v1:0',
      'anthropic.claude-opus-4-6',
      'claude-sonnet-5',
      'openai.gpt-oss-120b',
      'moonshotai.kimi-k3.1',
    ]) {
      expect(resolveModel(id), id).toBeUndefined();
    }
  });

  it('strips one prefix only, and only a known one', () => {
    expect(resolveModel('us.us.amazon.nova-lite-v1:0')).toBeUndefined();
    expect(resolveModel('mars.amazon.nova-lite-v1:0')).toBeUndefined();
    expect(resolveModel('US.amazon.nova-lite-v1:0')).toBeUndefined();
    expect(resolveModel('bedrock/us.amazon.nova-lite-v1:0')).toBeUndefined();
    expect(resolveModel('')).toBeUndefined();
    expect(resolveModel('__proto__')).toBeUndefined();
  });

  it('reads ARNs of system profiles and foundation models, and keeps the ARN as the id', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5-5';
    expect(resolveModel(arn)).toMatchObject({ name: 'Claude Opus 5.5', prefix: 'us', id: arn });
    expect(resolveModel('arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0')).toMatchObject({
      name: 'Nova Pro',
      prefix: null,
    });
    expect(
      resolveModel(
        'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
      ),
    ).toMatchObject({ prefix: 'us-gov' });
  });

  it('does not guess what is behind an application inference profile', () => {
    for (const arn of [
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123',
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/us.anthropic.claude-opus-5-5',
      'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/amazon.nova-pro-v1:0',
      'arn:aws:s3:::inference-profile/us.anthropic.claude-opus-5-5',
    ]) {
      expect(resolveModel(arn), arn).toBeUndefined();
    }
  });

  it('gives back the base that a prefix was put before, whatever the model', () => {
    fc.assert(
      fc.property(aBase, aPrefix, (base, prefix) => {
        const model = resolveModel(profileId(base, prefix));
        expect(model?.base).toBe(base);
        expect(model?.prefix).toBe(prefix);
      }),
    );
  });

  it('never crosses over to a sibling: a longer or shorter id is that id or nothing', () => {
    fc.assert(
      fc.property(aBase, aPrefix, aTail, fc.nat(6), (base, prefix, tail, cut) => {
        for (const altered of [base + tail, base.slice(0, base.length - cut), tail + base]) {
          const model = resolveModel(profileId(altered, prefix));
          if (model) expect(model.base).toBe(altered);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('accepts an id only if it is a base, alone or behind one prefix', () => {
    const prefixes: readonly string[] = GEO_PREFIXES;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...prefixes, 'x'), { maxLength: 3 }), aBase, (before, base) => {
        const known = before.length === 0 || (before.length === 1 && before[0] !== 'x');
        expect(resolveModel([...before, base].join('.')) !== undefined).toBe(known);
      }),
    );
  });
});
