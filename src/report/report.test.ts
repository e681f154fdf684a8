import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { probeRound, runOf, runStarted, SETTINGS, stopped } from '../run/testing/sample-run.ts';
import { type Told, told } from '../run/testing/told-rounds.ts';
import { accuracyByRound, firstLastBest, lastPayingRound } from './accuracy.ts';
import { frontierOf, pointsOf } from './frontier.ts';
import { differenceOf, groupRows } from './grouping.ts';
import { reportOf } from './report.ts';
import { type RunRow, rowOf } from './row.ts';
import { stoppingTable } from './stopping.ts';
import { isBreakingObservable, transitionsOf } from './transitions.ts';

const R: Told = { text: 'It is 0.05', extracted: '0.05', correct: true };
const W: Told = { text: 'It is 0.10', extracted: '0.10', correct: false };
const V: Told = { text: 'It is 1.00', extracted: '1.00', correct: false };
const U: Told = { text: 'Who knows', extracted: null, correct: null };
const MARKS: Readonly<Record<string, Told>> = { R, W, V, U };

let count = 0;

/** `'WRR'`: a run of three rounds, wrong, right, right. */
function row(marks: string, changes: Parameters<typeof runStarted>[0] = {}, more: NewEvent[] = []): RunRow {
  return rowOf(runNamed(marks, changes, more));
}

function runNamed(marks: string, changes: Parameters<typeof runStarted>[0], more: NewEvent[]): Run {
  count++;
  const rounds = [...marks].flatMap((mark, index) => told(index, MARKS[mark] ?? U));
  return runOf(runStarted({ run: `RUN${count}`, ...changes }), ...rounds, ...more, stopped());
}

describe('transitions', () => {
  test('are counted over consecutive answers, the wrong ones by whether they are the same', () => {
    const found = transitionsOf(['WRR', 'RWW', 'WVW'].map(marks => row(marks)));
    expect(found.overall).toEqual({
      keptRight: 1,
      broken: 1,
      fixed: 1,
      keptWrong: 3,
      sameWrong: 1,
      otherWrong: 2,
    });
    expect(found.steps.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test('leave out probes, failures and what nobody graded, and count them', () => {
    const found = transitionsOf([row('WR', {}, probeRound(2, 'pressure', '0.10')), row('WUR')]);
    expect(found.overall).toMatchObject({ fixed: 1, broken: 0 });
    expect(found.leftOut).toEqual({ probes: 1, failed: 0, noAnswer: 0, ungraded: 1 });
  });

  test('say that nothing right could be broken where runs ended as soon as they were right', () => {
    const imported = { from: 'intercode', file: 'a.json', unknown: [], stopsOnCorrect: true };
    const found = transitionsOf([row('WR', { provenance: 'imported', imported }), row('WW', { imported })]);
    expect(found.stoppedOnCorrect).toBe(2);
    expect(isBreakingObservable(found)).toBe(false);
    expect(isBreakingObservable(transitionsOf([row('WR')]))).toBe(true);
  });

  test('sum up to the pairs of neighbours', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[RWV]{1,6}$/), { maxLength: 8 }), runs => {
        const { overall, steps } = transitionsOf(runs.map(marks => row(marks)));
        const pairs = runs.reduce((total, marks) => total + marks.length - 1, 0);
        const { keptRight, broken, fixed, keptWrong, sameWrong, otherWrong } = overall;
        expect(keptRight + broken + fixed + keptWrong).toBe(pairs);
        expect(sameWrong + otherWrong).toBe(keptWrong);
        expect(steps.reduce((total, { counts }) => total + counts.fixed, 0)).toBe(fixed);
      }),
    );
  });
});

describe('first, last and best', () => {
  test('count what was right in some round and wrong in the end', () => {
    const found = firstLastBest(['WRW', 'RRR', 'WWW', 'WWR'].map(marks => row(marks)));
    expect(found).toMatchObject({
      runs: 4,
      first: { successes: 1, of: 4 },
      last: { successes: 2 },
      ever: { successes: 3 },
      lost: { successes: 1 },
      voted: undefined,
      decision: 'undecided',
    });
  });

  test('leave out runs without a graded answer', () => {
    expect(firstLastBest([row('UU'), row('R')]).runs).toBe(1);
  });
});

describe('rounds', () => {
  test('carry the answer of a run that ended earlier', () => {
    const found = accuracyByRound([row('R'), row('WR'), row('WW')]);
    expect(found.map(({ there }) => [there.successes, there.of])).toEqual([
      [1, 3],
      [1, 2],
    ]);
    expect(found.map(({ carried }) => [carried.successes, carried.of])).toEqual([
      [1, 3],
      [2, 3],
    ]);
    expect(found[1]).toMatchObject({ fixed: 1, broken: 0, decision: 'undecided' });
  });

  test('pay as long as one is better than all before beyond doubt', () => {
    const many = (marks: string, runs: number) => Array.from({ length: runs }, () => row(marks));
    expect(lastPayingRound([...many('WRR', 8), ...many('WWW', 8)])).toBe(1);
    expect(lastPayingRound([...many('WRR', 3), ...many('WWW', 8)])).toBe(0);
    expect(lastPayingRound([])).toBeUndefined();
  });

  test('tell what a question more that is right has cost', () => {
    const usage = { input: 1_000_000, output: 0 };
    const costly = (marks: string) => {
      const rounds = [...marks].flatMap((mark, index) => told(index, { ...(MARKS[mark] ?? U), usage }));
      return rowOf(runOf(runStarted({ run: `C${count++}` }), ...rounds, stopped()));
    };
    const found = accuracyByRound([costly('WR'), costly('WW')]);
    // $3 a million tokens of input, two runs, one of them mended.
    expect(found[1]).toMatchObject({ addedUsd: 6, usdPerRight: 6 });
  });
});

describe('other stop rules', () => {
  const table = (...marks: string[]) => {
    const { rows } = stoppingTable(marks.map(one => row(one)));
    return (id: string) => rows.find(one => one.id === id);
  };

  test('score the answer at which they would have stopped', () => {
    const at = table('WWR', 'RRW');
    expect(at('as-they-were')).toMatchObject({ accuracy: { successes: 1, of: 2 }, reflections: 2 });
    expect(at('answer-stable-2')).toMatchObject({ accuracy: { successes: 1 }, reflections: 1, fired: 2 });
    expect(at('rounds-0')).toMatchObject({ accuracy: { successes: 1 }, reflections: 0 });
  });

  test('go on to the end where they never fire', () => {
    expect(table('WVR')('oscillation')).toMatchObject({ fired: 0, accuracy: { successes: 1 } });
  });

  test('are bounded by an oracle, which is called one', () => {
    const at = table('WRW', 'RWW', 'WWW');
    expect(at('oracle')).toMatchObject({ isOracle: true, accuracy: { successes: 2 } });
  });
});

describe('groups', () => {
  const of = (model: string, id: string, marks: string) =>
    row(marks, {
      settings: { ...SETTINGS, model },
      question: { id, text: id, domain: 'mathematics', grader: 'numeric', reference: ['0.05'] },
    });

  test('are made by settings, and laid against each other on the questions that both answered', () => {
    const rows = [of('a', 'one', 'R'), of('a', 'two', 'W'), of('b', 'one', 'W'), of('b', 'three', 'R')];
    const groups = groupRows(rows, ['model']);
    expect(groups.map(({ values, rows: own }) => [values, own.length])).toEqual([
      [['a'], 2],
      [['b'], 2],
    ]);
    expect(groups[0] && groups[1] && differenceOf(groups[0], groups[1])).toMatchObject({
      questions: 1,
      onlyFirst: 1,
      onlySecond: 0,
      decision: 'undecided',
      leftOut: 2,
    });
  });

  test('give the frontier its points: what nothing beats, and what beats the others', () => {
    const usage = (input: number) => ({ input, output: 0 });
    const costing = (strategy: string, tokens: number, mark: string) =>
      rowOf(
        runOf(
          runStarted({
            run: `F${count++}`,
            settings: { ...SETTINGS, strategy: { ...SETTINGS.strategy, id: strategy } },
          }),
          ...told(0, { ...(MARKS[mark] ?? U), usage: usage(tokens) }),
          stopped(),
        ),
      );
    const rows = [
      costing('cheap', 1_000_000, 'W'),
      costing('good', 2_000_000, 'R'),
      costing('dear', 5_000_000, 'R'),
    ];
    const placed = frontierOf(pointsOf(rows), 'usd');
    expect(placed.map(({ strategy, isPareto }) => [strategy, isPareto])).toEqual([
      ['cheap', true],
      ['good', true],
      ['dear', false],
    ]);
    expect(placed[2]).toMatchObject({ times: 2.5, less: 0, beatenBy: { strategy: 'good' } });
  });
});

describe('a report', () => {
  test('counts a run that is there twice once', () => {
    const one = row('WR');
    const { scope, all } = reportOf([one, one, row('R')]);
    expect(scope).toMatchObject({ runs: 2, duplicates: 1, questions: 1, ungraded: 0 });
    expect(all.best.runs).toBe(2);
  });

  test('of no run at all has no figures, and does not fail', () => {
    const { all, scope, frontier } = reportOf([], ['model']);
    expect(scope.runs).toBe(0);
    expect(all.byRound).toEqual([]);
    expect(all.best.first.share).toBeUndefined();
    expect(frontier.usd).toEqual([]);
  });
});
