/**
 * How long it takes to read a transcript of 100 MB to its final state, against a bare `JSON.parse` of each
 * of its lines, and how much memory, against the text of the run. Each in a process of its own, in turn.
 *
 *   node bench/transcript.ts [--json] [--megabytes 100] [--times 3]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeLongRun } from './harness/long-run.ts';
import { median } from './harness/result.ts';
import { tell } from './harness/tell.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    megabytes: { type: 'string', default: '100' },
    times: { type: 'string', default: '3' },
  },
});
const CHILD = join(import.meta.dirname, 'children/read-transcript.ts');
const WAYS = ['nothing', 'parse', 'fold'] as const;
type Way = (typeof WAYS)[number];

interface Read {
  readonly ms: number;
  readonly textBytes: number;
  readonly peakBytes: number;
}

const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
try {
  const file = join(folder, 'long.jsonl');
  writeLongRun(file, Number(values.megabytes) * 1e6);
  const reads: Record<Way, Read[]> = { nothing: [], parse: [], fold: [] };
  for (let time = 0; time < Number(values.times); time++)
    for (const way of WAYS) reads[way].push(read(way, file));
  report(reads, statSync(file).size);
} finally {
  rmSync(folder, { recursive: true });
}

function read(way: Way, file: string): Read {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHILD, way, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`reading failed: ${stderr}`);
  return JSON.parse(stdout);
}

function report(reads: Record<Way, Read[]>, bytes: number): void {
  const of = (way: Way, figure: keyof Read) => median(reads[way].map(one => one[figure]));
  const megabytes = Math.round(bytes / 1e6);
  const textBytes = of('fold', 'textBytes');
  const extraBytes = of('fold', 'peakBytes') - of('nothing', 'peakBytes');
  tell([
    {
      name: 'time',
      what: `reading a transcript of ${megabytes} MB to its final state`,
      against: 'JSON.parse of each line',
      ratio: of('fold', 'ms') / of('parse', 'ms'),
      bound: 1.5,
      direction: 'at most',
      ms: of('fold', 'ms'),
      parseMs: of('parse', 'ms'),
    },
    {
      name: 'memory',
      what: 'memory that this takes at its peak',
      against: 'the text of the run',
      ratio: extraBytes / textBytes,
      bound: 3,
      direction: 'at most',
      extraMB: extraBytes / 1e6,
      textMB: textBytes / 1e6,
      parseMB: (of('parse', 'peakBytes') - of('nothing', 'peakBytes')) / 1e6,
    },
  ]);
}
