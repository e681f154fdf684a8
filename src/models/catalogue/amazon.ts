/** Amazon Nova: prices, limits and capabilities. Data only. */
import type { Model } from '../types.ts';
import { at, NOVA, NOVA_DISPUTED, price } from './rows.ts';
import { cachedBriefly, NOVA_EFFORT, noThinkingSwitch } from './traits.ts';

const AWS_1K = 'Amazon Bedrock user guide, prompt caching: about 1K tokens; system and messages only';
const NOT_ON_THE_PAGE = 'no minimum for this model on the Amazon Bedrock page of September 2026';

const COMMON = { provider: 'Amazon', lifecycle: 'active', acceptsTemperature: true } as const;

export const AMAZON: readonly Model[] = [
  {
    ...COMMON,
    base: 'amazon.nova-2-lite-v1:0',
    name: 'Nova 2 Lite',
    contextTokens: 1_000_000,
    maxOutputTokens: 65_535,
    onDemand: false,
    profiles: [
      ...at(['us'], price(NOVA, [0.33, 2.75, 0.0825, 0])),
      ...at(['eu'], price(NOVA_DISPUTED, [0.374, 3.157, 0.0935, 0])),
      ...at(['jp'], price(NOVA_DISPUTED, [0.396, 3.311, 0.099, 0])),
      ...at(['global'], price(NOVA, [0.3, 2.5, 0.075, 0])),
    ],
    cache: cachedBriefly(null, NOT_ON_THE_PAGE),
    thinking: NOVA_EFFORT,
  },
  {
    ...COMMON,
    base: 'amazon.nova-pro-v1:0',
    name: 'Nova Pro',
    contextTokens: 300_000,
    maxOutputTokens: 10_000,
    onDemand: true,
    profiles: [
      ...at([null, 'us'], price(NOVA, [0.8, 3.2, 0.2, 0])),
      ...at(['eu'], price(NOVA_DISPUTED, [0.92, 3.68, 0.23, 0])),
      ...at(['apac'], price(NOVA_DISPUTED, [0.84, 3.36, 0.21, 0])),
    ],
    cache: cachedBriefly(1000, AWS_1K),
    thinking: noThinkingSwitch('off'),
  },
  {
    ...COMMON,
    base: 'amazon.nova-lite-v1:0',
    name: 'Nova Lite',
    contextTokens: 300_000,
    maxOutputTokens: 10_000,
    onDemand: true,
    profiles: [
      ...at([null, 'us'], price(NOVA, [0.06, 0.24, 0.015, 0])),
      ...at(['eu'], price(NOVA_DISPUTED, [0.069, 0.276, 0.01725, 0])),
      ...at(['apac'], price(NOVA_DISPUTED, [0.063, 0.252, 0.01575, 0])),
      ...at(['ca'], price(NOVA_DISPUTED, [0.064, 0.256, 0.016, 0])),
    ],
    cache: cachedBriefly(1000, AWS_1K),
    thinking: noThinkingSwitch('off'),
  },
  {
    ...COMMON,
    base: 'amazon.nova-micro-v1:0',
    name: 'Nova Micro',
    contextTokens: 128_000,
    maxOutputTokens: 10_000,
    onDemand: true,
    profiles: [
      ...at([null, 'us'], price(NOVA, [0.035, 0.14, 0.00875, 0])),
      ...at(['eu'], price(NOVA_DISPUTED, [0.04, 0.16, 0.01, 0])),
      ...at(['apac'], price(NOVA_DISPUTED, [0.037, 0.148, 0.00925, 0])),
    ],
    cache: cachedBriefly(1000, AWS_1K),
    thinking: noThinkingSwitch('off'),
  },
  {
    ...COMMON,
    base: 'amazon.nova-premier-v1:0',
    name: 'Nova Premier',
    lifecycle: 'retired',
    note: 'Amazon Bedrock answers that this model has reached the end of its life (October 2026).',
    contextTokens: 1_000_000,
    maxOutputTokens: 10_000,
    onDemand: false,
    profiles: at(['us'], price(NOVA, [2.5, 12.5, 0.625, 0])),
    cache: cachedBriefly(null, NOT_ON_THE_PAGE),
    thinking: noThinkingSwitch('off'),
  },
];
