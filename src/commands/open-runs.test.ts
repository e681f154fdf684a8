import { expect, test } from 'vitest';
import type { Run } from '../run/run.ts';
import { roundFinished, runOf, runStarted, stopped, wholeRound } from '../run/testing/sample-run.ts';
import type { RunHandle } from '../ui/desk.ts';
import { createOpenRuns } from './open-runs.ts';

const checks = { database: 'shop.sqlite' };
const goingOn = () => runOf(runStarted(), ...wholeRound(0, 'x'), roundFinished(0));
const ended = () => runOf(runStarted(), ...wholeRound(0, 'x'), stopped());

function handleOf(run: Run, file: string | undefined): RunHandle {
  const session = { run: () => run, log: () => [], notice: () => undefined, subscribe: () => () => {} };
  return { session, events: [], append() {}, cancel() {}, file };
}

/** What was made of each run once another one was made after them. */
function roundsKept(...handles: readonly RunHandle[]): (number | undefined)[] {
  const open = createOpenRuns();
  for (const handle of handles) open.add(handle, checks);
  open.add(handleOf(ended(), 'last.jsonl'), checks);
  return open.made().map(({ run }) => run?.rounds.length);
}

test('a run that has ended and is saved is not kept once another one is made', () => {
  expect(roundsKept(handleOf(ended(), 'a.jsonl'))).toEqual([0, 1]);
});

test('a run that goes on, and one that is nowhere else, are kept', () => {
  expect(roundsKept(handleOf(goingOn(), 'a.jsonl'), handleOf(ended(), undefined))).toEqual([1, 1, 1]);
});

test('a run whose file could not be written to its end is kept', () => {
  const open = createOpenRuns();
  const lost = handleOf(ended(), 'a.jsonl');
  open.add(lost, checks);
  open.keep(lost);
  open.add(handleOf(ended(), 'b.jsonl'), checks);
  expect(open.made().map(({ run }) => run?.rounds.length)).toEqual([1, 1]);
});

test('of a run that is not kept it is still known where it is, how it ended and what was allowed for it', () => {
  const open = createOpenRuns();
  const run = ended();
  open.add(handleOf(run, 'a.jsonl'), checks);
  open.add(handleOf({ ...ended(), id: 'another' }, 'b.jsonl'), {});
  expect(open.made()[0]).toMatchObject({ run: { id: run.id, outcome: run.outcome }, file: 'a.jsonl' });
  expect(open.checksOf(run.id)).toBe(checks);
});

test('while somebody looks at it, it is the same one', () => {
  const open = createOpenRuns();
  const looked = handleOf(ended(), 'a.jsonl');
  open.add(looked, checks);
  open.add(handleOf({ ...ended(), id: 'another' }, 'b.jsonl'), checks);
  expect(open.of(ended().id)).toBe(looked);
  expect(open.all()).toHaveLength(2);
});
