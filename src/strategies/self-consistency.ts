/**
 * Self-consistency: the question is put to the model several times, each time alone, and the answer that
 * comes most often is taken (Wang et al., Self-Consistency Improves Chain of Thought Reasoning). Samples
 * are taken in windows, a round each, and the sampling may end early: when a whole window is of one mind
 * (Li et al., Escape Sky-high Cost), or when the lead cannot be overtaken any more (after Aggarwal et
 * al., Adaptive-Consistency, without its probabilities). Each lane may have a variant of the question.
 */
import { z } from 'zod';
import { settingsAt } from '../run/edited.ts';
import { answerCall, lanesOf, type Returned, type Round, type Run, type Vote } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { parameterProblems } from './parameter-problems.ts';
import { MOST_LANES } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import { stopAt } from './returned.ts';
import {
  answerRounds,
  answersNext,
  answersOf,
  feedbackProblem,
  lanesFrom,
  nextIndex,
  SampleTemperature,
  temperatureProblem,
} from './samples.ts';
import { BUDGETS, firedAmong, type StopRule } from './stop-rules.ts';
import type { Next, Strategy } from './strategy.ts';
import { rephrasingFor, VARIANT_FIELDS, variantFor, variantProblem } from './variants.ts';
import { ballotsOf, countAnswers, voteOf } from './vote.ts';

const parameters = z.object({
  samples: z.int().min(2).max(MOST_LANES).default(8).describe('The most samples that are taken.'),
  window: z
    .int()
    .min(1)
    .max(MOST_LANES)
    .default(4)
    .describe('Samples that are asked for side by side; the answers are counted after each window.'),
  earlyStop: z
    .enum(['none', 'unanimous-window', 'vote-lead', 'either'])
    .default('either')
    .describe(
      'End before all samples are taken: when a whole window gave one answer (unanimous-window), or when the samples that are left cannot overtake the lead (vote-lead).',
    ),
  temperature: SampleTemperature,
  ...VARIANT_FIELDS,
});

export const selfConsistency: Strategy = {
  id: 'self-consistency',
  name: 'self-consistency',
  about: 'Several answers are taken side by side, and the one that comes most often is returned.',
  parameters,
  problems,
  mostCalls,
  next,
};

function problems(settings: Settings): string[] {
  const fields = parametersOf(parameters, settings);
  const { window, earlyStop, temperature } = fields;
  return [
    ...parameterProblems(selfConsistency, settings),
    window === 1 && earlyStop === 'unanimous-window'
      ? 'A window of one sample always agrees with itself: take a window of two or more, or another early stop.'
      : undefined,
    temperatureProblem(settings, temperature),
    variantProblem(fields),
    feedbackProblem('Self-consistency', 'counts answers and puts no feedback before the model', settings),
  ].filter(problem => problem !== undefined);
}

/** Lane 0 has the question as it is. */
function mostCalls(settings: Settings): number {
  const { samples, variants } = parametersOf(parameters, settings);
  return samples + (variants === 'rephrase' ? samples - 1 : 0);
}

/** Rules that mean something between two windows; the others are about rounds of one conversation. */
const RULES: ReadonlySet<StopRule> = new Set(['entropy', ...BUDGETS]);

function next(run: Run): Next {
  const rounds = answerRounds(run);
  const round = rounds.at(-1);
  if (!round) return windowNext(run, undefined, 0) ?? stopAt(run, 'max-samples');
  const first = lanesIn(run, rounds.slice(0, -1));
  const cap = capWithin(run, round, first);
  const going = cap ? answersNext(run, round, []) : windowNext(run, round, first);
  if (going) return going;
  const vote = voteIn(run, rounds);
  if (!isSame(round.vote, vote)) return { kind: 'vote', round: round.index, vote };
  const taken = lanesIn(run, rounds);
  const rule = cap ?? endedBy(run, rounds, taken);
  if (rule) return stopAt(run, rule, winnerOf(run, rounds, vote));
  return windowNext(run, undefined, taken) ?? stopAt(run, 'max-samples', winnerOf(run, rounds, vote));
}

/** The window of lanes that a round has, or that the next round would have. */
function windowNext(run: Run, round: Round | undefined, first: number): Next | undefined {
  const index = round?.index ?? nextIndex(run);
  const fields = parametersOf(parameters, settingsAt(run, index));
  const { temperature } = fields;
  const settings = temperature === undefined ? undefined : { temperature };
  return answersNext(run, round, lanesOfWindow(run, index, first), lane => ({
    ...(settings && { settings }),
    ...variantFor(run, index, lane, fields, settings),
  }));
}

function lanesOfWindow(run: Run, index: number, first: number): number[] {
  const { samples, window } = parametersOf(parameters, settingsAt(run, index));
  return lanesFrom(first, Math.min(window, samples - first));
}

/** The cap that was reached when the question had been said in other words, and was not yet answered. */
function capWithin(run: Run, round: Round, first: number): string | undefined {
  const missing = lanesOfWindow(run, round.index, first).filter(
    lane => answerCall(run, round, lane)?.status !== 'finished',
  );
  const isBetween = missing.length > 0 && missing.every(lane => rephrasingFor(run, lane));
  return isBetween ? firedAmong(run, BUDGETS) : undefined;
}

/** How many lanes these rounds have together; their numbers go on from round to round. */
function lanesIn(run: Run, rounds: readonly Round[]): number {
  return Math.max(-1, ...rounds.flatMap(round => lanesOf(run, round))) + 1;
}

/** The rule that ends the sampling after this many samples. */
function endedBy(run: Run, rounds: readonly Round[], taken: number): string | undefined {
  const round = rounds.at(-1);
  if (!round) return undefined;
  const isEmpty = rounds.every(one => answersOf(run, one).length === 0);
  if (isEmpty) return 'no-answer';
  const { samples, earlyStop } = parametersOf(parameters, settingsAt(run, round.index));
  const left = samples - taken;
  if (left <= 0) return 'max-samples';
  const may = (rule: string) => earlyStop === rule || earlyStop === 'either';
  if (may('unanimous-window') && isUnanimous(run, round)) return 'unanimous-window';
  if (may('vote-lead') && leadIn(run, rounds) > left) return 'vote-lead';
  return firedAmong(run, RULES);
}

/** One sample alone is of no mind but its own. */
function isUnanimous(run: Run, round: Round): boolean {
  const ballots = ballotsOf(run, [round]);
  const [first, second] = countAnswers(ballots, run.question);
  return ballots.length > 1 && !second && first !== undefined && first.answer !== null;
}

/** By how many votes the first answer is ahead of every other; 0 where none was found. */
function leadIn(run: Run, rounds: readonly Round[]): number {
  const [first, second] = countAnswers(ballotsOf(run, rounds), run.question);
  if (!first || first.answer === null) return 0;
  return first.weight - (second && second.answer !== null ? second.weight : 0);
}

/** Over all samples so far. */
function voteIn(run: Run, rounds: readonly Round[]) {
  const ballots = ballotsOf(run, rounds);
  const vote = voteOf(ballots, run.question);
  const isDraw = vote.winner === null && typeof vote.votes[0]?.answer === 'string';
  return isDraw
    ? { ...vote, method: `${vote.method}; a draw, in which the answer that came first counts` }
    : vote;
}

/** Whether a vote that was told is still what the answers say: another attempt may have been chosen since. */
function isSame(told: Vote | undefined, now: ReturnType<typeof voteIn>): boolean {
  const said = ({ votes, winner }: Pick<Vote, 'votes' | 'winner'>) =>
    JSON.stringify([winner, votes.map(({ answer, lanes, weight }) => [answer, lanes, weight])]);
  return told !== undefined && said(told) === said(now);
}

/** The first lane of the first answer; nothing where no answer was found in any. */
function winnerOf(run: Run, rounds: readonly Round[], { votes }: Pick<Vote, 'votes'>): Returned | undefined {
  const [first] = votes;
  const lane = first?.answer === null ? undefined : first?.lanes[0];
  if (lane === undefined) return undefined;
  const round = rounds.find(one => answerCall(run, one, lane)?.status === 'finished');
  return round && { round: round.index, lane, why: 'vote' };
}
