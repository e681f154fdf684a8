/** Nothing is written over that nobody was asked about. */
import { sanitizeLine } from '../text/sanitize.ts';
import { canAsk, confirm } from './confirm.ts';
import { CommandError, EXIT } from './exit-codes.ts';

/** Asks in a terminal; elsewhere throws `CommandError`, which says what would help. */
export async function mayReplace(path: string): Promise<boolean> {
  if (!canAsk(process)) {
    throw new CommandError(
      EXIT.usage,
      `${path} exists already: give another name, or --force to replace it.`,
    );
  }
  if (await confirm(sanitizeLine(`${path} exists already. Replace it?`))) return true;
  process.stderr.write(`${sanitizeLine(`${path} was left as it is.`)}\n`);
  return false;
}
