import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClient } from '../bedrock/client.ts';
import { converseModel } from '../bedrock/converse.ts';
import { instantClock } from '../run/clock.ts';
import type { WholeRequest } from '../run/model.ts';
import { recordedHandler } from './handler.ts';
import { anyRequest } from './testing/arbitrary.ts';
import { collect } from './testing/collect.ts';
import { readWireRequest } from './wire-request.ts';

const PATH = '/model/us.amazon.nova-micro-v1%3A0/converse-stream';
const BODY = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hi' }] }] });

test('a request is read back as it was before the SDK wrote it', async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest, async request => {
      let seen: WholeRequest | undefined;
      const requestHandler = recordedHandler(asked => {
        seen = asked;
        return { message: 'none' };
      }, instantClock());
      const client = createClient({ anonymous: true, requestHandler });
      const model = converseModel({ client, idleTimeoutMs: 20_000 });
      await collect(model.stream(request, new AbortController().signal));
      expect(seen).toEqual(request);
    }),
    { numRuns: 60 },
  );
});

test('what is left out has its default', () => {
  expect(readWireRequest(PATH, BODY)).toEqual({
    model: 'us.amazon.nova-micro-v1:0',
    system: [],
    messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    cachePoints: [],
    inferenceConfig: {},
  });
});

test.each([
  ['another path', '/model/a/converse', BODY],
  ['a path without a model', '/model//converse-stream', BODY],
  ['a model that cannot be decoded', '/model/%zz/converse-stream', BODY],
  ['no body', PATH, ''],
  ['a body that is not JSON', PATH, '{"messages":'],
  ['a body without messages', PATH, '{}'],
  ['a message without content', PATH, '{"messages":[{"role":"user"}]}'],
  ['a body that is not an object', PATH, '[]'],
])('%s is no ConverseStream request', (_what, path, body) => {
  expect(readWireRequest(path, body)).toBeUndefined();
});

test('nothing that comes over the wire throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.oneof(fc.string(), fc.json()), (model, body) => {
      expect(() => readWireRequest(`/model/${model}/converse-stream`, body)).not.toThrow();
    }),
  );
});
