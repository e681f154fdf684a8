/** A branch of a run, from its events to its own. Only tests import it. */
import type { AnyEvent, NewEvent } from '../../run/events.ts';
import type { Run } from '../../run/run.ts';
import { theRun } from '../../run/testing/sample-run.ts';
import { branchOf } from './families.ts';

/** It shares the rounds up to `after`, and goes on with these events. */
export function branchedEvents(
  parent: readonly AnyEvent[],
  after: number,
  ...own: NewEvent[]
): readonly AnyEvent[] {
  return branchOf({ run: theRun(parent), events: parent }, after, '01K0BRANCH', 1, ...own).events;
}

export function branched(parent: readonly AnyEvent[], after: number, ...own: NewEvent[]): Run {
  return theRun(branchedEvents(parent, after, ...own));
}
