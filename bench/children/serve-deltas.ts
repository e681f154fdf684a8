/**
 * A local Bedrock whose every answer is so many deltas, as fast as they are taken. A process of its own, so
 * that it takes no time from whoever asks; prints its address, and ends with its standard input.
 *
 *   node bench/children/serve-deltas.ts COUNT
 */
import { framesOf } from '../../src/recorded/frames.ts';
import { listen } from '../../src/recorded/server/listen.ts';
import { httpError, streamOf } from '../../src/recorded/server/reply.ts';
import { instantClock } from '../../src/run/clock.ts';

const COUNT = Number(process.argv[2]);
/** The server of the program waits after each frame: then it would be measured, and not who reads. */
const FRAMES_AT_ONCE = 50;

const deltas = Array.from({ length: COUNT }, (_, index) => ({
  afterMs: 0,
  channel: 'text' as const,
  text: `word${index % 100} `,
}));
const frames = framesOf({
  deltas,
  ending: {
    kind: 'finished',
    afterMs: 0,
    stopReason: 'end_turn',
    usage: { input: 20, output: COUNT, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    serverMs: 1,
    content: [{ text: deltas.map(delta => delta.text).join('') }],
  },
});
const pieces = Array.from({ length: Math.ceil(frames.length / FRAMES_AT_ONCE) }, (_, index) => {
  const some = frames.slice(index * FRAMES_AT_ONCE, (index + 1) * FRAMES_AT_ONCE);
  return Buffer.concat(some.map(frame => frame.bytes));
});

const server = await listen(
  ({ method }) => (method === 'POST' ? streamOf(pieces) : httpError(404, 'NotFound', 'There is nothing.')),
  { clock: instantClock() },
);
console.log(server.url);
process.stdin.resume().on('end', () => process.exit());
