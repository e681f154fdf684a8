/**
 * Runs the benches, several times each, and says how their ratios stand to their bounds and to the
 * baseline in the repository. docs/benchmarks.md tells what each of them measures.
 *
 *   npm run bench -- [NAME...] [--times N] [--json] [--save]
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProgram, isStale } from '../scripts/build.ts';
import {
  type Baseline,
  BaselineSchema,
  type Circumstances,
  changeOf,
  withResults,
} from './harness/baseline.ts';
import { type Measure, measuresIn } from './harness/measure.ts';
import { resultsOf } from './harness/result.ts';
import { type Row, remarksOn, tableOf } from './harness/table.ts';

const FOLDER = import.meta.dirname;
const BASELINE = join(FOLDER, 'baseline.json');
/** A bench that takes longer hangs. */
const LIMIT_MS = 15 * 60_000;

const all = readdirSync(FOLDER)
  .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'run.ts')
  .map(name => name.slice(0, -'.ts'.length))
  .sort();

process.exitCode = await main();

async function main(): Promise<number> {
  const asked = argumentsOf(process.argv.slice(2));
  if (typeof asked === 'string') {
    console.error(`${asked}\nusage: npm run bench -- [NAME...] [--times N] [--json] [--save]`);
    return 2;
  }
  const { benches, times, json, save } = asked;
  const baseline = readBaseline();
  if (typeof baseline === 'string') {
    console.error(baseline);
    return 2;
  }
  if (isStale()) await buildProgram();

  const { runs, failures } = await runAll(benches, times);
  const here = circumstances();
  const results = benches.flatMap(bench => resultsOf(bench, runs.get(bench) ?? []));
  const rows: Row[] = results.map(result => ({ ...result, change: changeOf(result, baseline, here) }));
  const remarks = [...remarksOn(rows), ...failures];
  if (json) console.log(JSON.stringify({ ...here, times, measures: rows, failures }, null, 2));
  else console.log([...tableOf(rows), ...(remarks.length > 0 ? ['', ...remarks] : [])].join('\n'));
  if (save) writeFileSync(BASELINE, `${JSON.stringify(withResults(baseline, results, here), null, 2)}\n`);
  return failures.length > 0 || rows.some(row => row.verdict === 'broken') ? 1 : 0;
}

interface Asked {
  readonly benches: readonly string[];
  readonly times: number;
  readonly json: boolean;
  readonly save: boolean;
}

/** What the command line asks for, or what is wrong with it. */
function argumentsOf(argv: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        times: { type: 'string', default: '5' },
        json: { type: 'boolean', default: false },
        save: { type: 'boolean', default: false },
      },
    });
    const unknown = positionals.find(name => !all.includes(name));
    if (unknown !== undefined) return `There is no bench "${unknown}". There are: ${all.join(', ')}.`;
    const times = Number(values.times);
    if (!Number.isInteger(times) || times < 1)
      return `--times takes a whole number from 1, not "${values.times}".`;
    const benches = positionals.length > 0 ? all.filter(name => positionals.includes(name)) : all;
    return { benches, times, json: values.json, save: values.save };
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** The baseline, empty where there is none; or what is wrong with it: it is never replaced unread. */
function readBaseline(): Baseline | string {
  let text: string;
  try {
    text = readFileSync(BASELINE, 'utf8');
  } catch {
    return { measures: [] };
  }
  try {
    return BaselineSchema.parse(JSON.parse(text));
  } catch {
    return 'bench/baseline.json cannot be read. Take it back from the repository, or delete it to begin anew.';
  }
}

/** In turn, all of them and then all again: what the machine does for a minute is then in one run of each. */
async function runAll(benches: readonly string[], times: number) {
  const runs = new Map<string, Measure[][]>(benches.map(bench => [bench, []]));
  const failures: string[] = [];
  for (let time = 1; time <= times; time++) {
    for (const bench of benches) {
      if (failures.some(one => one.startsWith(`${bench} failed`))) continue;
      process.stderr.write(`${bench}, ${time} of ${times}\n`);
      try {
        runs.get(bench)?.push(measuresIn(await outputOf(bench)));
      } catch (thrown) {
        failures.push(`${bench} failed: ${thrown instanceof Error ? thrown.message : thrown}`);
      }
    }
  }
  return { runs, failures };
}

/** What a bench prints with `--json`. Rejects when it fails, or never ends. */
function outputOf(bench: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--disable-warning=ExperimentalWarning', join(FOLDER, `${bench}.ts`), '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: LIMIT_MS,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(signal ? `it was ended by ${signal}` : `its exit code was ${code}`));
    });
  });
}

function circumstances(): Circumstances {
  const model = cpus()[0]?.model.trim() || 'unknown';
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    machine: `${process.platform} ${process.arch}, ${availableParallelism()} x ${model}`,
  };
}
