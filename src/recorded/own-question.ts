/** Questions of one's own, which nobody gave a name: how they are told from each other where several stand together. Pure. */
import { createHash } from 'node:crypto';
import type { Question } from '../run/question.ts';

/** The id that each of them has while it is asked. */
export const OWN_QUESTION_ID = 'own-question';

/** With an id that is the same wherever its text is: `what-is-7-6-1f0c2a`. Any other question stays as it is. */
export function withOwnId<T extends Pick<Question, 'id' | 'text'>>(question: T): T {
  if (question.id !== OWN_QUESTION_ID) return question;
  const hash = createHash('sha256').update(question.text).digest('hex').slice(0, 6);
  return { ...question, id: [slug(question.text), hash].filter(Boolean).join('-') };
}

const SLUG = 24;

/** As many whole words as fit, or the beginning of a very long one. */
function slug(text: string): string {
  const all = (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-');
  if (all.length <= SLUG) return all;
  return all.slice(0, all.lastIndexOf('-', SLUG)).slice(0, SLUG);
}
