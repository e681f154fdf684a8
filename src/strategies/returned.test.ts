import { expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import { runOf, runStarted, SETTINGS, wholeRound } from '../run/testing/sample-run.ts';
import type { Verdict } from './judge.ts';
import { bestScored, stopAt } from './returned.ts';

const judged = (round: number, verdict: Verdict): NewEvent => ({
  type: 'check.finished',
  round,
  lane: 0,
  source: 'judge',
  text: '',
  verdict,
  durationMs: 0,
});

const runWith = (guard: boolean, ...verdicts: Verdict[]) =>
  runOf(
    runStarted({ settings: { ...SETTINGS, stop: { regressionGuard: guard } } }),
    ...verdicts.flatMap((verdict, round) => [...wholeRound(round, '0.05'), judged(round, verdict)]),
  );

test('the guard returns the answer with the best verdict, the later of equals', () => {
  expect(bestScored(runWith(true, 'pass', 'fail'))).toEqual({ round: 0, lane: 0, why: 'best-scored' });
  expect(bestScored(runWith(true, 'pass', 'pass', 'unknown'))).toMatchObject({ round: 1 });
  expect(bestScored(runWith(true, 'unknown', 'fail'))).toMatchObject({ round: 0 });
});

test('the last answer needs no word', () => {
  expect(bestScored(runWith(true, 'fail', 'pass'))).toBeUndefined();
  expect(bestScored(runWith(true))).toBeUndefined();
});

test('it is asked for, or the last one is returned', () => {
  expect(stopAt(runWith(false, 'pass', 'fail'), 'max-rounds')).toEqual({ kind: 'stop', rule: 'max-rounds' });
  expect(stopAt(runWith(true, 'pass', 'fail'), 'max-rounds')).toMatchObject({ answer: { round: 0 } });
  const chosen = { round: 1, lane: 2, why: 'vote' };
  expect(stopAt(runWith(true, 'pass', 'fail'), 'voted', chosen)).toMatchObject({ answer: chosen });
});
