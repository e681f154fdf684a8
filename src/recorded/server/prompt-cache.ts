/** Gives a local Bedrock a prompt cache: usage by Bedrock's rules, and its refusals. Kept in memory. */
import { resolveModel } from '../../models/resolve.ts';
import type { ResolvedModel } from '../../models/types.ts';
import type { Clock } from '../../run/clock.ts';
import { promptTokens } from '../../run/cost.ts';
import type { CachePoint } from '../../run/events.ts';
import type { Usage } from '../../run/price.ts';
import type { Answer, Answerer } from '../answer.ts';
import { type CacheRules, createCacheSimulation } from '../cache-simulation.ts';
import { type CacheRefusal, cacheRefusal } from '../cache-simulation-refusal.ts';
import type { WireRequest } from '../wire-request.ts';
import { scaleOf } from '../written-answer.ts';

/**
 * The same answers, with the prompt tokens that a cache would give them; the output stays as it is, and
 * so does the sum of the prompt where that is known.
 */
export function withPromptCache(answerer: Answerer, clock: Pick<Clock, 'now'>): Answerer {
  const caches = new Map<string, ReturnType<typeof createCacheSimulation>>();
  return async request => {
    const known = resolveModel(request.model);
    const asked = { ...request, cachePoints: oneAPlace(request.cachePoints) };
    const refused = known && refusalOf(request, asked, known);
    if (refused) return { deltas: [], ending: { kind: 'failed', afterMs: 0, ...refused } };
    const at = clock.now();
    const answer = await answerer(request);
    // What was not answered was not read by a model either.
    if (!('deltas' in answer) || answer.isPromptGiven) return answer;
    const simulate =
      caches.get(request.model) ?? createCacheSimulation(rulesOf(known), scaleOf(request.model));
    caches.set(request.model, simulate);
    return withPrompt(answer, simulate(asked, at));
  };
}

/** The same answers as by a model that caches nothing, whatever is asked for. */
export function withoutPromptCache(answerer: Answerer): Answerer {
  return async request => {
    const answer = await answerer(request);
    if (!('deltas' in answer) || answer.isPromptGiven || answer.ending.kind === 'failed') return answer;
    const { usage } = answer.ending;
    if (!usage) return answer;
    const fresh = { input: promptTokens(usage), cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    return { ...answer, ending: { ...answer.ending, usage: { ...usage, ...fresh } } };
  };
}

/** Several points in one message are looked at as the last of them. */
function oneAPlace(points: readonly CachePoint[]): CachePoint[] {
  return [...new Map(points.map(point => [point.after, point])).values()];
}

/** Bedrock counts every point, also those that stand in one message. */
function refusalOf(raw: WireRequest, asked: WireRequest, { cache }: ResolvedModel): CacheRefusal | undefined {
  const points = raw.cachePoints.length > asked.cachePoints.length ? raw : asked;
  const tooMany = cacheRefusal(points, cache);
  return points === asked || tooMany?.message.includes('more than') ? tooMany : cacheRefusal(asked, cache);
}

/** Only of Claude is it said that Bedrock looks back from a point. */
function rulesOf(model: ResolvedModel | undefined): CacheRules | undefined {
  const minimumTokens = model?.cache?.minimumTokens;
  if (!minimumTokens) return undefined;
  return { minimumTokens, ...(model.provider !== 'Anthropic' && { lookBackBlocks: 1 }) };
}

function withPrompt(answer: Answer, prompt: Usage): Answer {
  const { ending } = answer;
  if (ending.kind === 'failed' || !ending.usage) return answer;
  const usage = { ...ending.usage, ...scaledTo(promptTokens(ending.usage), prompt) };
  return { ...answer, ending: { ...ending, usage } };
}

/** A real model counted the prompt: its shares are simulated, its sum is not. */
function scaledTo(total: number, prompt: Usage): Omit<Usage, 'output'> {
  const { output: _none, ...shares } = prompt;
  const estimated = promptTokens(prompt);
  if (total === 0 || estimated === 0 || total === estimated) return shares;
  const scaled = (tokens: number) => Math.round((tokens * total) / estimated);
  const [cacheRead, cacheWrite5m] = [scaled(prompt.cacheRead), scaled(prompt.cacheWrite5m)];
  const cacheWrite1h = scaled(prompt.cacheWrite1h);
  return {
    input: Math.max(0, total - cacheRead - cacheWrite5m - cacheWrite1h),
    cacheRead,
    cacheWrite5m,
    cacheWrite1h,
  };
}
