/**
 * Which events this version knows, by their names alone: for whoever is given events that were checked
 * when they were read, and has no use for the schemas (a page in a browser does not load them).
 */
import type { AnyEvent, CallError, EventType, RunEvent } from './events.ts';

export const EVENT_TYPES = [
  'run.started',
  'round.started',
  'call.started',
  'call.delta',
  'call.retried',
  'call.finished',
  'call.failed',
  'check.finished',
  'vote.counted',
  'answer.graded',
  'round.finished',
  'user.edited',
  'user.noted',
  'user.labelled',
  'run.finished',
  'run.resumed',
] as const satisfies readonly EventType[];

const known = new Set<string>(EVENT_TYPES);

/** Whether this version understands the event. */
export function isKnown(event: AnyEvent): event is RunEvent {
  return known.has(event.type);
}

/** The names of the errors of calls that were ended on purpose: by somebody, and by the cap on the time. */
export const CANCELLED = 'Cancelled';
export const TIME_CAP_REACHED = 'TimeCapReached';

/** Whether the call was ended on purpose, and did not fail of itself. */
export function isEndedOnPurpose({ name }: Pick<CallError, 'name'>): boolean {
  return name === CANCELLED || name === TIME_CAP_REACHED;
}

/** The stop reason of a call of an imported run whose answer its source does not have. */
export const NOT_KEPT = 'not-kept';
