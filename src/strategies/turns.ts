/** The turns of the user in a run, as its settings word them. Pure. */

import { editsOf } from '../run/edited.ts';
import type { Run } from '../run/run.ts';
import { feedbackOn } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { feedbackWords } from './feedback.ts';
import { firstTurnOf, REFLECTION_PROMPT, turnOf, withSchema } from './prompts.ts';
import { lastAnswer } from './thread.ts';

/** The first turn: the question, or what the prompt makes of it; then the form of the answer, where it has one. */
export function firstTurn(run: Run, { prompts }: Settings): string {
  const { text, schema } = run.question;
  const turn = prompts.first === undefined ? text : firstTurnOf(prompts.first, text);
  return schema === undefined ? turn : withSchema(turn, schema);
}

/** The turn that asks for a reflection in this round. */
export function reflectTurn(run: Run, round: number, settings: Settings): string {
  const values = {
    question: run.question.text,
    answer: lastAnswer(run, round)?.text ?? '',
    feedback: feedbackFor(run, round),
    round: String(round),
  };
  return turnOf(settings.prompts.reflection ?? REFLECTION_PROMPT, values, settings.strategy);
}

/** What is put before the model about the answer that this round goes on from: the user's own words go first. */
export function feedbackFor(run: Run, round: number, lane = 0): string {
  const own = editsOf(run, round).feedback;
  if (own !== undefined) return own;
  const answered = lastAnswer(run, round, lane);
  const answeredRound = run.rounds.find(({ index }) => index === answered?.round);
  return feedbackWords(answeredRound && feedbackOn(run, answeredRound, lane));
}
