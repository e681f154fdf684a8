import { expect, test } from 'vitest';
import type { Model, StreamEvent, WholeRequest } from '../run/model.ts';
import { lateModel } from './late-model.ts';

const REQUEST: WholeRequest = {
  model: 'a.model',
  system: [],
  messages: [],
  cachePoints: [],
  inferenceConfig: { maxTokens: 10 },
};
const DELTA: StreamEvent = { type: 'delta', channel: 'text', text: 'The bat' };
const never = new AbortController().signal;

const answering: Model = {
  prepare: () => REQUEST,
  async *stream(request) {
    expect(request).toBe(REQUEST);
    yield DELTA;
  },
};

test('a call that comes before the client is loaded waits for it', async () => {
  const { promise, resolve } = Promise.withResolvers<Model>();
  const first = lateModel(() => promise)
    .stream(REQUEST, never)
    [Symbol.asyncIterator]()
    .next();
  resolve(answering);
  expect(await first).toEqual({ done: false, value: DELTA });
});

test('the client is loaded once, and before the first call', async () => {
  let loads = 0;
  const model = lateModel(async () => {
    loads++;
    return answering;
  });
  expect(loads).toBe(1);
  await all(model.stream(REQUEST, never));
  await all(model.stream(REQUEST, never));
  expect(loads).toBe(1);
});

test('a client that cannot be loaded fails the call, and nothing else', async () => {
  const model = lateModel(() => Promise.reject(new Error('the installation is damaged')));
  await expect(all(model.stream(REQUEST, never))).rejects.toThrow('damaged');
});

test('whoever leaves in the middle ends the stream of the model', async () => {
  let ended = false;
  const model = lateModel(async () => ({
    prepare: () => REQUEST,
    async *stream() {
      try {
        for (;;) yield DELTA;
      } finally {
        ended = true;
      }
    },
  }));
  for await (const event of model.stream(REQUEST, never)) {
    expect(event).toEqual(DELTA);
    break;
  }
  expect(ended).toBe(true);
});

async function all(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const result: StreamEvent[] = [];
  for await (const event of events) result.push(event);
  return result;
}
