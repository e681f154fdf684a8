/** Which models and questions were run last. Pure. */
import type { Choices } from './services.ts';

/** Their ids, the most recent first. */
export interface Recent {
  readonly models: readonly string[];
  readonly questions: readonly string[];
}

export const NOTHING_RECENT: Recent = { models: [], questions: [] };

const KEPT = 5;

/** With what was run now. A question of one's own is not among them: it has a place of its own. */
export function withRun({ models, questions }: Recent, { model, question, ownQuestion }: Choices): Recent {
  const isOwn = ownQuestion !== undefined && question === OWN_QUESTION;
  return { models: inFront(models, model), questions: inFront(questions, isOwn ? undefined : question) };
}

/** How the choices name a question that is no bundled one. */
export const OWN_QUESTION = 'own-question';

function inFront(ids: readonly string[], id: string | undefined): readonly string[] {
  return id === undefined ? ids : [id, ...ids.filter(one => one !== id)].slice(0, KEPT);
}
