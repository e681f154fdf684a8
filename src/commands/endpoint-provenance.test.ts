/** What a run says of where its answers come from, when its endpoint is a server of our own: over real sockets. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { localBedrock } from '../recorded/server/bedrock.ts';
import { listen } from '../recorded/server/listen.ts';
import { instantClock } from '../run/clock.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { endpointProvenance } from './endpoint-provenance.ts';
import { type AnsweringFlags, answeringFor } from './serve-answers.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

/** As `serve` does it. */
async function serving(file?: string, flags: AnsweringFlags = {}) {
  const { answerer, provenance } = answeringFor(file, flags);
  const server = await listen(localBedrock({ answerer, provenance, onlyLoopback: true }), {
    clock: instantClock(),
  });
  onTestFinished(() => server.close());
  return server.url;
}

async function httpServer(listener: http.RequestListener) {
  const server = http.createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const QUESTION = ['--question', 'bat-and-ball'];

/** Where a transcript, and what goes on from it, says that its answers come from. */
const provenances = (text: string) =>
  eventsOf(text).flatMap(event =>
    event.type === 'run.started' || event.type === 'run.resumed' ? (event.provenance ?? []) : [],
  );

describe('a run against `serve`', () => {
  test('of made-up recordings is synthetic, and so is a recording of it', async () => {
    const url = await serving();
    const run = join(temporaryFolder(), 'run.jsonl');
    const made = await runMain(['run', '--endpoint', url, ...QUESTION, '--transcript', run]);
    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/^Source: .*synthetic/m);
    expect(provenances(readFileSync(run, 'utf8'))).toEqual(['synthetic']);
    const to = temporaryFolder();
    expect((await runMain(['record', run, '--to', to])).code).toBe(0);
    expect(provenances(readFileSync(join(to, readdirSync(to)[0] ?? ''), 'utf8'))).toEqual(['synthetic']);
  });

  test('of a transcript that was live is recorded; a fallback makes it synthetic', async () => {
    const run = join(temporaryFolder(), 'run.jsonl');
    await runMain(['run', '--offline', ...QUESTION, '--transcript', run]);
    const live = join(temporaryFolder(), 'live.jsonl');
    writeFileSync(live, readFileSync(run, 'utf8').replace('"provenance":"synthetic"', '"provenance":"live"'));
    const args = (url: string) => ['run', '--endpoint', url, ...QUESTION, '--no-save', '--json'];
    expect(provenances((await runMain(args(await serving(live)))).stdout)).toEqual(['recorded']);
    const withFallback = await serving(live, { fallback: 'echo' });
    expect(provenances((await runMain(args(withFallback))).stdout)).toEqual(['synthetic']);
  });

  test('a branch of a live run, and a live run that is gone on with there, are synthetic', async () => {
    const url = await serving();
    const folder = temporaryFolder();
    const whole = join(folder, 'whole.jsonl');
    await runMain(['run', '--offline', ...QUESTION, '--transcript', whole]);
    const live = readFileSync(whole, 'utf8').replace('"provenance":"synthetic"', '"provenance":"live"');
    const file = join(folder, 'live.jsonl');
    writeFileSync(file, live);
    const branch = join(folder, 'branch.jsonl');
    const branched = await runMain([
      ...['branch', `${file}#1`, '--rounds', '3', '--endpoint', url, '--transcript', branch],
    ]);
    expect(branched.code).toBe(0);
    expect(provenances(readFileSync(branch, 'utf8'))).toEqual(['synthetic']);
    const lines = live.split('\n');
    const end = lines.findIndex(line => line.includes('"type":"round.started","round":2'));
    expect(end).toBeGreaterThan(0);
    writeFileSync(file, `${lines.slice(0, end).join('\n')}\n`);
    const resumed = await runMain(['resume', file, '--endpoint', url]);
    expect(resumed.code).toBe(0);
    expect(provenances(readFileSync(file, 'utf8'))).toEqual(['live', 'synthetic']);
  });

  test('each answer says in a header where it is from', async () => {
    const url = await serving(undefined, { fallback: 'echo' });
    const said = await Promise.all(
      ['converse', 'converse-stream'].map(async operation => {
        const response = await fetch(`${url}/model/us.amazon.nova-lite-v1%3A0/${operation}`, {
          method: 'POST',
          body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'hello' }] }] }),
        });
        await response.arrayBuffer();
        return [response.status, response.headers.get('x-reflectoscope-provenance')];
      }),
    );
    expect(said).toEqual([
      [200, 'synthetic'],
      [200, 'synthetic'],
    ]);
  });
});

describe('an endpoint that is not ours', () => {
  test('on this machine says nothing by not knowing the path', async () => {
    const url = await httpServer((_request, response) => response.writeHead(404).end('no such thing'));
    expect(await endpointProvenance(url)).toBeUndefined();
  });

  test('may answer anything, or send elsewhere', async () => {
    const nonsense = await httpServer((_request, response) =>
      response.writeHead(200, { 'x-reflectoscope-provenance': 'divine' }).end('{}'),
    );
    const elsewhere = await httpServer((_request, response) =>
      response.writeHead(302, { location: 'http://192.0.2.1/' }).end(),
    );
    expect(await endpointProvenance(nonsense)).toBeUndefined();
    expect(await endpointProvenance(elsewhere)).toBeUndefined();
  });

  test('is not waited for when it keeps silent', async () => {
    expect(await endpointProvenance(await httpServer(() => {}))).toBeUndefined();
  });

  test('may not be there at all', async () => {
    expect(await endpointProvenance('http://127.0.0.1:9')).toBeUndefined();
  });

  test('on another machine is not asked', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    onTestFinished(() => asked.mockRestore());
    expect(await endpointProvenance('http://192.0.2.1:1')).toBeUndefined();
    expect(await endpointProvenance('https://bedrock-runtime.us-east-1.amazonaws.com')).toBeUndefined();
    expect(asked).not.toHaveBeenCalled();
  });
});
