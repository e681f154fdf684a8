/** Whether what the feedback of a run needs on this machine was named. */
import { existsSync } from 'node:fs';
import { databaseFile } from '../checks/database-file.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import type { Checks } from '../ui/screens/setting-checks.ts';

export const NO_DATABASE =
  'The SQL of an answer can only be run in a database: name it with --database FILE.';
export const NO_COMMAND = "The answers are to be checked by a command: name it with --check 'COMMAND'.";

/**
 * Why the feedback could not be had, in a sentence. `isTrusted`: the question was given for this run; one
 * that comes from a transcript brings no file of its own.
 */
export function whyNotChecked(
  { feedback: { source } }: Settings,
  question: Question,
  { database, check }: Checks,
  isTrusted = true,
): string | undefined {
  const noFile = whyNoFile({ database });
  if (noFile !== undefined) return noFile;
  if (source === 'command') return check === undefined ? NO_COMMAND : undefined;
  if (source !== 'sql' || database !== undefined) return undefined;
  return databaseOf(question, isTrusted) === undefined ? NO_DATABASE : undefined;
}

/** Why the database that was named cannot be opened. */
export function whyNoFile({ database }: Checks): string | undefined {
  if (database === undefined) return undefined;
  if (!existsSync(database)) {
    return `The database ${sanitizeLine(database)} is not there: --database names an SQLite file.`;
  }
  const file = databaseFile(database);
  return typeof file === 'string' ? sanitizeLine(file) : undefined;
}

/** The database that a question names, where it may. */
export function databaseOf(question: Question, isTrusted: boolean): string | undefined {
  const { database } = question;
  const isBundled = database?.startsWith('bundled:') ?? false;
  return isTrusted || isBundled ? database : undefined;
}
