/**
 * Variants of the question, one a lane: with the noise of a keyboard or a scanner, or said in other words
 * by the model (after Deng et al., Rephrase and Respond). Samples of the same question may all stumble
 * over the same words of it; and an answer that stands whatever the words are is worth more. Lane 0 always
 * has the question as it is. Pure.
 */
import { z } from 'zod';
import { addNoise } from '../questions/augment.ts';
import { editsOf, settingsAt } from '../run/edited.ts';
import type { Question } from '../run/question.ts';
import { type Call, isCutOff, type Run } from '../run/run.ts';
import { asidesOf, type Own } from './samples.ts';
import type { CallStep } from './strategy.ts';
import { user } from './thread.ts';

/** The fields of a strategy whose lanes have variants of the question. */
export const VARIANT_FIELDS = {
  variants: z
    .enum(['none', 'typing', 'ocr', 'rephrase'])
    .default('none')
    .describe(
      'What becomes of the question in every lane but the first: nothing, the mistakes of a typist or of a scanner (numbers stay), or other words for it, for which the model is asked first.',
    ),
  seed: z
    .int()
    .default(1)
    .describe('Which words are damaged by typing or ocr: the same seed damages the same ones.'),
  noise: z
    .number()
    .min(0)
    .max(0.3)
    .default(0.05)
    .describe('The share of the words that typing or ocr may damage; of a short question that may be none.'),
};

const fields = z.object(VARIANT_FIELDS);
export type VariantFields = z.infer<typeof fields>;

/** Neutral on purpose: it must neither help with the question nor make it another one. */
export const REPHRASE_PROMPT =
  'Say the question below in other words, for somebody who is to answer it and will not see the original. Everything that the answer depends on stays: every number as it is written, every name, every condition, all that there is to choose from, and the form in which the answer is wanted. Leave code, formulas and quoted text exactly as they are. Do not answer the question, and add nothing to it. Reply with the question in other words and nothing else.';

/** The turn that asks for the question in other words. */
export function rephraseTurn(question: string): string {
  return `${REPHRASE_PROMPT}\n\n<question>\n${question}\n</question>`;
}

/** What a lane of a round is asked, or what has to be asked before that. */
export function variantFor(
  run: Run,
  round: number,
  lane: number,
  { variants, seed, noise }: VariantFields,
  settings?: CallStep['settings'],
): Pick<Own, 'question' | 'before'> {
  const { text, labels = [] } = run.question;
  if (variants === 'none' || lane === 0) return {};
  if (variants !== 'rephrase') {
    return { question: addNoise(text, { seed: seed + lane, rate: noise, kind: variants, keep: labels }) };
  }
  // Where a person wrote the turn themselves, other words for the question would not be used.
  if (editsOf(run, round).prompt) return {};
  const call = rephrasingFor(run, lane);
  if (!call) return { before: rephraseStep(run, round, lane, settings) };
  const question = readRephrasing(call, run.question);
  return question === undefined ? {} : { question };
}

/** The question in other words, as it was given for a lane. */
export function rephrasingFor(run: Run, lane: number): Call | undefined {
  return asidesOf(run, REPHRASE, rephraseTurn(run.question.text)).findLast(call => call.lane === lane);
}

const REPHRASE = 'rephrase';

function rephraseStep(run: Run, round: number, lane: number, settings: CallStep['settings']): CallStep {
  return {
    kind: 'call',
    lane,
    purpose: REPHRASE,
    model: settingsAt(run, round).model,
    messages: [user(rephraseTurn(run.question.text))],
    ...(settings && { settings }),
  };
}

/**
 * The question in other words; `undefined` where there is none that could stand for it: nothing was
 * said, it was refused or cut off, a number or a label is missing, or a number is new, as in an answer.
 */
export function readRephrasing(
  call: Pick<Call, 'text' | 'status' | 'stopReason'>,
  { text, labels = [] }: Pick<Question, 'text' | 'labels'>,
): string | undefined {
  const said = withoutFrame(call.text);
  if (said === '' || isCutOff(call) || REFUSALS.has(call.stopReason ?? '') || REFUSED.test(said)) {
    return undefined;
  }
  const isKept = (label: string) => !hasWords(text, label) || hasWords(said, label);
  return numbersIn(said) === numbersIn(text) && labels.every(isKept) ? said : undefined;
}

/** Stop reasons of Bedrock's Converse API for an answer that was not given. */
const REFUSALS = new Set(['refusal', 'guardrail_intervened', 'content_filtered']);

const REFUSED =
  /^(?:(?:i['’]m |i am )?(?:very |so )?sorry\b|i (?:must )?apologi[sz]e\b|i(?: can(?:not|['’]t)| won['’]t| will not| must decline|(?: am|['’]m) (?:unable|not able)| do not| don['’]t)\b[^.\n]{0,40}\b(?:help|assist|rephrase|reword|comply|fulfil|do (?:that|this)|see (?:a|any) question))/i;

/** Without what models like to put around it. */
function withoutFrame(text: string): string {
  return text
    .trim()
    .replace(OPENING, '')
    .replace(/^[*_#\s]*(?:the )?(?:rephrased |reworded )?question[*_\s]*:[*_]*\s+/i, '')
    .replace(/^<question>/i, '')
    .replace(/<\/question>$/i, '')
    .trim()
    .replace(/^["“]([^"“”]*)["”]$/, '$1')
    .trim();
}

/** `Sure! Here is the question in other words:` */
const OPENING =
  /^(?:sure|certainly|of course|here(?:['’]s| is))\b[^\n:]{0,80}\b(?:question|version|words|rephras\w{1,10})\b[^\n:]{0,20}:\s+/i;

/** The different numbers, however often and in whatever order they come. */
function numbersIn(text: string): string {
  const numbers = [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([number]) => number.replaceAll(',', ''));
  return [...new Set(numbers)].sort().join(' ');
}

function hasWords(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}

/** Fields that contradict each other, in a sentence. */
export function variantProblem({ variants, noise }: VariantFields): string | undefined {
  const isNoisy = variants === 'typing' || variants === 'ocr';
  if (!isNoisy || noise > 0) return undefined;
  return `A noise of 0 damages no word: take more of it, or set the variants to none (they are ${variants}).`;
}
