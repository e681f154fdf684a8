import { describe, expect, test } from 'vitest';
import { RECORDINGS } from '../../analysis/testing/recorded.ts';
import { csvRows } from '../../questions/csv.ts';
import { meterOfRun } from '../../run/meter.ts';
import { callFailed, callStarted, delta, roundStarted, runStarted } from '../../run/testing/sample-run.ts';
import { exportedText, exportedTogether, inputSaying, recordedInput } from '../testing/exported.ts';
import { CSV_COLUMNS, csvCell, csvExporter } from './csv.ts';
import { jsonExporter } from './json.ts';
import { runRounds } from './rounds.ts';
import { RunRounds } from './schema.ts';

const read = async (text: string) => {
  const rows: (readonly string[])[] = [];
  for await (const { cells, problem } of csvRows([text])) {
    expect(problem).toBeUndefined();
    rows.push(cells);
  }
  return rows;
};

describe('rounds as JSON', () => {
  test.each(RECORDINGS)('those of %s have the shape that is documented, and add up', async name => {
    const input = await recordedInput(name);
    const [run, ...others] = JSON.parse(await exportedText(jsonExporter, input));
    expect(others).toEqual([]);
    const rounds = RunRounds.strict().parse(run);
    const meter = meterOfRun(input.run);
    const sum = rounds.rounds.reduce((total, row) => total + (row.tokens.output ?? 0), 0);
    expect(sum).toBe(meter.usage.output);
    expect(rounds.total.costUsd).toBe(meter.cost ?? null);
  });

  test('a round has its badges, with a sentence each', async () => {
    const input = await recordedInput('bat-and-ball.sonnet-4-6');
    const rows = runRounds(input).rounds;
    expect(rows.map(({ badges }) => badges.length)).toEqual([0, 0, 0, 1]);
    expect(rows[3]?.badges).toEqual([
      {
        kind: 'no-op',
        heuristic: true,
        sentence: 'The round says what round 2 said, in nearly the same words',
      },
    ]);
    const [head = [], ...lines] = await read(await exportedText(csvExporter, input));
    expect(lines.map(cells => cells[head.indexOf('badges')])).toEqual(['', '', '', 'no-op']);
  });

  test('what is not known is null, and never zero', () => {
    const { run } = { run: inputSaying(runStarted(), roundStarted(0), callStarted(0, 0), callFailed(0)) };
    const [row] = runRounds(run).rounds;
    expect(row).toMatchObject({
      status: 'failed',
      extracted: null,
      correct: null,
      costUsd: null,
      tokens: { input: null, output: null },
      error: 'Bedrock is throttling.',
    });
  });

  test('without times in its source, a run has none', () => {
    const imported = { from: 'bhive', file: 'x.json', unknown: ['timing'] };
    const input = inputSaying(
      runStarted({ provenance: 'imported', imported }),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'x'),
    );
    const { rounds, total, imported: told } = runRounds(input);
    expect(told).toEqual({ from: 'bhive', file: 'x.json', place: null, unknown: ['timing'] });
    expect([rounds[0]?.seconds, rounds[0]?.firstDeltaSeconds, total.seconds]).toEqual([null, null, null]);
  });

  test('without thinking there is no field for it', async () => {
    const input = await recordedInput('zeros-at-the-end.haiku-4-5.thinking-levels', { thinking: false });
    expect(runRounds(input).rounds.some(row => 'thinking' in row)).toBe(false);
  });

  test('several runs are one list', async () => {
    const inputs = [
      await recordedInput('bat-and-ball.nova-lite'),
      await recordedInput('round-table.nova-lite'),
    ];
    const runs = JSON.parse(await exportedTogether(jsonExporter, inputs));
    expect(runs.map((run: RunRounds) => run.question.id)).toEqual(['bat-and-ball', 'round-table']);
    expect(JSON.parse(await exportedTogether(jsonExporter, []))).toEqual([]);
  });
});

describe('rounds as a table', () => {
  test('one row a round and lane, and every row as long as the header', async () => {
    const input = await recordedInput('one-euro-in-coins.nova-pro.self-consistency');
    const rows = await read(await exportedText(csvExporter, input));
    expect(rows[0]).toEqual(CSV_COLUMNS);
    expect(rows).toHaveLength(1 + runRounds(input).rounds.length);
    expect(new Set(rows.map(row => row.length))).toEqual(new Set([CSV_COLUMNS.length]));
  });

  test('several runs are one table with one header', async () => {
    const inputs = [
      await recordedInput('bat-and-ball.nova-lite'),
      await recordedInput('round-table.nova-lite'),
    ];
    const rows = await read(await exportedTogether(csvExporter, inputs));
    expect(rows.filter(row => row[0] === 'file')).toHaveLength(1);
    expect(new Set(rows.slice(1).map(row => row[0]))).toEqual(new Set(inputs.map(({ file }) => file)));
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['-0.5', '-0.5'],
    ['+1e3', '+1e3'],
    [-5e-7, '-5e-7'],
    ['a "b", c', '"a ""b"", c"'],
    ['two\nlines', '"two\nlines"'],
    [null, ''],
    [false, 'false'],
  ])('the cell %j is written %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });
});
