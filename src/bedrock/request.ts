/** From a strategy's wish to a request: cache points, thinking and limits, as the model allows. Pure. */
import { type OwnPrices, priceOf } from '../models/prices.ts';
import { resolveModel } from '../models/resolve.ts';
import { additionalFieldsFor, type ThinkingFields, type ThinkingRefusal } from '../models/thinking.ts';
import { whyNotSentBack } from '../models/thinking-back.ts';
import { profileId, type ResolvedModel } from '../models/types.ts';
import type { Message } from '../run/events.ts';
import type { Ask, WholeRequest } from '../run/model.ts';
import { priceAtTier } from '../run/price-tiers.ts';
import { DEFAULT_MAX_TOKENS, type Settings } from '../run/settings.ts';
import { planCachePoints } from './cache-plan.ts';

/**
 * The request as it will be sent. Cache points go only to a model that is known to take them, since
 * others refuse the whole call.
 */
export function prepare(ask: Ask, settings: Settings): WholeRequest {
  const model = resolveModel(ask.model);
  const thinking = additionalFieldsFor(settings.thinking, model, settings.maxTokens);
  const extra: ThinkingFields = 'problem' in thinking ? {} : thinking;
  const temperature = extra.dropTemperature ? undefined : settings.temperature;
  const system = hasText(ask.system) ? [{ text: ask.system }] : [];
  const messages = ask.messages.map(withoutBlanks);
  const { cache: setting } = settings;
  return {
    model: ask.model,
    system,
    messages,
    cachePoints: planCachePoints({ system, messages, setting, model, shared: ask.shared }),
    inferenceConfig: {
      ...(extra.dropMaxTokens ? {} : { maxTokens: extra.maxTokens ?? settings.maxTokens }),
      ...(temperature !== undefined && { temperature }),
    },
    ...(extra.fields && { additionalModelRequestFields: extra.fields }),
    ...(settings.tier !== undefined && { serviceTier: settings.tier }),
  };
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/** What stands for an answer that had no text, for example because all of it was thinking. */
export const NO_TEXT = '(no text)';

/** Bedrock refuses a call with a blank text block in it, or with a message without content. */
function withoutBlanks(message: Message): Message {
  const content = message.content.filter(block => block.reasoningContent || hasText(block.text));
  return { ...message, content: content.length > 0 ? content : [{ text: NO_TEXT }] };
}

/** What the chosen model would refuse, in sentences; empty when nothing is known to be wrong. */
export function problemsWith(settings: Settings, own?: OwnPrices): string[] {
  const model = resolveModel(settings.model);
  const thinking = additionalFieldsFor(settings.thinking, model, settings.maxTokens);
  const problems = [
    'problem' in thinking ? thinking.problem : undefined,
    model && cacheProblem(model, settings),
    model && lengthProblem(model, settings),
    model && profileProblem(model),
    model && temperatureProblem(model, settings, thinking),
    model && unlimitedProblem(model, settings, thinking),
    settings.strategy.sendReasoning ? whyNotSentBack(settings.thinking, model) : undefined,
    costCapProblem(settings, own),
  ];
  return problems.filter(problem => problem !== undefined);
}

function cacheProblem({ name, cache }: ResolvedModel, settings: Settings): string | undefined {
  if (!cache || settings.cache === 'off' || cache.ttl.includes(settings.cache)) return undefined;
  return `${name} keeps its cache for ${cache.ttl.join(' or ')}, not for ${settings.cache}: use --cache ${cache.ttl[0]} or --cache off.`;
}

/** Bedrock refuses the bare id of such a model. */
function profileProblem({ name, base, prefix, onDemand, profiles, id }: ResolvedModel) {
  if (onDemand !== false || prefix !== null) return undefined;
  const ids = profiles.map(profile => profileId(base, profile.prefix));
  return `${name} can only be called through an inference profile, not as ${id}: use ${ids.join(' or ')}.`;
}

function lengthProblem({ name, maxOutputTokens }: ResolvedModel, { maxTokens }: Settings) {
  if (maxOutputTokens === null || maxTokens <= maxOutputTokens) return undefined;
  return `${name} writes at most ${maxOutputTokens} tokens: use --max-tokens ${maxOutputTokens} or less.`;
}

/** A cap that can never be reached would be a promise that is not kept. */
function costCapProblem(
  { model, stop, tier = 'default' }: Settings,
  own: OwnPrices | undefined,
): string | undefined {
  const price = priceOf(model, undefined, own);
  if (stop.maxCost === undefined || priceAtTier(price, tier)) return undefined;
  if (price) {
    return `What ${model} costs at the service tier ${tier} is not known, so no cost cap could ever stop the run: leave --max-cost out.`;
  }
  return `No price is known for ${model}, so no cost cap could ever stop the run: leave --max-cost out.`;
}

/** What was asked for on purpose is not left out in silence. */
function unlimitedProblem(
  { name }: ResolvedModel,
  { maxTokens }: Settings,
  thinking: ThinkingFields | ThinkingRefusal,
): string | undefined {
  const drops = !('problem' in thinking) && thinking.dropMaxTokens;
  if (!drops || maxTokens === DEFAULT_MAX_TOKENS) return undefined;
  return `${name} takes no limit on its answer at this effort: leave --max-tokens out, or use another effort.`;
}

function temperatureProblem(
  { name, acceptsTemperature }: ResolvedModel,
  { temperature }: Settings,
  thinking: ThinkingFields | ThinkingRefusal,
): string | undefined {
  if (temperature === undefined) return undefined;
  if (!acceptsTemperature) return `${name} does not take a temperature: leave --temperature out.`;
  if (!('dropTemperature' in thinking)) return undefined;
  return `${name} does not take a temperature while it thinks: leave --temperature out, or use --thinking default.`;
}
