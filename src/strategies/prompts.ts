/** The words that strategies put before the model. Editable in the settings; these are the defaults. */
import {
  fillTemplate,
  type Placeholder,
  placeholdersIn,
  problemsWithTemplate,
  type TemplateValues,
} from './templates.ts';

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

/**
 * A reflection turn from its template. Feedback that the template has no place for stands before it,
 * and a question that is to be repeated after it. Without feedback `{feedback}` is nothing; the lines
 * around it stay as they are.
 */
export function turnOf(
  template: string,
  values: TemplateValues,
  { repeatQuestion }: { readonly repeatQuestion: boolean },
): string {
  const places = placeholdersIn(template);
  const prompt = fillTemplate(template, values);
  const isRepeated = repeatQuestion && !places.has('question');
  const turn = reflectionTurn(prompt, isRepeated ? values.question : undefined);
  const isSaidBefore = values.feedback !== '' && !places.has('feedback');
  return isSaidBefore ? `Feedback on your answer:\n\n${values.feedback}\n\n${turn}` : turn;
}

/** Before there is an answer, only these mean something. */
export const FIRST_PLACEHOLDERS = ['question', 'round'] as const satisfies readonly Placeholder[];

/** The turn of round 0. The question goes before a template that has no place for it: it must be asked. */
export function firstTurnOf(template: string, question: string): string {
  const turn = fillTemplate(template, { question, answer: '', feedback: '', round: '0' });
  return placeholdersIn(template).has('question') ? turn : `${question}\n\n${turn}`;
}

export const SCHEMA_PROMPT =
  'Give the answer as JSON that is valid against this JSON Schema, in one fenced block at the end:';

/** A first turn that asks for an answer in this form. The fence is longer than any inside the schema. */
export function withSchema(turn: string, schema: Readonly<Record<string, unknown>>): string {
  const json = JSON.stringify(schema, null, 2);
  const longest = Math.max(2, ...(json.match(/`+/g) ?? []).map(ticks => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${turn}\n\n${SCHEMA_PROMPT}\n\n${fence}json\n${json}\n${fence}`;
}

/** What is wrong with a template for the turn of round 0, in a sentence. */
export function problemWithFirst(template: string): string | undefined {
  const [problem] = problemsWithTemplate(template, FIRST_PLACEHOLDERS);
  if (problem) return problem.message;
  if (placeholdersIn(template).has('question')) return undefined;
  return 'It has no {question}: write it where the question is to stand.';
}

/** What is wrong with a template for a reflection turn, in a sentence. */
export function problemWithReflection(template: string): string | undefined {
  return problemsWithTemplate(template)[0]?.message;
}
