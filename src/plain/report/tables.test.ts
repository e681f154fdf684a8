import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportOf } from '../../report/report.ts';
import { type RunRow, rowOf } from '../../report/row.ts';
import { runOf, runStarted, SETTINGS, stopped } from '../../run/testing/sample-run.ts';
import { type Told, told } from '../../run/testing/told-rounds.ts';
import { textWidth } from '../../text/width.ts';
import { reportLines } from './lines.ts';
import { csvLines, tableLines, tableMarkdown } from './render.ts';
import { reportTables, scopeLines } from './report-tables.ts';
import { scatterLines } from './scatter.ts';
import { flowLines } from './transition-tables.ts';

const R: Told = { text: 'It is 0.05', extracted: '0.05', correct: true };
const W: Told = { text: 'It is 0.10', extracted: '0.10', correct: false };

let count = 0;

function row(marks: string, strategy = 'self-reflection', tokens = 1000): RunRow {
  count++;
  const usage = { input: tokens, output: 10 };
  const rounds = [...marks].flatMap((mark, index) => told(index, { ...(mark === 'R' ? R : W), usage }));
  const settings = { ...SETTINGS, strategy: { ...SETTINGS.strategy, id: strategy } };
  return rowOf(runOf(runStarted({ run: `RUN${count}`, settings }), ...rounds, stopped()));
}

const WIDE = { study: false, width: 100, drawings: true };

describe('the tables of a report', () => {
  test('have the count beside every percentage', () => {
    const tables = reportTables(reportOf([row('WR'), row('RW'), row('WW')], ['strategy']));
    for (const { rows } of tables) {
      for (const cells of rows) {
        const words = cells.map(({ text }) => text).join('  ');
        if (/\d %/.test(words)) expect(words).toMatch(/\d+ of \d+|\d \(|\$/);
      }
    }
  });

  test('lead from a cell to the runs behind it, and to the round', () => {
    const report = reportOf([row('WR'), row('RR')]);
    const rounds = reportTables(report).find(({ id }) => id === 'rounds');
    const [whole, , , , fixed, broken] = rounds?.rows[1] ?? [];
    expect(whole).toMatchObject({ round: 1 });
    expect(whole?.runs?.()).toEqual(report.all.rows);
    expect(fixed?.runs?.()).toEqual([report.all.rows[0]]);
    expect(broken?.runs?.()).toEqual([]);
    const transitions = reportTables(report).find(({ id }) => id === 'transitions');
    expect(transitions?.rows[0]?.map(cell => cell.runs?.().length)).toEqual([2, 1, 0, 1, 0, 0]);
  });

  test('say of a difference that the data do not carry that it is undecided', () => {
    expect(reportLines(reportOf([row('WR')]), WIDE).join('\n')).toMatch(/Undecided: these runs do not carry/);
    const many = Array.from({ length: 12 }, () => row('WR'));
    expect(reportLines(reportOf(many), WIDE).join('\n')).toMatch(/better than the first ones .*p < 0\.001/);
  });

  test('fit their width, but for what cannot be told in less', () => {
    const rows = [row('WR'), row('RWR', 'debate', 5000), row('W', 'self-refine', 90)];
    for (const width of [80, 100, 120]) {
      const lines = reportLines(reportOf(rows), { ...WIDE, width });
      expect(lines.filter(line => textWidth(line) > Math.max(width, 100))).toEqual([]);
    }
  });

  test('are CSV with as many cells in each row as in its head, and no formula', () => {
    const lines = csvLines(reportTables(reportOf([row('WR', '=cmd()'), row('R')], ['strategy'])));
    const groups = lines.filter(line => line.startsWith('groups,'));
    expect(groups.join('\n')).toContain("groups,'=cmd()");
    let columns = 0;
    for (const line of lines) {
      if (line.startsWith('table,')) columns = line.split(',').length;
      if (line !== '' && !line.includes('"')) expect(line.split(',')).toHaveLength(columns);
    }
  });

  test('are Markdown in which a name is no markup', () => {
    const [table] = reportTables(reportOf([row('R', '<b>|[x](y)')], ['strategy'])).filter(
      ({ id }) => id === 'groups',
    );
    expect(table && tableMarkdown(table).join('\n')).toContain('&lt;b&gt;\\|\\[x\\](y)');
  });
});

describe('drawings', () => {
  test('of flows are to one scale', () => {
    const report = reportOf([row('WR'), row('WR'), row('RW'), row('RR'), row('RR'), row('RR'), row('RR')]);
    const bars = flowLines(report.all, 80).map(line => line.replace(/[^█▒]/g, '').length);
    const [right = 0, broken = 0, fixed = 0, wrong = -1] = bars;
    expect(right).toBeGreaterThan(fixed);
    expect(fixed).toBeGreaterThan(broken);
    expect(wrong).toBe(0);
  });

  test('of the frontier name what nothing beats, and stay in their place', () => {
    const rows = [row('W', 'cheap', 100), row('R', 'good', 5000), row('R', 'dear', 90_000)];
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 140 }), fc.integer({ min: 8, max: 40 }), (width, height) => {
        const lines = scatterLines(reportOf(rows).frontier.usd, 'usd', width, height);
        const plot = lines.slice(
          0,
          lines.findIndex(line => line.includes('└')),
        );
        expect(plot.filter(line => textWidth(line) > width)).toEqual([]);
        expect(plot.join('')).toMatch(/A/);
        expect(plot.join('')).toMatch(/B/);
        expect(lines.at(-1)).toMatch(/^B {2}100\.0 % .*good, 0 rounds$/);
      }),
      { numRuns: 30 },
    );
  });

  test('of one point there is none', () => {
    expect(scatterLines(reportOf([row('R')]).frontier.usd, 'usd', 80, 20)).toEqual([]);
    expect(flowLines(reportOf([]).all, 80)).toEqual([]);
  });
});

describe('what a report is made of', () => {
  test('is told with what is missing in it', () => {
    const unpriced = rowOf(runOf(runStarted({ run: 'U', prices: [] }), ...told(0, R)));
    const lines = scopeLines(reportOf([row('R'), unpriced]).scope);
    expect(lines).toEqual([
      '2 runs of one question: live 2.',
      'One run without a known cost: in no figure of cost.',
      'One run that did not come to an end of their own.',
    ]);
  });
});

test('a table without rows is its title and its notes', () => {
  expect(tableLines({ id: 'x', title: 'None', columns: [], rows: [], notes: ['Nothing.'] }, 80)).toEqual([
    'None',
    '',
    'Nothing.',
  ]);
});
