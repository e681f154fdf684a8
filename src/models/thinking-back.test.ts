import { describe, expect, it } from 'vitest';
import type { Thinking } from '../run/settings.ts';
import { resolveModel } from './resolve.ts';
import { whyNotSentBack } from './thinking-back.ts';

const effort: Thinking = { type: 'effort', level: 'low' };
const budget: Thinking = { type: 'budget', tokens: 2048 };
const off: Thinking = { type: 'off' };
const untold: Thinking = { type: 'default' };

const why = (thinking: Thinking, id: string) => whyNotSentBack(thinking, resolveModel(id));

describe('thinking that is sent back', () => {
  it.each<[Thinking, string]>([
    [effort, 'us.anthropic.claude-sonnet-4-6'],
    [budget, 'us.anthropic.claude-sonnet-4-6'],
    [budget, 'us.anthropic.claude-opus-4-5-20251101-v1:0'],
    [untold, 'us.anthropic.claude-opus-5-5'],
    [untold, 'us.anthropic.claude-sonnet-5'],
    [untold, 'us.deepseek.r1-v1:0'],
    [untold, 'openai.gpt-oss-120b-1:0'],
    // No source says whether it thinks.
    [untold, 'qwen.qwen3-32b-v1:0'],
  ])('is taken with %o by %s', (thinking, id) => {
    expect(why(thinking, id)).toBeUndefined();
  });

  it('is not refused to a model that nobody knows', () => {
    expect(whyNotSentBack(untold, undefined)).toBeUndefined();
  });

  it.each<[Thinking, string, string]>([
    [
      untold,
      'us.anthropic.claude-sonnet-4-6',
      'Claude Sonnet 4.6 does not think unless it is told to, so no thinking can be sent back: leave --send-reasoning out, or let it think with --thinking.',
    ],
    [
      off,
      'us.anthropic.claude-sonnet-5',
      'Thinking is off, so no thinking can be sent back: leave --send-reasoning out, or let it think with --thinking.',
    ],
    [
      budget,
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'Bedrock leaves out the thinking of earlier rounds for Claude Sonnet 4.5, so no thinking can be sent back: leave --send-reasoning out.',
    ],
    [
      untold,
      'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      'Bedrock leaves out the thinking of earlier rounds for Claude Haiku 4.5, so no thinking can be sent back: leave --send-reasoning out.',
    ],
    [
      untold,
      'us.amazon.nova-pro-v1:0',
      'Nova Pro does not think, so no thinking can be sent back: leave --send-reasoning out.',
    ],
  ])('is refused with %o by %s, in a sentence', (thinking, id, sentence) => {
    expect(why(thinking, id)).toBe(sentence);
  });
});
