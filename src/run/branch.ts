/** A branch: a new run that begins with what another one said up to a round. Pure. */
import { type AnyEvent, type EventOf, SCHEMA_VERSION } from './events.ts';
import { isKnown } from './known.ts';
import type { Price } from './price.ts';
import { answerCall, type Run } from './run.ts';
import type { Settings } from './settings.ts';

/** What the new run has of its own. */
export interface BranchHead {
  readonly id: string;
  readonly startedAt: string;
  readonly app: string;
  readonly provenance: EventOf<'run.started'>['provenance'];
  readonly settings: Settings;
  readonly prices: readonly Price[];
}

/**
 * Where a branch from this round begins: after the last round up to there that has a whole answer. A
 * round that failed is not shared, so that it is made anew. `undefined`: there is none, and the branch
 * shares the question alone.
 */
export function branchPoint(run: Run, round: number): number | undefined {
  const whole = run.rounds.filter(
    one => one.index <= round && one.finishedAt !== undefined && answerCall(run, one)?.status === 'finished',
  );
  return whole.at(-1)?.index;
}

/**
 * The events of a branch so far: its own beginning, and all that belongs to the rounds up to `after`,
 * numbered anew. With `after` undefined only the question is shared.
 */
export function branchEvents(
  parent: { readonly run: Run; readonly events: readonly AnyEvent[] },
  after: number | undefined,
  head: BranchHead,
): AnyEvent[] {
  const { run } = parent;
  const shared = after === undefined ? [] : sharedEvents(run, parent.events, after);
  const { id, ...own } = head;
  const started: EventOf<'run.started'> = {
    seq: 0,
    at: 0,
    type: 'run.started',
    schema: SCHEMA_VERSION,
    run: id,
    ...own,
    question: run.question,
    prices: [...head.prices],
    parent: {
      run: run.id,
      round: after ?? 0,
      seq: shared.length,
      ...((run.imported || run.parent?.imported) && { imported: true }),
    },
  };
  return [started, ...shared.map((event, index) => ({ ...event, seq: index + 1 }))];
}

/** Events after this round has ended, and those about later rounds, are the parent's own. */
function sharedEvents(run: Run, events: readonly AnyEvent[], after: number): AnyEvent[] {
  const next = events.findIndex(
    event => isKnown(event) && event.type === 'round.started' && event.round > after,
  );
  const [before, behind] = next < 0 ? [events, []] : [events.slice(0, next), events.slice(next)];
  // A note on a shared round may have been written at any time.
  const notes = behind.filter(({ type }) => type === 'user.noted');
  return [...before, ...notes.map(note => ({ ...note, at: before.at(-1)?.at ?? 0 }))].filter(event =>
    isShared(run, event, after),
  );
}

const OF_THE_RUN = new Set(['run.started', 'run.finished', 'run.resumed', 'user.labelled']);

function isShared(run: Run, event: AnyEvent, after: number): boolean {
  if (OF_THE_RUN.has(event.type)) return false;
  // What a later version wrote is not understood: it may be about a round that is not shared.
  if (!isKnown(event)) return false;
  if ('call' in event && typeof event.call === 'number' && !('round' in event)) {
    return (run.calls[event.call]?.round ?? Number.POSITIVE_INFINITY) <= after;
  }
  return !('round' in event) || Number(event.round) <= after;
}
