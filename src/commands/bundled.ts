/** The bundled questions, or a command's error when this copy is damaged or has no such question. */
import { loadBundledQuestions } from '../questions/load.ts';
import type { Question } from '../run/question.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export async function bundledQuestions(): Promise<readonly Question[]> {
  const loaded = await loadBundledQuestions();
  if (loaded.ok) return loaded.questions;
  throw new CommandError(EXIT.configuration, loaded.error.message, loaded.error.remedy);
}

export function bundledQuestion(id: string, bundled: readonly Question[]): Question {
  const found = bundled.find(question => question.id === id);
  if (found) return found;
  throw new CommandError(
    EXIT.usage,
    `There is no bundled question "${id}". There are: ${bundled.map(question => question.id).join(', ')}.`,
  );
}
