/** `serve` as a program: what it prints, what a client of it sees, and how it ends. */
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { makeHome } from './testing/home.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf, type Program, runProgram, startProgram } from './testing/program.ts';

const NOVA = 'us.amazon.nova-lite-v1:0';

/** Ends with the test. */
async function serving(...args: string[]): Promise<{ url: string; program: Program }> {
  const program = startProgram(['serve', '--port', '0', '--speed', 'max', ...args]);
  onTestFinished(() => {
    program.child.kill('SIGKILL');
  });
  let told = '';
  program.child.stdout.on('data', chunk => {
    told += chunk;
  });
  await program.saw(/Ctrl\+C ends it/);
  return { program, url: /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0] ?? '' };
}

async function ended({ child, ended: end }: Program) {
  child.kill('SIGINT');
  return end;
}

const converse = (url: string, text: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/model/${encodeURIComponent(NOVA)}/converse`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] }),
  });

test('reflectoscope runs against it to the end, and the cache is written and then read', async () => {
  const { url, program } = await serving();
  const { code, stdout } = await runProgram([
    'run',
    '--endpoint',
    url,
    '--question',
    'bat-and-ball',
    '--json',
  ]);
  expect(code).toBe(0);
  const usages = eventsOf(stdout).flatMap(event => (event.type === 'call.finished' ? [event.usage] : []));
  expect(usages.map(({ cacheWrite5m, cacheRead }) => [cacheWrite5m > 0, cacheRead > 0])).toEqual([
    [false, false],
    [false, false],
    [true, false],
    [true, true],
  ]);
  const { code: how, stdout: said, stderr } = await ended(program);
  expect(how).toBe(0);
  expect(said).toMatch(
    /^Bedrock at http:\/\/127\.0\.0\.1:\d+ \(HTTP\/1\.1 and HTTP\/2\), answering from \d+ recordings\.\n/,
  );
  expect(said).toContain(`  export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${url} `);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[3]).toMatch(
    /^\d\d:\d\d:\d\d converse-stream us\.anthropic\.claude-sonnet-4-6 200 from bat-and-ball\.sonnet-4-6\.jsonl round 3, in [\d,]+ \(cache read [\d,]+, cache wrote \d+\), out \d+, \d+\.\d s$/,
  );
  expect(lines.at(-1)).toBe('Stopped after 4 calls.');
});

test('models --live lists what is recorded', async () => {
  const { url } = await serving('--quiet');
  const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' };
  const home = makeHome({ ...keys, AWS_ENDPOINT_URL_BEDROCK: url });
  const { code, stdout, stderr } = await runProgram(['models', '--live'], { home });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/us\.amazon\.nova-lite-v1:0 .*\n {4}can be run in us-east-1: us\.\n/);
});

test('a script answers, its faults and those of the command line happen, and JSON tells of it', async () => {
  const script = join(temporaryFolder(), 'rules.yaml');
  writeFileSync(
    script,
    'rules:\n  - when: { contains: capital }\n    answer: Paris.\ndefault: { text: "You said: {{user}}", fault: service-unavailable }\n',
  );
  const { url, program } = await serving('--script', script, '--fault', 'throttling:2', '--log', 'json');
  const first = await converse(url, 'The capital of France?');
  expect(await first.json()).toMatchObject({ output: { message: { content: [{ text: 'Paris.' }] } } });
  expect((await converse(url, 'The capital of France?')).status).toBe(429);
  expect((await converse(url, 'Hello')).status).toBe(503);
  expect((await converse(url, 'Hello', { 'x-reflectoscope-fault': 'model-timeout' })).status).toBe(408);
  const { stderr } = await ended(program);
  const logged = stderr.split('\n').flatMap(line => (line.startsWith('{') ? [JSON.parse(line)] : []));
  expect(logged.map(({ status, from, fault }) => [status, from, fault?.name])).toEqual([
    [200, 'rule 1', undefined],
    [429, null, 'throttling@before'],
    [503, 'default', 'service-unavailable@before'],
    [408, null, 'model-timeout@before'],
  ]);
  expect(logged[0]).toMatchObject({
    protocol: 'http/1.1',
    operation: 'converse',
    model: NOVA,
    usage: { output: expect.any(Number) },
    ended: 'finished',
  });
});

test('Ctrl+C ends it in the middle of a stream', async () => {
  const { url, program } = await serving('--fault', 'stall@middle', '--fallback', 'echo');
  const response = await fetch(`${url}/model/x/converse-stream`, {
    method: 'POST',
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Say all this back.' }] }] }),
  });
  const body = response.text().catch(thrown => thrown);
  const { code, stderr } = await ended(program);
  expect(code).toBe(0);
  expect(await body).toBeInstanceOf(Error);
  expect(stderr).toMatch(
    /fault stall@middle, closed by the client.*\nStopped after one call\.\n$|Stopped after one call\.\n/,
  );
});

describe('what it answers from', () => {
  test('a single transcript answers alone, and --quiet says nothing of it', async () => {
    const file = join(fixturesDir(), 'recordings', 'bat-and-ball.nova-lite.jsonl');
    const { url, program } = await serving(file, '--quiet');
    const refused = await converse(url, 'Something else');
    expect(refused.status).toBe(400);
    expect(JSON.stringify(await refused.json())).toContain(
      String.raw`The turn is \"Something else\". From here recordings answer: \"`,
    );
    const { stdout, stderr } = await ended(program);
    expect(stdout).toContain(`answering from ${file}.`);
    expect(stderr).toBe('Stopped after one call.\n');
  });
});

test('beyond this machine it is served only on purpose, with a warning', async () => {
  const { url, program } = await serving('--host', '0.0.0.0', '--fallback', 'Yes.');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect((await converse(url, 'Hello')).status).toBe(200);
  const { stderr } = await ended(program);
  expect(stderr).toMatch(
    /^Warning: at 0\.0\.0\.0 every machine that reaches this one can read these recordings/,
  );
});

describe('what cannot be served', () => {
  const refused = async (...args: string[]) => {
    const { code, stderr } = await runMain(['serve', ...args]);
    return [code, stderr] as const;
  };

  test('a port that is taken', async () => {
    const taken = net.createServer();
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      taken.close();
    });
    const { port } = taken.address() as net.AddressInfo;
    expect(await refused('--port', String(port))).toEqual([
      2,
      `Port ${port} is taken by another program: give another --port, or leave it out for a free one.\n`,
    ]);
  });

  test.each<[readonly string[], RegExp]>([
    [['--port', '70000'], /It must be from 0 to 65535/],
    [['--host', '203.0.113.7', '--port', '0'], /203\.0\.113\.7 is no address of this machine/],
    [['--fault', 'rest'], /^There is no fault "rest"\./],
    [['--speed', '2', '--tokens-per-second', '5'], /exclude each other/],
    [['--script', 'nowhere.yaml'], /^The script nowhere\.yaml is not there\./],
    [['nowhere.jsonl'], /^There is no folder nowhere\.jsonl\./],
    [['a.jsonl', '--recordings', 'b'], /^Give a transcript or --recordings DIR, not both\./],
    [['--recordings', 'nowhere'], /^There is no folder nowhere\./],
    [['--cache', 'maybe'], /--cache/],
  ])('%j', async (args, message) => {
    expect(await refused(...args)).toEqual([2, expect.stringMatching(message)]);
  });

  test('a script that is wrong, with every problem and its line', async () => {
    const script = join(temporaryFolder(), 'rules.yaml');
    writeFileSync(script, 'rules:\n  - answer: 3\n  - when: { trun: 1 }\n    answer: a\n');
    const [code, stderr] = await refused('--script', script);
    expect(code).toBe(2);
    expect(stderr.split('\n').map(line => line.replace(script, 'FILE'))).toEqual([
      expect.stringMatching(/^FILE:2: rules\.0\.answer: /),
      expect.stringMatching(/^FILE:3: rules\.1\.when: Unrecognized key: "trun"/),
      '',
    ]);
  });
});

test('the faults are listed for people and for programs', async () => {
  const { stdout } = await runMain(['serve', '--list-faults']);
  expect(stdout).toMatch(
    /^@before or @middle or @stop\n {2}throttling +too many requests \(429 ThrottlingException\)\n/,
  );
  expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
  const listed = JSON.parse((await runMain(['serve', '--list-faults', '--json'])).stdout);
  expect(listed).toContainEqual({
    name: 'goaway',
    about: 'the connection is given up (GOAWAY)',
    stages: ['middle', 'before', 'stop'],
    streamsOnly: false,
    http2Only: true,
  });
});
