/** Claude of the fourth generation and before: prices, limits and capabilities. Data only. */
import type { Model } from '../types.ts';
import { at, CLAUDE, LITELLM, PI_AI, price } from './rows.ts';
import {
  adaptive,
  BUDGET,
  BUDGET_KEPT,
  cached,
  cachedBriefly,
  EFFORT_OR_BUDGET,
  noThinkingSwitch,
} from './traits.ts';

const END_OF_LIFE = 'Amazon Bedrock answers that this model has reached the end of its life (October 2026).';
const GONE = 'Gone from the newest catalogues; treat it as retired unless your account still lists it.';
const NOT_ON_THE_PAGE = 'no minimum for this model on the Amazon Bedrock page of September 2026';

const COMMON = { provider: 'Anthropic', lifecycle: 'active', onDemand: false } as const;
const MILLION = { contextTokens: 1_000_000, maxOutputTokens: 128_000 } as const;
const SMALLER = { contextTokens: 200_000, maxOutputTokens: 64_000 } as const;
const OLD = { contextTokens: 200_000, maxOutputTokens: 8_192, lifecycle: 'retired' } as const;

export const CLAUDE_4: readonly Model[] = [
  {
    ...COMMON,
    ...MILLION,
    base: 'anthropic.claude-opus-4-8',
    name: 'Claude Opus 4.8',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp'], price(CLAUDE, [5.5, 27.5, 0.55, 6.875, 11])),
      ...at(['global'], price(CLAUDE, [5, 25, 0.5, 6.25, 10])),
    ],
    cache: cached(1024),
    thinking: adaptive('off'),
    acceptsTemperature: false,
  },
  {
    ...COMMON,
    ...MILLION,
    base: 'anthropic.claude-opus-4-7',
    name: 'Claude Opus 4.7',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp'], price(CLAUDE, [5.5, 27.5, 0.55, 6.875, 11])),
      ...at(['global'], price(CLAUDE, [5, 25, 0.5, 6.25, 10])),
    ],
    cache: cached(4096, 'Amazon Bedrock user guide (September 2026); Anthropic and LiteLLM say 2,048'),
    thinking: adaptive('off'),
    acceptsTemperature: false,
  },
  {
    ...COMMON,
    ...MILLION,
    base: 'anthropic.claude-opus-4-6-v1',
    name: 'Claude Opus 4.6',
    profiles: [
      ...at(['us', 'eu', 'au'], price(CLAUDE, [5.5, 27.5, 0.55, 6.875, 11])),
      ...at(['global'], price(CLAUDE, [5, 25, 0.5, 6.25, 10])),
    ],
    cache: cached(4096),
    thinking: EFFORT_OR_BUDGET,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    contextTokens: 1_000_000,
    // As the AWS model card has it; pi-ai says 128,000.
    maxOutputTokens: 64_000,
    base: 'anthropic.claude-sonnet-4-6',
    name: 'Claude Sonnet 4.6',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp'], price(CLAUDE, [3.3, 16.5, 0.33, 4.125, 6.6])),
      ...at(['global'], price(CLAUDE, [3, 15, 0.3, 3.75, 6])),
    ],
    cache: cached(1024),
    thinking: EFFORT_OR_BUDGET,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    ...SMALLER,
    base: 'anthropic.claude-opus-4-5-20251101-v1:0',
    name: 'Claude Opus 4.5',
    profiles: [
      ...at(['us', 'eu'], price(CLAUDE, [5.5, 27.5, 0.55, 6.875, 11])),
      ...at(['global'], price(CLAUDE, [5, 25, 0.5, 6.25, 10])),
    ],
    cache: cached(4096),
    thinking: BUDGET_KEPT,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    ...SMALLER,
    base: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    name: 'Claude Sonnet 4.5',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp'], price(CLAUDE, [3.3, 16.5, 0.33, 4.125, 6.6])),
      ...at(['global'], price(CLAUDE, [3, 15, 0.3, 3.75, 6])),
      ...at(['us-gov'], price(LITELLM, [3.6, 18, 0.36, 4.5, 7.2])),
    ],
    cache: cached(
      1024,
      'Amazon Bedrock user guide (September 2026); its page of May and the model card say 4,096',
    ),
    thinking: BUDGET,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    ...SMALLER,
    base: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    name: 'Claude Haiku 4.5',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp', 'in'], price(CLAUDE, [1.1, 5.5, 0.11, 1.375, 2.2])),
      ...at(['global'], price(CLAUDE, [1, 5, 0.1, 1.25, 2])),
    ],
    cache: cached(4096),
    thinking: BUDGET,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    base: 'anthropic.claude-opus-4-1-20250805-v1:0',
    name: 'Claude Opus 4.1',
    contextTokens: 200_000,
    maxOutputTokens: 32_000,
    profiles: [
      ...at(['us'], price(PI_AI, [15, 75, 1.5, 18.75])),
      ...at(['eu'], price(LITELLM, [15, 75, 1.5, 18.75])),
    ],
    cache: cachedBriefly(null, NOT_ON_THE_PAGE),
    thinking: BUDGET,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    ...SMALLER,
    base: 'anthropic.claude-sonnet-4-20250514-v1:0',
    name: 'Claude Sonnet 4',
    profiles: at(['us', 'eu', 'apac', 'global'], price(PI_AI, [3, 15, 0.3, 3.75])),
    cache: cachedBriefly(null, NOT_ON_THE_PAGE),
    thinking: BUDGET,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    ...OLD,
    base: 'anthropic.claude-3-7-sonnet-20250219-v1:0',
    name: 'Claude 3.7 Sonnet',
    note: GONE,
    profiles: at(['us', 'eu'], price(LITELLM, [3, 15, 0.3, 3.75])),
    cache: cachedBriefly(1024),
    thinking: BUDGET,
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    ...OLD,
    base: 'anthropic.claude-3-5-sonnet-20241022-v2:0',
    name: 'Claude 3.5 Sonnet v2',
    note: `${GONE} Its prompt caching was a preview.`,
    onDemand: true,
    profiles: at([null, 'us', 'eu', 'apac'], price(LITELLM, [3, 15, 0.3, 3.75])),
    cache: cachedBriefly(1024),
    thinking: noThinkingSwitch('off'),
    acceptsTemperature: true,
  },
  {
    ...COMMON,
    ...OLD,
    base: 'anthropic.claude-3-5-haiku-20241022-v1:0',
    name: 'Claude 3.5 Haiku',
    note: END_OF_LIFE,
    onDemand: true,
    // LiteLLM gives its eu. profile the price of Claude 3 Haiku; the model costs the same there.
    profiles: at([null, 'us', 'eu'], price(LITELLM, [0.8, 4, 0.08, 1])),
    cache: cachedBriefly(2048),
    thinking: noThinkingSwitch('off'),
    acceptsTemperature: true,
  },
];
