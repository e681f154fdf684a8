import { describe, expect, test } from 'vitest';
import type { CachePoint, Message } from './events.ts';
import { sharedPrefixes } from './shared-prefix.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  MODEL,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
} from './testing/sample-run.ts';

const user = (text: string): Message => ({ role: 'user', content: [{ text }] });
const assistant = (text: string): Message => ({ role: 'assistant', content: [{ text }] });
const ask = (messages: Message[], rest: { system?: string; model?: string } = {}) => ({
  model: MODEL,
  messages,
  ...rest,
});

const POINTS: CachePoint[] = [
  { after: 'system', ttl: '5m' },
  { after: 0, ttl: '5m' },
  { after: 2, ttl: '5m' },
];
const FIRST = [user('One?'), assistant('1'), user('Sure?')];
const GROWN = [...FIRST, assistant('1'), user('Really?')];
const CACHED = { input: 4, output: 9, cacheRead: 0, cacheWrite5m: 1200, cacheWrite1h: 0 };

function runThatEnded(end: ReturnType<typeof callFinished> | ReturnType<typeof callFailed>, system?: string) {
  const request = {
    ...requestOf(''),
    messages: FIRST,
    cachePoints: POINTS,
    system: system ? [{ text: system }] : [],
  };
  return runOf(runStarted(), roundStarted(0), callStarted(0, 0, { request }), end);
}

describe('what earlier calls cached', () => {
  const run = runThatEnded(callFinished(0, CACHED));

  test('is shared by the thread that goes on, with all its points', () => {
    expect(sharedPrefixes(run, ask(GROWN), [])).toEqual({ cached: POINTS });
  });

  test('is shared up to where a fork parts', () => {
    const fork = [user('One?'), assistant('2'), user('Sure?')];
    expect(sharedPrefixes(run, ask(fork), [])).toEqual({ cached: POINTS.slice(0, 2) });
  });

  test('is not shared with another model or another system prompt', () => {
    expect(sharedPrefixes(run, ask(GROWN, { model: 'another' }), [])).toBeUndefined();
    expect(sharedPrefixes(run, ask(GROWN, { system: 'Be brief.' }), [])).toBeUndefined();
    const brief = runThatEnded(callFinished(0, CACHED), 'Be brief.');
    expect(sharedPrefixes(brief, ask(GROWN, { system: 'Be brief.' }), [])).toEqual({ cached: POINTS });
  });

  test('is nothing when the call failed, or was under the minimum', () => {
    const nothing = { ...CACHED, input: 1204, cacheWrite5m: 0 };
    expect(sharedPrefixes(runThatEnded(callFailed(0)), ask(GROWN), [])).toBeUndefined();
    expect(sharedPrefixes(runThatEnded(callFinished(0, nothing)), ask(GROWN), [])).toBeUndefined();
  });
});

describe('what starts together', () => {
  const run = runOf(runStarted());
  const thread = ask(GROWN);

  test('shares the messages up to where the calls part', () => {
    const other = ask([...GROWN.slice(0, 4), user('Why?')]);
    expect(sharedPrefixes(run, thread, [thread, other])).toEqual({ cached: [], fork: 3 });
    expect(sharedPrefixes(run, thread, [thread, ask(FIRST)])).toEqual({ cached: [], fork: 2 });
    expect(sharedPrefixes(run, thread, [thread, ask([...GROWN])])).toEqual({ cached: [], fork: 4 });
  });

  test('shares nothing when it begins with something else, or is another model', () => {
    expect(sharedPrefixes(run, thread, [thread])).toBeUndefined();
    expect(sharedPrefixes(run, thread, [thread, ask([user('Two?')])])).toBeUndefined();
    expect(sharedPrefixes(run, thread, [thread, ask(GROWN, { model: 'another' })])).toBeUndefined();
  });
});
