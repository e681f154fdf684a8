import http2 from 'node:http2';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { instantClock } from '../../run/clock.ts';
import { type Limits, type Listening, listen, type Replier } from './listen.ts';
import { httpJson } from './reply.ts';

async function start(replier: Replier, limits: Partial<Limits> = {}, strangers: string[] = []) {
  const onStranger = (what: string) => strangers.push(what);
  const server = await listen(replier, { clock: instantClock(), limits, onStranger });
  onTestFinished(() => server.close());
  return server;
}

const echo: Replier = ({ protocol, body }) => httpJson({ protocol, body });
const portOf = ({ url }: Listening) => Number(new URL(url).port);

function connected(server: Listening, onError = () => {}): net.Socket {
  const socket = net.connect(portOf(server), '127.0.0.1').on('error', onError);
  onTestFinished(() => {
    socket.destroy();
  });
  return socket;
}

test('one port speaks HTTP/1.1 and HTTP/2', async () => {
  const server = await start(echo);
  const over1 = await fetch(server.url, { method: 'POST', body: 'one' });
  expect(await over1.json()).toEqual({ protocol: 'http/1.1', body: 'one' });
  const session = http2.connect(server.url);
  const stream = session.request({ ':method': 'POST', ':path': '/' }).end('two');
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual({ protocol: 'h2', body: 'two' });
  session.close();
});

test('many requests on one connection leave nothing behind on it', async () => {
  const server = await start(echo);
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const session = http2.connect(server.url);
  for (let count = 0; count < 20; count++) {
    for await (const _chunk of session.request({ ':method': 'POST', ':path': '/' }).end('x'));
  }
  session.close();
  await new Promise(resolve => setImmediate(resolve));
  expect(warnings).toEqual([]);
});

test('what is spoken is found out also when it comes byte by byte', async () => {
  const server = await start(echo);
  const socket = connected(server);
  const answer = new Promise<string>(resolve => socket.once('data', data => resolve(data.toString())));
  for (const letter of 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi') {
    await new Promise<void>(resolve => socket.write(letter, () => setImmediate(resolve)));
  }
  expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test('who speaks TLS is told that nobody does here, and so is the one who serves', async () => {
  const strangers: string[] = [];
  const server = await start(echo, {}, strangers);
  await expect(fetch(server.url.replace('http:', 'https:'))).rejects.toThrow();
  expect(strangers).toEqual(['A client speaks TLS (https://): this server speaks http:// only.']);
});

test('a body that is too large is not kept, and the refusal says how large it may be', async () => {
  const seen: string[] = [];
  const server = await start(
    request => {
      seen.push(request.body);
      return httpJson({});
    },
    { bodyBytes: 1000 },
  );
  const refused = await fetch(server.url, { method: 'POST', body: 'x'.repeat(1001) });
  expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([413, 'ValidationException']);
  expect(await refused.json()).toEqual({
    message: 'The request is larger than 1000 bytes, which is more than a local Bedrock takes.',
  });
  const session = http2.connect(server.url);
  const over2 = session.request({ ':method': 'POST', ':path': '/' }).end('x'.repeat(1001));
  const status = await new Promise(resolve => over2.on('response', headers => resolve(headers[':status'])));
  session.destroy();
  expect(status).toBe(413);
  await fetch(server.url, { method: 'POST', body: 'x'.repeat(1000) });
  expect(seen.map(body => body.length)).toEqual([1000]);
});

test.each([
  ['says nothing', ''],
  ['does not end its headers', 'POST / HTTP/1.1\r\nHost: x\r\n'],
  ['does not end its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc'],
  ['does not end the preface of HTTP/2', 'PRI * HT'],
])('a client that %s is let go after a while', async (_what, sent) => {
  const server = await start(echo, { requestMs: 50 });
  const socket = connected(server).resume();
  const closed = new Promise<void>(resolve => socket.on('close', () => resolve()));
  if (sent !== '') socket.write(sent);
  await closed;
  await expect.poll(server.connections).toBe(0);
});

test('a reply that takes long is waited for', async () => {
  const server = await start(
    async () => {
      await new Promise(resolve => setTimeout(resolve, 120));
      return httpJson({ late: true });
    },
    { requestMs: 40 },
  );
  expect(await (await fetch(server.url)).json()).toEqual({ late: true });
});

test('a fault in here is told as one of the service', async () => {
  const server = await start(() => {
    throw new Error('Oh.');
  });
  const response = await fetch(server.url);
  expect([response.status, await response.json()]).toEqual([
    500,
    { message: 'The local Bedrock failed: Oh.' },
  ]);
});

test('a path that is not well encoded is a path', async () => {
  const paths: string[] = [];
  const server = await start(({ path }) => {
    paths.push(path);
    return httpJson({});
  });
  const socket = connected(server);
  socket.write('GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => paths).toEqual(['/%zz']);
});

test('a port that is taken is an error with its name', async () => {
  const server = await start(echo);
  const again = listen(echo, { clock: instantClock(), port: portOf(server) });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('closing ends what goes on', async () => {
  const server = await listen(() => ({ kind: 'nothing', afterwards: 'stall' }), { clock: instantClock() });
  const asked = fetch(server.url);
  await expect.poll(server.connections).toBe(1);
  await server.close();
  await expect(asked).rejects.toThrow();
});
