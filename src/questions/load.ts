/** Question sets on the disk: the bundled one, and a user's file. Checks nothing itself; see `parse.ts`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixturesDir } from './package-root.ts';
import { failure, parseQuestions, type Questions } from './parse.ts';

/** The questions of a file. What is wrong with the file is a value; nothing is thrown for it. */
export async function loadQuestions(file: string): Promise<Questions> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return failure(
      file,
      undefined,
      `could not be read: ${reasonOf(error)}`,
      'Check the path, and that you may read the file.',
    );
  }
  return parseQuestions(text, file);
}

/** The questions that come with the package. */
export function loadBundledQuestions(): Promise<Questions> {
  return loadQuestions(join(fixturesDir(), 'questions.json'));
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'you may not read it';
  return error instanceof Error ? error.message : String(error);
}
