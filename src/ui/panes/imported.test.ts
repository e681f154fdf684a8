/** An imported run on the screen: what its source does not tell is a dash, or the word unknown. */
import { expect, test } from 'vitest';
import { logOf } from '../../run/event-log.ts';
import { importedEvents, importedStarted } from '../../run/testing/sample-imported.ts';
import { callStarted, delta, inOrder, roundStarted, runOf } from '../../run/testing/sample-run.ts';
import { playerState } from '../testing/player-states.ts';
import { textOf, textsOf } from '../testing/shown.ts';
import { waitingLines } from './call-notes.ts';
import { eventsPane } from './events.ts';
import { headerLine } from './header.ts';
import { meterLine } from './meter.ts';
import { promptPane } from './prompt.ts';
import { narrowTimeline, wideTimeline } from './timeline.ts';

const events = importedEvents();
const run = runOf(...events);
const PLAYER = playerState({ atMs: 300, durationMs: 1200, isTimed: false, events: { count: 5, of: 20 } });

test('the header names the format, and a place that is no time', () => {
  expect(textOf(headerLine(run, PLAYER, 120))).toMatch(/imported: bhive {2}▶ event 5 \/ 20 {2}1× *$/);
  expect(textOf(headerLine(run, PLAYER, 80))).toMatch(/imported {2}▶ event 5 \/ 20 {2}1×/);
  const timed = runOf(...importedEvents({ unknown: [] }));
  expect(textOf(headerLine(timed, playerState({ atMs: 300, durationMs: 1200 }), 80))).toContain(
    '0:00 / 0:01',
  );
});

test('the timeline has a dash for the time, and the meter says unknown', () => {
  expect(textsOf(narrowTimeline(run, 1, 80).lines).every(line => / – /.test(line))).toBe(true);
  expect(textsOf(wideTimeline(run, 1, 40).lines).join('\n')).not.toMatch(/\d s\b/);
  expect(textOf(meterLine(run, 100))).toMatch(/tokens unknown {2}time unknown .*cost unknown/);
});

test('the meter tells the sums of the source as such, at every width', () => {
  const usage = { input: 40, output: 25, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const summed = runOf(...importedEvents({ totals: { usage, costUsd: 0.0123 } }));
  expect(textOf(meterLine(summed, 100))).toMatch(
    /in all, as the source says: in 40 {2}out 25 {2}\$0\.0123 *$/,
  );
  expect(textOf(meterLine(summed, 44))).toMatch(/source: \$0\.0123 *$/);
});

test('the events pane has no moments', () => {
  const shown = textsOf(eventsPane(logOf(inOrder(events)), 0, 120));
  expect(shown.join('\n')).not.toMatch(/\d s\b/);
  expect(shown.join(' ').replaceAll(/\s+/g, ' ')).toContain(
    'imported from bhive (out.json, line 3), unknown: how long',
  );
});

test('while it is played nobody counts seconds or tokens a second', () => {
  const playing = runOf(importedStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'x'.repeat(400)));
  expect(textOf(headerLine({ ...playing, at: 60_000 }, undefined, 100))).not.toContain('tok/s');
  const waiting = runOf(importedStarted(), roundStarted(0), callStarted(0, 0));
  const [call] = waiting.calls;
  expect(call && textsOf(waitingLines(waiting, call, 80)).join(' ')).toMatch(
    /^Waiting for the first token of [^,]*…$/,
  );
});

test('the prompt pane says that nobody knows what was sent', () => {
  const request = { system: [], messages: [], cachePoints: [], inferenceConfig: {} };
  const untold = runOf(importedStarted(), roundStarted(0), callStarted(0, 0, { request }));
  const shown = textsOf(promptPane(untold, 0, 80).lines).join('\n');
  expect(shown).toContain('What was sent is unknown: the source does not tell it.');
  expect(shown).not.toContain('ConverseStream');
});
