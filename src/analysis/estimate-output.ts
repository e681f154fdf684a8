/** How much a model is expected to write in each round: as recorded of the same question, else by assumption. Pure. */
import { resolveModel } from '../models/resolve.ts';
import { additionalFieldsFor } from '../models/thinking.ts';
import type { ResolvedModel } from '../models/types.ts';
import type { ProbeKind } from '../run/edited.ts';
import type { Tokens } from '../run/price.ts';
import type { Call, Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { lookUp } from '../text/look-up.ts';
import { estimateTokens } from '../text/tokens.ts';
import {
  ANSWER_TOKENS,
  EFFORT_TOKENS,
  NEWER_TOKENIZER,
  type Range,
  USUAL_EFFORT,
} from './estimate-assumptions.ts';
import { newerClaude } from './what-if-models.ts';

/** One answer that was recorded. */
export interface RecordedAnswer {
  /** As it was billed, thinking included. */
  readonly output: Tokens;
  /** Of its text alone, estimated. */
  readonly text: Tokens;
}

/** What a call may think, in tokens at most; the limit of the answer is one of its own. */
export type ThinkingOutlook =
  | { readonly kind: 'none' }
  | { readonly kind: 'budget'; readonly tokens: Tokens }
  | { readonly kind: 'effort'; readonly level: string; readonly tokens: Tokens | undefined }
  | { readonly kind: 'unknown' };

export interface OutputOutlook {
  /** Of one call, thinking included. */
  readonly output: Range;
  /** What of it goes on in the thread: the answer, and thinking where that is sent back. */
  readonly text: Range;
  /** How many recorded answers it is from; 0 when it is assumed. */
  readonly recorded: number;
  readonly thinking: ThinkingOutlook;
  readonly sentBack: boolean;
  /** No call writes more. */
  readonly limit: Tokens;
}

/** Tokens of the model for one of our estimate. */
export function tokenizerScale(model: string): number {
  return newerClaude(model) ? NEWER_TOKENIZER : 1;
}

/** Answers to turns that are no reflection say nothing about reflections; a resample is asked as the others are. */
const OTHER_TURNS: ReadonlySet<string> = new Set<ProbeKind>(['placebo', 'pressure', 'injection']);

/** The answers of a run that told their tokens, by the model of the run, to turns of its strategy; each attempt is one. */
export function recordedAnswers(run: Run): RecordedAnswer[] {
  const { model } = run.settings;
  const scale = tokenizerScale(model);
  const others = new Set(run.rounds.filter(({ kind }) => OTHER_TURNS.has(kind)).map(({ index }) => index));
  const isOne = (call: Call) => call.model === model && !others.has(call.round);
  return run.calls.flatMap(call =>
    call?.usage && isOne(call) ? { output: call.usage.output, text: estimateTokens(call.text, scale) } : [],
  );
}

export function outputOutlook(settings: Settings, answers: readonly RecordedAnswer[]): OutputOutlook {
  const model = resolveModel(settings.model);
  const limit = limitOf(settings, model);
  const thinking = thinkingOutlook(settings, model);
  const known = answers.length > 0;
  const output = known
    ? span(answers.map(answer => answer.output))
    : assumedOutput(settings, thinking, limit);
  const text = known ? span(answers.map(answer => answer.text)) : assumedText(settings);
  // Of what is sent back, a service may drop some, so that only the high end is another.
  const kept = settings.strategy.sendReasoning ? { low: text.low, high: output.high } : text;
  return {
    output: within(output, limit),
    text: within(kept, limit),
    recorded: answers.length,
    thinking,
    sentBack: settings.strategy.sendReasoning,
    limit,
  };
}

function assumedText({ model }: Settings): Range {
  const scale = tokenizerScale(model);
  return { low: Math.round(ANSWER_TOKENS.low * scale), high: Math.round(ANSWER_TOKENS.high * scale) };
}

/** A model may think nothing at all, so that thinking widens the high end alone. */
function assumedOutput(settings: Settings, thinking: ThinkingOutlook, limit: Tokens): Range {
  const { low, high } = assumedText(settings);
  return { low, high: high + (thinkingAtMost(thinking) ?? limit) };
}

function thinkingAtMost(thinking: ThinkingOutlook): Tokens | undefined {
  if (thinking.kind === 'none') return 0;
  return thinking.kind === 'unknown' ? undefined : thinking.tokens;
}

function thinkingOutlook({ thinking }: Settings, model: ResolvedModel | undefined): ThinkingOutlook {
  switch (thinking.type) {
    case 'off':
      return { kind: 'none' };
    case 'budget':
      return { kind: 'budget', tokens: thinking.tokens };
    case 'effort':
      return effort(thinking.level);
    case 'default':
      return usualThinking(model);
  }
}

function usualThinking(model: ResolvedModel | undefined): ThinkingOutlook {
  const support = model?.thinking;
  if (support?.default === 'off') return { kind: 'none' };
  if (!support?.default) return { kind: 'unknown' };
  return effort((support.form === 'effort' && support.defaultLevel) || USUAL_EFFORT);
}

function effort(level: string): ThinkingOutlook {
  return { kind: 'effort', level, tokens: lookUp(EFFORT_TOKENS, level) };
}

/** As it will be sent; where none may be sent, what the model can write. */
function limitOf({ thinking, maxTokens }: Settings, model: ResolvedModel | undefined): Tokens {
  const fields = additionalFieldsFor(thinking, model, maxTokens);
  if ('problem' in fields) return maxTokens;
  if (fields.dropMaxTokens) return model?.maxOutputTokens ?? maxTokens;
  return fields.maxTokens ?? maxTokens;
}

function span(values: readonly number[]): Range {
  return { low: Math.min(...values), high: Math.max(...values) };
}

function within({ low, high }: Range, limit: number): Range {
  return { low: Math.min(low, limit), high: Math.min(high, limit) };
}
