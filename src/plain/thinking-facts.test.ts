import { expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
} from '../run/testing/sample-run.ts';
import { thinkingFacts } from './thinking-facts.ts';

/** The events of one call, a tenth of a second apart. */
function facts(start: Parameters<typeof callStarted>[2], ...events: NewEvent[]): string | undefined {
  const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0, start), ...events);
  const call = run.calls[0];
  return call && thinkingFacts(run, call);
}

const thought = delta(0, 'One equation. ', 'thinking');

test('thinking takes from its first word to the first word of the answer', () => {
  expect(facts({}, thought, thought, delta(0, 'x'), delta(0, 'y'))).toBe('0.2 s, ~8 tokens');
});

test('it goes on while nothing else has come, and ends with the call', () => {
  expect(facts({}, thought, thought, thought)).toBe('0.2 s, ~12 tokens');
  expect(facts({}, thought, thought, thought, callFailed(0))).toBe('0.3 s, ~12 tokens');
  expect(facts({}, thought, callFinished(0))).toBe('0.1 s, ~4 tokens');
});

test('thinking that comes after text has no time that could be told', () => {
  expect(facts({}, delta(0, 'x'), delta(0, 'Hm', 'thinking'))).toBe('~1 token');
});

test('a summary is said to be one: all of the thinking is billed', () => {
  const additionalModelRequestFields = { thinking: { type: 'adaptive', display: 'summarized' } };
  const words = /^0\.1 s, ~4 tokens in this summary; all of the thinking is billed$/;
  const request = { ...requestOf('Why?'), additionalModelRequestFields };
  expect(facts({ request }, thought, delta(0, 'x'))).toMatch(words);
  expect(facts({ model: 'us.anthropic.claude-opus-5-5' }, thought, delta(0, 'x'))).toMatch(words);
});
