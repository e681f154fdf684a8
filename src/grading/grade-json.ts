/** What is said of an answer in JSON: valid against the schema or not, and equal to a reference or not. */
import type { Question } from '../run/question.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { Extracted } from './extract.ts';
import type { GradedAnswer } from './grade.ts';
import { findJson } from './json-answer.ts';
import { validate } from './json-schema.ts';

/** What is not valid is wrong, whether there is a reference or not; without one, what is valid may be right. */
export function jsonGrade(
  { value, method }: Extracted,
  references: readonly string[],
  schema: Question['schema'],
): GradedAnswer {
  const { problems, unchecked } = schema
    ? validate(JSON.parse(value), schema)
    : { problems: [], unchecked: [] };
  const [problem] = problems;
  if (problem !== undefined) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return { extracted: value, correct: false, method: `${method}, not valid: ${problem}${more}` };
  }
  const left = unchecked.length > 0 ? ` (not checked: ${listed(unchecked)})` : '';
  const found = schema ? `${method}, valid against the schema${left}` : method;
  if (references.length === 0) return { extracted: value, correct: null, method: `${found}, no reference` };
  const wanted = references.flatMap(reference => canonicalOf(reference) ?? []);
  if (wanted.includes(value)) return { extracted: value, correct: true, method: `${found}, ${COMPARED}` };
  if (wanted.length < references.length)
    return { extracted: value, correct: null, method: `${found}, but a reference is not JSON` };
  return { extracted: value, correct: false, method: `${found}, ${COMPARED}` };
}

const COMPARED = 'compared as JSON';

/** The JSON of a text in its one spelling. */
export function canonicalOf(text: string): string | undefined {
  const found = findJson(text);
  return found && canonicalJson(found.value);
}

function listed(names: readonly string[]): string {
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
