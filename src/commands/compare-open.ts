/** Opens the screen of a comparison: gives it a terminal, and what to say on leaving. */
import type { Comparison } from '../analysis/compare.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { dataFolder } from '../transcripts/folder.ts';
import { openChoices } from './choices.ts';
import type { CompareFlags } from './compare.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { lookWith } from './look.ts';

export interface Told {
  /** What was passed over in the files. */
  readonly notices: readonly string[];
  /** How it came to what is compared. */
  readonly found: readonly string[];
}

export async function openCompare(
  comparison: Comparison,
  { notices, found }: Told,
  flags: CompareFlags,
): Promise<ExitCode> {
  const store = openChoices();
  const { showCompare } = await import('../ui/show-compare.tsx');
  const said = [...found, ...notices.slice(0, 1), ...(store.notice === undefined ? [] : [store.notice])];
  await showCompare({
    comparison,
    notice: said.length > 0 ? said.join(' ') : undefined,
    keys: store.keys,
    theme: lookWith(store.look, flags).theme,
    folder: dataFolder(),
    env: process.env,
  });
  for (const notice of new Set(notices)) process.stderr.write(`${sanitizeLine(notice)}\n`);
  return EXIT.done;
}
