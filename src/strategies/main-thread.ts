/** The steps of the one conversation in lane 0 that most strategies go on in. Pure. */
import { settingsAt } from '../run/edited.ts';
import { answerCall, type Call, type Round, type Run, threadOf } from '../run/run.ts';
import { REFLECTION_PROMPT, turnOf } from './prompts.ts';
import type { CallStep, Next } from './strategy.ts';
import { goOn, lastAnswer, user } from './thread.ts';
import { feedbackFor, firstTurn } from './turns.ts';

/**
 * The turn that puts feedback before the model. It does not say that the answer is wrong: feedback may
 * be mistaken, and a prompt that takes its side turns right answers into wrong ones (Huang et al.,
 * arXiv 2310.01798).
 */
export const REVISE_PROMPT =
  'Feedback on your answer:\n\n{feedback}\n\nCheck each point of it against your work. Change what it shows to be wrong, and keep what holds. Then state your whole answer again, in the same form as before.';

export interface Wording {
  readonly purpose: string;
  /** The template of the turn, where the user has none of their own. */
  readonly prompt: string;
  /** What every turn ends with. */
  readonly ending?: string;
}

/** Round 0: the question, with what every turn ends with. */
export function firstStep(run: Run, ending?: string): CallStep {
  const settings = settingsAt(run, 0);
  return {
    kind: 'call',
    lane: 0,
    purpose: 'answer',
    model: settings.model,
    ...(settings.system && { system: settings.system }),
    messages: [user(withEnding(firstTurn(run, settings), ending))],
  };
}

/** A later round: the answer so far, and the turn behind it. */
export function laterStep(run: Run, round: number, { purpose, prompt, ending }: Wording): CallStep {
  const { model, system, strategy, prompts } = settingsAt(run, round);
  const answer = lastAnswer(run, round);
  const values = {
    question: run.question.text,
    answer: answer?.text ?? '',
    feedback: feedbackFor(run, round),
    round: String(round),
  };
  const text = withEnding(turnOf(prompts.reflection ?? prompt, values, strategy), ending);
  return {
    kind: 'call',
    lane: 0,
    purpose,
    model,
    ...(system && { system }),
    ...goOn(run, answer, { text, model, sendReasoning: strategy.sendReasoning }),
  };
}

/** The turn that asks for a revision; without feedback, one that asks for the work to be gone over. */
export function revisePrompt(run: Run, round: number): string {
  return feedbackFor(run, round) === '' ? REFLECTION_PROMPT : REVISE_PROMPT;
}

/** What the newest round still lacks; `undefined` when it has its answer and has ended. */
export function unfinished(run: Run, stepOf: (round: number) => CallStep): Next | undefined {
  const round = run.rounds.at(-1);
  if (!round) return asked(0, stepOf);
  // A round without a finished call (the process died, the call failed) is called again.
  if (answerCall(run, round)?.status !== 'finished') return asked(round.index, stepOf);
  return round.finishedAt === undefined ? { kind: 'close-round', round: round.index } : undefined;
}

/** The round that asks for this step. */
export function asked(round: number, stepOf: (round: number) => CallStep): Next {
  const roundKind = round === 0 ? 'answer' : 'reflection';
  return { kind: 'steps', round, roundKind, steps: [stepOf(round)] };
}

export interface Newest {
  readonly answer: Call;
  readonly round: Round;
}

/** The answer that the conversation stands at, and its round; a resample is beside the conversation. */
export function newest(run: Run): Newest | undefined {
  const answer = lastAnswer(run);
  const round = run.rounds.find(({ index }) => index === answer?.round);
  return answer && round && { answer, round };
}

/** The call that performed such a step in this round: what is finished is not asked for again. */
export function performed(run: Run, round: Round, step: CallStep): Call | undefined {
  const parent = step.extends === undefined ? undefined : run.calls[step.extends];
  const wanted = wordsOf([...(parent ? threadOf(run, parent) : []), ...step.messages]);
  return round.calls
    .flatMap(id => run.calls[id] ?? [])
    .findLast(
      call =>
        call.status === 'finished' &&
        call.lane === step.lane &&
        call.purpose === step.purpose &&
        wordsOf(threadOf(run, call)) === wanted,
    );
}

function wordsOf(messages: CallStep['messages']): string {
  return JSON.stringify(messages.map(({ role, content }) => [role, content.map(({ text }) => text ?? '')]));
}

function withEnding(turn: string, ending: string | undefined): string {
  return ending === undefined ? turn : `${turn}\n\n${ending}`;
}
