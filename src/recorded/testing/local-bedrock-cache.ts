/** Gives the local Bedrock a prompt cache: usage by Bedrock's rules, and its refusals. For tests only. */
import { resolveModel } from '../../models/resolve.ts';
import type { ResolvedModel } from '../../models/types.ts';
import type { Clock } from '../../run/clock.ts';
import type { Usage } from '../../run/price.ts';
import type { Answer, Answerer } from '../answer.ts';
import { type CacheRules, createCacheSimulation } from '../cache-simulation.ts';
import { cacheRefusal } from '../cache-simulation-refusal.ts';

/** The same answers, with the prompt tokens that a cache would give them; the output stays as it is. */
export function withPromptCache(answerer: Answerer, clock: Pick<Clock, 'now'>): Answerer {
  const caches = new Map<string, ReturnType<typeof createCacheSimulation>>();
  return async request => {
    const known = resolveModel(request.model);
    const refused = cacheRefusal(request, known?.cache);
    if (refused) return { deltas: [], ending: { kind: 'failed', afterMs: 0, ...refused } };
    const simulate = caches.get(request.model) ?? createCacheSimulation(rulesOf(known));
    caches.set(request.model, simulate);
    const usage = simulate(request, clock.now());
    const answer = await answerer(request);
    return 'deltas' in answer ? withPrompt(answer, usage) : answer;
  };
}

/** Only of Claude is it said that Bedrock looks back from a point. */
function rulesOf(model: ResolvedModel | undefined): CacheRules | undefined {
  const minimumTokens = model?.cache?.minimumTokens;
  if (!minimumTokens) return undefined;
  return { minimumTokens, ...(model.provider !== 'Anthropic' && { lookBackBlocks: 1 }) };
}

function withPrompt(answer: Answer, prompt: Usage): Answer {
  const { ending } = answer;
  if (ending.kind === 'failed') return answer;
  return { ...answer, ending: { ...ending, usage: { ...prompt, output: ending.usage.output } } };
}
