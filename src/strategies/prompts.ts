/** The words that strategies put before a model. Editable in the settings; these are the defaults. */

/**
 * The neutral reflection prompt. It asks for the work to be done again and does not say or imply
 * that the answer was wrong: a prompt that does turns right answers into wrong ones
 * (Huang et al., arXiv 2310.01798).
 */
export const REFLECTION_PROMPT =
  'Go over your answer once more, step by step, and check each step as you go. Then state your answer again at the end, in the same form as before.';

/** The reflection turn; with `question`, a reminder of it stands at the end. */
export function reflectionTurn(prompt: string, question?: string): string {
  return question === undefined ? prompt : `${prompt}\n\nAs a reminder, the question was:\n\n${question}`;
}
