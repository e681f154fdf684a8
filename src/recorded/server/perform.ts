/** Writes a reply to whoever asked, at the pace of a clock, and breaks the connection where that is the reply. */
import http2 from 'node:http2';
import type net from 'node:net';
import type { Clock } from '../../run/clock.ts';
import type { Milliseconds } from '../../run/price.ts';
import type { TimedFrame } from '../frames.ts';
import { type Afterwards, type Reply, STREAM_HEADERS } from './reply.ts';

/** How an exchange ended, and who ended it. */
export type Ended = 'finished' | 'closed by the client' | 'broken by the server';

/** What both kinds of response have in common; their own types do not agree on paper. */
export interface Outgoing {
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(bytes: Uint8Array, done: () => void): unknown;
  end(text: string): unknown;
  on(event: string, listener: () => void): unknown;
  readonly stream?: Pick<http2.ServerHttp2Stream, 'close' | 'session'>;
}

export interface Exchange {
  readonly ended: Promise<Ended>;
  /** Resolves once the connection underneath is gone. */
  readonly disconnected: Promise<void>;
  /** Aborted when there is nobody left to write to. */
  readonly gone: AbortSignal;
  /** Says that the server ends it, before it does. */
  ending(how: Ended): void;
}

export function watch(response: Outgoing, socket: net.Socket): Exchange {
  const gone = new AbortController();
  let how: Ended = 'closed by the client';
  const ended = new Promise<Ended>(resolve => {
    response.on('close', () => {
      gone.abort();
      resolve(how);
    });
  });
  const disconnected = closingOf(socket);
  response.on('error', () => {});
  return {
    ended,
    disconnected,
    gone: gone.signal,
    ending(by) {
      how = by;
    },
  };
}

const closings = new WeakMap<net.Socket, Promise<void>>();

/** One for a connection, however many requests come on it. */
function closingOf(socket: net.Socket): Promise<void> {
  const known = closings.get(socket);
  if (known) return known;
  const closing = new Promise<void>(resolve => {
    if (socket.destroyed) resolve();
    socket.on('close', () => resolve());
  });
  closings.set(socket, closing);
  return closing;
}

export interface Performing {
  readonly response: Outgoing;
  readonly socket: net.Socket;
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** Of the request, told as Bedrock tells it. */
  readonly id: string;
}

export async function perform(reply: Reply, to: Performing): Promise<void> {
  const { response, exchange, clock, id } = to;
  const began = clock.now();
  const until = async (afterMs: Milliseconds) => {
    const ms = began + afterMs - clock.now();
    if (ms > 0) await clock.sleep(ms, exchange.gone);
  };
  const named = { 'x-amzn-requestid': id };
  if (reply.kind === 'http') {
    await until(reply.afterMs);
    if (exchange.gone.aborted) return;
    const length = { 'content-length': String(Buffer.byteLength(reply.body)) };
    response.writeHead(reply.status, { ...named, ...length, ...reply.headers });
    exchange.ending('finished');
    response.end(reply.body);
    return;
  }
  if (reply.kind === 'stream') {
    const pieces = reply.pieces.map(piece => (piece instanceof Uint8Array ? untimed(piece) : piece));
    // Events begin to stream before there is one; a document is sent when it is made.
    if (reply.headers) await until(pieces[0]?.afterMs ?? 0);
    if (exchange.gone.aborted) return;
    response.writeHead(200, { ...named, ...(reply.headers ?? STREAM_HEADERS), ...reply.more });
    for (const { afterMs, bytes } of pieces) {
      await until(afterMs);
      if (exchange.gone.aborted) return;
      await write(response, bytes, exchange);
    }
  }
  finish(reply.afterwards, to);
}

function untimed(bytes: Uint8Array): TimedFrame {
  return { afterMs: 0, bytes };
}

/** Waits until the bytes have left, so that the next piece does not travel with them. */
async function write(response: Outgoing, bytes: Uint8Array, { ended }: Exchange): Promise<void> {
  await Promise.race([new Promise<void>(resolve => response.write(bytes, resolve)), ended]);
  await new Promise(setImmediate);
}

function finish(afterwards: Afterwards, { response, socket, exchange }: Performing): void {
  if (afterwards === 'stall' || exchange.gone.aborted) return;
  exchange.ending(afterwards === 'end' ? 'finished' : 'broken by the server');
  const { stream } = response;
  if (afterwards === 'end') response.end('');
  else if (afterwards === 'reset-connection') socket.resetAndDestroy();
  else if (afterwards === 'reset-stream' && stream) stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  else if (afterwards === 'goaway' && stream?.session) sayGoaway(stream.session);
  else socket.destroy();
}

/** All of its streams are refused, as when a server is taken out of service in a hurry. */
function sayGoaway(session: http2.Http2Session): void {
  session.destroy(undefined, http2.constants.NGHTTP2_INTERNAL_ERROR);
}
