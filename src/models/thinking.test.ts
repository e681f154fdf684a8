import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Thinking } from '../run/settings.ts';
import { MODELS } from './catalogue/index.ts';
import { defaultId } from './list.ts';
import { resolveModel } from './resolve.ts';
import { additionalFieldsFor } from './thinking.ts';

const OPUS_5_5 = 'us.anthropic.claude-opus-5-5';
const SONNET_5_5 = 'us.anthropic.claude-sonnet-5-5';
const SONNET_5 = 'us.anthropic.claude-sonnet-5';
const SONNET_4_6 = 'us.anthropic.claude-sonnet-4-6';
const HAIKU_4_5 = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const NOVA_2 = 'us.amazon.nova-2-lite-v1:0';
const NOVA_PRO = 'us.amazon.nova-pro-v1:0';
const GPT_OSS = 'openai.gpt-oss-120b-1:0';
const GPT_6 = 'us.openai.gpt-6.1-sol';

const off: Thinking = { type: 'off' };
const budget = (tokens: number): Thinking => ({ type: 'budget', tokens });
const effort = (level: string): Thinking => ({ type: 'effort', level });

function fieldsFor(thinking: Thinking, id: string, maxTokens = 4096) {
  return additionalFieldsFor(thinking, resolveModel(id), maxTokens);
}

function problemOf(thinking: Thinking, id: string): string {
  const answer = fieldsFor(thinking, id);
  return 'problem' in answer ? answer.problem : '';
}

describe('thinking left to the model', () => {
  it('asks for a summary of what a model thinks unseen, and sends nothing to any other, known or not', () => {
    const shown = MODELS.filter(model => 'fields' in fieldsFor({ type: 'default' }, defaultId(model)));
    expect(shown.map(({ name }) => name)).toEqual([
      'Claude Opus 5.5',
      'Claude Sonnet 5.5',
      'Claude Haiku 5.5',
      'Claude Fable 5.2',
      'Claude Fable 5.1',
      'Claude Opus 5',
      'Claude Sonnet 5',
      'Claude Fable 5',
    ]);
    for (const model of shown) {
      expect(fieldsFor({ type: 'default' }, defaultId(model))).toEqual({
        fields: { thinking: { type: 'adaptive', display: 'summarized' } },
        dropTemperature: true,
      });
    }
    expect(additionalFieldsFor({ type: 'default' }, undefined, 4096)).toEqual({});
  });

  it('sends nothing in GovCloud, where a display is refused', () => {
    const arn = 'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-sonnet-5';
    expect(fieldsFor({ type: 'default' }, arn)).toEqual({ dropTemperature: true });
  });

  it('still drops the temperature where the model rejects it', () => {
    expect(fieldsFor({ type: 'default' }, OPUS_5_5)).toMatchObject({ dropTemperature: true });
    expect(fieldsFor({ type: 'default' }, SONNET_4_6)).toEqual({});
  });
});

describe('a thinking budget', () => {
  it('is sent as budget_tokens, without a temperature', () => {
    expect(fieldsFor(budget(2048), HAIKU_4_5)).toEqual({
      fields: { thinking: { type: 'enabled', budget_tokens: 2048 } },
      dropTemperature: true,
    });
    expect(fieldsFor(budget(2048), SONNET_4_6)).toMatchObject({
      fields: { thinking: { type: 'enabled', budget_tokens: 2048 } },
    });
  });

  it('raises the limit of the answer only when it would not fit under it', () => {
    expect(fieldsFor(budget(2048), HAIKU_4_5, 3072)).not.toHaveProperty('maxTokens');
    expect(fieldsFor(budget(2048), HAIKU_4_5, 16_000)).not.toHaveProperty('maxTokens');
    expect(fieldsFor(budget(2048), HAIKU_4_5, 3071)).toHaveProperty('maxTokens', 5119);
    expect(fieldsFor(budget(8000), HAIKU_4_5, 4096)).toHaveProperty('maxTokens', 12_096);
  });

  it('is always smaller than the limit that is sent, which never exceeds the model', () => {
    const model = resolveModel(HAIKU_4_5);
    fc.assert(
      fc.property(
        fc.integer({ min: 1024, max: 100_000 }),
        fc.integer({ min: 1, max: 64_000 }),
        (n, limit) => {
          const answer = additionalFieldsFor(budget(n), model, limit);
          if ('problem' in answer) {
            expect(n).toBeGreaterThan(64_000 - 1024);
            return;
          }
          expect(answer.maxTokens ?? limit).toBeGreaterThanOrEqual(Math.max(limit, n + 1024));
          expect(answer.maxTokens ?? limit).toBeLessThanOrEqual(64_000);
        },
      ),
    );
  });

  it('is refused, with the range, when it leaves no room for an answer', () => {
    expect(problemOf(budget(64_000), HAIKU_4_5)).toBe(
      'A thinking budget of 64,000 does not fit. It takes a budget of 1,024 to 62,976 tokens or "off"; "default" leaves it to the model.',
    );
  });

  it('is refused by models that take an effort, with the efforts', () => {
    for (const id of [
      OPUS_5_5,
      SONNET_5_5,
      SONNET_5,
      'us.anthropic.claude-opus-4-7',
      GPT_6,
      NOVA_2,
      GPT_OSS,
    ]) {
      expect(problemOf(budget(2048), id), id).toMatch(
        /does not take a budget.*an effort \(.*low, medium, high/,
      );
    }
  });

  it('is refused by models that have no thinking to set', () => {
    expect(problemOf(budget(2048), NOVA_PRO)).toMatch(/Nova Pro does not take a budget/);
    expect(problemOf(budget(2048), 'us.deepseek.r1-v1:0')).toMatch(/Leave thinking at "default"/);
  });
});

describe('a thinking effort', () => {
  it('is adaptive thinking on Claude, with a summary to read', () => {
    for (const id of [OPUS_5_5, SONNET_5_5, SONNET_4_6]) {
      expect(fieldsFor(effort('high'), id), id).toEqual({
        fields: { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'high' } },
        dropTemperature: true,
      });
    }
  });

  it('asks for no display in GovCloud, which rejects the field', () => {
    for (const id of [
      'us-gov.anthropic.claude-sonnet-4-6',
      'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-sonnet-4-6',
    ]) {
      expect(fieldsFor(effort('low'), id), id).toEqual({
        fields: { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
        dropTemperature: true,
      });
    }
  });

  it('is between_tools alone on Sonnet 5.5, and on no other model', () => {
    expect(fieldsFor(effort('between_tools'), SONNET_5_5)).toEqual({
      fields: { thinking: { type: 'between_tools' } },
      dropTemperature: true,
    });
    expect(problemOf(effort('between_tools'), OPUS_5_5)).toMatch(/does not know the effort "between_tools"/);
  });

  it('is a reasoningConfig on Nova 2, which wants no limits at high', () => {
    expect(fieldsFor(effort('low'), NOVA_2)).toEqual({
      fields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' } },
    });
    expect(fieldsFor(effort('high'), NOVA_2)).toEqual({
      fields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } },
      dropMaxTokens: true,
      dropTemperature: true,
    });
  });

  it('is flat on gpt-oss and nested on the other OpenAI models', () => {
    expect(fieldsFor(effort('medium'), GPT_OSS)).toEqual({ fields: { reasoning_effort: 'medium' } });
    expect(fieldsFor(effort('medium'), GPT_6)).toEqual({
      fields: { reasoning: { effort: 'medium' } },
      dropTemperature: true,
    });
  });

  it('is refused when the model does not offer the level, with those that it offers', () => {
    expect(problemOf(effort('xhigh'), SONNET_4_6)).toBe(
      'Claude Sonnet 4.6 does not know the effort "xhigh". It takes an effort (low, medium, high, max) or a budget of 1,024 to 62,976 tokens or "off"; "default" leaves it to the model.',
    );
    expect(problemOf(effort('max'), NOVA_2)).toMatch(/\(low, medium, high\)/);
    expect(problemOf(effort('none'), GPT_6)).toMatch(/does not know the effort "none"/);
  });

  it('is refused by models that take a budget or nothing', () => {
    expect(problemOf(effort('high'), HAIKU_4_5)).toMatch(/a budget of 1,024 to 62,976 tokens/);
    expect(problemOf(effort('high'), NOVA_PRO)).toMatch(/does not take a thinking effort/);
  });
});

describe('thinking turned off', () => {
  it('needs no words where it is off anyway', () => {
    for (const id of [HAIKU_4_5, SONNET_4_6, NOVA_2, NOVA_PRO]) expect(fieldsFor(off, id), id).toEqual({});
    expect(fieldsFor(off, 'us.anthropic.claude-opus-4-8')).toEqual({ dropTemperature: true });
  });

  it('is said where the model thinks unless told otherwise', () => {
    for (const id of [SONNET_5, 'us.anthropic.claude-haiku-5-5', 'us.anthropic.claude-opus-5']) {
      expect(fieldsFor(off, id), id).toEqual({
        fields: { thinking: { type: 'disabled' } },
        dropTemperature: true,
      });
    }
    expect(fieldsFor(off, 'us.openai.gpt-5.6-sol')).toMatchObject({
      fields: { reasoning: { effort: 'none' } },
    });
  });

  it('is refused by models that always think, with what they take instead', () => {
    expect(problemOf(off, OPUS_5_5)).toBe(
      'Claude Opus 5.5 always thinks: it cannot be turned off. It takes an effort (low, medium, high, xhigh, max); "default" leaves it to the model.',
    );
    expect(problemOf(off, SONNET_5_5)).toMatch(/between_tools/);
    for (const id of [GPT_OSS, GPT_6, 'us.deepseek.r1-v1:0', 'us.anthropic.claude-fable-5-1']) {
      expect(problemOf(off, id), id).toMatch(/always thinks/);
    }
  });

  it('is refused where it is not known whether the model thinks', () => {
    expect(problemOf(off, 'qwen.qwen3-32b-v1:0')).toMatch(
      /not known how the thinking of Qwen3 32B is turned off/,
    );
  });
});

describe('thinking on a model outside the catalogue', () => {
  it('is refused in a sentence that says why, unless it is left to the model', () => {
    for (const thinking of [off, budget(2048), effort('high')]) {
      expect(additionalFieldsFor(thinking, undefined, 4096)).toEqual({
        problem:
          'This model is not in the catalogue, so it is not known how it is told to think. Leave thinking at "default", which sends nothing.',
      });
    }
  });
});
