/** What must not leave with a run, as flags say it. */

import { readFileSync } from 'node:fs';
import { type OwnPattern, PatternError, patternsIn } from '../export/redact/own-patterns.ts';
import { createRedactor, type Redactor } from '../export/redact.ts';
import { whyUnreadable } from '../text/disk-words.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface RedactFlags {
  readonly redact?: readonly string[] | undefined;
  readonly redactFile?: readonly string[] | undefined;
  /** False with --no-redact. */
  readonly redactDefaults?: boolean | undefined;
}

/** Throws `CommandError` for a pattern that is none, with its place. */
export function redactorFrom({ redact = [], redactFile = [], redactDefaults = true }: RedactFlags): Redactor {
  const own: OwnPattern[] = [
    ...redact.map(source => ({ place: `--redact "${source}"`, source })),
    ...redactFile.flatMap(file => patternsIn(textOf(file), file)),
  ];
  return withSentences(() => createRedactor({ defaults: redactDefaults, own }));
}

/** What is wrong with a pattern is wrong use, whenever it shows. */
export function withSentences<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof PatternError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new CommandError(EXIT.usage, `The file ${file} of --redact-file ${whyUnreadable(thrown)}.`);
  }
}
