/** From a strategy's wish to a request: cache points, thinking and limits, as the model allows. Pure. */
import { priceOf } from '../models/prices.ts';
import { resolveModel } from '../models/resolve.ts';
import { additionalFieldsFor, type ThinkingFields, type ThinkingRefusal } from '../models/thinking.ts';
import type { ResolvedModel } from '../models/types.ts';
import type { CachePoint, Message } from '../run/events.ts';
import type { Ask, WholeRequest } from '../run/model.ts';
import type { Settings } from '../run/settings.ts';

/**
 * The request as it will be sent. Cache points stand after the system prompt, when there is one,
 * and on the last user message, from where the point moves on with the thread; only on a model that
 * is known to take them, since others refuse the whole call.
 */
export function prepare(ask: Ask, settings: Settings): WholeRequest {
  const model = resolveModel(ask.model);
  const thinking = additionalFieldsFor(settings.thinking, model, settings.maxTokens);
  const extra: ThinkingFields = 'problem' in thinking ? {} : thinking;
  const temperature = extra.dropTemperature ? undefined : settings.temperature;
  return {
    model: ask.model,
    system: hasText(ask.system) ? [{ text: ask.system }] : [],
    messages: ask.messages.map(withoutBlanks),
    cachePoints: cachePoints(ask, settings),
    inferenceConfig: {
      ...(extra.dropMaxTokens ? {} : { maxTokens: extra.maxTokens ?? settings.maxTokens }),
      ...(temperature !== undefined && { temperature }),
    },
    ...(extra.fields && { additionalModelRequestFields: extra.fields }),
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

function cachePoints(ask: Ask, settings: Settings): CachePoint[] {
  const ttl = settings.cache;
  if (ttl === 'off' || !resolveModel(ask.model)?.cache?.ttl.includes(ttl)) return [];
  const last = ask.messages.findLastIndex(message => message.role === 'user');
  return [
    ...(hasText(ask.system) ? [{ after: 'system' as const, ttl }] : []),
    ...(last >= 0 ? [{ after: last, ttl }] : []),
  ];
}

/** What the chosen model would refuse, in sentences; empty when nothing is known to be wrong. */
export function problemsWith(settings: Settings): string[] {
  const model = resolveModel(settings.model);
  const thinking = additionalFieldsFor(settings.thinking, model, settings.maxTokens);
  const problems = [
    'problem' in thinking ? thinking.problem : undefined,
    model && cacheProblem(model, settings),
    model && lengthProblem(model, settings),
    model && temperatureProblem(model, settings, thinking),
    costCapProblem(settings),
  ];
  return problems.filter(problem => problem !== undefined);
}

function cacheProblem({ name, cache }: ResolvedModel, settings: Settings): string | undefined {
  if (!cache || settings.cache === 'off' || cache.ttl.includes(settings.cache)) return undefined;
  return `${name} keeps its cache for ${cache.ttl.join(' or ')}, not for ${settings.cache}: use --cache ${cache.ttl[0]} or --cache off.`;
}

function lengthProblem({ name, maxOutputTokens }: ResolvedModel, { maxTokens }: Settings) {
  if (maxOutputTokens === null || maxTokens <= maxOutputTokens) return undefined;
  return `${name} writes at most ${maxOutputTokens} tokens: use --max-tokens ${maxOutputTokens} or less.`;
}

/** A cap that can never be reached would be a promise that is not kept. */
function costCapProblem({ model, stop }: Settings): string | undefined {
  if (stop.maxCost === undefined || priceOf(model)) return undefined;
  return `No price is known for ${model}, so no cost cap could ever stop the run: leave --max-cost out.`;
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
