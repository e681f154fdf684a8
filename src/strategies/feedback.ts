/** Feedback on the answers of a round: who gives it, and what is still missing of it. Pure. */
import { settingsAt } from '../run/edited.ts';
import {
  answerCall,
  type Call,
  type Check,
  callsOf,
  feedbackOn,
  lanesOf,
  type Round,
  type Run,
} from '../run/run.ts';
import type { FeedbackSettings } from '../run/settings.ts';
import { judgeTurn, readJudgement, together } from './judge.ts';
import type { CallStep, Feedback, Next, Step } from './strategy.ts';
import { user } from './thread.ts';

/** Calls for the feedback on one answer. */
export function callsOfFeedback({ source, repeats }: FeedbackSettings): number {
  return source === 'judge' ? repeats : 0;
}

/** Of what is put before the model: more would fill every later request of the conversation. */
export const LONGEST_FEEDBACK = 8000;

/** The words of feedback as the model gets them: of a long text its beginning and its end. */
export function feedbackWords(check: Check | undefined): string {
  const text = check?.text ?? '';
  if (text.length <= LONGEST_FEEDBACK) return text;
  const [head, tail] = [text.slice(0, (LONGEST_FEEDBACK * 3) / 4), text.slice(-LONGEST_FEEDBACK / 4)];
  const left = text.length - head.length - tail.length;
  return `${head.toWellFormed()}\n\n(${left} characters left out)\n\n${tail.toWellFormed()}`;
}

/**
 * The next thing to do so that every answer of the round has its feedback; `undefined` when it has, or
 * when none is wanted. Happens in the round of the answers.
 */
export function feedbackNext(run: Run, round: Round): Next | undefined {
  const { source } = settingsAt(run, round.index).feedback;
  if (source === 'none') return undefined;
  const missing = lanesOf(run, round).flatMap(lane => {
    const answer = answerCall(run, round, lane);
    const isMissing = answer?.status === 'finished' && !feedbackOn(run, round, lane);
    return isMissing ? [answer] : [];
  });
  if (missing.length === 0) return undefined;
  return source === 'judge' ? judged(run, round, missing) : checked(round, missing, source);
}

function checked(round: Round, answers: readonly Call[], source: 'sql' | 'command'): Next {
  const steps = answers.map(({ lane, id }): Step => ({ kind: 'check', lane, source, about: id }));
  return { kind: 'steps', round: round.index, roundKind: round.kind, steps };
}

/** The judge is asked as often as is wanted, in conversations of their own; then its words are read. */
function judged(run: Run, round: Round, answers: readonly Call[]): Next {
  const { repeats, judge } = settingsAt(run, round.index).feedback;
  const asked = answers.map(answer => ({ answer, calls: judgesOf(run, round, answer) }));
  const steps = asked.flatMap(({ answer, calls }) =>
    Array.from(
      { length: Math.max(0, repeats - calls.length) },
      (): CallStep => ({
        kind: 'call',
        lane: answer.lane,
        purpose: 'verify',
        model: judge ?? settingsAt(run, round.index).model,
        messages: [user(judgeTurn(run.question.text, answer.text))],
      }),
    ),
  );
  if (steps.length > 0) return { kind: 'steps', round: round.index, roundKind: round.kind, steps };
  return {
    kind: 'feedback',
    round: round.index,
    feedback: asked.map(({ answer, calls }) => said(answer, calls)),
  };
}

/** Calls that judged this answer and came to their end; those that judged another attempt do not count. */
function judgesOf(run: Run, round: Round, { lane, text }: Call): Call[] {
  const turn = judgeTurn(run.question.text, text);
  return callsOf(run, round).filter(
    call =>
      call.lane === lane &&
      call.purpose === 'verify' &&
      call.status === 'finished' &&
      call.request.messages[0]?.content[0]?.text === turn,
  );
}

function said(answer: Call, calls: readonly Call[]): Feedback {
  const { verdict, reason } = together(calls.map(({ text }) => readJudgement(text)));
  return {
    lane: answer.lane,
    source: 'judge',
    // What could not be read as a verdict is shown as it came.
    text: reason || (calls.at(-1)?.text ?? ''),
    verdict,
    about: answer.id,
    calls: calls.map(({ id }) => id),
  };
}
