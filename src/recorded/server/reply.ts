/** What a local Bedrock sends back, as bytes and as what becomes of the connection. Knows no socket. */
import type { Milliseconds } from '../../run/price.ts';
import type { TimedFrame } from '../frames.ts';

/** What happens once all pieces are out. `stall` is silence on an open connection; `goaway` is HTTP/2's. */
export type Afterwards =
  | 'end'
  | 'stall'
  | 'reset-stream'
  | 'reset-connection'
  | 'close-connection'
  | 'goaway';

export type Reply =
  /** Each piece is written on its own, so that a frame may be cut anywhere. */
  | {
      readonly kind: 'stream';
      /** An event stream, where nothing else is said. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Beside them. */
      readonly more?: Readonly<Record<string, string>>;
      readonly pieces: readonly (Uint8Array | TimedFrame)[];
      readonly afterwards: Afterwards;
    }
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly afterMs: Milliseconds;
    }
  /** Without headers. */
  | { readonly kind: 'nothing'; readonly afterwards: Exclude<Afterwards, 'end'> };

export const STREAM_HEADERS = { 'content-type': 'application/vnd.amazon.eventstream' };
export const JSON_HEADERS = { 'content-type': 'application/json' };

/** A stream of these pieces. */
export function streamOf(
  pieces: readonly (Uint8Array | TimedFrame)[],
  afterwards: Afterwards = 'end',
): Reply & { kind: 'stream' } {
  return { kind: 'stream', pieces, afterwards };
}

/** An error as Bedrock tells it before a stream begins. */
export function httpError(
  status: number,
  type: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply & { kind: 'http' } {
  return {
    kind: 'http',
    status,
    headers: { ...JSON_HEADERS, 'x-amzn-errortype': type, ...headers },
    body: JSON.stringify({ message }),
    afterMs: 0,
  };
}

export function httpJson(value: unknown, afterMs: Milliseconds = 0): Reply & { kind: 'http' } {
  return { kind: 'http', status: 200, headers: JSON_HEADERS, body: JSON.stringify(value), afterMs };
}
