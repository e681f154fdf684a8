/** The settings with which a branch begins. Pure. */
import { isProbe, settingsAt } from '../run/edits.ts';
import type { Run } from '../run/run.ts';
import { MAX_ROUNDS, type Settings } from '../run/settings.ts';

/** The settings of a run as they are after a round, with what was changed up to there. */
export function settingsAfter(run: Run, after: number | undefined): Settings {
  const last = after ?? -1;
  return settingsAt({ ...run, edits: run.edits.filter(({ round }) => round <= last) }, last + 1);
}

/**
 * Whoever branches wants another round: there are enough of them, and a rule that has ended the parent
 * does not end the branch before it begins. `after` is the last round that both share.
 */
export function settingsToBranch(run: Run, after: number | undefined, settings: Settings): Settings {
  const shared = run.rounds.filter(
    ({ index, kind }) => after !== undefined && index <= after && !isProbe(kind),
  );
  const { answerStable, ...stop } = settings.stop;
  const isStable = answerStable !== undefined && shared.length >= answerStable;
  const rounds = Math.min(MAX_ROUNDS, Math.max(settings.strategy.rounds, shared.length));
  return {
    ...settings,
    strategy: { ...settings.strategy, rounds },
    ...(isStable && { stop }),
  };
}
