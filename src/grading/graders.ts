/** The graders that are known here. */
import type { Question } from '../run/question.ts';

export type AnyGrader = Question['grader'] | 'mathematics' | 'translation';
