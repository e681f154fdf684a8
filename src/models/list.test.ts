import { describe, expect, it } from 'vitest';
import { MODELS } from './catalogue/index.ts';
import { listModels } from './list.ts';
import { resolveModel } from './resolve.ts';

const listed = listModels();
const named = (name: string) => listed.find(entry => entry.model.name === name);

describe('listModels', () => {
  it('has one entry for each model, and every id of the model in it once', () => {
    expect(listed).toHaveLength(MODELS.length);
    for (const { model, id, otherIds } of listed) {
      const ids = [id, ...otherIds];
      expect(new Set(ids).size).toBe(model.profiles.length);
      for (const each of ids) expect(resolveModel(each)?.base).toBe(model.base);
    }
  });

  it('offers the us. profile first, else global., else the bare id', () => {
    expect(named('Claude Sonnet 5.5')?.id).toBe('us.anthropic.claude-sonnet-5-5');
    expect(named('Claude Sonnet 5.5')?.otherIds).toContain('global.anthropic.claude-sonnet-5-5');
    expect(named('Nova Pro')?.id).toBe('us.amazon.nova-pro-v1:0');
    expect(named('Nova Pro')?.otherIds).toContain('amazon.nova-pro-v1:0');
    expect(named('gpt-oss 120b')?.id).toBe('openai.gpt-oss-120b-1:0');
    expect(named('DeepSeek V3.2')?.id).toBe('deepseek.v3.2');
  });

  it('keeps the models of a provider together, the retired ones last', () => {
    const providers = listed.map(entry => entry.model.provider);
    const blocks = providers.filter((provider, index) => provider !== providers[index - 1]);
    expect(new Set(blocks).size).toBe(blocks.length);
    for (const provider of blocks) {
      const lives = listed
        .filter(entry => entry.model.provider === provider)
        .map(entry => entry.model.lifecycle);
      expect(lives.lastIndexOf('active')).toBeLessThan(
        lives.includes('retired') ? lives.indexOf('retired') : lives.length,
      );
    }
  });

  it('starts with the newest and most capable, with its price in a few characters', () => {
    expect(listed[0]?.model.name).toBe('Claude Opus 5.5');
    expect(listed[0]?.priceText).toBe('$4.40 / $22');
    expect(named('Nova Micro')?.priceText).toBe('$0.035 / $0.14');
  });

  it('knows the price of every id that it offers first', () => {
    for (const { id, price } of listed) expect(price?.model, id).toBe(id);
  });
});
