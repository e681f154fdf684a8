/**
 * Best of N with self-verification: several answers side by side, each judged several times in
 * conversations of their own, and the one that most judgements hold for right is returned (Zhao et al.,
 * Sample, Scrutinize and Scale). The answers are round 0, the judgements round 1; where several are the
 * best, they are compared two by two in round 2.
 */
import { z } from 'zod';
import { settingsAt } from '../run/edited.ts';
import { type Call, gradeOfCall, type Returned, type Round, type Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { judgeTurn, readJudgement, together } from './judge.ts';
import { compareTurn, readComparison } from './pairwise.ts';
import { parameterProblems } from './parameter-problems.ts';
import { MOST_LANES, otherModel } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import { stopAt } from './returned.ts';
import {
  answerRounds,
  answersNext,
  answersOf,
  asidesOf,
  feedbackProblem,
  firstOf,
  lanesFrom,
  nextIndex,
  SampleTemperature,
  temperatureProblem,
} from './samples.ts';
import { BUDGETS, firedAmong, ownRounds } from './stop-rules.ts';
import type { CallStep, Feedback, Next, Strategy } from './strategy.ts';
import { user } from './thread.ts';
import { countAnswers } from './vote.ts';

const parameters = z.object({
  candidates: z.int().min(2).max(MOST_LANES).default(4).describe('Answers to choose from.'),
  verifications: z
    .int()
    .min(1)
    .max(9)
    .default(2)
    .describe('How often each of them is judged; its score is the share that says pass.'),
  verifier: otherModel('The model that judges and compares'),
  compare: z
    .boolean()
    .default(true)
    .describe(
      'Compare different answers with the same best score two by two. Without it, the one that most of the best ones give is returned, else the first.',
    ),
  temperature: SampleTemperature,
});

export const bestOfN: Strategy = {
  id: 'best-of-n',
  name: 'best of N',
  about: 'Several answers are taken and judged, and the one with the best score is returned.',
  parameters,
  problems,
  mostCalls,
  models: settings => [parametersOf(parameters, settings).verifier].filter(model => model !== undefined),
  next,
};

function problems(settings: Settings): string[] {
  return [
    ...parameterProblems(bestOfN, settings),
    temperatureProblem(settings, parametersOf(parameters, settings).temperature),
    feedbackProblem('Best of N', 'scores answers by verifications of its own', settings),
  ].filter(problem => problem !== undefined);
}

function mostCalls(settings: Settings): number {
  const { candidates, verifications, compare } = parametersOf(parameters, settings);
  return candidates * (1 + verifications) + (compare ? candidates - 1 : 0);
}

const VERIFY = 'verify';
const COMPARE = 'compare';

function next(run: Run): Next {
  const [round] = answerRounds(run);
  const { candidates, temperature } = parametersOf(parameters, settingsAt(run, round?.index ?? 0));
  const settings = temperature === undefined ? undefined : { temperature };
  const own = () => ({ ...(settings && { settings }) });
  const going = answersNext(run, round, lanesFrom(0, candidates), own);
  if (going) return going;
  const answers = round ? answersOf(run, round) : [];
  if (!round || answers.length === 0) return stopAt(run, 'no-answer');
  return verified(run, round, answers) ?? chosen(run, answers);
}

/** What is missing until every answer has been judged, or as far as a cap lets them be; then what was said. */
function verified(run: Run, round: Round, answers: readonly Call[]): Next | undefined {
  const verifying = roundOf(run, VERIFY);
  const index = verifying?.index ?? nextIndex(run);
  const steps = verifySteps(run, index, answers);
  const cap = steps.length > 0 ? firedAmong(run, BUDGETS) : undefined;
  if (steps.length > 0 && cap === undefined) {
    // An account may not ask for all of them at once.
    return { kind: 'steps', round: index, roundKind: VERIFY, steps: steps.slice(0, MOST_LANES) };
  }
  const judged = answers.filter(answer => judgementsOf(run, answer).length > 0);
  const unsaid = judged.filter(({ id }) => !round.checks.some(check => check.about === id));
  if (unsaid.length > 0) {
    return { kind: 'feedback', round: round.index, feedback: unsaid.map(answer => verdictOn(run, answer)) };
  }
  const end = closing(verifying);
  if (end || cap === undefined) return end;
  const [best] = judged.length > 0 ? contenders(run, judged) : [];
  return stopAt(run, cap, best ? returned(best) : firstOf(answers));
}

function verifySteps(run: Run, round: number, answers: readonly Call[]): CallStep[] {
  const { verifications } = parametersOf(parameters, settingsAt(run, round));
  return answers.flatMap(answer => {
    const missing = verifications - judgementsOf(run, answer).length;
    const turn = judgeTurn(run.question.text, answer.text);
    return lanesFrom(0, missing).map(() => aside(run, round, answer.lane, turn));
  });
}

function closing(round: Round | undefined): Next | undefined {
  return round && round.finishedAt === undefined ? { kind: 'close-round', round: round.index } : undefined;
}

function roundOf(run: Run, kind: string): Round | undefined {
  return ownRounds(run).find(round => round.kind === kind);
}

/** A call about answers, in a conversation of its own. */
function aside(run: Run, round: number, lane: number, turn: string): CallStep {
  const settings = settingsAt(run, round);
  const { verifier } = parametersOf(parameters, settings);
  return { kind: 'call', lane, purpose: VERIFY, model: verifier ?? settings.model, messages: [user(turn)] };
}

function judgementsOf(run: Run, { lane, text }: Call): Call[] {
  return asidesOf(run, VERIFY, judgeTurn(run.question.text, text)).filter(call => call.lane === lane);
}

/** The share of the judgements that hold the answer for right, 0 to 1. */
function scoreOf(run: Run, answer: Call): number {
  const judgements = judgementsOf(run, answer).map(({ text }) => readJudgement(text));
  return passesIn(judgements) / Math.max(1, judgements.length);
}

function passesIn(judgements: readonly { readonly verdict: string }[]): number {
  return judgements.filter(({ verdict }) => verdict === 'pass').length;
}

function verdictOn(run: Run, answer: Call): Feedback {
  const calls = judgementsOf(run, answer);
  const judgements = calls.map(({ text }) => readJudgement(text));
  const { verdict } = together(judgements);
  const against = judgements.find(one => one.verdict === 'fail') ?? judgements[0];
  const score = `${passesIn(judgements)} of ${judgements.length} verifications say pass.`;
  // What could not be read as a verdict is shown as it came.
  const reason = against?.reason || (calls.at(-1)?.text ?? '');
  return {
    lane: answer.lane,
    source: 'judge',
    text: [score, reason].filter(Boolean).join('\n\n'),
    verdict,
    about: answer.id,
    calls: calls.map(({ id }) => id),
  };
}

/** Returns the best answer, or first compares those of which nobody knows which is the better. */
function chosen(run: Run, answers: readonly Call[]): Next {
  const [first, ...others] = contenders(run, answers);
  const comparing = roundOf(run, COMPARE);
  const index = comparing?.index ?? nextIndex(run);
  const { compare } = parametersOf(parameters, settingsAt(run, index));
  let best = first;
  for (const other of compare ? others : []) {
    if (!best) break;
    const turn = compareTurn(run.question.text, best.text, other.text);
    const call = asidesOf(run, VERIFY, turn).at(-1);
    if (!call) {
      const cap = firedAmong(run, BUDGETS);
      if (cap) return stopAt(run, cap, returned(best));
      return {
        kind: 'steps',
        round: index,
        roundKind: COMPARE,
        steps: [aside(run, index, other.lane, turn)],
      };
    }
    const isSaid = comparing?.checks.some(({ calls }) => calls?.includes(call.id));
    if (comparing && !isSaid) {
      return { kind: 'feedback', round: comparing.index, feedback: [comparisonOf(best, other, call)] };
    }
    // What cannot be told changes nothing.
    if (readComparison(call.text).better === 'second') best = other;
  }
  return closing(comparing) ?? stopAt(run, 'selected', best && returned(best));
}

/**
 * The answers with the best score, one of each that is different: the one that most of them give first,
 * then in the order of their lanes.
 */
function contenders(run: Run, answers: readonly Call[]): Call[] {
  const scores = answers.map(answer => scoreOf(run, answer));
  const most = Math.max(...scores);
  const best = answers.filter((_, index) => scores[index] === most);
  const ballots = best.map(call => {
    const round = run.rounds.find(({ index }) => index === call.round);
    return { lane: call.lane, answer: gradeOfCall(round, call)?.extracted ?? null };
  });
  return countAnswers(ballots, run.question).flatMap(
    ({ lanes }) => best.find(({ lane }) => lane === lanes[0]) ?? [],
  );
}

/** A comparison says which is the better, and not whether one of them is right. */
function comparisonOf(first: Call, second: Call, call: Call): Feedback {
  const { better, reason } = readComparison(call.text);
  const words = {
    first: `Lane ${first.lane} was held for better than lane ${second.lane}.`,
    second: `Lane ${second.lane} was held for better than lane ${first.lane}.`,
    unknown: `The comparison does not say whether lane ${first.lane} or lane ${second.lane} is better; lane ${first.lane} stays.`,
  }[better];
  return {
    lane: second.lane,
    source: 'comparison',
    text: [words, reason || call.text].filter(Boolean).join('\n\n'),
    verdict: 'unknown',
    about: second.id,
    calls: [call.id],
  };
}

function returned({ round, lane }: Call): Returned {
  return { round, lane, why: 'best-scored' };
}
