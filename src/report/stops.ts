/** Where other stop rules would have ended a run that is there: found on what was said, without a call. */
import type { BadgeKind } from '../analysis/badges/badge.ts';
import type { Run } from '../run/run.ts';
import type { StopRules } from '../run/settings.ts';
import { firedAmong, ownRounds, type StopRule } from '../strategies/stop-rules.ts';

/** The round after which each rule ends the run; `undefined` where it never fires on what is there. */
export interface StopsAt {
  readonly stable2: number | undefined;
  readonly stable3: number | undefined;
  readonly verdictPass: number | undefined;
  readonly noOp: number | undefined;
  readonly oscillation: number | undefined;
}

/** `badges` are those of the run. */
export function stopsOf(
  run: Run,
  badges: readonly { readonly kind: BadgeKind; readonly round: number }[],
): StopsAt {
  const own = ownRounds(run);
  // Most runs are of few rounds, in which hardly a rule can fire: then the run is not cut short to ask it.
  let cut: { readonly index: number; readonly stand: Run }[] | undefined;
  const firstWhere = (rule: StopRule, stop: StopRules) => {
    const among = new Set([rule]);
    const settings = { ...run.settings, stop };
    cut ??= own.map(({ index }) => ({ index, stand: upToRound(run, index) }));
    return cut.find(({ stand }) => firedAmong({ ...stand, settings }, among))?.index;
  };
  return {
    stable2: own.length < 2 ? undefined : firstWhere('answer-stable', { answerStable: 2 }),
    stable3: own.length < 3 ? undefined : firstWhere('answer-stable', { answerStable: 3 }),
    verdictPass: own.some(({ checks }) => checks.some(({ verdict }) => verdict === 'pass'))
      ? firstWhere('verdict-pass', { verdictPass: true })
      : undefined,
    noOp: badges.find(({ kind }) => kind === 'no-op')?.round,
    oscillation: own.length < 3 ? undefined : firstWhere('oscillation', { oscillation: true }),
  };
}

/** The run as it was when a round had come to its end. */
export function upToRound(run: Run, index: number): Run {
  const rounds = run.rounds.filter(round => round.index <= index);
  const kept = new Set(rounds.flatMap(({ calls }) => calls));
  const { outcome: _later, ...rest } = run;
  return {
    ...rest,
    rounds,
    calls: run.calls.map(call => (call && kept.has(call.id) ? call : undefined)),
    at: rounds.at(-1)?.finishedAt ?? run.at,
  };
}
