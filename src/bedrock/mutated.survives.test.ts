import http2 from 'node:http2';
import net from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorFrame, eventFrame, exceptionFrame } from '../recorded/frames.ts';
import { localBedrock } from '../recorded/server/bedrock.ts';
import { type Listening, listen } from '../recorded/server/listen.ts';
import { answersByRules } from '../recorded/server/rules.ts';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { httpError, type Reply, startLocalBedrock, streamOf } from '../recorded/testing/local-bedrock.ts';
import { instantClock } from '../run/clock.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { effort } from '../text/testing/effort.ts';
import { byteChange, documentChange, mutated } from '../text/testing/mutations.ts';
import { expectNothingPolluted, expectSentence } from '../text/testing/sentence.ts';
import { createClient } from './client.ts';
import { converseModel } from './converse.ts';
import { untroubled } from './testing/against-local.ts';

const FRAMES = [
  eventFrame('messageStart', { role: 'assistant' }),
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'The ball ' } }),
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'é😀' } } }),
  eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
  eventFrame('messageStop', { stopReason: 'end_turn' }),
  eventFrame('metadata', {
    usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    metrics: { latencyMs: 1 },
  }),
];
const WHOLE = Buffer.concat(FRAMES);
const FAILED = Buffer.concat([...FRAMES.slice(0, 2), exceptionFrame('throttlingException', 'Slow down.')]);
const BROKEN = Buffer.concat([...FRAMES.slice(0, 2), errorFrame('InternalFailure', 'Oh.')]);

/** Of an event any fields, whole in its frame: what the checksum does not catch. */
const oddFrame = fc
  .tuple(
    fc.constantFrom(
      'messageStart',
      'contentBlockStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
      'unheardOf',
    ),
    fc.oneof(
      fc.jsonValue({ maxDepth: 3 }).filter(value => typeof value === 'object' && value !== null),
      mutated(
        [
          Buffer.from(
            '{"contentBlockIndex":0,"delta":{"text":"a","reasoningContent":{"text":"b","signature":"c"}}}',
          ),
          Buffer.from(
            '{"usage":{"inputTokens":1,"outputTokens":1,"cacheReadInputTokens":2},"metrics":{"latencyMs":1}}',
          ),
          Buffer.from('{"stopReason":"end_turn","additionalModelResponseFields":{"a":1}}'),
        ],
        documentChange,
      ).map(bytes => {
        try {
          const value: unknown = JSON.parse(bytes.toString());
          return typeof value === 'object' && value !== null ? value : {};
        } catch {
          return {};
        }
      }),
    ),
  )
  .map(([type, payload]) => {
    try {
      return eventFrame(type, payload as object);
    } catch {
      // It is nested too deeply to be sent.
      return eventFrame(type, {});
    }
  });

const streams: fc.Arbitrary<Reply> = fc.oneof(
  mutated([WHOLE, FAILED, BROKEN], byteChange).map(bytes => streamOf([bytes])),
  fc.uint8Array({ maxLength: 300 }).map(bytes => streamOf([bytes])),
  fc
    .tuple(fc.array(oddFrame, { minLength: 1, maxLength: 4 }), fc.nat({ max: FRAMES.length }))
    .map(([odd, at]) => streamOf([...FRAMES.slice(0, at), ...odd, ...FRAMES.slice(at)])),
);
const refusals: fc.Arbitrary<Reply> = fc
  .tuple(
    fc.constantFrom(200, 204, 301, 302, 400, 403, 404, 413, 429, 500, 503),
    fc.constantFrom('application/json', 'text/html', 'application/vnd.amazon.eventstream', ''),
    fc.oneof(
      fc.string(),
      fc.jsonValue().map(value => JSON.stringify(value)),
      mutated([Buffer.from('{"message":"No.","__type":"ValidationException"}')], documentChange).map(String),
    ),
  )
  .map(([status, type, body]) => ({
    kind: 'http',
    status,
    headers: { 'content-type': type },
    body: status === 204 ? '' : body,
    afterMs: 0,
  }));

describe('Fuzz', () => {
  test('any bytes as the answer of Bedrock: the text so far and its end, or an error with a sentence', async () => {
    let reply: Reply = httpError(500, 'X', '');
    const server = await startLocalBedrock(() => reply);
    const client = createClient({ anonymous: true, endpoint: server.url, idleTimeoutMs: 1_000 });
    const model = converseModel({ client, idleTimeoutMs: 1_000, endpoint: server.url });
    try {
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: streams }, refusals), async given => {
          reply = given;
          const { error, finished, text } = await collect(model.stream(aRequest(), untroubled()));
          expect(typeof text).toBe('string');
          expect([error === undefined, finished === undefined].filter(Boolean)).toHaveLength(1);
          if (error) {
            expectSentence(sanitizeLine(error.message));
            if (error.remedy !== undefined) expectSentence(sanitizeLine(error.remedy));
          }
          expectNothingPolluted();
        }),
        { numRuns: effort(25, 3_000) },
      );
    } finally {
      client.destroy();
      await server.close();
    }
  });

  test('any bytes as a request to the local Bedrock: an answer or the end of that connection, and it serves on', async () => {
    const answerer = answersByRules({ rules: [], default: { text: 'No.' } }, 1);
    const server = await listen(localBedrock({ answerer, provenance: 'synthetic' }), {
      clock: instantClock(),
      limits: { requestMs: 5_000 },
    });
    const body =
      '{"messages":[{"role":"user","content":[{"text":"How much?"}]}],"inferenceConfig":{"maxTokens":10}}';
    const request = (path: string, method = 'POST') =>
      Buffer.from(
        `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
    const wholes = [
      request('/model/m/converse'),
      request('/model/us.anthropic.claude-sonnet-4-6/converse-stream'),
      request('/foundation-models', 'GET'),
      Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0'),
    ];
    const json = mutated([Buffer.from(body)], documentChange);
    const raw = fc.oneof(mutated(wholes, byteChange), fc.uint8Array({ maxLength: 200 }));
    try {
      await fc.assert(
        fc.asyncProperty(raw, async bytes => {
          await spoken(server, bytes);
          expectNothingPolluted();
        }),
        { numRuns: effort(40, 2_000) },
      );
      await fc.assert(
        fc.asyncProperty(
          json,
          fc.constantFrom('converse', 'converse-stream', 'invoke'),
          async (bytes, operation) => {
            const reply = await fetch(`${server.url}/model/m/${operation}`, {
              method: 'POST',
              // One that is kept may be given up just when it is used again.
              headers: { connection: 'close' },
              body: new Uint8Array(bytes),
            });
            expect([200, 400, 404, 413]).toContain(reply.status);
            const said = await reply.text();
            if (reply.status !== 200) expect(said).not.toMatch(/local Bedrock failed|call stack/);
            expectNothingPolluted();
          },
        ),
        { numRuns: effort(40, 2_000) },
      );
      const served = await fetch(`${server.url}/model/m/converse`, { method: 'POST', body });
      expect(served.status).toBe(200);
      const session = http2.connect(server.url);
      session.close();
    } finally {
      await server.close();
    }
  });
});

/** Sends bytes, says that there are no more, and waits until the other side is done. */
function spoken(server: Listening, bytes: Uint8Array): Promise<void> {
  return new Promise(resolve => {
    const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {}).on('close', () => resolve());
    socket.resume();
    socket.end(bytes);
  });
}
