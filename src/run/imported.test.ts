/** Runs that another program made: where their events lie says nothing that their source does not say. */
import { expect, test } from 'vitest';
import { branchEvents } from './branch.ts';
import { meterOfInherited, meterOfRun } from './meter.ts';
import { firstDeltaMs, isTimed, thinkingMs } from './run.ts';
import { importedEvents, importedStarted } from './testing/sample-imported.ts';
import {
  callFinished,
  callStarted,
  delta,
  inOrder,
  roundStarted,
  runOf,
  theRun,
} from './testing/sample-run.ts';

test('without times the places of its events are none', () => {
  const run = runOf(...importedEvents());
  const call = run.calls[1];
  expect(isTimed(run)).toBe(false);
  expect(meterOfRun(run).callMs).toBeUndefined();
  expect(call && [firstDeltaMs(call), thinkingMs(call, run.at)]).toEqual([undefined, undefined]);
});

test('with times its calls took what their source says, and the first token is still unknown', () => {
  const run = runOf(
    importedStarted({ unknown: [] }),
    roundStarted(0),
    callStarted(0, 0),
    delta(0, 'x'),
    callFinished(0, { input: 1, output: 1 }, { wallMs: 1234 }),
  );
  expect(isTimed(run)).toBe(true);
  expect(meterOfRun(run).callMs).toBe(1234);
  expect(run.calls[0]?.firstDeltaAt).toBeUndefined();
});

test('one call without a time makes the time of the whole unknown', () => {
  const run = runOf(
    ...importedEvents({ unknown: [] }).slice(0, -1),
    roundStarted(2),
    callStarted(2, 2),
    callFinished(2, { input: 1, output: 1 }, { wallMs: 1234 }),
  );
  expect(meterOfRun(run).callMs).toBeUndefined();
});

test('a branch of it knows no more of what both have', () => {
  const parent = runOf(...importedEvents());
  const events = branchEvents({ run: parent, events: inOrder(importedEvents()) }, 1, {
    id: 'branch',
    startedAt: '2026-11-24T00:00:00Z',
    app: 'test',
    provenance: 'live',
    settings: parent.settings,
    prices: [],
  });
  const branch = theRun(events);
  const [, call] = branch.calls;
  expect(branch.imported).toBeUndefined();
  expect(meterOfInherited(branch)?.callMs).toBeUndefined();
  expect(call && [call.inherited, firstDeltaMs(call), thinkingMs(call, branch.at)]).toEqual([
    true,
    undefined,
    undefined,
  ]);
});
