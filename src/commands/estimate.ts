/** The estimate of a run with what this program knows at the moment: the price in force, and what was recorded. */
import { readFileSync } from 'node:fs';
import { type CallsBound, estimateRun, type RunEstimate } from '../analysis/estimate.ts';
import { type RecordedAnswer, recordedAnswers } from '../analysis/estimate-output.ts';
import { priceOf } from '../models/prices.ts';
import { resolveModel } from '../models/resolve.ts';
import { highestLevel, levelsOf, readLevels, readThinking } from '../models/thinking-levels.ts';
import { estimateJson, estimateLines } from '../plain/estimate-words.ts';
import type { RecordingInfo } from '../recorded/recordings.ts';
import { foldAll } from '../run/fold.ts';
import type { Price } from '../run/price.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { otherModels } from '../strategies/chosen.ts';
import { isGradedByJudge } from '../strategies/graded-by-judge.ts';
import { strategyById } from '../strategies/index.ts';
import { parametersOf } from '../strategies/parameters-of.ts';
import { firstTurnOf, REFLECTION_PROMPT, turnOf } from '../strategies/prompts.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { thinkingLevels } from '../strategies/thinking-levels.ts';
import { safeJson } from '../text/json.ts';
import { parseLine } from '../transcripts/read.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { idleChecks } from './idle-flags.ts';
import { createOutput } from './output.ts';
import { runProblems } from './run-problems.ts';
import { checksFrom, type RunFlags } from './settings.ts';
import type { Source } from './source.ts';
import { signsFor } from './terminal.ts';

export function estimateFor(source: Source, question: Question, asked: Settings): RunEstimate {
  const settings = atHighestLevel(asked);
  const { strategy, prompts, model } = settings;
  const priced = (id: string) =>
    priceOf(id, source.kind === 'live' ? source.region : undefined, source.prices);
  const { text } = question;
  // An answer that the turn repeats, and feedback, are not known before there are some.
  const values = { question: text, answer: '', feedback: '', round: '1' };
  return estimateRun({
    settings,
    question: { text: prompts.first === undefined ? text : firstTurnOf(prompts.first, text) },
    turn: turnOf(prompts.reflection ?? REFLECTION_PROMPT, values, strategy),
    price: priced(model),
    recorded: source.kind === 'offline' ? answersIn(source.recordings, question, settings) : [],
    bound: boundOf(settings, question, priced),
  });
}

/** Where levels of thinking are compared, the bound is that each call thinks as much as the highest may. */
function atHighestLevel(settings: Settings): Settings {
  if (settings.strategy.id !== thinkingLevels.id) return settings;
  const model = resolveModel(settings.model);
  const { levels } = parametersOf(thinkingLevels.parameters, settings);
  const words = typeof levels === 'string' ? readLevels(levels) : model ? levelsOf(model) : [];
  const known = words.flatMap(word => readThinking(word) ?? []);
  const highest = known[highestLevel(known, model)];
  return highest ? { ...settings, thinking: highest } : settings;
}

/** The calls of self-reflection are known one by one; of all else their number, at most. */
function boundOf(
  settings: Settings,
  question: Question,
  priced: (id: string) => Price | undefined,
): CallsBound | undefined {
  const strategy = strategyById(settings.strategy.id);
  const asked = strategy?.mostCalls(settings);
  if (strategy === undefined || asked === undefined) return undefined;
  const isGraded = isGradedByJudge(question);
  const calls = asked + (isGraded ? mostAnswers(strategy, settings) : 0);
  if (strategy === selfReflection && calls === settings.strategy.rounds + 1) return undefined;
  const { judge = settings.model } = settings.feedback;
  const models = new Set([...otherModels(settings), ...(isGraded ? [judge] : [])]);
  models.delete(settings.model);
  return { calls, others: [...models].map(model => ({ model, price: priced(model) })) };
}

/** Each call but those for feedback may be an answer, and each answer is graded once. */
function mostAnswers({ mostCalls }: Strategy, settings: Settings): number {
  return mostCalls({ ...settings, feedback: { ...settings.feedback, source: 'none', repeats: 0 } });
}

/** Of the same question, the same model, and the same thinking: what is recorded otherwise says little. */
function answersIn(
  recordings: readonly RecordingInfo[],
  question: Question,
  { model, thinking }: Settings,
): RecordedAnswer[] {
  const wanted = JSON.stringify(thinking);
  return (
    recordings
      .filter(({ head }) => head.question.text === question.text && head.settings.model === model)
      .filter(({ head }) => JSON.stringify(head.settings.thinking) === wanted)
      // The words of a critic or a judge are no answers.
      .filter(({ head }) => isReflection(head.settings))
      .flatMap(({ file }) => answersOf(file))
  );
}

function isReflection({ strategy, feedback }: Settings): boolean {
  return strategy.id === selfReflection.id && feedback.source === 'none';
}

/** Recordings are part of the program and do not change. */
const read = new Map<string, readonly RecordedAnswer[]>();

/** A recording that cannot be read says nothing. */
function answersOf(file: string): readonly RecordedAnswer[] {
  const known = read.get(file);
  if (known) return known;
  let answers: readonly RecordedAnswer[] = [];
  try {
    const lines = readFileSync(file, 'utf8').split('\n').map(parseLine);
    const run = foldAll(lines.flatMap(line => (line.kind === 'event' ? line.event : [])));
    answers = run ? recordedAnswers(run) : [];
  } catch {
    // Whoever wants to run it is told why.
  }
  read.set(file, answers);
  return answers;
}

/** `run --estimate`: needs no credentials and sends nothing. Throws `CommandError` for what the model would refuse. */
export async function tellEstimate(
  source: Source,
  question: Question,
  settings: Settings,
  flags: RunFlags & { readonly json?: boolean | undefined },
): Promise<ExitCode> {
  const problems = [
    ...runProblems({ question, settings, prices: source.prices, checks: checksFrom(flags) }),
    ...idleChecks(flags, settings, question),
  ];
  if (problems.length > 0) throw new CommandError(EXIT.usage, ...problems);
  const estimate = estimateFor(source, question, settings);
  const output = createOutput(process.stdout);
  if (flags.json) output.write(safeJson(estimateJson(estimate), 2));
  else for (const line of estimateLines(estimate)) output.write(signsFor(process.env).words(line));
  await output.end();
  return EXIT.done;
}
