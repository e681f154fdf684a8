/** The badges of a round that is over, found once: whoever draws a run asks for them again and again. */
import { isSettled, type Round, type Run } from '../../run/run.ts';
import type { Badge } from './badge.ts';
import { badgesOf } from './badges.ts';

interface Known {
  readonly edits: Run['edits'];
  readonly outcome: Run['outcome'];
  /** The round before, which may be asked for once more. */
  readonly before: Round | undefined;
  readonly badges: readonly Badge[];
}

/** A finished round is the same object until it is asked for once more. */
const known = new WeakMap<Round, Map<number, Known>>();

/** As {@link badgesOf}; none while anything of the round still comes. */
export function settledBadges(run: Run, round: Round | undefined, lane = 0): readonly Badge[] {
  if (!round || !isSettled(run, round)) return [];
  const { edits, outcome } = run;
  const before = run.rounds[run.rounds.indexOf(round) - 1];
  const lanes = known.get(round) ?? new Map<number, Known>();
  const found = lanes.get(lane);
  if (found?.edits === edits && found.outcome === outcome && found.before === before) return found.badges;
  const badges = badgesOf(run, round.index, lane);
  known.set(round, lanes.set(lane, { edits, outcome, before, badges }));
  return badges;
}
