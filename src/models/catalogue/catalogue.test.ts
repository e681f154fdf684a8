import { describe, expect, it } from 'vitest';
import { Price } from '../../run/price.ts';
import { GEO_PREFIXES, profileId } from '../types.ts';
import { MODELS } from './index.ts';

const profiles = MODELS.flatMap(model =>
  model.profiles.map(profile => ({ model, ...profile, id: profileId(model.base, profile.prefix) })),
);

describe('the catalogue', () => {
  it('has the models that the study and a reflection today would use', () => {
    const names = MODELS.map(model => model.name);
    for (const name of [
      'Nova Micro',
      'Nova Lite',
      'Nova Pro',
      'Nova Premier',
      'Nova 2 Lite',
      'Claude 3.5 Haiku',
      'Claude 3.5 Sonnet v2',
      'Claude 3.7 Sonnet',
      'Claude Haiku 4.5',
      'Claude Haiku 5.5',
      'Claude Sonnet 4.5',
      'Claude Sonnet 4.6',
      'Claude Sonnet 5',
      'Claude Sonnet 5.5',
      'Claude Opus 4.5',
      'Claude Opus 4.6',
      'Claude Opus 4.7',
      'Claude Opus 4.8',
      'Claude Opus 5',
      'Claude Opus 5.5',
      'Llama 4 Maverick 17B',
      'Llama 4 Scout 17B',
      'Mistral Large 3',
      'Pixtral Large',
      'DeepSeek R1',
      'DeepSeek V3.2',
      'gpt-oss 20b',
      'gpt-oss 120b',
      'Qwen3 32B',
      'Qwen3 Coder 480B',
      'Kimi K3',
      'GPT-6.1 Sol',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('names no base id, no model and no profile twice', () => {
    expect(new Set(MODELS.map(model => model.base)).size).toBe(MODELS.length);
    expect(new Set(MODELS.map(model => model.name)).size).toBe(MODELS.length);
    expect(new Set(profiles.map(profile => profile.id)).size).toBe(profiles.length);
  });

  it('writes base ids without a geographic prefix', () => {
    const prefixes: readonly string[] = GEO_PREFIXES;
    for (const { base } of MODELS) expect(prefixes).not.toContain(base.split('.')[0]);
  });

  it('gives every price a date, a source and rates that a transcript accepts', () => {
    for (const { id, price } of profiles) {
      expect(() => Price.parse({ model: id, ...price })).not.toThrow();
      expect(price.asOf, id).toMatch(/^2026-\d\d-\d\d$/);
      expect(price.source.length, id).toBeGreaterThan(10);
      expect(price.input, id).toBeGreaterThan(0);
      expect(price.output, id).toBeGreaterThan(0);
    }
  });

  it('lists no bare id where a profile is required, and at least one id for every model', () => {
    for (const model of MODELS) {
      const bare = model.profiles.some(profile => profile.prefix === null);
      if (model.onDemand === false) expect(bare, model.name).toBe(false);
      if (model.onDemand === true) expect(bare, model.name).toBe(true);
      expect(model.profiles.length, model.name).toBeGreaterThan(0);
    }
  });

  it('says of every retired model why it is retired', () => {
    const retired = MODELS.filter(model => model.lifecycle === 'retired');
    expect(retired.map(model => model.name).sort()).toEqual([
      'Claude 3.5 Haiku',
      'Claude 3.5 Sonnet v2',
      'Claude 3.7 Sonnet',
      'Nova Premier',
    ]);
    for (const model of retired) expect(model.note).toBeTruthy();
  });

  it('offers a cache lifetime only at a known write rate', () => {
    for (const { id, model, price } of profiles) {
      if (model.cache?.ttl.includes('5m')) expect(price.cacheWrite5m, id).not.toBeNull();
      if (model.cache?.ttl.includes('1h')) expect(price.cacheWrite1h, id).not.toBeNull();
      if (model.cache) expect(price.cacheRead, id).not.toBeNull();
    }
  });

  it('has the minimum cache lengths of the Bedrock user guide, and null where it has none', () => {
    const minimum = (name: string) => MODELS.find(model => model.name === name)?.cache?.minimumTokens;
    expect(minimum('Claude Opus 5.5')).toBe(512);
    expect(minimum('Claude Sonnet 4.6')).toBe(1024);
    expect(minimum('Claude Haiku 4.5')).toBe(4096);
    expect(minimum('Claude Opus 4.7')).toBe(4096);
    expect(minimum('Claude 3.5 Haiku')).toBe(2048);
    expect(minimum('Claude Haiku 5.5')).toBeNull();
    expect(minimum('Nova 2 Lite')).toBeNull();
    expect(minimum('Qwen3 32B')).toBeUndefined();
  });

  it('says which models reject a temperature', () => {
    const rejecting = MODELS.filter(model => !model.acceptsTemperature).map(model => model.name);
    expect(rejecting).toContain('Claude Opus 4.7');
    expect(rejecting).toContain('Claude Haiku 5.5');
    expect(rejecting).toContain('GPT-6.1 Sol');
    expect(rejecting).not.toContain('Claude Sonnet 4.6');
    expect(rejecting).not.toContain('gpt-oss 120b');
  });
});
