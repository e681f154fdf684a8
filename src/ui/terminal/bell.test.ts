import { expect, test } from 'vitest';
import type { NewEvent } from '../../run/events.ts';
import type { Run } from '../../run/run.ts';
import { runOf, runStarted, stopped, THROTTLED, wholeRound } from '../../run/testing/sample-run.ts';
import { createBell } from './bell.ts';

const going = runOf(runStarted(), ...wholeRound(0, 'Five.'));
const endedBy = (end: NewEvent) => runOf(runStarted(), ...wholeRound(0, 'Five.'), end);

function ringsFor(...runs: (Run | undefined)[]): number {
  let rings = 0;
  const tell = createBell(() => {
    rings += 1;
  });
  for (const run of runs) tell(run);
  return rings;
}

test('it rings once when a run ends or fails', () => {
  const ended = endedBy(stopped());
  expect(ringsFor(undefined, going, going)).toBe(0);
  expect(ringsFor(undefined, going, ended, ended)).toBe(1);
  expect(ringsFor(going, endedBy({ type: 'run.finished', outcome: 'failed', error: THROTTLED }))).toBe(1);
});

test('it is silent when the user ended the run', () => {
  expect(ringsFor(going, endedBy({ type: 'run.finished', outcome: 'cancelled' }))).toBe(0);
});

test('it is silent for a run that had ended before, and rings for the next', () => {
  const old = endedBy(stopped());
  const next = { ...going, id: 'next' };
  expect(ringsFor(old, old)).toBe(0);
  expect(ringsFor(next, old)).toBe(0);
  expect(ringsFor(old, next, { ...old, id: 'next' })).toBe(1);
});
