/**
 * How a wish about thinking becomes request fields, model by model, or a sentence that says why it
 * cannot. Pure; knows nothing of the rest of a request.
 */
import type { Tokens } from '../run/price.ts';
import type { Thinking } from '../run/settings.ts';
import type { Model, ResolvedModel, ThinkingSupport } from './types.ts';

/** What a thinking setting does to a request. */
export interface ThinkingFields {
  /** To be sent as `additionalModelRequestFields`. */
  readonly fields?: Record<string, unknown>;
  /** To be sent instead of the limit that was asked for; absent when that one can stay. */
  readonly maxTokens?: Tokens;
  /** The request must not carry any `maxTokens` (Nova 2 Lite at high effort). */
  readonly dropMaxTokens?: true;
  /** The request must not carry a temperature. */
  readonly dropTemperature?: true;
}

/** Why the setting is illegal for the model, and which are legal: a sentence or two. */
export interface ThinkingRefusal {
  readonly problem: string;
}

/** Bedrock's least budget, and the room that we leave for an answer after it. */
const MIN_BUDGET: Tokens = 1024;
const ROOM_FOR_ANSWER: Tokens = 1024;

type EffortSupport = Extract<ThinkingSupport, { form: 'effort' }>;

/**
 * The request fields for a thinking setting on a model (`undefined`: not in the catalogue).
 *
 * `maxTokens` is the limit that would be sent otherwise, thinking included. A budget has to be
 * smaller than it, by 1,024 tokens at least: where it is not, the limit in the answer is raised by the
 * budget, so that the answer keeps its room, as far as the model writes as much. An effort has no such number, and leaves the limit as it is. `default` leaves the
 * thinking to the model, and asks only that it be shown where it would be hidden otherwise.
 */
export function additionalFieldsFor(
  thinking: Thinking,
  model: ResolvedModel | undefined,
  maxTokens: Tokens,
): ThinkingFields | ThinkingRefusal {
  if (!model) return forUnknownModel(thinking);
  const answer = forModel(thinking, model, maxTokens);
  if ('problem' in answer || model.acceptsTemperature) return answer;
  return { ...answer, dropTemperature: true };
}

function forUnknownModel(thinking: Thinking): ThinkingFields | ThinkingRefusal {
  if (thinking.type === 'default') return {};
  return {
    problem:
      'This model is not in the catalogue, so it is not known how it is told to think. ' +
      'Leave thinking at "default", which sends nothing.',
  };
}

function forModel(thinking: Thinking, model: ResolvedModel, maxTokens: Tokens) {
  switch (thinking.type) {
    case 'default':
      return leftToTheModel(model);
    case 'off':
      return turnOff(model);
    case 'budget':
      return withBudget(thinking.tokens, model, maxTokens);
    case 'effort':
      return withEffort(thinking.level, model);
  }
}

/** Adaptive thinking is what such a model does anyway; saying so changes nothing but that it is shown. */
function leftToTheModel(model: ResolvedModel): ThinkingFields {
  const { form, default: untold, text } = model.thinking;
  const thinksUnseen = form === 'effort' && text === 'on-request' && (untold === 'on' || untold === 'always');
  const shown = shownAsSummary(model);
  return thinksUnseen && shown.display ? { fields: { thinking: { type: 'adaptive', ...shown } } } : {};
}

function turnOff(model: Model): ThinkingFields | ThinkingRefusal {
  const support = model.thinking;
  if (support.default === 'off') return {};
  if (support.form === 'effort' && canBeOff(model)) return { fields: offFields(support.wire) };
  const fact =
    support.default === 'always'
      ? `${model.name} always thinks: it cannot be turned off.`
      : `It is not known how the thinking of ${model.name} is turned off.`;
  return { problem: `${fact} ${legalChoices(model)}` };
}

/** Only models that may think unless told otherwise need words for "off". */
function offFields(wire: EffortSupport['wire']): Record<string, unknown> {
  return wire === 'claude' ? { thinking: { type: 'disabled' } } : { reasoning: { effort: 'none' } };
}

/** Whether the setting "off" is legal for a model. */
export function canBeOff({ thinking }: Model): boolean {
  if (thinking.default === 'always') return false;
  return thinking.form !== 'none' || thinking.default === 'off';
}

function withBudget(tokens: Tokens, model: Model, maxTokens: Tokens): ThinkingFields | ThinkingRefusal {
  const range = budgetRange(model);
  if (!range) {
    return { problem: `${model.name} does not take a budget of thinking tokens. ${legalChoices(model)}` };
  }
  if (tokens < range.min || (range.max !== null && tokens > range.max)) {
    return { problem: `A thinking budget of ${count(tokens)} does not fit. ${legalChoices(model)}` };
  }
  const needed = tokens + ROOM_FOR_ANSWER;
  const raised = Math.min(tokens + maxTokens, model.maxOutputTokens ?? Number.POSITIVE_INFINITY);
  return {
    fields: { thinking: { type: 'enabled', budget_tokens: tokens } },
    ...(maxTokens >= needed ? {} : { maxTokens: Math.max(needed, raised) }),
    dropTemperature: true,
  };
}

function withEffort(level: string, model: ResolvedModel): ThinkingFields | ThinkingRefusal {
  const support = model.thinking;
  if (support.form !== 'effort') {
    return { problem: `${model.name} does not take a thinking effort. ${legalChoices(model)}` };
  }
  if (!support.levels.includes(level)) {
    return { problem: `${model.name} does not know the effort "${level}". ${legalChoices(model)}` };
  }
  switch (support.wire) {
    case 'claude':
      return { fields: claudeFields(level, model), dropTemperature: true };
    case 'nova':
      return novaFields(level);
    case 'gpt-oss':
      return { fields: { reasoning_effort: level } };
    case 'openai':
      return { fields: { reasoning: { effort: level } } };
  }
}

function claudeFields(level: string, model: ResolvedModel): Record<string, unknown> {
  // A form of thinking rather than an effort; it takes no other field.
  if (level === 'between_tools') return { thinking: { type: level } };
  return { thinking: { type: 'adaptive', ...shownAsSummary(model) }, output_config: { effort: level } };
}

/** Without a display there is nothing to read on newer models; GovCloud rejects the field. */
function shownAsSummary({ prefix, id }: ResolvedModel): { display?: 'summarized' } {
  return prefix === 'us-gov' || id.startsWith('arn:aws-us-gov:') ? {} : { display: 'summarized' };
}

/** At high effort temperature, topP and maxTokens must be unset (Amazon Nova 2 user guide). */
function novaFields(level: string): ThinkingFields {
  const fields = { reasoningConfig: { type: 'enabled', maxReasoningEffort: level } };
  return level === 'high' ? { fields, dropMaxTokens: true, dropTemperature: true } : { fields };
}

/** The budgets that a model takes, in tokens, or `undefined` when it takes none. */
export function budgetRange(model: Model): { min: Tokens; max: Tokens | null } | undefined {
  const support = model.thinking;
  const takesBudget = support.form === 'budget' || (support.form === 'effort' && support.budgetToo);
  if (!takesBudget) return undefined;
  const limit = model.maxOutputTokens;
  return { min: MIN_BUDGET, max: limit === null ? null : limit - ROOM_FOR_ANSWER };
}

/** A sentence that names every legal setting. */
function legalChoices(model: Model): string {
  const support = model.thinking;
  const range = budgetRange(model);
  const choices = [
    ...(support.form === 'effort' ? [`an effort (${support.levels.join(', ')})`] : []),
    ...(range ? [budgetChoice(range)] : []),
    ...(canBeOff(model) ? ['"off"'] : []),
  ];
  return choices.length > 0
    ? `It takes ${choices.join(' or ')}; "default" leaves it to the model.`
    : 'Leave thinking at "default", which sends nothing.';
}

function budgetChoice({ min, max }: { min: Tokens; max: Tokens | null }): string {
  return max === null
    ? `a budget of ${count(min)} tokens or more`
    : `a budget of ${count(min)} to ${count(max)} tokens`;
}

function count(tokens: Tokens): string {
  return tokens.toLocaleString('en-US');
}
