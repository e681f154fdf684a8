/** What was found in the text of an answer, and how it was compared. */
import { answerCall, gradeOf, gradeOfCall, type Round, type Run } from '../run/run.ts';
import { firstWords } from './describe.ts';
import { UNICODE_SIGNS } from './signs.ts';

/** A query or a whole text is known from its beginning. */
const LONGEST = 80;

export interface GradeLook {
  readonly lane?: number;
  /** The call whose answer is meant; without it the one that goes on. */
  readonly call?: number;
  /** What stands before the answer. */
  readonly label?: string;
  readonly signs?: typeof UNICODE_SIGNS;
}

/** `Answer: 0.05`, `reference: 0.05`, `(last number)`; nothing before the grade is there. */
export function gradeFacts(
  run: Run,
  round: Round | undefined,
  { lane = 0, label = 'Answer', signs = UNICODE_SIGNS, call }: GradeLook = {},
): string[] {
  const of = call === undefined ? answerCall(run, round, lane) : run.calls[call];
  const grade = gradeOfCall(round, of) ?? (of ? undefined : gradeOf(round, lane));
  if (!grade) return [];
  const short = (text: string) => firstWords(text, LONGEST, signs);
  const { extracted, method } = grade;
  const answer = extracted === null ? 'No answer was found in the text.' : `${label}: ${short(extracted)}`;
  const reference = run.question.reference?.map(short).join(' or ');
  return [answer, ...(reference ? [`reference: ${reference}`] : []), `(${method})`];
}
