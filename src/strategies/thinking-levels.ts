/**
 * Levels of thinking side by side: the same question with each level, a lane a level, all in round 0. What
 * more thinking does to an answer, and what it costs, can be seen at one glance. The run returns the
 * answer of the highest level that gave one: budgets are compared by their tokens and efforts by their
 * order; a list that mixes the two, or has `default` in it, goes by its own order, the last the highest.
 */
import { z } from 'zod';
import { resolveModel } from '../models/resolve.ts';
import { additionalFieldsFor } from '../models/thinking.ts';
import { highestLevel, LEAST_BUDGET, levelsOf, readLevels, readThinking } from '../models/thinking-levels.ts';
import { settingsAt } from '../run/edited.ts';
import type { Returned, Round, Run } from '../run/run.ts';
import type { Settings, Thinking } from '../run/settings.ts';
import { callsOfFeedback, feedbackNext } from './feedback.ts';
import { judgesIn } from './gated.ts';
import { parameterProblems } from './parameter-problems.ts';
import { MOST_LANES } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import { stopAt } from './returned.ts';
import { answerRounds, answersNext, answersOf, lanesFrom } from './samples.ts';
import { BUDGETS, firedAmong } from './stop-rules.ts';
import type { Next, Strategy } from './strategy.ts';

const parameters = z.object({
  levels: z
    .string()
    .optional()
    .describe(
      'Levels of thinking with commas between them, as "off, 1024, 4096" or "low, high"; absent: those that the model takes.',
    ),
});

export const thinkingLevels: Strategy = {
  id: 'thinking-levels',
  name: 'thinking levels',
  about: 'The question is answered once with each level of thinking, side by side.',
  parameters,
  problems,
  mostCalls(settings) {
    return levelsFor(settings).length * (1 + callsOfFeedback(settings.feedback));
  },
  models: judgesIn,
  next,
};

function problems(settings: Settings): string[] {
  const model = resolveModel(settings.model);
  const words = wordsFor(settings);
  const doubled = words.find((word, place) => words.indexOf(word) !== place);
  return [
    ...parameterProblems(thinkingLevels, settings),
    ...words.flatMap(word => levelProblem(word, settings) ?? []),
    words.length < 2 ? tooFew(settings, model?.name) : undefined,
    words.length > MOST_LANES
      ? `There are ${words.length} levels of thinking to compare, and ${MOST_LANES} at most go side by side.`
      : undefined,
    doubled === undefined ? undefined : `The level of thinking "${doubled}" is named twice.`,
  ].filter(problem => problem !== undefined);
}

function tooFew(settings: Settings, name = settings.model): string {
  const { levels } = parametersOf(parameters, settings);
  if (levels !== undefined) {
    return 'Thinking levels are there to be compared: name two or more, as "off, 1024, 4096" or "low, high".';
  }
  return `It is not known of two levels of thinking that ${name} takes: name the levels, or choose another model.`;
}

function levelProblem(word: string, settings: Settings): string | undefined {
  const thinking = readThinking(word);
  if (!thinking) {
    const least = LEAST_BUDGET.toLocaleString('en-US');
    return `The level of thinking "${word}" is less than any model takes: a budget has at least ${least} tokens.`;
  }
  const model = resolveModel(settings.model);
  const fields = additionalFieldsFor(thinking, model, settings.maxTokens);
  if ('problem' in fields) return fields.problem;
  if (!fields.dropTemperature || settings.temperature === undefined || !model?.acceptsTemperature) {
    return undefined;
  }
  return `${model.name} does not take a temperature at the level of thinking "${word}", so that the lanes would differ in more than their thinking: leave the temperature out.`;
}

/** The levels as they are written. */
function wordsFor(settings: Settings): string[] {
  const { levels } = parametersOf(parameters, settings);
  const model = resolveModel(settings.model);
  if (levels !== undefined) return readLevels(levels);
  return model ? levelsOf(model) : [];
}

/** As many as go side by side; where none can be read, what the run thinks anyway. */
function levelsFor(settings: Settings): Thinking[] {
  const levels = wordsFor(settings).flatMap(word => readThinking(word) ?? []);
  return levels.length > 0 ? levels.slice(0, MOST_LANES) : [settings.thinking];
}

function next(run: Run): Next {
  const [round] = answerRounds(run);
  const levels = levelsFor(settingsAt(run, round?.index ?? 0));
  const own = (lane: number) => {
    const thinking = levels[lane];
    return { ...(thinking && { settings: { thinking } }) };
  };
  const going = answersNext(run, round, lanesFrom(0, levels.length), own);
  if (going) return going;
  if (!round || answersOf(run, round).length === 0) return stopAt(run, 'no-answer');
  const answer = highestIn(run, round, levels);
  const feedback = feedbackNext(run, round);
  // What was paid for is told.
  const cap = feedback?.kind === 'steps' ? firedAmong(run, BUDGETS) : undefined;
  if (cap) return stopAt(run, cap, answer);
  return feedback ?? stopAt(run, 'all-levels', answer);
}

/** The answer of the highest level, of those that gave one. */
function highestIn(run: Run, round: Round, levels: readonly Thinking[]): Returned | undefined {
  const given = answersOf(run, round).flatMap(({ lane }) => {
    const level = levels[lane];
    return level ? [{ lane, level }] : [];
  });
  const model = resolveModel(settingsAt(run, round.index).model);
  const place = highestLevel(
    given.map(({ level }) => level),
    model,
  );
  const highest = given[place];
  return highest && { round: round.index, lane: highest.lane, why: 'highest-level' };
}
