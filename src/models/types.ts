/** What the catalogue says about a model: the shape of its data. Knows no model by name and no run. */
import type { Rates, Tokens } from '../run/price.ts';
import type { CacheSetting } from '../run/settings.ts';

/**
 * Geographic prefixes of inference profiles. Which of them a model has, and in which regions, only
 * `ListInferenceProfiles` can say; these are the ones that exist at all.
 */
export const GEO_PREFIXES = ['us', 'eu', 'apac', 'ap', 'jp', 'au', 'ca', 'in', 'us-gov', 'global'] as const;
export type GeoPrefix = (typeof GEO_PREFIXES)[number];

export type Provider =
  | 'Anthropic'
  | 'Amazon'
  | 'OpenAI'
  | 'DeepSeek'
  | 'Meta'
  | 'Mistral AI'
  | 'Moonshot AI'
  | 'Qwen';

/** A price without the id it belongs to: the rates, the day on which they were read, and where. */
export interface PriceRow extends Rates {
  readonly tiers?: (Rates & { above: Tokens })[];
  /** ISO date. */
  readonly asOf: string;
  readonly source: string;
}

/** One id under which a model can be invoked; `prefix` is `null` for the bare id. */
export interface Profile {
  readonly prefix: GeoPrefix | null;
  readonly price: PriceRow;
}

/** Explicit prompt caching (`cachePoint`). Implicit caching may still happen where this is `null`. */
export interface CacheSupport {
  /** The shortest prefix that is cached, in tokens; `null` when no source says. */
  readonly minimumTokens: Tokens | null;
  readonly ttl: readonly Exclude<CacheSetting, 'off'>[];
  readonly source: string;
}

/**
 * Whether the thinking can be read. `on-request`: empty unless `display: summarized` is asked for;
 * `redacted`: billed, but never readable; `null`: no source says.
 */
export type ThinkingText = 'shown' | 'on-request' | 'redacted' | null;

/**
 * How a model is told to think, and what it does when it is not told anything. `always` cannot be
 * turned off; a `null` default means that no source says.
 *
 * `none` has no switch at all. `budget` takes a number of tokens. `effort` takes one of `levels`
 * (the least first), in the request fields that `wire` names; `budgetToo` marks models that still
 * take a budget as well.
 */
export type ThinkingSupport =
  | { readonly form: 'none'; readonly default: 'off' | 'always' | null; readonly text: ThinkingText }
  | {
      readonly form: 'budget';
      readonly default: 'off';
      readonly text: ThinkingText;
      /** The service leaves out thinking of earlier turns that is sent back. */
      readonly stripsEarlier?: true;
    }
  | {
      readonly form: 'effort';
      readonly wire: 'claude' | 'nova' | 'gpt-oss' | 'openai';
      readonly default: 'off' | 'on' | 'always' | null;
      readonly levels: readonly string[];
      readonly defaultLevel: string | null;
      readonly budgetToo: boolean;
      readonly text: ThinkingText;
    };

/** One model of the catalogue, whatever the profile it is invoked through. */
export interface Model {
  /** The id without a geographic prefix. */
  readonly base: string;
  readonly name: string;
  readonly provider: Provider;
  readonly contextTokens: Tokens | null;
  readonly maxOutputTokens: Tokens | null;
  readonly lifecycle: 'active' | 'retired';
  /** What a person who chooses this model should know: why it is retired, what access it needs. */
  readonly note?: string;
  /** Whether the bare id can be invoked; `null` when no source says. */
  readonly onDemand: boolean | null;
  readonly profiles: readonly Profile[];
  readonly cache: CacheSupport | null;
  readonly thinking: ThinkingSupport;
  /** False where a source says that the model rejects temperature, topP and topK. */
  readonly acceptsTemperature: boolean;
}

/** A model as somebody named it. */
export interface ResolvedModel extends Model {
  /** The id or ARN as it was given. */
  readonly id: string;
  /** The geographic prefix that was in it; `null` for a bare id. */
  readonly prefix: GeoPrefix | null;
}

/** The id of a profile: the base id behind its prefix. */
export function profileId(base: string, prefix: GeoPrefix | null): string {
  return prefix === null ? base : `${prefix}.${base}`;
}
