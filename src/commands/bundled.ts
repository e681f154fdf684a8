/** The bundled questions, or a command's error when this copy is damaged; one among those of a start. */
import { loadBundledQuestions } from '../questions/load.ts';
import type { Question } from '../run/question.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export async function bundledQuestions(): Promise<readonly Question[]> {
  const loaded = await loadBundledQuestions();
  if (loaded.ok) return loaded.questions;
  throw new CommandError(EXIT.configuration, loaded.error.message, loaded.error.remedy);
}

/** So many ids fit into a sentence. */
const MOST_NAMED = 20;

export function bundledQuestion(id: string, bundled: readonly Question[]): Question {
  const found = bundled.find(question => question.id === id);
  if (found) return found;
  const ids = bundled.map(question => question.id);
  const more = ids.length - MOST_NAMED;
  throw new CommandError(
    EXIT.usage,
    more > 0
      ? `There is no question "${sanitizeLine(id)}". There are: ${ids.slice(0, MOST_NAMED).join(', ')} and ${more} more ("reflectoscope questions" lists those that are bundled).`
      : `There is no question "${sanitizeLine(id)}". There are: ${ids.join(', ')}.`,
  );
}
