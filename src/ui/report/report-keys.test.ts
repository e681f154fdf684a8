import { describe, expect, test } from 'vitest';
import { rowOf } from '../../report/row.ts';
import { runOf, runStarted, stopped } from '../../run/testing/sample-run.ts';
import { type Told, told } from '../../run/testing/told-rounds.ts';
import { textOf } from '../testing/shown.ts';
import { reportKey, reportScreen } from './report-keys.ts';
import { roundSigns, signsLine } from './report-marks.ts';
import { type ReportState, reportAtFirst } from './report-state.ts';
import { createReporter } from './report-view.ts';

const R: Told = { text: 'It is 0.05', extracted: '0.05', correct: true };
const W: Told = { text: 'It is 0.10', extracted: '0.10', correct: false };
const TOLD: Readonly<Record<string, Told>> = { R, W };

let count = 0;
/** `'WRR'`: a run of three rounds, wrong, right, right. */
const row = (marks: string) =>
  rowOf(
    runOf(
      runStarted({ run: `RUN${++count}` }),
      ...[...marks].flatMap((mark, index) => told(index, TOLD[mark] ?? W)),
      stopped(),
    ),
    `/runs/${count}.jsonl`,
  );

const ROWS = [row('WRR'), row('WWR'), row('RWW')];
const viewOf = createReporter();
const NO_PROBLEMS: readonly string[] = [];
const seenOf = ({ by }: ReportState, rows = ROWS) => ({
  view: viewOf({ rows, problems: NO_PROBLEMS, by, study: false }),
  hasRuns: rows.length > 0,
  page: () => 4,
});
const step = (state: ReportState, key: string, rows = ROWS) => reportKey(state, key, seenOf(state, rows));
const pressed = (keys: readonly string[], from = reportAtFirst()) =>
  keys.reduce((state, key) => step(state, key).state, from);

describe('the keys of the report', () => {
  test('go from table to table, and round', () => {
    expect(pressed(['right']).tab).toBe('rounds');
    expect(pressed(['tab', 'tab']).tab).toBe('transitions');
    expect(pressed(['left']).tab).toBe('scope');
    expect(pressed(['left', 'right']).tab).toBe('helped');
    expect(pressed(['down', 'l', 'right'])).toMatchObject({ row: 0, column: 0 });
  });

  test('group by one setting after the other, and come back to none', () => {
    const seen = Array.from({ length: 9 }, (_, times) =>
      pressed(Array<string>(times + 1).fill('g')).by.join(),
    );
    expect(seen).toEqual([
      'model',
      'strategy',
      'rounds',
      'feedback',
      'prompt',
      'domain',
      'tag',
      'source',
      '',
    ]);
    expect(pressed(['G']).by).toEqual(['source']);
  });

  test('a grouping that was asked for is among those one comes by', () => {
    const first = reportAtFirst(['model', 'strategy']);
    expect(pressed(['g'], first).by).toEqual([]);
    expect(pressed(['g', 'G'], first).by).toEqual(['model', 'strategy']);
    expect(pressed(['g', 'G'], reportAtFirst(['temperature'])).by).toEqual(['temperature']);
  });

  test('stay at a table that another grouping does not have', () => {
    const grouped = pressed(['g', 'right', 'right', 'right']);
    expect(grouped.tab).toBe('groups');
    const back = pressed(['G'], grouped);
    expect(step(back, 'right').state.tab).toBe('rounds');
  });

  test('list the runs behind a figure, and ask for one at its round', () => {
    const listed = pressed(['right', 'down', 'enter', 'down']);
    expect(reportScreen(listed)).toBe('report-runs');
    expect(step(listed, 'enter').asks).toEqual({ kind: 'open', row: ROWS[1], round: 1 });
    const back = pressed(['escape'], listed);
    expect(back).toMatchObject({ tab: 'rounds', row: 1, runs: undefined });
  });

  test('say where no runs stand behind a row', () => {
    const scope = pressed(['left', 'enter']);
    expect(scope.said).toBe('No runs stand behind this row.');
    expect(pressed(['down'], scope).said).toBeUndefined();
  });

  test('go back one level, and leave the report with q from anywhere', () => {
    expect(step(pressed(['v']), 'escape')).toMatchObject({ state: { isDrawn: false } });
    expect(step(pressed([]), 'escape').asks).toEqual({ kind: 'leave' });
    expect(step(pressed(['right', 'enter']), 'q').asks).toEqual({ kind: 'leave' });
    expect(step(pressed([]), '?').asks).toEqual({ kind: 'help' });
    expect(step(pressed([]), 'ctrl+c').asks).toEqual({ kind: 'quit' });
  });

  test('do nothing but leave where there are no runs', () => {
    for (const key of ['down', 'right', 'g', 'v', 'enter', 'l']) {
      expect(step(reportAtFirst(), key, [])).toEqual({ state: reportAtFirst() });
    }
    expect(step(reportAtFirst(), 'escape', []).asks).toEqual({ kind: 'leave' });
  });
});

describe('the marks of the rounds', () => {
  test('tell what each round did', () => {
    expect(roundSigns(row('WRRW')).map(({ text }) => text)).toEqual(['✗', '✓FIX', '✓', '✗BREAK']);
  });

  test('keep the round in question in sight, else the end', () => {
    const long = row('WRWRWRWRWRWR');
    expect(textOf(signsLine(long, 0, 20))).toMatch(/^✗ ✓FIX .* …$/);
    expect(textOf(signsLine(long, undefined, 20))).toMatch(/^… .*✓FIX$/);
    const middle = signsLine(long, 6, 20);
    expect(middle.filter(({ style }) => style.includes('emphasis'))).toHaveLength(1);
  });
});
