/**
 * How long the built program takes to say its version and its help, against a Node that does nothing.
 * The processes run in turn, so that each of them has the same machine.
 *
 *   node bench/start.ts [--json] [--spawns N]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { elapsed } from './harness/elapsed.ts';
import { median } from './harness/result.ts';
import { tell } from './harness/tell.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, spawns: { type: 'string', default: '25' } },
});
const SPAWNS = Number(values.spawns);
const PROGRAM = join(import.meta.dirname, '../dist/reflectoscope.js');
const BOUND = 2;

const cases = {
  nothing: ['-e', '0'],
  version: [PROGRAM, '--version'],
  help: [PROGRAM, '--help'],
  'run help': [PROGRAM, 'run', '--help'],
};
type Case = keyof typeof cases;
const names = Object.keys(cases) as Case[];

const start = (name: Case) => {
  const { status, stderr } = spawnSync(process.execPath, cases[name], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
};
// The first start of a build fills the compile cache.
for (const name of names) start(name);
const times: Record<Case, number[]> = { nothing: [], version: [], help: [], 'run help': [] };
for (let count = 0; count < SPAWNS; count++) {
  for (const name of names) times[name].push(elapsed(() => start(name)));
}

const nothingMs = median(times.nothing);
tell(
  (['version', 'help', 'run help'] as const).map(name => ({
    name,
    what: { version: '--version', help: '--help', 'run help': 'run --help' }[name],
    against: 'node -e 0',
    ratio: median(times[name]) / nothingMs,
    bound: BOUND,
    direction: 'at most',
    ms: median(times[name]),
    nothingMs,
  })),
);
