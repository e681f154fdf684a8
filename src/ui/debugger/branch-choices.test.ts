import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callStarted,
  delta,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  stopped,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { branchChoices } from './branch-choices.ts';

const two = [runStarted(), ...wholeRound(0, '0.10'), ...wholeRound(1, '0.05')];
const failing = [roundStarted(2), callStarted(2, 2), delta(2, 'The'), callFailed(2)];

describe('the ways to branch', () => {
  test('at a whole round: after it, or instead of it', () => {
    expect(branchChoices(runOf(...two, stopped()), 1)).toEqual([
      { id: 'after', label: 'Go on after round 1 with another next turn', after: 1, isPossible: true },
      {
        id: 'anew',
        label: 'Make round 1 anew: another prompt, model or sample',
        after: 0,
        isPossible: true,
      },
    ]);
  });
  test('round 0 anew shares the question alone', () => {
    expect(branchChoices(runOf(...two), 0)[1]).toEqual({
      id: 'anew',
      label: 'Make round 0 anew: another prompt, model or sample',
      after: undefined,
      isPossible: true,
      reason: 'Only the question is shared.',
    });
  });
  test('after a round that failed there is none, but the round before has one', () => {
    const [after, anew] = branchChoices(runOf(...two, ...failing, roundFinished(2)), 2);
    expect(after).toMatchObject({
      isPossible: false,
      reason: 'Round 2 failed, so it has no whole answer. Round 1 has one: branch from there.',
    });
    expect(anew).toEqual({
      id: 'anew',
      label: 'Make round 2 anew: another prompt, model or sample',
      after: 1,
      isPossible: true,
    });
  });
  test('anew behind a round that failed begins before that one', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, '1'),
      roundStarted(1),
      callStarted(1, 1),
      callFailed(1),
      roundFinished(1),
      roundStarted(2),
    );
    expect(branchChoices(run, 2)[1]).toMatchObject({
      after: 0,
      reason: 'Round 1 failed, so it has no whole answer: the branch begins after round 0.',
    });
  });
  test('while an answer comes', () => {
    const run = runOf(...two, roundStarted(2), callStarted(2, 2), delta(2, 'The'));
    expect(branchChoices(run, 2)[0]?.reason).toBe(
      'The answer of round 2 is still coming. Round 1 has one: branch from there.',
    );
  });
  test('before there is any answer', () => {
    const run = runOf(runStarted());
    expect(branchChoices(run, 0)[0]).toMatchObject({ isPossible: false, reason: 'Round 0 has not begun.' });
  });
  test('a probe is made anew as whatever one likes, and a resample stands beside', () => {
    const run = runOf(...two, roundStarted(2, 'resample'), ...wholeRound(2, '0.05').slice(1));
    const [after, anew] = branchChoices(run, 2);
    expect(after).toMatchObject({
      isPossible: true,
      reason: 'A resample stands beside the conversation: the next turn follows round 1.',
    });
    expect(anew?.label).toBe('Make round 2 anew: a reflection, or another probe');
  });
});
