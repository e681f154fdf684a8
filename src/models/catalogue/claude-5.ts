/** Claude of the fifth generation: prices, limits and capabilities. Data only. */
import type { Model } from '../types.ts';
import { at, CLAUDE, price } from './rows.ts';
import { ADAPTIVE_BETWEEN_TOOLS, adaptive, cached } from './traits.ts';

const ANTHROPIC_512 =
  "Anthropic, what's new in this model (autumn 2026); not on the Amazon Bedrock page of September 2026";
const NO_MINIMUM_FOUND =
  'no minimum on the Amazon Bedrock page of September 2026, which is older than this model';
const FABLE_NOTE = 'The account must opt in to data retention before it may use this model.';

/** Every model of this generation is invoked through a profile, and rejects sampling parameters. */
const COMMON = {
  provider: 'Anthropic',
  contextTokens: 1_000_000,
  maxOutputTokens: 128_000,
  lifecycle: 'active',
  onDemand: false,
  acceptsTemperature: false,
} as const;

/** The most capable and newest first: the order of the picker. */
export const CLAUDE_5: readonly Model[] = [
  {
    ...COMMON,
    base: 'anthropic.claude-opus-5-5',
    name: 'Claude Opus 5.5',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp'], price(CLAUDE, [4.4, 22, 0.22, 5.5, 8.8])),
      ...at(['global'], price(CLAUDE, [4, 20, 0.2, 5, 8])),
    ],
    cache: cached(512, ANTHROPIC_512),
    thinking: adaptive('always', 'medium'),
  },
  {
    ...COMMON,
    base: 'anthropic.claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    profiles: [
      ...at(['us', 'eu', 'au'], price(CLAUDE, [2.2, 11, 0.11, 2.75, 4.4])),
      ...at(['global'], price(CLAUDE, [2, 10, 0.1, 2.5, 4])),
    ],
    cache: cached(512, ANTHROPIC_512),
    thinking: ADAPTIVE_BETWEEN_TOOLS,
  },
  {
    ...COMMON,
    base: 'anthropic.claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    profiles: [
      ...at(
        ['us', 'eu', 'au', 'jp'],
        price(CLAUDE, [0.11, 0.55, 0.011, 0.1375, 0.22], {
          above: 100_000,
          rates: [0.55, 2.75, 0.055, 0.6875, 1.1],
        }),
      ),
      ...at(
        ['global'],
        price(CLAUDE, [0.1, 0.5, 0.01, 0.125, 0.2], {
          above: 100_000,
          rates: [0.5, 2.5, 0.05, 0.625, 1],
        }),
      ),
    ],
    cache: cached(null, NO_MINIMUM_FOUND),
    thinking: adaptive('on', 'medium'),
  },
  {
    ...COMMON,
    base: 'anthropic.claude-fable-5-2',
    name: 'Claude Fable 5.2',
    note: `${FABLE_NOTE} Few sources know it yet.`,
    profiles: [
      ...at(['us'], price(CLAUDE, [8.8, 44, 0.22, 11, 17.6])),
      ...at(['global'], price(CLAUDE, [8, 40, 0.2, 10, 16])),
    ],
    cache: cached(null, NO_MINIMUM_FOUND),
    thinking: adaptive('always'),
  },
  {
    ...COMMON,
    base: 'anthropic.claude-fable-5-1',
    name: 'Claude Fable 5.1',
    note: FABLE_NOTE,
    profiles: [
      ...at(['us'], price(CLAUDE, [11, 55, 0.275, 13.75, 22])),
      ...at(['global'], price(CLAUDE, [10, 50, 0.25, 12.5, 20])),
    ],
    cache: cached(512),
    thinking: adaptive('always', 'high'),
  },
  {
    ...COMMON,
    base: 'anthropic.claude-opus-5',
    name: 'Claude Opus 5',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp', 'in'], price(CLAUDE, [5.5, 27.5, 0.55, 6.875, 11])),
      ...at(['global'], price(CLAUDE, [5, 25, 0.5, 6.25, 10])),
    ],
    cache: cached(512),
    thinking: adaptive('on'),
  },
  {
    ...COMMON,
    base: 'anthropic.claude-sonnet-5',
    name: 'Claude Sonnet 5',
    profiles: [
      ...at(['us', 'eu', 'au', 'jp', 'in'], price(CLAUDE, [2.2, 11, 0.22, 2.75, 4.4])),
      ...at(['global'], price(CLAUDE, [2, 10, 0.2, 2.5, 4])),
    ],
    cache: cached(1024),
    thinking: adaptive('on'),
  },
  {
    ...COMMON,
    base: 'anthropic.claude-fable-5',
    name: 'Claude Fable 5',
    note: FABLE_NOTE,
    profiles: [
      ...at(['us', 'eu'], price(CLAUDE, [11, 55, 1.1, 13.75, 22])),
      ...at(['global'], price(CLAUDE, [10, 50, 1, 12.5, 20])),
    ],
    cache: cached(512),
    thinking: adaptive('always'),
  },
];
