/** A bell when a run ends, for somebody who looks elsewhere. Whether it is wanted, its caller knows. */
import type { Run } from '../../run/run.ts';

export const BELL = '\u0007';

/**
 * Takes the run whenever it has changed, and rings once when one that was going on has ended: not for
 * one that the user ended, who knows, and not for one that had ended before it was first seen.
 */
export function createBell(ring: () => void): (run: Run | undefined) => void {
  let going: string | undefined;
  return run => {
    if (!run?.outcome) {
      going = run?.id;
      return;
    }
    if (going === run.id && run.outcome.kind !== 'cancelled') ring();
    going = undefined;
  };
}
