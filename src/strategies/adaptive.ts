/**
 * Adaptive control: after every answer a table of rules decides what to do next. It costs no call of its
 * own. The actions are those of the meta-reasoners of the literature (IoRT: stop, refresh, select;
 * Meta-Reasoner; MAgICoRe: refine only what needs it), the rules are ours:
 *
 * | when (the first that holds) | action |
 * |---|---|
 * | the feedback says that the answer is right | stop |
 * | more than half of the samples agree, and nothing speaks against them | stop |
 * | the stronger model has answered, and nothing speaks against it | stop |
 * | the samples settled nothing, and there is a stronger model | escalate |
 * | the samples settled nothing, and nobody says what is wrong | stop |
 * | the samples agree on an answer that was found wrong | restart |
 * | no whole answer could be read | restart |
 * | an answer came back after another one | vote |
 * | the answer stayed the same although it was found wrong | restart |
 * | the answer stayed the same although it was found wrong, after a restart, too | escalate |
 * | the answer stayed the same although it was found wrong, and there is no stronger model to ask | vote |
 * | the answer stayed the same | stop |
 * | the last three answers were all different | vote |
 * | nothing is settled yet | reflect |
 *
 * `reflect` goes on in the thread; `restart`, `vote` (three samples) and `escalate` (the stronger model)
 * begin with the question alone. Every action takes one of the `rounds`; stop rules of the settings go
 * before any action that costs something. What was decided is a round kind, and why is feedback of the
 * source `controller`, with the verdict that the decision went by.
 */
import { z } from 'zod';
import { sameAnswer } from '../grading/equal.ts';
import { editsOf, settingsAt } from '../run/edited.ts';
import {
  answerCall,
  type Call,
  type Check,
  gradeOfCall,
  isCutOff,
  type Returned,
  type Round,
  type Run,
} from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { callsOfFeedback } from './feedback.ts';
import { judgesIn } from './gated.ts';
import type { Verdict } from './judge.ts';
import { hasMajority, leaderOf, voteNext } from './lane-vote.ts';
import {
  capAfter,
  endedRounds,
  feedbackMissing,
  isLookedAt,
  nextIndex,
  openRound,
  ruleAfter,
  toItsEnd,
} from './open-round.ts';
import { parameterProblems } from './parameter-problems.ts';
import { RepeatQuestion, Rounds, SendReasoning } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import { REFLECTION_PROMPT, turnOf } from './prompts.ts';
import { stopAt } from './returned.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';
import { goOn, lastAnswer, user } from './thread.ts';
import { firstTurn } from './turns.ts';

export type Action = 'stop' | 'reflect' | 'restart' | 'vote' | 'escalate';

/** What the rules look at: the run as it stands after an answer. */
export interface Situation {
  /** How the answer came about; `answer` is the first one. */
  readonly last: Action | 'answer';
  /** Of the feedback on the answer; absent where there is none. */
  readonly verdict: Verdict | undefined;
  /** More than half of the lanes agree. */
  readonly isMajority: boolean;
  /** No short answer was found, or the text is not whole. */
  readonly isUnread: boolean;
  /** The answer is that of the round before. */
  readonly isSame: boolean;
  /** A, B, A. */
  readonly isBack: boolean;
  /** The last three answers are all different. */
  readonly isScattered: boolean;
  /** What was done before. */
  readonly done: ReadonlySet<string>;
  /** There is a stronger model, and it was not asked yet. */
  readonly mayEscalate: boolean;
}

export interface ControlRule {
  /** The condition in words. */
  readonly when: string;
  readonly holds: (now: Situation) => boolean;
  readonly action: Action;
  /** The stop rule that names the end, where the action is to stop. */
  readonly rule?: string;
}

const isWrong = ({ verdict }: Situation) => verdict === 'fail';
const isStubborn = (now: Situation) => now.isSame && isWrong(now);

/** Asked from the top down; the first that holds decides. The last one always holds. */
export const CONTROL_RULES: readonly ControlRule[] = [
  {
    when: 'the feedback says that the answer is right',
    holds: ({ verdict }) => verdict === 'pass',
    action: 'stop',
    rule: 'verdict-pass',
  },
  {
    when: 'more than half of the samples agree, and nothing speaks against them',
    holds: now => now.last === 'vote' && now.isMajority && !isWrong(now),
    action: 'stop',
    rule: 'voted',
  },
  {
    when: 'the stronger model has answered, and nothing speaks against it',
    holds: now => now.last === 'escalate' && !now.isUnread && !isWrong(now),
    action: 'stop',
    rule: 'escalated',
  },
  {
    when: 'the samples settled nothing, and there is a stronger model',
    holds: now => now.last === 'vote' && now.mayEscalate,
    action: 'escalate',
  },
  {
    when: 'the samples settled nothing, and nobody says what is wrong',
    holds: now => now.last === 'vote' && !isWrong(now),
    action: 'stop',
    rule: 'voted',
  },
  {
    when: 'the samples agree on an answer that was found wrong',
    holds: now => now.last === 'vote',
    action: 'restart',
  },
  {
    when: 'no whole answer could be read',
    holds: now => now.isUnread && !now.done.has('restart'),
    action: 'restart',
  },
  {
    when: 'an answer came back after another one',
    holds: now => now.isBack && !now.done.has('vote'),
    action: 'vote',
  },
  {
    when: 'the answer stayed the same although it was found wrong',
    holds: now => isStubborn(now) && !now.done.has('restart'),
    action: 'restart',
  },
  {
    when: 'the answer stayed the same although it was found wrong, after a restart, too',
    holds: now => isStubborn(now) && now.mayEscalate,
    action: 'escalate',
  },
  {
    when: 'the answer stayed the same although it was found wrong, and there is no stronger model to ask',
    holds: now => isStubborn(now) && !now.done.has('vote'),
    action: 'vote',
  },
  {
    when: 'the answer stayed the same',
    holds: now => now.isSame && !isWrong(now),
    action: 'stop',
    rule: 'answer-stable',
  },
  {
    when: 'the last three answers were all different',
    holds: now => now.isScattered && !now.done.has('vote'),
    action: 'vote',
  },
  { when: 'nothing is settled yet', holds: () => true, action: 'reflect' },
];

/** Samples of a vote. */
export const VOTE_LANES = 3;

const parameters = z.object({
  rounds: Rounds.describe('Actions after the first answer at most, whatever they are.'),
  stronger: z
    .string()
    .min(1)
    .optional()
    .describe('The model to escalate to; absent: the model that answers is the only one.'),
  repeatQuestion: RepeatQuestion,
  sendReasoning: SendReasoning,
});

export const adaptive: Strategy = {
  id: 'adaptive',
  name: 'adaptive control',
  about: 'After every answer, rules decide: stop, reflect, restart, take a vote, or ask a stronger model.',
  parameters,
  problems: settings => [
    ...parameterProblems(adaptive, settings),
    ...(strongerOf(settings) === settings.model
      ? ['The stronger model is the one that answers already: name another one, or none.']
      : []),
  ],
  mostCalls({ strategy: { rounds }, feedback }) {
    // At most one of the rounds is a vote. The answer of the last round is not judged.
    const last = 1;
    const votes = rounds > 0 ? VOTE_LANES - 1 : 0;
    const answers = last + rounds + votes;
    return answers + (answers - last) * callsOfFeedback(feedback);
  },
  models(settings) {
    const { model } = settings;
    const asked = [strongerOf(settings) ?? model, ...judgesIn(settings)];
    return [...new Set(asked)].filter(other => other !== model);
  },
  next,
};

function strongerOf(settings: Settings): string | undefined {
  return parametersOf(parameters, settings).stronger;
}

function next(run: Run): Next {
  const open = openRound(run);
  if (open) return toItsEnd(run, open, stepsOf(run, open.index, open.kind));
  const ended = endedRounds(run).at(-1);
  if (!ended) return begin(run, 'answer');
  const vote = ended.kind === 'vote' ? voteNext(run, ended) : undefined;
  if (vote) return vote;
  const cap = capAfter(run, ended);
  if (cap) return stopAt(run, cap, leaderOf(ended));
  return (isLookedAt(run, ended) ? feedbackMissing(run, ended) : undefined) ?? decide(run, ended);
}

/** An action that costs something is taken only when no stop rule fires; only what is done is said. */
function decide(run: Run, ended: Round): Next {
  const { action, when, rule = 'voted' } = ruleFor(situationOf(run));
  const fired = action === 'stop' ? undefined : ruleAfter(run, ended);
  if (fired) return stopAt(run, fired, leaderOf(ended));
  const { lane, call } = currentAnswer(run, ended);
  if (call && !isSaid(ended, call)) {
    const verdict = checkOn(run, ended)?.verdict ?? 'unknown';
    const said = { lane, source: CONTROLLER, text: `${action}: ${when}`, verdict, about: call.id, calls: [] };
    return { kind: 'feedback', round: ended.index, feedback: [said] };
  }
  return action === 'stop' ? stopAt(run, rule, leaderOf(ended)) : begin(run, action);
}

const CONTROLLER = 'controller';

function isSaid({ checks }: Round, { id }: Call): boolean {
  return checks.some(({ source, about }) => source === CONTROLLER && about === id);
}

/** The rule that decides. */
export function ruleFor(now: Situation): ControlRule {
  return CONTROL_RULES.find(({ holds }) => holds(now)) ?? { when: '', holds: () => true, action: 'reflect' };
}

/** What the rules look at in a run whose last round has ended. */
export function situationOf(run: Run): Situation {
  const rounds = endedRounds(run);
  const ended = rounds.at(-1);
  const answers = rounds.slice(-3).map(round => extracted(run, round));
  const [now = null, before = null, first = null] = answers.toReversed();
  const isSame = (a: string | null, b: string | null) =>
    a !== null && b !== null && sameAnswer(a, b, run.question);
  const call = ended && currentAnswer(run, ended).call;
  const done = new Set(rounds.map(({ kind }) => kind));
  const isChanged = (a: string | null, b: string | null) => a !== null && b !== null && !isSame(a, b);
  return {
    last: (ended?.kind ?? 'answer') as Situation['last'],
    verdict: ended && checkOn(run, ended)?.verdict,
    isMajority: ended !== undefined && hasMajority(ended),
    isUnread: now === null || (call !== undefined && isCutOff(call)),
    isSame: isSame(now, before),
    isBack: isSame(now, first) && isChanged(now, before),
    isScattered: isChanged(now, before) && isChanged(before, first) && isChanged(now, first),
    done,
    mayEscalate: strongerOf(run.settings) !== undefined && !done.has('escalate'),
  };
}

function extracted(run: Run, round: Round): string | null {
  return gradeOfCall(round, currentAnswer(run, round).call)?.extracted ?? null;
}

/** The answer that a round came to: that of its only lane, or the one that leads in its vote. */
function currentAnswer(run: Run, round: Round): { readonly lane: number; readonly call: Call | undefined } {
  const { lane = 0 }: Partial<Returned> = leaderOf(round) ?? {};
  return { lane, call: answerCall(run, round, lane) };
}

/** What others said of the answer: what the controller decided is no word on it. */
function checkOn(run: Run, round: Round): Check | undefined {
  const { lane, call } = currentAnswer(run, round);
  return round.checks.findLast(
    check => check.lane === lane && check.source !== CONTROLLER && (check.about ?? call?.id) === call?.id,
  );
}

function begin(run: Run, kind: string): Next {
  const round = nextIndex(run);
  return { kind: 'steps', round, roundKind: kind, steps: stepsOf(run, round, kind) };
}

function stepsOf(run: Run, round: number, kind: string): CallStep[] {
  const settings = settingsAt(run, round);
  const { system } = settings;
  const done = new Set(run.rounds.map(one => one.kind));
  // Who was called for once stays.
  const isStronger = kind === 'escalate' || done.has('escalate');
  const step = {
    kind: 'call',
    model: (isStronger ? strongerOf(settings) : undefined) ?? settings.model,
    ...(system && { system }),
  } as const;
  if (kind === 'reflect')
    return [{ ...step, lane: 0, purpose: 'reflect', ...reflectTurn(run, round, step.model) }];
  const messages = [user(firstTurn(run, settings))];
  const lanes = kind === 'vote' ? VOTE_LANES : 1;
  return Array.from({ length: lanes }, (_, lane) => ({ ...step, lane, purpose: 'answer', messages }));
}

/** In the thread of the answer, with what was said of it. */
function reflectTurn(run: Run, round: number, model: string): Pick<CallStep, 'messages' | 'extends'> {
  const { prompts, strategy } = settingsAt(run, round);
  const ended = endedRounds(run).at(-1);
  // A probe behind it is part of the conversation.
  const answer = lastAnswer(run, round);
  const values = {
    question: run.question.text,
    answer: answer?.text ?? '',
    feedback: editsOf(run, round).feedback ?? (ended && checkOn(run, ended)?.text) ?? '',
    round: String(round),
  };
  const text = turnOf(prompts.reflection ?? REFLECTION_PROMPT, values, strategy);
  return goOn(run, answer, { text, model, sendReasoning: strategy.sendReasoning });
}
