/**
 * How long the report takes over 10,000 saved runs, as a ratio to JSON.parse of every line of the same
 * files, measured in the same run: the milliseconds say something on this machine only.
 *
 *   node bench/report.ts [--json] [--runs N] [--keep FOLDER]
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRows } from '../src/report/read-rows.ts';
import { reportOf } from '../src/report/report.ts';
import { isJson, tell } from './harness/tell.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    runs: { type: 'string', default: '10000' },
    keep: { type: 'string' },
  },
});
const RUNS = Number(values.runs);
const RECORDINGS = join(import.meta.dirname, '../fixtures/recordings');
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));

/** The most that the report may take, as a multiple of the reference. */
const BOUND = 2;
/** Of several, the middle one: what else the machine does is in none of them for long. */
const TIMES = 3;

make();
const files = readdirSync(folder).map(name => join(folder, name));
const parse = await middle(() => {
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') JSON.parse(line);
  }
});
const report = await middle(async () => {
  const { rows } = await readRows(files);
  if (reportOf(rows, ['model']).scope.runs !== RUNS) throw new Error('runs are missing from the report');
});
const ratio = report / parse;
if (isJson) {
  tell([
    {
      name: 'report',
      what: `report over ${RUNS.toLocaleString('en-US')} runs`,
      against: 'JSON.parse of every line',
      ratio,
      bound: BOUND,
      direction: 'at most',
      parseMs: parse,
      reportMs: report,
    },
  ]);
} else {
  console.log(`report over ${RUNS.toLocaleString('en-US')} runs: ${report.toFixed(0)} ms`);
  console.log(`JSON.parse of every line: ${parse.toFixed(0)} ms`);
  console.log(`ratio ${ratio.toFixed(2)} (bound ${BOUND})`);
}
if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });

/** The recordings over and over, each time as another run. */
function make(): void {
  if (statSync(join(folder, 'run-0.jsonl'), { throwIfNoEntry: false })) return;
  mkdirSync(folder, { recursive: true });
  const texts = readdirSync(RECORDINGS)
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .map(name => readFileSync(join(RECORDINGS, name), 'utf8'));
  for (let run = 0; run < RUNS; run++) {
    const text = texts[run % texts.length] ?? '';
    writeFileSync(join(folder, `run-${run}.jsonl`), text.replace(/"run":"[^"]+"/, `"run":"RUN${run}"`));
  }
}

async function middle(work: () => void | Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}
