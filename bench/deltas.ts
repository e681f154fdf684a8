/**
 * How long `run --json` takes for an answer of 20,000 deltas from a local server that does not pace them,
 * against a bare loop over ConverseStream of the SDK that writes the text of each. Both are processes,
 * with their start, and write to a file; they run in turn.
 *
 *   node bench/deltas.ts [--json] [--deltas 20000] [--times 5]
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { elapsed } from './harness/elapsed.ts';
import { median } from './harness/result.ts';
import { tell } from './harness/tell.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    deltas: { type: 'string', default: '20000' },
    times: { type: 'string', default: '5' },
  },
});
const DELTAS = Number(values.deltas);
const ROOT = join(import.meta.dirname, '..');
const MODEL = 'us.anthropic.claude-sonnet-4-6';

const bareLoop = (endpoint: string) => `
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
const client = new BedrockRuntimeClient({ endpoint: '${endpoint}', region: 'us-east-1' });
const messages = [{ role: 'user', content: [{ text: 'How much is the ball?' }] }];
const { stream } = await client.send(new ConverseStreamCommand({ modelId: '${MODEL}', messages }));
for await (const event of stream) {
  const text = event.contentBlockDelta?.delta?.text;
  if (text !== undefined) process.stdout.write(text);
}
client.destroy();
`;

const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
const output = join(folder, 'output');
const env = {
  PATH: process.env.PATH ?? '',
  HOME: folder,
  NODE_ENV: 'production',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
};
const server = spawn(process.execPath, [join(import.meta.dirname, 'children/serve-deltas.ts'), `${DELTAS}`], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const [endpoint] = await once(createInterface({ input: server.stdout }), 'line');
  const args = {
    run: [
      join(ROOT, 'dist/reflectoscope.js'),
      ...[
        'run',
        'How much is the ball?',
        '--json',
        '--rounds',
        '0',
        '--model',
        MODEL,
        '--endpoint',
        endpoint,
      ],
    ],
    loop: ['--input-type=module', '-e', bareLoop(endpoint)],
  };
  const ran = () => start(args.run, text => text.split('"type":"call.delta"').length - 1);
  const looped = () => start(args.loop, text => text.split(' ').length - 1);
  // The first start of a build fills the compile cache.
  ran();
  looped();
  const times = { run: [] as number[], loop: [] as number[] };
  for (let time = 0; time < Number(values.times); time++) {
    times.loop.push(looped());
    times.run.push(ran());
  }
  tell([
    {
      name: 'run',
      what: `run --json of ${DELTAS.toLocaleString('en-US')} deltas`,
      against: 'a bare loop over the stream of the SDK',
      ratio: median(times.run) / median(times.loop),
      bound: 1.3,
      direction: 'at most',
      ms: median(times.run),
      loopMs: median(times.loop),
    },
  ]);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds that a process takes. Throws when it fails, or wrote less than all deltas. */
function start(args: readonly string[], deltasIn: (text: string) => number): number {
  const handle = openSync(output, 'w');
  let failure: string | undefined;
  const ms = elapsed(() => {
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', handle, 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) failure = stderr;
  });
  closeSync(handle);
  if (failure !== undefined) throw new Error(`It failed: ${failure}`);
  const deltas = deltasIn(readFileSync(output, 'utf8'));
  if (deltas !== DELTAS) throw new Error(`Of ${DELTAS} deltas ${deltas} were written.`);
  return ms;
}
