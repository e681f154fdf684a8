import { describe, expect, test } from 'vitest';
import type { Run } from '../run/run.ts';
import { FIRST, JUDGE, laneRun, lanesVoted, SECOND } from '../run/testing/sample-lanes.ts';
import { runOf, runStarted, SETTINGS } from '../run/testing/sample-run.ts';
import { laneLabel, laneLabelBehind } from './lane-labels.ts';
import { roundLines } from './round.ts';
import { UNICODE_SIGNS } from './signs.ts';

const THREE = [FIRST, SECOND, SECOND];
const by = (strategy: Record<string, unknown>, model = SETTINGS.model) =>
  runOf(
    runStarted({
      settings: { ...SETTINGS, model, strategy: { ...SETTINGS.strategy, ...strategy } },
    }),
    ...lanesVoted(THREE, 1),
  );
const labels = (run: Run) => {
  const [round] = run.rounds;
  if (!round) throw new Error('no round');
  return [0, 1, 2].map(lane => laneLabel(run, round, lane));
};
const words = (run: Run) => labels(run).map(label => label?.words);

describe('a lane is named', () => {
  test('by its level of thinking, as budgets, efforts and words', () => {
    const run = by({ id: 'thinking-levels', levels: 'off, 1024, high' });
    expect(words(run)).toEqual(['no thinking', 'thinking 1,024', 'thinking high']);
    expect(labels(run).map(label => label?.short)).toEqual(['off', '1,024', 'high']);
    expect(words(by({ id: 'thinking-levels', levels: 'default, off' }))[0]).toBe('thinking by default');
  });
  test('by the levels that the model takes, where none are named', () => {
    expect(words(by({ id: 'thinking-levels' }, JUDGE))).toEqual([
      'no thinking',
      'thinking 1,024',
      'thinking 4,096',
    ]);
  });
  test('by its perspective', () => {
    expect(words(by({ id: 'contrastive' }))).toEqual(['directly', 'backwards', 'by an example']);
  });
  test('by its model, where the lanes have several', () => {
    const events = lanesVoted(THREE, 1).map(event =>
      event.type === 'call.started' && event.lane === 1 ? { ...event, model: JUDGE } : event,
    );
    const run = laneRun(...events);
    expect(words(run)).toEqual(['Claude Sonnet 4.6', 'Claude Haiku 4.5', 'Claude Sonnet 4.6']);
    expect(labels(run)[1]?.short).toBe('Haiku 4.5');
  });
});

test('samples of the same have no name, nor has an only lane', () => {
  expect(words(by({ id: 'self-consistency' }))).toEqual([undefined, undefined, undefined]);
  const alone = laneRun(...lanesVoted([FIRST], 0));
  expect(words(alone)[0]).toBeUndefined();
  const [round] = alone.rounds;
  expect(round && laneLabelBehind(alone, round, 0)).toBe('');
});

test('the name stands behind the number of the lane', () => {
  const run = by({ id: 'thinking-levels', levels: 'off, 1024, 4096' });
  const [round] = run.rounds;
  const lines = round ? roundLines(run, round, UNICODE_SIGNS) : [];
  expect(lines).toContain('Round 0, lane 1 (thinking 1,024):');
});
