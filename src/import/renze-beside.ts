/**
 * What other files of matthewrenze/self-reflection tell of the same problem, found by their names. A file
 * that is not there, or that is broken, tells nothing: its own import tells why.
 */
import { existsSync } from 'node:fs';
import { ImportError } from './importer.ts';
import { dialogIn, type RenzeDialog, sameText } from './renze-dialog.ts';
import { BASELINE, dialogsIn, REFLECTION, type RenzeName } from './renze-names.ts';
import { type RenzeRow, renzeRows } from './renze-rows.ts';
import type { RenzeAnswer } from './renze-run.ts';
import { sourceFile } from './source-file.ts';
import { wholeText } from './whole-text.ts';

/** `root` is the folder above `details`, `dialogs` and `logs`. */
export async function dialogBeside(
  root: string,
  name: RenzeName,
  problem: string,
): Promise<RenzeDialog | undefined> {
  for (const path of dialogsIn(root, name, problem)) {
    const dialog = existsSync(path) ? await unlessBroken(() => dialogAt(path)) : undefined;
    if (dialog) return dialog;
  }
  return undefined;
}

async function dialogAt(path: string): Promise<RenzeDialog | undefined> {
  return dialogIn(JSON.parse(await wholeText(sourceFile(path))));
}

/** What was reflected after the baseline. */
export function reflectionBeside(root: string, name: RenzeName, problem: string) {
  return dialogBeside(root, { ...name, agent: REFLECTION }, problem);
}

/** A row, and the conversation that led to the same answer. */
export async function withDialog(root: string, name: RenzeName, row: RenzeRow): Promise<RenzeAnswer> {
  const dialog = await dialogBeside(root, name, row.problem_id);
  return { row, dialog: dialog && sameText(dialog.answer, row.response) ? dialog : undefined };
}

/** The row of a problem in a CSV of details. */
export async function rowBeside(path: string, problem: string): Promise<RenzeRow | undefined> {
  if (!existsSync(path)) return undefined;
  return unlessBroken(async () => {
    for await (const read of renzeRows(path, sourceFile(path).text())) {
      if ('row' in read && read.row.problem_id === problem) return read.row;
    }
    return undefined;
  });
}

/** The answer that was the first one to a problem. */
export async function baselineBeside(
  root: string,
  details: string,
  name: RenzeName,
  problem: string,
): Promise<RenzeAnswer | undefined> {
  const first = { ...name, agent: BASELINE };
  const row = await rowBeside(details, problem);
  if (row) return withDialog(root, first, row);
  const dialog = await dialogBeside(root, first, problem);
  return dialog && { dialog };
}

async function unlessBroken<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof ImportError || thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
