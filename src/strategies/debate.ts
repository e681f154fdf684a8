/**
 * Multi-agent debate: agents answer side by side, then read each other's answers and go over their own,
 * each in a thread of its own. They end when they agree, or after the last round; then their answers are
 * counted, or an aggregator that took no part brings them together.
 * (Du et al., "Improving Factuality and Reasoning in Language Models through Multiagent Debate"; with an
 * aggregator as in the library of arXiv 2510.20653, where it took part in the debate, too.)
 */
import { z } from 'zod';
import { settingsAt } from '../run/edited.ts';
import { answerCall, type Call, type Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { callsOfFeedback } from './feedback.ts';
import { judgesIn } from './gated.ts';
import { isUnanimous, leaderOf, voteNext } from './lane-vote.ts';
import {
  capAfter,
  endedRounds,
  feedbackMissing,
  nextIndex,
  openRound,
  ruleAfter,
  toItsEnd,
} from './open-round.ts';
import { parameterProblems } from './parameter-problems.ts';
import { MOST_LANES, RepeatQuestion, Rounds, SendReasoning } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import { turnOf } from './prompts.ts';
import { stopAt } from './returned.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';
import { goOn, lastAnswer, user } from './thread.ts';
import { feedbackFor, firstTurn } from './turns.ts';

/** What stands behind the answers of the others. Another answer is no evidence by itself. */
export const CAUTION =
  'Other answers may be right or wrong, and so may yours. Do not give way to them without a reason: change your answer only where you find the step that makes it wrong, and keep it where you find none.';

/** What an agent is asked after it has read the others. As neutral as the reflection prompt. */
export const DEBATE_PROMPT =
  'Go over your answer once more, step by step, and check it against what the others say. Then state your answer at the end, in the same form as before.';

/** What the aggregator is asked, after the question and the answers. */
export const AGGREGATE_PROMPT =
  'Bring these answers together into one. Do not only count them: check the steps in which they differ, and decide by the reasons. State the answer at the end, in the form that the question asks for.';

const parameters = z.object({
  rounds: Rounds.describe('Rounds after round 0 at most; none once all agree.'),
  agents: z
    .int()
    .min(1)
    .max(MOST_LANES)
    .default(3)
    .describe('How many agents debate, all of them the same model.'),
  models: z
    .string()
    .optional()
    .describe('The models that debate, one an agent, with commas between them; absent: the one of the run.'),
  aggregator: z
    .string()
    .min(1)
    .optional()
    .describe('The model that brings the last answers together; absent: they are counted.'),
  repeatQuestion: RepeatQuestion,
  sendReasoning: SendReasoning,
});

export const debate: Strategy = {
  id: 'debate',
  name: 'multi-agent debate',
  about: 'Agents answer side by side, read each other, and go over their own answers until they agree.',
  parameters,
  problems,
  mostCalls(settings) {
    const agents = agentsOf(settings).length;
    const { rounds } = settings.strategy;
    const feedback = agents * rounds * callsOfFeedback(settings.feedback);
    return agents * (rounds + 1) + feedback + (aggregatorOf(settings) === undefined ? 0 : 1);
  },
  models(settings) {
    const { model } = settings;
    const asked = [...agentsOf(settings), aggregatorOf(settings) ?? model, ...judgesIn(settings)];
    return [...new Set(asked)].filter(other => other !== model);
  },
  next,
};

/** The model of every agent; their places are their lanes. */
function agentsOf(settings: Settings): string[] {
  const { agents, models = '' } = parametersOf(parameters, settings);
  const named = models
    .split(',')
    .map(id => id.trim())
    .filter(id => id !== '');
  return named.length > 0 ? named : Array.from({ length: agents }, () => settings.model);
}

function aggregatorOf(settings: Settings): string | undefined {
  return parametersOf(parameters, settings).aggregator;
}

function problems(settings: Settings): string[] {
  const { length } = agentsOf(settings);
  const tooFew =
    'Debate needs at least two agents: name two models, or set the number of agents to 2 or more.';
  const tooMany = `Debate takes ${MOST_LANES} agents at most, and ${length} models are named: leave some out.`;
  return [
    ...parameterProblems(debate, settings),
    ...(length < 2 ? [tooFew] : []),
    ...(length > MOST_LANES ? [tooMany] : []),
  ];
}

function next(run: Run): Next {
  const open = openRound(run);
  if (open) return toItsEnd(run, open, stepsOf(run, open.index, open.kind));
  const ended = endedRounds(run).at(-1);
  if (!ended) return begin(run, 'answer');
  if (ended.kind === 'aggregate') {
    if (answerCall(run, ended)?.text.trim() === '') {
      const before = endedRounds(run).at(-2);
      return stopAt(run, 'no-answer', before && leaderOf(before));
    }
    return stopAt(run, 'aggregated', { round: ended.index, lane: 0, why: 'aggregate' });
  }
  const vote = voteNext(run, ended);
  if (vote) return vote;
  const leader = leaderOf(ended);
  if (isUnanimous(run, ended)) return stopAt(run, 'consensus', leader);
  const cap = capAfter(run, ended);
  if (cap) return stopAt(run, cap, leader);
  const rule = ruleAfter(run, ended);
  if (!rule) return feedbackMissing(run, ended) ?? begin(run, 'debate');
  // What is known to be right need not be brought together.
  const isOver = rule === 'verdict-pass' || aggregatorOf(run.settings) === undefined;
  return isOver ? stopAt(run, rule, leader) : begin(run, 'aggregate');
}

function begin(run: Run, kind: string): Next {
  const round = nextIndex(run);
  return { kind: 'steps', round, roundKind: kind, steps: stepsOf(run, round, kind) };
}

function stepsOf(run: Run, round: number, kind: string): CallStep[] {
  const settings = settingsAt(run, round);
  if (kind === 'aggregate') return [aggregateStep(run, round, settings)];
  return agentsOf(settings).map((model, lane) => ({
    kind: 'call',
    lane,
    ...(settings.system && { system: settings.system }),
    model,
    ...(kind === 'answer'
      ? { purpose: 'answer', messages: [user(firstTurn(run, settings))] }
      : { purpose: 'debate', ...debateTurn(run, round, lane, settings, model) }),
  }));
}

/** The agent's own thread goes on with what the others answered last. */
function debateTurn(
  run: Run,
  round: number,
  lane: number,
  settings: Settings,
  model: string,
): Pick<CallStep, 'messages' | 'extends'> {
  const own = lastSaid(run, round, lane);
  const others = answersBefore(run, round, settings).filter(call => call.lane !== lane);
  const values = {
    question: run.question.text,
    answer: own?.text ?? '',
    feedback: feedbackFor(run, round, lane),
    round: String(round),
  };
  const asked = turnOf(settings.prompts.reflection ?? DEBATE_PROMPT, values, settings.strategy);
  const said = others.map(({ text }) => `Another agent answered:\n\n<answer>\n${text}\n</answer>`);
  const text = [...said, ...(said.length > 0 ? [CAUTION] : []), asked].join('\n\n');
  // Who has said nothing so far has no thread to go on with.
  if (!own) return { messages: [user(`${firstTurn(run, settings)}\n\n${text}`)] };
  return goOn(run, own, { text, model, sendReasoning: settings.strategy.sendReasoning });
}

/** In a conversation of its own: the aggregator has not seen how the answers came about. */
function aggregateStep(run: Run, round: number, settings: Settings): CallStep {
  const answers = answersBefore(run, round, settings).map(
    ({ text }, index) => `<answer number="${index + 1}">\n${text}\n</answer>`,
  );
  const turn = [
    'The question below was answered several times.',
    `<question>\n${run.question.text}\n</question>`,
    ...answers,
    AGGREGATE_PROMPT,
  ];
  return {
    kind: 'call',
    lane: 0,
    purpose: 'aggregate',
    model: aggregatorOf(settings) ?? settings.model,
    ...(settings.system && { system: settings.system }),
    messages: [user(turn.join('\n\n'))],
  };
}

/** The last answers of all agents, those that said something. */
function answersBefore(run: Run, round: number, settings: Settings): Call[] {
  return agentsOf(settings).flatMap((_model, lane) => lastSaid(run, round, lane) ?? []);
}

/** The last answer of a lane that is not empty: an empty one cannot stand in a thread. */
function lastSaid(run: Run, before: number, lane: number): Call | undefined {
  const call = lastAnswer(run, before, lane);
  return call?.text.trim() === '' ? lastSaid(run, call.round, lane) : call;
}
