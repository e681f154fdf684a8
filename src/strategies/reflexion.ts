/**
 * Reflexion: an attempt that failed is looked at in a memo, and the next attempt begins in a conversation
 * of its own with the question and all memos so far. What failed is told by the feedback.
 * (Shinn et al., "Reflexion: Language Agents with Verbal Reinforcement Learning".)
 */
import { z } from 'zod';
import { editsOf, settingsAt } from '../run/edited.ts';
import { answerCall, type Call, callsOf, feedbackOn, type Round, type Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { callsOfFeedback, feedbackWords } from './feedback.ts';
import { judgesIn } from './gated.ts';
import { endedRounds, feedbackMissing, isLookedAt, nextIndex, openRound } from './open-round.ts';
import { parameterProblems } from './parameter-problems.ts';
import { Rounds } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import { stopAt } from './returned.ts';
import { firedCap, firedRule } from './stop-rules.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';
import { user } from './thread.ts';
import { firstTurn } from './turns.ts';

/** What the memo is to be. It is for a next attempt that has not seen this one. */
export const MEMO_PROMPT =
  'Write a short memo for the next attempt, which will see your memo but not this conversation: which step most likely went wrong, and what to do otherwise. Do not answer the question in it.';

/** What stands behind the memos in the next attempt. */
export const ATTEMPT_PROMPT =
  'The memos may be wrong, too. Answer the question from the beginning, step by step, and state your answer at the end, in the form that the question asks for.';

const parameters = z.object({
  rounds: Rounds.describe('Fresh attempts at most; none once one passes.'),
  keepAnswer: z
    .boolean()
    .default(false)
    .describe('Show the next attempt the answer that failed, beside the memos.'),
});

export const reflexion: Strategy = {
  id: 'reflexion',
  name: 'Reflexion',
  about: 'After a failure the model writes a memo, and tries again in a fresh conversation with its memos.',
  parameters,
  problems: settings => [
    ...parameterProblems(reflexion, settings),
    ...(settings.feedback.source === 'none'
      ? ['Reflexion needs to be told what failed: choose a judge, a database or a command for the feedback.']
      : []),
  ],
  // The last answer is not judged: nothing would follow from it.
  mostCalls: ({ strategy: { rounds }, feedback }) => 1 + rounds * (2 + callsOfFeedback(feedback)),
  models: judgesIn,
  next,
};

function next(run: Run): Next {
  const ended = endedRounds(run).at(-1);
  const open = openRound(run);
  if (open) {
    if (answerCall(run, open)?.status === 'finished') return { kind: 'close-round', round: open.index };
    return steps(run, ended);
  }
  if (!ended) return steps(run, ended);
  const cap = firedCap(run);
  if (cap) return stopAt(run, cap);
  const feedback = isLookedAt(run, ended) ? feedbackMissing(run, ended) : undefined;
  if (feedback) return feedback;
  if (isAccepted(run, ended)) return stopAt(run, 'verdict-pass');
  const rule = firedRule(run);
  return rule ? stopAt(run, rule) : steps(run, ended);
}

/** The user's own feedback for the next round says more than a verdict. */
function isAccepted(run: Run, attempted: Round): boolean {
  const isSaidByUser = editsOf(run, nextIndex(run)).feedback !== undefined;
  return !isSaidByUser && feedbackOn(run, attempted)?.verdict === 'pass';
}

/** The memo on the attempt that failed, then the next attempt, both in one round. */
function steps(run: Run, failed: Round | undefined): Next {
  const round = nextIndex(run);
  const settings = settingsAt(run, round);
  if (!failed) return one(round, 'answer', attempt(settings, firstTurn(run, settings)));
  const answer = answerCall(run, failed);
  if (answer && !memosOf(run).some(({ id }) => id > answer.id)) {
    return one(round, 'reflexion', memo(run, round, failed, answer, settings));
  }
  const cap = firedCap(run);
  if (cap) return stopAt(run, cap);
  return one(round, 'reflexion', attempt(settings, nextTurn(run, settings, answer)));
}

function one(round: number, roundKind: string, step: CallStep): Next {
  return { kind: 'steps', round, roundKind, steps: [step] };
}

function attempt({ model, system }: Settings, turn: string): CallStep {
  return {
    kind: 'call',
    lane: 0,
    purpose: 'answer',
    model,
    ...(system && { system }),
    messages: [user(turn)],
  };
}

function memo(run: Run, round: number, failed: Round, answer: Call, { model }: Settings): CallStep {
  const feedback = editsOf(run, round).feedback ?? feedbackWords(feedbackOn(run, failed));
  const turn = [
    'The answer below to the question below was not accepted.',
    `<question>\n${run.question.text}\n</question>`,
    `<answer>\n${answer.text}\n</answer>`,
    ...(feedback.trim() === '' ? [] : [`<feedback>\n${feedback}\n</feedback>`]),
    MEMO_PROMPT,
  ].join('\n\n');
  return { kind: 'call', lane: 0, purpose: 'memo', model, messages: [user(turn)] };
}

/** The memos so far, one a round, in their order. */
function memosOf(run: Run): Call[] {
  return run.rounds.flatMap(
    round =>
      callsOf(run, round).findLast(({ purpose, status }) => purpose === 'memo' && status === 'finished') ??
      [],
  );
}

/** The question goes first: what all attempts begin with may be read from the cache. */
function nextTurn(run: Run, settings: Settings, failed: Call | undefined): string {
  const { keepAnswer } = parametersOf(parameters, settings);
  const memos = memosOf(run)
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }, index) => `<memo number="${index + 1}">\n${text}\n</memo>`);
  const old =
    keepAnswer && failed ? [`The attempt before this one was:\n\n<answer>\n${failed.text}\n</answer>`] : [];
  if (memos.length + old.length === 0) return firstTurn(run, settings);
  const noted = memos.length > 0 ? ['Memos on earlier attempts at this question:', ...memos] : [];
  return [firstTurn(run, settings), ...old, ...noted, ATTEMPT_PROMPT].join('\n\n');
}
