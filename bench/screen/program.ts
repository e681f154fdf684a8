/** A program in a pseudo-terminal, watched from outside: what it writes, draws and uses. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

export interface Usage {
  /** User and system time since it began, in milliseconds. */
  readonly cpuMs: number;
  /** After everything was collected that could be, where it was started with `--expose-gc`. In bytes. */
  readonly heapUsed: number;
  /** Of the heap what V8 compiled: the more a program has run, the more of it. */
  readonly compiled: number;
  readonly external: number;
  readonly rss: number;
}

export interface Drawn {
  readonly bytes: number;
  /** Synchronized updates: Ink makes each frame one. */
  readonly frames: number;
}

export interface Program {
  readonly pid: number;
  usage(): Promise<Usage>;
  drawn(): Drawn;
  write(keys: string): void;
  /** Resolves, to the time at which it came, when what is written from now on has this in it. */
  waitFor(text: string): Promise<number>;
  end(): Promise<void>;
}

export interface ProgramOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How much faster its time passes. */
  readonly lapse?: number;
  /** Of Node. */
  readonly flags?: readonly string[];
}

const PROBE = join(import.meta.dirname, 'probe.ts');
const FRAME = '\u001b[?2026h';
const PATIENCE_MS = 60_000;

/** Starts `node ...args` in an empty home; it is measured from when it has connected. */
export async function startProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Program> {
  const { columns = 200, rows = 50, env = {}, lapse = 1, flags = [] } = options;
  const home = mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  const child = spawn(process.execPath, [...flags, '--import', PROBE, ...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: home,
    env: { ...environment(home), ...env, BENCH_PROBE: String(port), BENCH_LAPSE: String(lapse) },
  });
  const drawn = { bytes: 0, frames: 0 };
  const waiting = new Set<(data: string, at: number) => void>();
  child.onData(data => {
    const at = performance.now();
    drawn.bytes += Buffer.byteLength(data);
    drawn.frames += data.split(FRAME).length - 1;
    for (const look of waiting) look(data, at);
  });
  const ended = new Promise<void>(resolve => child.onExit(() => resolve()));
  const [socket] = (await once(server, 'connection')) as [Socket];
  server.close();
  const answers = createInterface(socket)[Symbol.asyncIterator]();
  return {
    pid: child.pid,
    async usage() {
      socket.write('?');
      const { value, done } = await answers.next();
      if (done) throw new Error('the program ended before it was measured');
      return JSON.parse(value);
    },
    drawn: () => ({ ...drawn }),
    write: keys => child.write(keys),
    waitFor: text =>
      new Promise((resolve, reject) => {
        let seen = '';
        const look = (data: string, at: number) => {
          seen = `${seen.slice(-4096)}${data}`;
          if (!seen.includes(text) && !stripVTControlCharacters(seen).includes(text)) return;
          done();
          resolve(at);
        };
        const timer = setTimeout(() => {
          done();
          reject(
            new Error(`"${text}" was not drawn within ${PATIENCE_MS} ms; last came ${JSON.stringify(seen)}`),
          );
        }, PATIENCE_MS);
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        waiting.add(look);
      }),
    async end() {
      child.kill();
      await ended;
      socket.destroy();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function environment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    USERPROFILE: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    LC_ALL: 'C.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    CI: 'false',
    NODE_ENV: 'production',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

export function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
