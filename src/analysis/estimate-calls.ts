/** The calls of a run that was not made: their prompts, what the cache would do, and what each would cost. Pure. */
import { resolveModel } from '../models/resolve.ts';
import { cost, NO_USAGE } from '../run/cost.ts';
import type { Price, Tokens, Usage } from '../run/price.ts';
import type { Settings } from '../run/settings.ts';
import { estimateTokens } from '../text/tokens.ts';
import { INSTRUCTION_TOKENS, MESSAGE_TOKENS, type Range, TEXT_ERROR } from './estimate-assumptions.ts';
import { type OutputOutlook, tokenizerScale } from './estimate-output.ts';

/** What the prompts are made of; `turn` is a reflection turn as it will be sent. */
export interface Asked {
  readonly question: string;
  readonly turn: string;
}

export interface ExpectedCall {
  readonly prompt: Range;
  readonly output: Range;
  /** USD, over all models that may be asked; undefined without a price, and where a rate is not known. */
  readonly usd: Range | undefined;
}

/** What the cache is expected to do. Rounds are counted from 0. */
export type CacheOutlook =
  | { readonly kind: 'off' | 'not-offered' | 'not-in-catalogue' | 'ttl-not-offered' | 'unknown-minimum' }
  /** Several conversations, of which nobody knows which share what. */
  | { readonly kind: 'many-threads' }
  /** No prompt that is read again comes to the minimum; `longest` is the longest of them, at most. */
  | { readonly kind: 'never'; readonly minimum: Tokens; readonly longest: Tokens }
  /** From which round on it reads, at the earliest and at the latest; a latest of null is perhaps never. */
  | {
      readonly kind: 'reads';
      readonly minimum: Tokens;
      readonly earliest: number;
      readonly latest: number | null;
    };

/** The prompt of each call: the thread grows by an answer and a turn a round. */
export function expectedPrompts(
  settings: Settings,
  asked: Asked,
  { text, recorded }: OutputOutlook,
): Range[] {
  const scale = tokenizerScale(settings.model);
  const tokens = (words: string) => estimateTokens(words, scale);
  const first = tokens(settings.system ?? '') + tokens(asked.question) + MESSAGE_TOKENS;
  const turn = tokens(asked.turn) + 2 * MESSAGE_TOKENS;
  // A recorded answer is a text that was estimated, an assumed one is in tokens already.
  const error: Range = recorded > 0 ? TEXT_ERROR : { low: 1, high: 1 };
  return Array.from({ length: settings.strategy.rounds + 1 }, (_, round) => {
    const known = first + round * turn;
    return {
      low: Math.round(known * TEXT_ERROR.low + round * text.low * error.low),
      high: Math.round(known * TEXT_ERROR.high + round * text.high * error.high),
    };
  });
}

/**
 * The prompts of calls of which only their number is known: each has the question at least, and at most
 * all that was said before it.
 */
export function boundedPrompts(
  settings: Settings,
  asked: Asked,
  outlook: OutputOutlook,
  calls: number,
): Range[] {
  const rounds = Math.max(0, calls - 1);
  const strategy = { ...settings.strategy, rounds };
  const prompts = expectedPrompts({ ...settings, strategy }, asked, outlook);
  const least = prompts[0]?.low ?? 0;
  return prompts.map(({ high }) => ({ low: least, high: high + INSTRUCTION_TOKENS }));
}

export function cacheOutlook(settings: Settings, prompts: readonly Range[]): CacheOutlook {
  const { cache: ttl } = settings;
  if (ttl === 'off') return { kind: 'off' };
  const model = resolveModel(settings.model);
  if (!model) return { kind: 'not-in-catalogue' };
  if (!model.cache) return { kind: 'not-offered' };
  if (!model.cache.ttl.includes(ttl)) return { kind: 'ttl-not-offered' };
  const minimum = model.cache.minimumTokens;
  if (minimum === null) return { kind: 'unknown-minimum' };
  // A round reads up to the point of the round before, so its own prompt does not count.
  const read = prompts.slice(0, -1);
  const earliest = read.findIndex(({ high }) => high >= minimum);
  const latest = read.findIndex(({ low }) => low >= minimum);
  if (earliest < 0) return { kind: 'never', minimum, longest: Math.max(0, ...read.map(({ high }) => high)) };
  return { kind: 'reads', minimum, earliest: earliest + 1, latest: latest < 0 ? null : latest + 1 };
}

export function expectedCalls(
  settings: Settings,
  prompts: readonly Range[],
  { output }: OutputOutlook,
  outlook: CacheOutlook,
  ...prices: readonly (Price | undefined)[]
): ExpectedCall[] {
  return prompts.map((prompt, round) => {
    const before = prompts[round - 1];
    const costs = uses(prompt, before, outlook).flatMap(use =>
      (['low', 'high'] as const).flatMap(end =>
        prices.map(price =>
          cost(usageOf(use, prompt[end], before?.[end] ?? 0, output[end], settings), price),
        ),
      ),
    );
    const known = costs.filter(usd => usd !== undefined);
    const usd =
      known.length === costs.length ? { low: Math.min(...known), high: Math.max(...known) } : undefined;
    return { prompt, output, usd };
  });
}

/** How far a call uses the cache: not at all, writing only, or reading what the call before it wrote. */
const USES = ['none', 'writes', 'reads'] as const;
type Use = (typeof USES)[number];

/** All that may be, where the ends of the ranges lie on both sides of the minimum. */
function uses(prompt: Range, before: Range | undefined, outlook: CacheOutlook): readonly Use[] {
  const most = before ? 2 : 1;
  if (outlook.kind === 'unknown-minimum' || outlook.kind === 'many-threads') return USES.slice(0, most + 1);
  if (outlook.kind !== 'reads' && outlook.kind !== 'never') return ['none'];
  const { minimum } = outlook;
  const at = (end: 'low' | 'high') => (before && before[end] >= minimum ? 2 : prompt[end] >= minimum ? 1 : 0);
  return USES.slice(at('low'), at('high') + 1);
}

function usageOf(use: Use, prompt: Tokens, before: Tokens, output: Tokens, { cache }: Settings): Usage {
  if (use === 'none') return { ...NO_USAGE, input: prompt, output };
  const read = use === 'reads' ? Math.min(before, prompt) : 0;
  const written = cache === '1h' ? 'cacheWrite1h' : 'cacheWrite5m';
  return { ...NO_USAGE, output, cacheRead: read, [written]: prompt - read };
}
