/**
 * Loaded into a program before it starts (`--import`): tells whoever measures it how much CPU time and
 * memory it has used, and can let its time pass faster. Knows nothing of the program.
 */
import { connect } from 'node:net';
import { getHeapSpaceStatistics } from 'node:v8';

/** Every wait becomes shorter by this, and all clocks run faster by it. */
const lapse = Number(process.env.BENCH_LAPSE ?? 1);
const port = Number(process.env.BENCH_PROBE);

if (lapse !== 1) letTimeFly(lapse);

const socket = connect(port, '127.0.0.1');
socket.unref();
socket.setNoDelay(true);
socket.on('data', () => {
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  // Twice: what a finalizer holds goes with the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  socket.write(`${JSON.stringify({ cpuMs, heapUsed, compiled: compiledBytes(), external, rss })}\n`);
});
socket.on('error', () => {});

/** Machine code, and bytecode, which V8 has in its trusted space. */
function compiledBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => /^(?:code|trusted)_/.test(name))
    .reduce((sum, { space_used_size: size }) => sum + size, 0);
}

function letTimeFly(times: number): void {
  const { setTimeout: wait, setInterval: repeat } = globalThis;
  const shorter =
    <T>(timer: (callback: () => void, ms?: number, ...rest: unknown[]) => T) =>
    (callback: () => void, ms = 0, ...rest: unknown[]) =>
      timer(callback, ms / times, ...rest);
  globalThis.setTimeout = shorter(wait as never) as never;
  globalThis.setInterval = shorter(repeat as never) as never;
  const [now, since] = [Date.now, performance.now.bind(performance)];
  const began = now();
  Date.now = () => began + Math.round((now() - began) * times);
  performance.now = () => since() * times;
}
