import { describe, expect, test } from 'vitest';
import type { CallError, NewEvent } from '../../run/events.ts';
import type { Run } from '../../run/run.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  roundStarted,
  runOf,
  runStarted,
} from '../../run/testing/sample-run.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { callOf, endNotes, waitingLines } from './call-notes.ts';

const begun = [runStarted(), roundStarted(0), callStarted(0, 0)];
const waiting = (run: Run, laterMs: number, width = 76) => {
  const later = { ...run, at: run.at + laterMs };
  const call = callOf(later, 0);
  return call ? textsOf(waitingLines(later, call, width)) : [];
};

describe('waiting', () => {
  test('says for what, and since when', () => {
    expect(waiting(runOf(...begun), 1500)).toEqual([
      'Waiting for the first token of Claude Sonnet 4.6, 1.5 s…',
    ]);
  });
  test('counts down to the next attempt, and then waits for that', () => {
    const run = runOf(...begun, callRetried(0, 1, 1000));
    expect(waiting(run, 0)).toEqual([
      'Attempt 1 of 4 failed. Bedrock is throttling.',
      'Trying again in 1.0 s; ctrl+c cancels.',
    ]);
    expect(waiting(run, 800)[1]).toBe('Trying again in 0.2 s; ctrl+c cancels.');
    expect(waiting(run, 3000)).toEqual([
      'Waiting for the first token of Claude Sonnet 4.6 (attempt 2 of 4), 2.0 s…',
    ]);
  });
  test('while the model thinks says where that is shown', () => {
    expect(waiting(runOf(...begun, delta(0, 'hm', 'thinking')), 0)).toEqual(['Thinking… (3 shows it)']);
  });
  test('an id that nobody knows is named as it is, in as many rows as it needs', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghij';
    const rows = waiting(runOf(runStarted(), roundStarted(0), callStarted(0, 0, { model: arn })), 0, 40);
    expect(rows.join('').replaceAll(' ', '')).toContain(arn);
    expect(Math.max(...rows.map(row => row.length))).toBeLessThanOrEqual(40);
  });
});

describe('the end of a call', () => {
  const notes = (...events: NewEvent[]) => {
    const call = callOf(runOf(...begun, ...events), 0);
    return call ? endNotes(call, 60) : [];
  };
  const error: CallError = {
    name: 'ModelStreamErrorException',
    message: 'The model failed.',
    remedy: 'Try again.',
    original: 'stream broke',
    retryable: true,
  };
  test('a normal one is not worth a word', () => {
    expect(notes(callFinished(0))).toEqual([]);
    expect(notes(callFinished(0, {}, { stopReason: 'stop_sequence' }))).toEqual([]);
  });
  test('a failure says what happened, what would help, and the original words', () => {
    const lines = notes(callFailed(0, error));
    expect(textsOf(lines)).toEqual([
      '',
      '▲ The model failed. Try again.',
      'ModelStreamErrorException: stream broke',
    ]);
    expect(lines[1]?.[0]?.style).toBe('bad');
  });
  test('a call that the time cap cut off is no failure of anybody', () => {
    const error = { name: 'TimeCapReached', message: 'Cut off.', retryable: false };
    expect(inStyle(notes(callFailed(0, error)), 'warning')).toEqual(['▲ Cut off.']);
  });
  test('a call that was cancelled is no failure of anybody', () => {
    const lines = notes(callFailed(0, { name: 'Cancelled', message: 'Cancelled.', retryable: true }));
    expect(lines[1]?.[0]?.style).toBe('warning');
  });
  test.each([
    ['max_tokens', '▲ The answer reached the longest length (max tokens) and is'],
    ['guardrail_intervened', '▲ A guardrail intervened.'],
    ['content_filtered', '▲ The content was filtered.'],
    ['refusal', '▲ The model refused to answer.'],
    ['something_new', '▲ The service stopped the answer: something_new.'],
  ])('a stop for %s is said', (stopReason, words) => {
    expect(textsOf(notes(delta(0, 'It is'), callFinished(0, {}, { stopReason })))[1]).toBe(words);
  });
});
