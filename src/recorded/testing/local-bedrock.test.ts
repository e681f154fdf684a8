import { expect, onTestFinished, test } from 'vitest';
import type { Answer } from '../answer.ts';
import { eventFrame } from '../frames.ts';
import { aRequest } from './collect.ts';
import { answering, httpError, type Replies, startLocalBedrock, streamOf } from './local-bedrock.ts';

const FRAMES = [
  eventFrame('messageStart', { role: 'assistant' }),
  eventFrame('messageStop', { stopReason: 'end_turn' }),
];
const CALL = '/model/us.amazon.nova-micro-v1%3A0/converse-stream';
const { messages } = aRequest();
const call = { method: 'POST', body: JSON.stringify({ messages }) };

async function start(replies: Replies) {
  const server = await startLocalBedrock(replies);
  onTestFinished(() => server.close());
  return server;
}

test('it speaks HTTP/1.1 on the same port', async () => {
  const server = await start(streamOf(FRAMES));
  const response = await fetch(`${server.url}${CALL}`, call);
  expect(response.headers.get('content-type')).toBe('application/vnd.amazon.eventstream');
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.concat(FRAMES));
  const [seen] = server.requests;
  expect(seen).toMatchObject({
    protocol: 'http/1.1',
    method: 'POST',
    path: '/model/us.amazon.nova-micro-v1:0/converse-stream',
    body: call.body,
  });
  expect(await seen?.ended).toBe('finished');
});

test('it replies in order, the last reply for ever', async () => {
  const server = await start([httpError(429, 'ThrottlingException', 'Slow.'), streamOf(FRAMES)]);
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++)
    statuses.push((await fetch(`${server.url}${CALL}`, call)).status);
  expect(statuses).toEqual([429, 200, 200]);
});

test('it knows who ended an exchange', async () => {
  const server = await start([streamOf(FRAMES, 'stall'), streamOf(FRAMES, 'reset-connection')]);
  const abort = new AbortController();
  const stalled = await fetch(`${server.url}${CALL}`, { ...call, signal: abort.signal });
  expect(stalled.status).toBe(200);
  abort.abort();
  expect(await server.requests[0]?.ended).toBe('closed by the client');
  await server.requests[0]?.disconnected;
  const broken = await fetch(`${server.url}${CALL}`, call);
  await expect(broken.arrayBuffer()).rejects.toThrow();
  expect(await server.requests[1]?.ended).toBe('broken by the server');
});

test('it answers for recordings and scripts', async () => {
  const answer: Answer = {
    deltas: [],
    ending: { kind: 'failed', afterMs: 10, name: 'ThrottlingException', message: 'Slow.' },
  };
  const server = await start(
    answering(request => (request.model.includes('nova') ? answer : { message: 'None.' })),
  );
  const throttled = await fetch(`${server.url}${CALL}`, call);
  expect([throttled.status, await throttled.json()]).toEqual([429, { message: 'Slow.' }]);
  const none = await fetch(`${server.url}/model/other/converse-stream`, call);
  expect([none.status, none.headers.get('x-amzn-errortype')]).toEqual([404, 'NoRecordingException']);
  expect((await fetch(`${server.url}/somewhere`, call)).status).toBe(400);
});
