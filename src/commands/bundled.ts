/** The bundled questions, or a command's error when this copy of the program is damaged. */
import { loadBundledQuestions } from '../questions/load.ts';
import type { Question } from '../run/question.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export async function bundledQuestions(): Promise<readonly Question[]> {
  const loaded = await loadBundledQuestions();
  if (loaded.ok) return loaded.questions;
  throw new CommandError(EXIT.configuration, loaded.error.message, loaded.error.remedy);
}
