/** The settings of a run in one line, as the picker shows them, and below what it would cost. Pure. */
import type { RunEstimate } from '../../analysis/estimate.ts';
import { cacheOutlookWords, estimateWords } from '../../plain/estimate-words.ts';
import { Settings } from '../../run/settings.ts';
import { strategyById } from '../../strategies/index.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { formatCount, formatUsd } from '../../text/numbers.ts';
import { truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { clip, flow, type Line, line, span } from '../line.ts';

/** From here on the strategy is named, of which there is one. */
const WIDE = 100;

/** Cells. */
const LONGEST_NAME = 24;

/** What it would cost, and what the cache would do: a row each. */
export function estimateRows(estimate: RunEstimate, isRecorded: boolean): Line[] {
  const money = isRecorded && estimate.usd ? span('  if asked live: recordings cost nothing', 'muted') : '';
  return [
    line(span(` ${estimateWords(estimate)}`), money),
    line(span(' cache ', 'label'), span(cacheOutlookWords(estimate.caching), 'muted')),
  ];
}

/** At most `width` cells, and what is not as usual is among it; what does not fit is said to be more. */
export function settingsLine(settings: Settings, thinking: string, width: number): Line {
  const rows = flow(factsOf(settings, thinking, width), width - 1);
  const [first = []] = rows;
  return clip([span(' '), ...first, ...(rows.length > 1 ? [span('  …', 'muted')] : [])], width);
}

function factsOf(settings: Settings, thinking: string, width: number): Line[] {
  const { strategy, stop, prompts, system, temperature, maxTokens } = settings;
  const usual = Settings.parse({ model: settings.model });
  return [
    ...(width >= WIDE || strategy.id !== usual.strategy.id ? [fact('strategy', strategy.id)] : []),
    ...(hasRounds(strategy.id) ? [fact('rounds', String(strategy.rounds))] : []),
    ...(settings.feedback.source === 'none' ? [] : [fact('feedback', settings.feedback.source)]),
    fact('thinking', thinking),
    fact('cache', settings.cache),
    ...(system ? [fact('system', 'set')] : []),
    ...promptFacts(prompts),
    ...(strategy.repeatQuestion ? [fact('question', 'repeated')] : []),
    ...(temperature === undefined ? [] : [fact('temperature', String(temperature))]),
    ...(settings.tier === undefined ? [] : [fact('tier', settings.tier)]),
    ...(maxTokens === usual.maxTokens ? [] : [fact('max tokens', formatCount(maxTokens))]),
    ...(stop.answerStable ? [fact('stable', `${stop.answerStable}×`)] : []),
    ...(stop.maxCost ? [fact('cap', formatUsd(stop.maxCost))] : []),
    ...(stop.maxSeconds ? [fact('cap', `${stop.maxSeconds} s`)] : []),
    ...(stop.maxTokensTotal ? [fact('cap', `${formatCount(stop.maxTokensTotal)} tokens`)] : []),
  ];
}

/** A strategy that nobody knows is taken for one that has them. */
function hasRounds(id: string): boolean {
  const { shape } = strategyById(id)?.parameters ?? {};
  return shape === undefined || 'rounds' in shape;
}

/** The name that it has in the library says more than which of its turns is another one. */
function promptFacts({ name, first, reflection = REFLECTION_PROMPT }: Settings['prompts']): Line[] {
  if (name) return [fact('prompt', truncate(sanitizeLine(name), LONGEST_NAME))];
  return [
    ...(first === undefined ? [] : [fact('round 0', 'own prompt')]),
    ...(reflection === REFLECTION_PROMPT ? [] : [fact('reflection', 'own prompt')]),
  ];
}

function fact(label: string, value: string): Line {
  return line(span(`${label} `, 'label'), sanitizeLine(value));
}
