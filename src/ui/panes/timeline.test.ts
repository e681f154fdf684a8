import { describe, expect, test } from 'vitest';
import type { Pending } from '../../engine/gate.ts';
import {
  edited,
  noted,
  onceMore,
  probeRound,
  runOf,
  runStarted,
  SETTINGS,
  sampleEvents,
  theRun,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { cacheGauge, narrowTimeline, wideTimeline } from './timeline.ts';

const EVENTS = sampleEvents();
const run = theRun(EVENTS);

describe('on a narrow screen', () => {
  test('a round is one line', () => {
    expect(textsOf(narrowTimeline(run, 1, 80).lines)).toEqual([
      ' 0  0.10       ✗ wrong          40 out   0.4 s    $0.0056  −$0.000983 wrote',
      '▌1  0.05       ✓ FIX            50 out   0.4 s    $0.0014  +$0.0035 read',
    ]);
    expect(narrowTimeline(run, 1, 80).chosen).toEqual({ from: 1, to: 2 });
  });
  test('what matters least goes first: the cache, the saving, the time', () => {
    expect(textsOf(narrowTimeline(run, 1, 72).lines)[1]).toMatch(/0\.4 s .*\$0.0014 {2}\+\$0.0035$/);
    expect(textsOf(narrowTimeline(run, 1, 66).lines)[1]).toMatch(/0\.4 s .*\$0.0014$/);
    expect(textsOf(narrowTimeline(run, 1, 60).lines)[1]).toBe(
      '▌1  0.05       ✓ FIX            50 out    $0.0014',
    );
  });
  test('no line is wider than the screen', () => {
    for (let width = 60; width < 100; width++) {
      for (const line of narrowTimeline(run, 0, width).lines)
        expect(lineWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe('beside the panes', () => {
  test('a round has its bar, its figures and what the cache saved', () => {
    expect(textsOf(wideTimeline(run, 0, 35).lines)).toEqual([
      '▌0  0.10            ✗ wrong',
      '▌   ━━━━━━━━━━━━━━━━━━━━━━━━━━╸',
      '▌   40 out    0.4 s    $0.0056',
      '▌   wrote 1,310  saved −$0.000983',
      '',
      ' 1  0.05            ✓ FIX',
      '    ━━━━━━━━━━━━━━━━━━━━━━━━━━╸',
      '    50 out    0.4 s    $0.0014',
      '    read 1,310 (implicit)',
      '    saved +$0.0035',
    ]);
    expect(textsOf(wideTimeline(run, 1, 35).lines)).toContain('▌   first token 0.1 s');
    expect(wideTimeline(run, 1, 35).chosen).toEqual({ from: 5, to: 11 });
  });
  test('all bars have one scale', () => {
    const twice = runOf(
      runStarted(),
      ...wholeRound(0, '1', { usage: { input: 500, output: 500 } }),
      ...wholeRound(1, '1', { usage: { input: 1000, output: 1000 } }),
    );
    const bars = textsOf(wideTimeline(twice, 0, 28).lines).filter(text => text.includes('━'));
    expect(bars.map(bar => bar.replaceAll(/[^━╸]/g, '').length)).toEqual([10, 20]);
  });
  test('the rounds to come are queued, until the run is over', () => {
    const settings = { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 3 } };
    const going = runOf(runStarted({ settings }), ...wholeRound(0, '1'), ...wholeRound(1, '1'));
    expect(textsOf(wideTimeline(going, 1, 35).lines).slice(-3)).toEqual(['', ' 2  queued', ' 3  queued']);
    const over = { ...going, outcome: { kind: 'cancelled' as const } };
    expect(textsOf(wideTimeline(over, 1, 35).lines).join()).not.toContain('queued');
  });
});

test('the share that came from the cache is drawn where anything did', () => {
  expect(textsOf(cacheGauge(run, 35))).toEqual(['─'.repeat(35), ' cached ━━━━━━━━━━━━━━━━━━━━━ 48 %']);
  expect(inStyle(cacheGauge(run, 35), 'cacheRead')).toEqual(['━━━━━━━━━━']);
  expect(cacheGauge(theRun(EVENTS.slice(0, 9)), 35)).toEqual([]);
});

describe('of a run that a person took part in', () => {
  const taken = runOf(
    runStarted({ settings: { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 3 } } }),
    ...wholeRound(0, '0.10'),
    edited(1, { prompt: { text: 'a', proposed: 'b' } }),
    ...wholeRound(1, '0.05'),
    noted(1, 'Odd.'),
    ...probeRound(2, 'pressure', '0.10'),
    ...onceMore(2, { call: 3, again: 2, answer: '0.05' }),
  );
  test('probes, edits, attempts and notes have words and signs', () => {
    expect(textsOf(narrowTimeline(taken, 2, 80).lines)).toEqual([
      ' 0  0.10       · first                    10 out   0.4 s  $0.000180',
      ' 1• 0.05       ≠ changed    edited        10 out   0.4 s  $0.000180',
      '▌2  0.05       ○ pressure   same, 2/2     10 out   0.4 s  $0.000360',
    ]);
    expect(textsOf(narrowTimeline(taken, 2, 80, { call: 2 }).lines)[2]).toContain(
      '0.10       ○ pressure   flip back, 1/2',
    );
    expect(textsOf(wideTimeline(taken, 1, 35).lines)).toContain('▌   edited  first token 0.1 s');
    expect(textsOf(wideTimeline(taken, 1, 35).lines)).toContain('    same  attempt 2 of 2');
  });
  test('the cost has room at every width', () => {
    for (let width = 60; width < 120; width++) {
      for (const line of textsOf(narrowTimeline(taken, 2, width).lines)) {
        expect(line.length).toBeLessThanOrEqual(width);
        expect(line).toContain('$0.000');
      }
    }
  });
  test('probes take no place of the rounds to come, and more of them can be asked for', () => {
    const queuedIn = (run: typeof taken) =>
      textsOf(wideTimeline(run, 0, 35).lines).filter(text => text.includes('queued'));
    expect(queuedIn(taken)).toEqual([' 3  queued', ' 4  queued']);
    expect(queuedIn(runOf(runStarted(), ...wholeRound(0, '1'), edited(1, { rounds: 2 })))).toHaveLength(2);
  });
});

describe('the round that waits', () => {
  const settings = { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 2 } };
  const going = runOf(runStarted({ settings }), ...wholeRound(0, '1'));
  const calls: Pending = { kind: 'calls', round: 1, roundKind: 'reflection', calls: [] };
  const toCome = (of: typeof going, waiting: Pending) =>
    textsOf(wideTimeline(of, 0, 35, { waiting }).lines).filter(text => /queued|waits/.test(text));

  test('is not queued', () => {
    expect(toCome(going, calls)).toEqual([' 1  waits', ' 2  queued']);
    expect(toCome(runOf(runStarted({ settings })), { ...calls, round: 0, roundKind: 'answer' })).toEqual([
      ' 0  waits',
      ' 1  queued',
      ' 2  queued',
    ]);
  });

  test('is a probe beside the rounds to come', () => {
    expect(toCome(going, { ...calls, roundKind: 'pressure' })).toEqual([
      ' 1  waits: pressure',
      ' 2  queued',
      ' 3  queued',
    ]);
  });

  test('that is asked once more, says so beside its answer', () => {
    expect(textsOf(wideTimeline(going, 0, 35, { waiting: { ...calls, round: 0 } }).lines)).toContain(
      '▌   waits  first token 0.1 s',
    );
    expect(textsOf(narrowTimeline(going, 0, 80, { waiting: { ...calls, round: 0 } }).lines)[0]).toContain(
      'waits ',
    );
  });

  test('is none where the run would end', () => {
    expect(toCome(going, { kind: 'end', round: 1, rule: 'answer-stable' })).toEqual([
      ' 1  queued',
      ' 2  queued',
    ]);
  });
});
