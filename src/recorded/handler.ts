/**
 * Bedrock without a network: a request handler for the real SDK client that answers in the real
 * wire format, at the pace of the clock it is given. Offline and live are one path because of it.
 */
import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/protocols';
import type { Clock } from '../run/clock.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Answerer } from './answer.ts';
import type { TimedFrame } from './frames.ts';
import { refusal, type WireReply, wireReply } from './wire-reply.ts';
import { readWireRequest } from './wire-request.ts';

/** As much of the SDK's request as is needed here. */
interface IncomingRequest {
  readonly path: string;
  readonly body?: unknown;
}
interface HandlerOptions {
  readonly abortSignal?: unknown;
}

export function recordedHandler(answerer: Answerer, clock: Clock) {
  return {
    async handle(request: IncomingRequest, options: HandlerOptions = {}) {
      const began = clock.now();
      const read = readWireRequest(request.path, bodyText(request.body));
      const reply = read
        ? wireReply(await answerer(read))
        : refusal('ValidationException', 'Not a ConverseStream request.');
      const signal = options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
      const until = async (afterMs: Milliseconds) => {
        const wait = began + afterMs - clock.now();
        if (wait > 0) await clock.sleep(wait, signal);
      };
      return { response: await respond(reply, until, signal) };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

/** Waits until so long after the request arrived, or until it is aborted. */
type Until = (afterMs: Milliseconds) => Promise<void>;

async function respond(reply: WireReply, until: Until, signal: AbortSignal | undefined) {
  if (reply.kind === 'stream') {
    return new HttpResponse({
      statusCode: 200,
      headers: { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'recorded' },
      body: Readable.from(pace(reply.frames, until, signal), { objectMode: false, highWaterMark: 1 }),
    });
  }
  await until(reply.afterMs);
  return new HttpResponse({
    statusCode: reply.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': reply.type },
    body: Readable.from([Buffer.from(JSON.stringify({ message: reply.message }), 'utf8')], {
      objectMode: false,
    }),
  });
}

async function* pace(frames: readonly TimedFrame[], until: Until, signal: AbortSignal | undefined) {
  for (const frame of frames) {
    await until(frame.afterMs);
    if (signal?.aborted) return;
    yield frame.bytes;
  }
}

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  // A view, not a copy of an iterable: the SDK's own kind of bytes warns when it is asked for its value.
  if (!(body instanceof Uint8Array)) return '';
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}
