/** What of the timeline is still to come: the rounds that are queued, and the one that waits for somebody. Pure. */
import type { Pending } from '../../engine/gate.ts';
import { kindName } from '../../plain/edit-words.ts';
import { isProbe, settingsAt } from '../../run/edited.ts';
import type { Run } from '../../run/run.ts';
import { type Line, line, span } from '../line.ts';
import type { RoundFacts } from './round-facts.ts';

/** A round that was begun, and would be asked once more. */
export function asWaiting(facts: RoundFacts): RoundFacts {
  const short = facts.shortTags === '' ? WAITS : `${WAITS}, ${facts.shortTags}`;
  return { ...facts, tags: [WAITS, ...facts.tags], shortTags: short };
}

/** The rounds that are still to come, as far as is known, and the one that waits. */
export function queued(run: Run, waiting: Pending | undefined): Line[] {
  const next = run.rounds.length;
  const waits = waiting?.kind === 'calls' && waiting.round === next ? waiting : undefined;
  if (run.outcome || (next === 0 && !waits)) return [];
  // Probes are no rounds of the strategy.
  const own = run.rounds.filter(({ kind }) => !isProbe(kind)).length;
  const left = Math.max(0, settingsAt(run, next).strategy.rounds + 1 - own);
  const isExtra = waits !== undefined && isProbe(waits.roundKind);
  return Array.from({ length: left + (isExtra ? 1 : 0) }, (_, index) => {
    const number = ` ${`${next + index}`.padEnd(3)}`;
    if (!waits || index > 0) return line(span(`${number}queued`, 'muted'));
    return line(
      span(number, 'muted'),
      span(`${WAITS}${isExtra ? `: ${kindName(waits.roundKind)}` : ''}`, 'warning'),
    );
  });
}

const WAITS = 'waits';
