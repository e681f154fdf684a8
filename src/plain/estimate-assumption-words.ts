/** What an estimate rests on, a sentence each, with the source or whose judgement it is. Pure. */
import type { CallsBound, EarlyStop, RunEstimate } from '../analysis/estimate.ts';
import { ANSWER_SOURCE, ANSWER_TOKENS, type Range, TEXT_ERROR } from '../analysis/estimate-assumptions.ts';
import { type ThinkingOutlook, tokenizerScale } from '../analysis/estimate-output.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';

export function assumptionLines(estimate: RunEstimate): string[] {
  const { writes, model, price, stops, caching } = estimate;
  const scaled = tokenizerScale(model) > 1;
  const caches = caching.kind === 'reads' || caching.kind === 'unknown-minimum' || caching.kind === 'never';
  return [
    writes.recorded > 0 ? recordedWords(writes.recorded, writes.output) : answerWords(scaled),
    ...(writes.recorded > 0 ? [] : thinkingWords(writes.thinking)),
    `A call writes ${formatCount(writes.limit)} tokens at most, thinking included (max tokens).`,
    `The tokens of a text are estimated: from ${percent(TEXT_ERROR.low)} to ${percent(TEXT_ERROR.high)} of the estimate (our judgement).`,
    ...(scaled ? ['Claude from 4.7 on makes about 30 % more tokens of the same text (Anthropic).'] : []),
    ...(estimate.bound
      ? boundWords(estimate.bound)
      : [
          `Each round sends the thread again, with the answer and the reflection turn; thinking is ${writes.sentBack ? 'sent back, and counted at the high end' : 'not sent again'}.`,
        ]),
    ...(caches ? [CACHE_WORDS] : []),
    ...(price
      ? [
          `Price per million tokens: $${price.input} in, $${price.output} out, of ${sanitizeLine(price.asOf)} (${sanitizeLine(price.source)}).`,
        ]
      : []),
    ...stops.map(stop => EARLY_STOPS[stop]),
    'Calls that fail and are made again are not counted. How long it takes is not estimated: no source gives a speed.',
  ];
}

function boundWords({ calls, others }: CallsBound): string[] {
  const names = others.map(({ model }) => sanitizeLine(model)).join(', ');
  return [
    `The high end is a bound: the most calls that the strategy can make (${formatCount(calls)}), each with all that was said before it. The low end is a single call.`,
    ...(others.length > 0
      ? [
          `Which model makes how many calls is not counted: the dearest may make all of them. Asked as well: ${names}.`,
        ]
      : []),
  ];
}

const CACHE_WORDS =
  'The cache is taken to be empty at first and to drop nothing during the run; caching that Bedrock does by itself is not counted.';

function recordedWords(answers: number, { low, high }: Range): string {
  const are = answers === 1 ? 'one answer that was' : `${formatCount(answers)} answers that were`;
  return `An answer has ${formatCount(low)} to ${formatCount(high)} tokens, as ${are} recorded of this question with this model.`;
}

function answerWords(scaled: boolean): string {
  const { low, high } = ANSWER_TOKENS;
  return `An answer has ${formatCount(low)} to ${formatCount(high)} tokens${scaled ? ', and 30 % more here' : ''}, on average over a run (${ANSWER_SOURCE}).`;
}

function thinkingWords(thinking: ThinkingOutlook): string[] {
  switch (thinking.kind) {
    case 'none':
      return [];
    case 'budget':
      return [
        `Thinking adds nothing at the low end and the whole budget of ${formatCount(thinking.tokens)} tokens at the high one.`,
      ];
    case 'effort':
      return [effortWords(sanitizeLine(thinking.level), thinking.tokens)];
    case 'unknown':
      return ['Whether this model thinks by itself is not known: the high end is the limit of a call.'];
  }
}

function effortWords(level: string, tokens: number | undefined): string {
  if (tokens === 0) return `At "${level}" nothing is thought between answers.`;
  const most =
    tokens === undefined
      ? 'up to the limit of a call'
      : `up to ${formatCount(tokens)} tokens (our judgement, after the budgets that the study tried)`;
  return `Thinking at effort "${level}" adds nothing at the low end and ${most} at the high one.`;
}

const EARLY_STOPS: Readonly<Record<EarlyStop, string>> = {
  'answer-stable':
    'It may end as soon as the answer was the same often enough: the low end has the fewest calls.',
  'max-cost':
    'It may end at its cost cap, which is looked at between calls: the run may exceed it by one call.',
  'max-tokens-total':
    'It may end at its token cap, which is looked at between calls: the run may exceed it by one call.',
  'max-seconds':
    'It may end at its time cap, in the middle of a call, too: the low end is a single whole call.',
};

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
