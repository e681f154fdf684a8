/** The turns of the user in a run, as its settings word them. Pure. */
import { editsOf } from '../run/edits.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { REFLECTION_PROMPT, reflectionTurn } from './prompts.ts';
import { lastAnswer } from './thread.ts';

/** The first turn: the question, or what the prompt makes of it. */
export function firstTurn(run: Run, _settings: Settings): string {
  return run.question.text;
}

/** The turn that asks for a reflection in this round. */
export function reflectTurn(run: Run, round: number, settings: Settings): string {
  const template = settings.prompts.reflection ?? REFLECTION_PROMPT;
  return reflectionTurn(template, settings.strategy.repeatQuestion ? run.question.text : undefined);
}

/** What is put before the model about the answer that this round goes on from: the user's own words go first. */
export function feedbackFor(run: Run, round: number): string {
  const own = editsOf(run, round).feedback;
  if (own !== undefined) return own;
  const answered = lastAnswer(run, round);
  const checks = run.rounds.find(({ index }) => index === answered?.round)?.checks ?? [];
  return checks.map(({ text }) => text).join('\n\n');
}
