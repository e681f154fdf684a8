/**
 * Conversations of matthewrenze/self-reflection: a JSON list of messages a file, `Problem N.json` in a folder
 * that names model, agent and exam. The first exchange is an example and no answer of the model's; the
 * baseline, the reflection and the marks are in files beside it.
 */
import { basename, dirname, join } from 'node:path';
import type { ImportedRun } from './imported-run.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { baselineBeside, reflectionBeside, rowBeside } from './renze-beside.ts';
import { dialogIn, type RenzeDialog, sameText } from './renze-dialog.ts';
import { BASELINE, detailsOver, isRetry, problemName, REFLECTION } from './renze-names.ts';
import { renzeRun } from './renze-run.ts';
import { wholeText } from './whole-text.ts';

export const renzeDialogs: Importer = {
  id: 'renze-dialogs',
  name: 'Self-reflection dialogs of M. Renze (Problem N.json)',
  detects: ({ path, text }: Beginning) =>
    /\.json(?:\.gz)?$/i.test(path) && problemName(path) !== undefined && /^\s*\[\s*\{\s*"role"/.test(text),
  runs,
};

async function* runs(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  const name = problemName(file.path);
  if (!name) {
    throw new ImportError(
      `${file.path} is not called as the dialogs are ("MODEL - AGENT - EXAM/Problem 1.json"), so that nobody knows whose it is. Any list of messages can be imported with --from chat.`,
    );
  }
  const { problem } = name;
  const dialog = await read(file);
  const root = join(dirname(file.path), '..', '..');
  const place = `problem ${problem}, ${name.agent}`;
  const parts = { name, problem, file: basename(file.path), place };
  const baseline = await baselineBeside(
    root,
    detailsOver(file.path, { ...name, agent: BASELINE }),
    name,
    problem,
  );
  if (name.agent === REFLECTION) {
    yield renzeRun({ ...parts, baseline, reflection: dialog });
    return;
  }
  const row = await rowBeside(detailsOver(file.path, name), problem);
  const answer = { dialog, row: row && sameText(row.response, dialog.answer) ? row : undefined };
  if (name.agent === BASELINE) {
    yield renzeRun({ ...parts, baseline: answer });
    return;
  }
  const reflection = isRetry(name.agent) ? undefined : await reflectionBeside(root, name, problem);
  yield renzeRun({ ...parts, baseline, again: answer, reflection });
}

async function read(file: SourceFile): Promise<RenzeDialog> {
  let value: unknown;
  try {
    value = JSON.parse(await wholeText(file));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw new ImportError(`${file.path} is no JSON, or ends too early: ${thrown.message}.`);
  }
  const dialog = dialogIn(value);
  if (dialog) return dialog;
  throw new ImportError(`${file.path} is no list of messages ("role", "content") that ends with an answer.`);
}
