/**
 * Capabilities that several models share: forms of thinking and cache support. Knows no model by id.
 *
 * Thinking: Anthropic, troubleshooting thinking and model pages (to 2026-10-08); Amazon Nova 2 user
 * guide; live probes of 2026-10-09; efforts as in @ai-sdk/anthropic 4.0.105 and pi-ai 1.5.2.
 * Caching: Amazon Bedrock user guide, prompt caching (September 2026).
 */
import type { CacheSupport, ThinkingSupport, ThinkingText } from '../types.ts';

const FOUR_EFFORTS = ['low', 'medium', 'high', 'max'];
const FIVE_EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'];

/**
 * `{thinking: {type: 'enabled', budget_tokens}}`, off unless asked for. Thinking of earlier turns is left
 * out by the service (Anthropic, troubleshooting thinking, 2026-07-25).
 */
export const BUDGET: ThinkingSupport = { form: 'budget', default: 'off', text: 'shown', stripsEarlier: true };

/** Opus 4.5 is the one of them that keeps the thinking of earlier turns. */
export const BUDGET_KEPT: ThinkingSupport = { form: 'budget', default: 'off', text: 'shown' };

/** Claude 4.6: adaptive with an effort; a budget still works but is deprecated. */
export const EFFORT_OR_BUDGET: ThinkingSupport = {
  form: 'effort',
  wire: 'claude',
  default: 'off',
  levels: FOUR_EFFORTS,
  defaultLevel: null,
  budgetToo: true,
  text: 'shown',
};

/** Claude 4.7 and later: adaptive only. */
export function adaptive(
  defaultState: 'off' | 'on' | 'always',
  defaultLevel: string | null = null,
): ThinkingSupport {
  return {
    form: 'effort',
    wire: 'claude',
    default: defaultState,
    levels: FIVE_EFFORTS,
    defaultLevel,
    budgetToo: false,
    text: 'on-request',
  };
}

/** Sonnet 5.5 cannot be told `disabled`; thinking between tool calls only is the least it offers. */
export const ADAPTIVE_BETWEEN_TOOLS: ThinkingSupport = {
  form: 'effort',
  wire: 'claude',
  default: 'always',
  levels: ['between_tools', ...FIVE_EFFORTS],
  defaultLevel: 'high',
  budgetToo: false,
  text: 'on-request',
};

/** `{reasoningConfig: {type: 'enabled', maxReasoningEffort}}`; the text is `[REDACTED]`, and billed. */
export const NOVA_EFFORT: ThinkingSupport = {
  form: 'effort',
  wire: 'nova',
  default: 'off',
  levels: ['low', 'medium', 'high'],
  defaultLevel: null,
  budgetToo: false,
  text: 'redacted',
};

/** A flat `reasoning_effort`; there is no level for "none". */
export const GPT_OSS_EFFORT: ThinkingSupport = {
  form: 'effort',
  wire: 'gpt-oss',
  default: 'always',
  levels: ['low', 'medium', 'high'],
  defaultLevel: null,
  budgetToo: false,
  text: null,
};

/** `{reasoning: {effort}}`; GPT-6 and later reject `none`, GPT-5.6 takes it (its default no source says). */
export function openAiEffort(defaultState: 'always' | null): ThinkingSupport {
  return {
    form: 'effort',
    wire: 'openai',
    default: defaultState,
    levels: ['low', 'medium', 'high', 'xhigh'],
    defaultLevel: null,
    budgetToo: false,
    text: 'redacted',
  };
}

export function noThinkingSwitch(
  defaultState: 'off' | 'always' | null,
  text: ThinkingText = null,
): ThinkingSupport {
  return { form: 'none', default: defaultState, text };
}

const AWS_PAGE = 'Amazon Bedrock user guide, prompt caching (September 2026)';

/** Five minutes or an hour: Claude 4.5 and later. */
export function cached(minimumTokens: number | null, source = AWS_PAGE): CacheSupport {
  return { minimumTokens, ttl: ['5m', '1h'], source };
}

/** Five minutes only: Claude before 4.5, and Nova. */
export function cachedBriefly(minimumTokens: number | null, source = AWS_PAGE): CacheSupport {
  return { minimumTokens, ttl: ['5m'], source };
}
