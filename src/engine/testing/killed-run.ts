/**
 * A run in a process of its own, to be killed: round 0 is answered, round 1 says something, is quiet
 * for longer than a transcript waits, and then talks for ever. Prints every event after it was
 * written down.
 */
import { realClock } from '../../run/clock.ts';
import { PRICE, QUESTION, SETTINGS } from '../../run/testing/sample-run.ts';
import { selfReflection } from '../../strategies/self-reflection.ts';
import { FLUSH_MS, openJournal } from '../../transcripts/journal.ts';
import { reflect } from '../engine.ts';
import { type Act, says, scriptedModel, streams } from './scripted-model.ts';

const SAID_BEFORE = ['The ball ', 'costs '];

const clock = realClock();
const journal = openJournal(process.argv[2] ?? '');
const talksOn: Act[] = Array.from({ length: 10_000 }, () => streams(['more '], 1)).flat();
const killed: Act[] = [...streams(SAID_BEFORE, 1), { type: 'waits', ms: 2 * FLUSH_MS }, ...talksOn];
await reflect({
  id: '01K0KILLED',
  startedAt: '2026-11-23T10:00:00.000Z',
  app: 'reflectoscope/0.1.0',
  provenance: 'live',
  question: QUESTION,
  settings: SETTINGS,
  prices: [PRICE],
  strategy: selfReflection,
  model: scriptedModel(clock, [says(['It is ', '0.10.'], 1), killed]),
  clock,
  signal: new AbortController().signal,
  emit(event) {
    journal.append(event);
    console.log(JSON.stringify(event));
  },
});
