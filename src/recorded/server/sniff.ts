/** Finds out what a client speaks from the first bytes it sends, and gives the connection to who can. */
import type http from 'node:http';
import type http2 from 'node:http2';
import type net from 'node:net';

export interface Speakers {
  readonly h1: http.Server;
  readonly h2: http2.Http2Server;
  readonly onStranger?: ((what: string) => void) | undefined;
}

/** The preface of HTTP/2 begins so; no method of HTTP/1.1 does. */
const HTTP2 = Buffer.from('PRI', 'latin1');
/** The first byte of a TLS handshake. */
const TLS = 0x16;

export function createSniffer({ h1, h2, onStranger }: Speakers): (socket: net.Socket) => void {
  return socket => {
    let first = Buffer.alloc(0);
    const look = (chunk: Buffer) => {
      first = Buffer.concat([first, chunk]);
      if (first[0] === TLS) {
        socket.off('data', look);
        onStranger?.('A client speaks TLS (https://): this server speaks http:// only.');
        // No handshake: the client sees at once that nobody speaks TLS here.
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
        return;
      }
      const known = Math.min(first.length, HTTP2.length);
      const mayBeHttp2 = first.subarray(0, known).equals(HTTP2.subarray(0, known));
      if (mayBeHttp2 && known < HTTP2.length) return;
      socket.off('data', look);
      socket.pause();
      socket.unshift(first);
      (mayBeHttp2 ? h2 : h1).emit('connection', socket);
      process.nextTick(() => socket.resume());
    };
    socket.on('data', look);
  };
}
