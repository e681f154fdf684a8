/**
 * One port that speaks HTTP/2 (prior knowledge, as the AWS SDK begins) and HTTP/1.1, for a local
 * Bedrock. Knows nothing of what is asked: a function turns each request into a reply.
 */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import type { Clock } from '../../run/clock.ts';
import type { Milliseconds } from '../../run/price.ts';
import { type Exchange, type Outgoing, perform, watch } from './perform.ts';
import { httpError, type Reply } from './reply.ts';
import { createSniffer } from './sniff.ts';

export interface SeenRequest extends Pick<Exchange, 'ended' | 'disconnected'> {
  /** Made up here, and told in the reply. */
  readonly id: string;
  readonly protocol: 'http/1.1' | 'h2';
  readonly method: string;
  /** Decoded; as it came it is `wirePath`. */
  readonly path: string;
  readonly wirePath: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Limits {
  readonly bodyBytes: number;
  /** For a whole request to come, and for a connection on which nothing is asked. */
  readonly requestMs: Milliseconds;
  readonly connections: number;
}

/** Larger than what Bedrock takes itself (25 MB with documents). */
const LIMITS: Limits = { bodyBytes: 32 * 1024 * 1024, requestMs: 60_000, connections: 512 };

export interface ListenOptions {
  /** Paces timed frames. */
  readonly clock: Clock;
  /** By default the loopback, in IPv4 and, where there is one, in IPv6. */
  readonly host?: string | undefined;
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  readonly limits?: Partial<Limits>;
  /** Told of a connection that speaks something else; the words are a sentence. */
  readonly onStranger?: (what: string) => void;
}

export interface Listening {
  readonly url: string;
  /** How many connections are open. */
  connections(): number;
  /** Ends all connections at once, whatever goes on there. */
  close(): Promise<void>;
}

export type Replier = (request: SeenRequest) => Reply | Promise<Reply>;

/** Rejects with the error of Node's when it cannot listen there (`EADDRINUSE`, `EACCES`, ...). */
export async function listen(replier: Replier, options: ListenOptions): Promise<Listening> {
  const limits = { ...LIMITS, ...options.limits };
  const sockets = new Map<string, { readonly socket: net.Socket; readonly busy: (by: 1 | -1) => void }>();
  // Whatever goes wrong with one connection is the end of that, and of no other.
  const answer = async (request: Incoming, response: Outgoing) => {
    const found = sockets.get(peerOf(request.socket));
    if (!found) return;
    const { socket, busy } = found;
    const exchange = watch(response, socket);
    const body = await bodyOf(request, limits);
    if (body === 'gone') return;
    busy(1);
    void exchange.ended.then(() => busy(-1));
    const id = randomUUID();
    const { ended, disconnected } = exchange;
    const reply =
      body === 'too large'
        ? tooLarge(limits)
        : await replyTo({ ...describe(request), id, body: body.toString('utf8'), ended, disconnected });
    await perform(reply, { response, socket, exchange, clock: options.clock, id }).catch(() =>
      socket.destroy(),
    );
  };
  const replyTo = async (seen: SeenRequest): Promise<Reply> => {
    try {
      return await replier(seen);
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      return httpError(500, 'InternalServerException', `The local Bedrock failed: ${why}`);
    }
  };
  const h1 = http.createServer(answer);
  const h2 = http2.createServer(answer);
  h2.on('sessionError', () => {});
  const sniff = createSniffer({ h1, h2, onStranger: options.onStranger });
  const accept = (socket: net.Socket) => {
    const peer = peerOf(socket);
    const busy = impatience(socket, limits.requestMs);
    sockets.set(peer, { socket, busy });
    socket.on('close', () => sockets.delete(peer)).on('error', () => {});
    sniff(socket);
  };
  const { host = LOOPBACK } = options;
  const first = await open(accept, host, options.port ?? 0, limits);
  const { port } = first.address() as net.AddressInfo;
  // Who says "localhost" may mean either; that there is no IPv6 here is no matter.
  const second =
    host === LOOPBACK ? await open(accept, LOOPBACK_6, port, limits).catch(() => undefined) : undefined;
  return {
    url: `http://${urlHost(host)}:${port}`,
    connections: () => sockets.size,
    close: async () => {
      const closed = [first, second].map(
        server => new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve())),
      );
      for (const { socket } of sockets.values()) socket.destroy();
      await Promise.all(closed);
    },
  };
}

const LOOPBACK = '127.0.0.1';
const LOOPBACK_6 = '::1';

type Incoming = http.IncomingMessage | http2.Http2ServerRequest;

function open(
  accept: (socket: net.Socket) => void,
  host: string,
  port: number,
  { connections }: Limits,
): Promise<net.Server> {
  const server = net.createServer({ noDelay: true }, accept);
  server.maxConnections = connections;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject).on('error', () => {});
      resolve(server);
    });
  });
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return LOOPBACK;
  return host.includes(':') ? `[${host}]` : host;
}

/** Of one server: over HTTP/2 only a stand-in for the socket is to be had. */
function peerOf(socket: Pick<net.Socket, 'remoteFamily' | 'remoteAddress' | 'remotePort'>): string {
  return `${socket.remoteFamily} ${socket.remoteAddress} ${socket.remotePort}`;
}

/**
 * Ends a connection on which no whole request has come for that long; tell what is returned when one is
 * being answered (1), and when it has been (-1).
 */
function impatience(socket: net.Socket, ms: Milliseconds): (by: 1 | -1) => void {
  let answering = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    timer = setTimeout(() => socket.destroy(), ms);
    timer.unref();
  };
  wait();
  socket.on('close', () => clearTimeout(timer));
  return by => {
    clearTimeout(timer);
    answering += by;
    if (answering === 0 && !socket.destroyed) wait();
  };
}

function describe(request: Incoming) {
  const wirePath = request.url ?? '';
  return {
    protocol: request.httpVersionMajor === 2 ? ('h2' as const) : ('http/1.1' as const),
    method: request.method ?? '',
    path: decoded(wirePath),
    headers: { ...request.headers },
    wirePath,
  };
}

/** What is not well encoded stays as it came. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** `gone`: the client left, or was too slow, before all of it had come. What is too large is not kept. */
async function bodyOf(request: Incoming, limits: Limits): Promise<Buffer | 'gone' | 'too large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(), limits.requestMs);
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes <= limits.bodyBytes) chunks.push(Buffer.from(chunk));
      else chunks.length = 0;
      // Whoever sends on and on is not waited for.
      if (bytes > limits.bodyBytes * 4) break;
    }
  } catch {
    return 'gone';
  } finally {
    clearTimeout(timer);
  }
  return bytes > limits.bodyBytes ? 'too large' : Buffer.concat(chunks);
}

function tooLarge({ bodyBytes }: Limits): Reply {
  const message = `The request is larger than ${bodyBytes} bytes, which is more than a local Bedrock takes.`;
  return httpError(413, 'ValidationException', message);
}
