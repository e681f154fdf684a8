import { expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import {
  callFinished,
  callStarted,
  onceMore,
  probeRound,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { recordedAnswers } from './estimate-output.ts';

const counted = (...events: readonly NewEvent[]) =>
  recordedAnswers(runOf(runStarted(), ...events)).map(({ output }) => output);
const long = (output: number) => ({ usage: { input: 10, output } });

test('answers to turns that are no reflection say nothing about reflections', () => {
  for (const kind of ['placebo', 'pressure', 'injection'] as const) {
    expect(counted(...wholeRound(0, '1', long(7)), ...probeRound(1, kind, '2'))).toEqual([7]);
  }
});

test('a resample, and each of several attempts, is a sample as the others are', () => {
  expect(counted(...wholeRound(0, '1', long(7)), ...probeRound(1, 'resample', '2'))).toEqual([7, 10]);
  const again = onceMore(0, { call: 1, again: 0, answer: '2' });
  expect(counted(...wholeRound(0, '1', long(7)), ...again)).toEqual([7, 10]);
});

test('an answer of another model is none of this one', () => {
  const other = [
    roundStarted(1),
    callStarted(1, 1, { model: 'us.amazon.nova-lite-v1:0' }),
    callFinished(1, { output: 3 }),
  ];
  expect(counted(...wholeRound(0, '1', long(7)), ...other)).toEqual([7]);
});
