/**
 * What the estimate before a run takes for granted, in one place. Every figure has its source; "the
 * study" is Butler et al., arXiv 2510.20653, with aws-samples/sample-genai-reflection-for-bedrock
 * (commit d6d1f0a).
 */
import type { Tokens } from '../run/price.ts';

/** From the least to the most that is to be expected. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Tokens of one answer without thinking, on average over a run. The study's costs over the price of
 * output give from about 100 (arithmetic, Claude 3 Sonnet: $0.0016 at $15 per million) to 693 at most
 * (Math500, Claude 3.7 Sonnet: $0.0104); its long prompt gives 573 a round. Those are means of
 * several questions, which hide longer and shorter answers: the ends are a fifth lower, and half as
 * much again. All costs that the study measured lie within (estimate-study.test.ts).
 */
export const ANSWER_TOKENS: Range = { low: 80, high: 1_000 };
export const ANSWER_SOURCE =
  'after arXiv 2510.20653: the costs of its tasks over the price of output, widened';

/**
 * Thinking of one call at each effort, at most. No source says it: low and medium are taken to be the
 * two budgets that the study tried (of which 57 and 42 % were used on average). An effort that is not
 * here may think until the limit of the answer, which counts thinking too.
 */
export const EFFORT_TOKENS: Readonly<Record<string, Tokens>> = {
  none: 0,
  between_tools: 0,
  minimal: 1_000,
  low: 1_000,
  medium: 3_000,
};

/** What a model does that thinks by default, when its effort is not known (Anthropic: high). */
export const USUAL_EFFORT = 'high';

/** Claude from 4.7 on makes about 30 % more tokens of the same text (Anthropic). */
export const NEWER_TOKENIZER = 1.3;

/** How far the tokens of a known text may be from our estimate of them; our own judgement. */
export const TEXT_ERROR: Range = { low: 0.85, high: 1.25 };

/** Role markers and the like; no service says how many. */
export const MESSAGE_TOKENS: Tokens = 4;

/** Instructions of a judge, a critic or the like that stand in a prompt of their own, at most; our own templates. */
export const INSTRUCTION_TOKENS: Tokens = 400;
