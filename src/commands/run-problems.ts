/** What speaks against settings before anything is sent: the model, the strategy, what is missing on this machine. */
import { problemsWith } from '../bedrock/request.ts';
import type { OwnPrices } from '../models/prices.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { isJudged, otherModels, strategyProblems } from '../strategies/chosen.ts';
import type { Checks } from '../ui/screens/setting-checks.ts';
import { whyNotChecked } from './checks-there.ts';

export interface ProblemsAbout {
  readonly question: Question;
  readonly settings: Settings;
  readonly prices?: OwnPrices | undefined;
  readonly checks?: Checks | undefined;
  /** Whether the question was given for this run, and not taken from a transcript. */
  readonly isTrusted?: boolean;
}

/** In sentences; empty when nothing is known to be wrong. */
export function runProblems({
  question,
  settings,
  prices,
  checks = {},
  isTrusted = true,
}: ProblemsAbout): string[] {
  const missing = whyNotChecked(settings, question, checks, isTrusted);
  const all = [
    ...problemsWith(settings, prices),
    ...otherModels(settings).flatMap(model => problemsWith(asFor(model, settings), prices)),
    ...strategyProblems(settings),
    ...verdictProblems(settings),
    ...(missing === undefined ? [] : [missing]),
  ];
  return [...new Set(all)];
}

/** Settings that go by a verdict, where nobody gives one. */
function verdictProblems(settings: Settings): string[] {
  const { stop, feedback } = settings;
  const isGiven = feedback.source !== 'none' || isJudged(settings) || settings.strategy.id === 'self-refine';
  if (isGiven) return [];
  const what = [
    ...(stop.verdictPass ? ['--stop-on-pass'] : []),
    ...(stop.regressionGuard ? ['--return-best'] : []),
  ];
  if (what.length === 0) return [];
  return [
    `${what.join(' and ')} ${what.length > 1 ? 'go' : 'goes'} by a verdict, and nobody gives one: add --feedback.`,
  ];
}

/** Another model is sent what it takes of these settings; only what it cannot do without counts. */
function asFor(model: string, { temperature: _own, ...settings }: Settings): Settings {
  return {
    ...settings,
    model,
    cache: 'off',
    thinking: { type: 'default' },
    strategy: { ...settings.strategy, sendReasoning: false },
  };
}
