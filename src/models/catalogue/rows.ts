/** How a price row is written down in the catalogue, and where prices were read. Knows no model. */
import type { GeoPrefix, PriceRow, Profile } from '../types.ts';

export interface Reading {
  readonly asOf: string;
  readonly source: string;
}

/** The freshest source; it has tiers, and geographic profiles apart from global ones. */
export const PI_AI: Reading = {
  asOf: '2026-11-10',
  source: 'npm @earendil-works/pi-ai 1.5.2 (Amazon Bedrock rows, from models.dev)',
};

/** Its rates, and what AWS says of one-hour writes, which it does not list. */
export const CLAUDE: Reading = {
  asOf: PI_AI.asOf,
  source: `${PI_AI.source}; one-hour write: twice the input rate (AWS, prompt caching)`,
};

/** AWS charges nothing for a Nova cache write; models.dev lists the input rate instead. */
export const NOVA: Reading = {
  asOf: PI_AI.asOf,
  source: `${PI_AI.source}; cache write: $0 (AWS Price List, us-east-1, 2026-08-27)`,
};

export const NOVA_DISPUTED: Reading = {
  asOf: PI_AI.asOf,
  source: `${NOVA.source}; sources disagree on this region`,
};

/** For ids that fresher sources no longer list. */
export const LITELLM: Reading = {
  asOf: '2026-07-24',
  source: 'LiteLLM model_prices_and_context_window.json (RoCry/llm-api-price@8442b939)',
};

/** Input, output, cache read, five-minute write, one-hour write: USD per million tokens. */
type RateList = readonly [
  input: number,
  output: number,
  cacheRead?: number,
  cacheWrite5m?: number,
  cacheWrite1h?: number,
];

export function price(
  reading: Reading,
  base: RateList,
  longer?: { above: number; rates: RateList },
): PriceRow {
  return {
    ...rates(base),
    ...(longer && { tiers: [{ above: longer.above, ...rates(longer.rates) }] }),
    ...reading,
  };
}

function rates([input, output, cacheRead, cacheWrite5m, cacheWrite1h]: RateList) {
  return {
    input,
    output,
    cacheRead: cacheRead ?? null,
    cacheWrite5m: cacheWrite5m ?? null,
    cacheWrite1h: cacheWrite1h ?? null,
  };
}

/** One price for several profiles; `null` is the bare id. */
export function at(prefixes: readonly (GeoPrefix | null)[], row: PriceRow): Profile[] {
  return prefixes.map(prefix => ({ prefix, price: row }));
}
