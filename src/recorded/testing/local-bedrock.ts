/**
 * A Bedrock on the loopback for tests: one port that speaks ConverseStream over HTTP/2 (prior
 * knowledge) and over HTTP/1.1, and that fails in every way a network and a service can. Knows no
 * client, and is imported by tests only.
 */
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { type Clock, instantClock } from '../../run/clock.ts';
import type { Milliseconds } from '../../run/price.ts';
import type { Answerer } from '../answer.ts';
import type { TimedFrame } from '../frames.ts';
import { wireReply } from '../wire-reply.ts';
import { readWireRequest } from '../wire-request.ts';

/** What happens once all pieces of a stream are out. `stall` is silence on an open connection. */
export type Afterwards = 'end' | 'stall' | 'reset-stream' | 'reset-connection' | 'close-connection';

export type Reply =
  /** Each piece is written on its own, so that a frame may be cut anywhere. */
  | { kind: 'stream'; pieces: readonly (Uint8Array | TimedFrame)[]; afterwards: Afterwards }
  | { kind: 'http'; status: number; headers: Record<string, string>; body: string; afterMs: Milliseconds }
  /** Without headers. */
  | { kind: 'nothing'; afterwards: Exclude<Afterwards, 'end'> };

export interface SeenRequest {
  readonly protocol: 'http/1.1' | 'h2';
  readonly method: string;
  /** Decoded; as it came it is `wirePath`. */
  readonly path: string;
  readonly wirePath: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** How the exchange ended, and who ended it. */
  readonly ended: Promise<Ended>;
  /** Resolves once the connection underneath is gone. */
  readonly disconnected: Promise<void>;
}

export type Ended = 'finished' | 'closed by the client' | 'broken by the server';

export interface LocalBedrock {
  readonly url: string;
  /** All requests, in the order in which they came. */
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/** How to reply: always the same, one after the other (the last one for ever), or by the request. */
export type Replies = Reply | readonly Reply[] | ((request: SeenRequest) => Reply | Promise<Reply>);

export interface LocalBedrockOptions {
  /** Paces timed frames; by default they do not wait. */
  readonly clock?: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

export async function startLocalBedrock(
  replies: Replies,
  { clock = instantClock(), port = 0 }: LocalBedrockOptions = {},
): Promise<LocalBedrock> {
  const requests: SeenRequest[] = [];
  const sockets = new Map<number | undefined, net.Socket>();
  const listener = async (request: Incoming, response: Outgoing) => {
    const socket = sockets.get(request.socket.remotePort);
    if (!socket) return;
    const exchange = watch(response, socket);
    const body = await textOf(request);
    if (body === undefined) return;
    const { ended, disconnected } = exchange;
    const seen = { ...describe(request), body, ended, disconnected };
    requests.push(seen);
    await perform(await choose(replies, seen, requests.length - 1), response, socket, exchange, clock);
  };
  const h1 = http.createServer(listener);
  const h2 = http2.createServer(listener);
  const server = net.createServer(socket => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.on('close', () => sockets.delete(remotePort)).on('error', () => {});
    socket.once('data', first => {
      socket.pause();
      socket.unshift(first);
      const speaksHttp2 = first.subarray(0, 3).toString('latin1') === 'PRI';
      (speaksHttp2 ? h2 : h1).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  h2.on('sessionError', () => {});
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

type Incoming = http.IncomingMessage | http2.Http2ServerRequest;
/** What both kinds of response have in common; their own types do not agree on paper. */
interface Outgoing {
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(bytes: Uint8Array, done: () => void): unknown;
  end(text: string): unknown;
  on(event: string, listener: () => void): unknown;
  readonly stream?: Pick<http2.ServerHttp2Stream, 'close'>;
}

async function choose(replies: Replies, seen: SeenRequest, index: number): Promise<Reply> {
  if (typeof replies === 'function') return replies(seen);
  const list = 'kind' in replies ? [replies] : replies;
  return list[index] ?? list.at(-1) ?? httpError(500, 'InternalServerException', 'No reply is left.');
}

function describe(request: Incoming) {
  return {
    protocol: request.httpVersionMajor === 2 ? ('h2' as const) : ('http/1.1' as const),
    method: request.method ?? '',
    path: decodeURIComponent(request.url ?? ''),
    headers: { ...request.headers },
    wirePath: request.url ?? '',
  };
}

/** Nothing when the client was gone before all of it had come. */
async function textOf(request: Incoming): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Exchange extends Pick<SeenRequest, 'ended' | 'disconnected'> {
  /** Whether there is still somebody to write to. */
  open(): boolean;
  /** Says that the server ends it, before it does. */
  ending(how: Ended): void;
}

function watch(response: Outgoing, socket: net.Socket): Exchange {
  let closed = false;
  let how: Ended = 'closed by the client';
  const ended = new Promise<Ended>(resolve => {
    response.on('close', () => {
      closed = true;
      resolve(how);
    });
  });
  const disconnected = new Promise<void>(resolve => {
    if (socket.destroyed) resolve();
    socket.on('close', () => resolve());
  });
  response.on('error', () => {});
  const ending: Exchange['ending'] = by => {
    how = by;
  };
  return { ended, disconnected, open: () => !closed, ending };
}

async function perform(
  reply: Reply,
  response: Outgoing,
  socket: net.Socket,
  exchange: Exchange,
  clock: Clock,
): Promise<void> {
  const began = clock.now();
  const wait = (afterMs: Milliseconds) => clock.sleep(Math.max(0, began + afterMs - clock.now()));
  if (reply.kind === 'http') {
    await wait(reply.afterMs);
    if (!exchange.open()) return;
    response.writeHead(reply.status, reply.headers);
    exchange.ending('finished');
    response.end(reply.body);
    return;
  }
  if (reply.kind === 'stream') {
    response.writeHead(200, STREAM_HEADERS);
    for (const piece of reply.pieces) {
      const { afterMs, bytes } = piece instanceof Uint8Array ? { afterMs: 0, bytes: piece } : piece;
      if (afterMs > 0) await wait(afterMs);
      if (!exchange.open()) return;
      await write(response, bytes);
    }
  }
  finish(reply.afterwards, response, socket, exchange);
}

const STREAM_HEADERS = {
  'content-type': 'application/vnd.amazon.eventstream',
  'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
};

/** Waits until the bytes have left, so that the next piece does not travel with them. */
async function write(response: Outgoing, bytes: Uint8Array): Promise<void> {
  await new Promise<void>(resolve => response.write(bytes, resolve));
  await new Promise(setImmediate);
}

function finish(afterwards: Afterwards, response: Outgoing, socket: net.Socket, exchange: Exchange): void {
  if (afterwards === 'stall' || !exchange.open()) return;
  exchange.ending(afterwards === 'end' ? 'finished' : 'broken by the server');
  if (afterwards === 'end') {
    response.end('');
    return;
  }
  if (afterwards === 'reset-connection') socket.resetAndDestroy();
  else if (afterwards === 'reset-stream' && response.stream) {
    response.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  } else socket.destroy();
}

/** A stream of these pieces. */
export function streamOf(
  pieces: readonly (Uint8Array | TimedFrame)[],
  afterwards: Afterwards = 'end',
): Reply {
  return { kind: 'stream', pieces, afterwards };
}

/** An error as Bedrock tells it before a stream begins. */
export function httpError(
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): Reply {
  return {
    kind: 'http',
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type, ...headers },
    body: JSON.stringify({ message }),
    afterMs: 0,
  };
}

/** Replies with what recordings, or a script, have to say. */
export function answering(answerer: Answerer): (request: SeenRequest) => Promise<Reply> {
  return async ({ wirePath, body }) => {
    const request = readWireRequest(wirePath, body);
    if (!request) return httpError(400, 'ValidationException', 'Not a ConverseStream request.');
    const reply = wireReply(await answerer(request));
    if (reply.kind === 'stream') return streamOf(reply.frames);
    const { afterMs, status, type, message } = reply;
    return { ...httpError(status, type, message), afterMs } as Reply;
  };
}
