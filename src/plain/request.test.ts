import { describe, expect, test } from 'vitest';
import type { CallRequest, NewEvent } from '../run/events.ts';
import {
  callStarted,
  MODEL,
  QUESTION,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { requestLines } from './request.ts';

const ANSWER = 'The ball costs $0.10.';

/** What is told of the request of round 1, after a round 0 that was answered. */
function saidOf(changes: Partial<CallRequest>, first: Partial<CallRequest> = {}): string[] {
  const request = { ...requestOf('Check it.', { call: 0, answer: ANSWER }), ...changes };
  const before = wholeRound(0, ANSWER).map(event =>
    event.type === 'call.started' ? { ...event, request: { ...event.request, ...first } } : event,
  );
  return said(...before, roundStarted(1), callStarted(1, 1, { request }));
}

function said(...events: readonly NewEvent[]): string[] {
  const run = runOf(runStarted(), ...events);
  const call = run.calls.at(-1);
  return call ? requestLines(run, call) : [];
}

describe('a request', () => {
  test('is the model, the settings and the messages; a question that was told is named', () => {
    const request = {
      ...requestOf(QUESTION.text),
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2048 } },
    };
    expect(said(roundStarted(0), callStarted(0, 0, { request }))).toEqual([
      `Request: ConverseStream ${MODEL}   maxTokens 4096   {"thinking":{"type":"enabled","budget_tokens":2048}}`,
      'Message 1 (user): the question, as above.',
    ]);
  });

  test('that extends another tells what is new in it; an answer that was told is named', () => {
    expect(saidOf({})).toEqual([
      `Request: ConverseStream ${MODEL}   maxTokens 4096`,
      'Message 1 is sent again; new:',
      'Message 2 (assistant): the answer of round 0, as above.',
      'Message 3 (user):',
      '  Check it.',
    ]);
  });

  test('that extends none has all its messages told, with the numbers of its own thread', () => {
    expect(saidOf({ ...requestOf('One\n\ntwo') }).slice(1)).toEqual([
      'Message 1 is sent again; new:',
      'Message 2 (user):',
      '  One',
      '',
      '  two',
    ]);
  });

  test('with a text that differs in a letter has it in full', () => {
    const messages = [{ role: 'assistant', content: [{ text: `${ANSWER} ` }] }];
    expect(saidOf({ messages })).toContain(`  ${ANSWER} `);
  });

  test('names the thinking that is sent back, and blocks of kinds that it does not know', () => {
    const thinking = { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } };
    const withAnswer = { role: 'assistant', content: [thinking, { text: ANSWER }] };
    const withoutText = { role: 'user', content: [thinking, { toolResult: {} }] };
    expect(saidOf({ messages: [withAnswer, withoutText] }).slice(2)).toEqual([
      'Message 2 (assistant): the thinking as it came, then the answer of round 0, as above.',
      'Message 3 (user):',
      '  [thinking, sent back as it came]',
      '  [toolResult]',
    ]);
  });

  test('has its cache points in words, with the numbers of the messages', () => {
    const cachePoints = [
      { after: 'system' as const, ttl: '1h' as const },
      { after: 2, ttl: '5m' as const },
    ];
    expect(saidOf({ cachePoints }).slice(-2)).toEqual([
      'Cache point (1 hour) after the system prompt.',
      'Cache point (5 minutes) after message 3.',
    ]);
  });
});

describe('a system prompt', () => {
  const system = [{ text: 'Be brief.\nBe right.' }];

  test('is told once', () => {
    const request = { ...requestOf(QUESTION.text), system };
    expect(said(roundStarted(0), callStarted(0, 0, { request })).slice(1, 4)).toEqual([
      'System prompt:',
      '  Be brief.',
      '  Be right.',
    ]);
    expect(saidOf({ system }, { system }).join('\n')).not.toContain('System prompt');
  });

  test('that is another one, or is none any more, is told', () => {
    expect(saidOf({ system: [{ text: 'Be long.' }] }, { system })).toContain('  Be long.');
    expect(saidOf({}, { system })).toContain('No system prompt any more.');
  });
});
