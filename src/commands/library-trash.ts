/** `reflectoscope library --empty-trash`: deletes for good what was deleted in the library. */
import { createInterface } from 'node:readline/promises';
import { emptyTrash, trashIn } from '../library/trash.ts';
import { walk } from '../library/walk.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';

export async function emptyTrashOf(
  folders: readonly string[],
  { yes = false }: { readonly yes?: boolean | undefined },
): Promise<ExitCode> {
  const walked = await Promise.all(folders.map(folder => walk(folder)));
  const files = trashIn(walked.flatMap(({ folders: below }) => below.map(({ path }) => path)));
  if (files.length === 0) {
    process.stdout.write('The trash is empty.\n');
    return EXIT.done;
  }
  const what = `${files.length} ${files.length === 1 ? 'file' : 'files'} in the trash`;
  if (!yes && !(await isMeant(`Delete ${what} for good? [y/N] `))) {
    process.stdout.write('Nothing was deleted.\n');
    return EXIT.done;
  }
  const { deleted, problems } = emptyTrash(files);
  process.stdout.write(`${deleted} of ${what} ${deleted === 1 ? 'was' : 'were'} deleted.\n`);
  for (const problem of problems) process.stderr.write(`${sanitizeLine(problem)}\n`);
  return problems.length > 0 ? EXIT.failed : EXIT.done;
}

async function isMeant(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new CommandError(
      EXIT.usage,
      'Without a terminal nobody can be asked: --empty-trash needs --yes there.',
    );
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await asking.question(question)).trim());
  } finally {
    asking.close();
  }
}
