/**
 * OpenAI models on Bedrock: prices, limits and capabilities. Data only.
 *
 * GPT-5.4 and 5.5 are left out: they answer on another endpoint (Mantle), not through Converse.
 */
import type { Model } from '../types.ts';
import { at, PI_AI, price } from './rows.ts';
import { GPT_OSS_EFFORT, openAiEffort } from './traits.ts';

/** All rates change when the prompt is longer than this. */
const LONG_PROMPT = 272_000;

/**
 * The frontier models reject temperature and topP through Converse (@ai-sdk/amazon-bedrock 5.0.101).
 * Their caching is implicit: no source says that they take a `cachePoint`, and a model that does not
 * refuses the whole call.
 */
const FRONTIER = {
  provider: 'OpenAI',
  contextTokens: 1_050_000,
  maxOutputTokens: 128_000,
  lifecycle: 'active',
  onDemand: false,
  cache: null,
  acceptsTemperature: false,
} as const;

/** Whether the bare GPT-5.6 ids can be invoked, and at which rate, no source says. */
const GPT_5_6 = { ...FRONTIER, onDemand: null, thinking: openAiEffort(null) } as const;

const OSS = {
  provider: 'OpenAI',
  // As the AWS model card has it; pi-ai says 131,072 and 128,000.
  contextTokens: 128_000,
  maxOutputTokens: 16_384,
  lifecycle: 'active',
  onDemand: true,
  cache: null,
  thinking: GPT_OSS_EFFORT,
  acceptsTemperature: true,
} as const;

type RateList = Parameters<typeof price>[1];

function tiered(base: RateList, long: RateList) {
  return price(PI_AI, base, { above: LONG_PROMPT, rates: long });
}

export const OPENAI: readonly Model[] = [
  {
    ...FRONTIER,
    base: 'openai.gpt-6.1-sol',
    name: 'GPT-6.1 Sol',
    profiles: [
      ...at(['us'], tiered([2.2, 11, 0.11, 2.75], [4.4, 16.5, 0.22, 5.5])),
      ...at(['global'], tiered([2, 10, 0.1, 2.5], [4, 15, 0.2, 5])),
    ],
    thinking: openAiEffort('always'),
  },
  {
    ...FRONTIER,
    base: 'openai.gpt-6.1-terra',
    name: 'GPT-6.1 Terra',
    note: 'Few sources know it yet.',
    profiles: [
      ...at(['us'], tiered([1.1, 5.5, 0.055, 1.375], [2.2, 8.25, 0.11, 2.75])),
      ...at(['global'], tiered([1, 5, 0.05, 1.25], [2, 7.5, 0.1, 2.5])),
    ],
    thinking: openAiEffort('always'),
  },
  {
    ...FRONTIER,
    base: 'openai.gpt-6-astra',
    name: 'GPT-6 Astra',
    profiles: [
      ...at(['us'], tiered([11, 55, 1.1, 13.75], [22, 82.5, 2.2, 27.5])),
      ...at(['global'], tiered([10, 50, 1, 12.5], [20, 75, 2, 25])),
    ],
    thinking: openAiEffort('always'),
  },
  {
    ...FRONTIER,
    base: 'openai.gpt-6-sol',
    name: 'GPT-6 Sol',
    profiles: [
      ...at(['us'], tiered([2.2, 11, 0.22, 2.75], [4.4, 16.5, 0.44, 5.5])),
      ...at(['global'], tiered([2, 10, 0.2, 2.5], [4, 15, 0.4, 5])),
    ],
    thinking: openAiEffort('always'),
  },
  {
    ...FRONTIER,
    base: 'openai.gpt-6-luna',
    name: 'GPT-6 Luna',
    profiles: [
      ...at(['us'], tiered([0.11, 0.55, 0.011, 0.1375], [0.22, 0.825, 0.022, 0.275])),
      ...at(['global'], tiered([0.1, 0.5, 0.01, 0.125], [0.2, 0.75, 0.02, 0.25])),
    ],
    thinking: openAiEffort('always'),
  },
  {
    ...GPT_5_6,
    base: 'openai.gpt-5.6-sol',
    name: 'GPT-5.6 Sol',
    profiles: [
      ...at(['us'], tiered([4.4, 22, 0.44, 5.5], [8.8, 33, 0.88, 11])),
      ...at(['global'], tiered([4, 20, 0.4, 5], [8, 30, 0.8, 10])),
    ],
  },
  {
    ...GPT_5_6,
    base: 'openai.gpt-5.6-terra',
    name: 'GPT-5.6 Terra',
    profiles: [
      ...at(['us', 'in'], tiered([2.2, 13.2, 0.22, 2.75], [4.4, 19.8, 0.44, 5.5])),
      ...at(['global'], tiered([2, 12, 0.2, 2.5], [4, 18, 0.4, 5])),
    ],
  },
  {
    ...GPT_5_6,
    base: 'openai.gpt-5.6-luna',
    name: 'GPT-5.6 Luna',
    profiles: [
      ...at(['us', 'in'], tiered([0.22, 1.32, 0.022, 0.275], [0.44, 1.98, 0.044, 0.55])),
      ...at(['global'], tiered([0.2, 1.2, 0.02, 0.25], [0.4, 1.8, 0.04, 0.5])),
    ],
  },
  {
    ...OSS,
    base: 'openai.gpt-oss-120b-1:0',
    name: 'gpt-oss 120b',
    profiles: [...at([null], price(PI_AI, [0.15, 0.6])), ...at(['us-gov'], price(PI_AI, [0.18, 0.72]))],
  },
  {
    ...OSS,
    base: 'openai.gpt-oss-20b-1:0',
    name: 'gpt-oss 20b',
    profiles: [...at([null], price(PI_AI, [0.07, 0.3])), ...at(['us-gov'], price(PI_AI, [0.084, 0.36]))],
  },
];
