/**
 * How long a large transcript takes to open and to seek in, against a bare `JSON.parse` of each of its
 * lines in the same run: the ratios say something on any machine, the milliseconds only on this one.
 *
 *   node --expose-gc bench/seek.ts [--json] [--megabytes 100]
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlayer } from '../src/replay/player.ts';
import { createCleaner } from '../src/transcripts/clean.ts';
import { readTranscript } from '../src/transcripts/read.ts';
import { createPlayerSession } from '../src/ui/player-session.ts';
import { inspectorFrame } from '../src/ui/screens/inspector-frame.ts';
import { INITIAL } from '../src/ui/screens/inspector-state.ts';
import { elapsed } from './harness/elapsed.ts';
import { writeLongRun } from './harness/long-run.ts';
import { generator } from './harness/random.ts';
import { median } from './harness/result.ts';
import { isJson, tell } from './harness/tell.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, megabytes: { type: 'string', default: '100' } },
});
const BYTES = Number(values.megabytes) * 1e6;
const SEEKS = 200;

const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
try {
  const file = join(folder, 'long.jsonl');
  writeLongRun(file, BYTES);
  await measure(file);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(file: string): Promise<void> {
  const bare = elapsed(() => {
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') JSON.parse(line);
  });
  let began = performance.now();
  const { events } = await readTranscript(file);
  const read = performance.now() - began;
  began = performance.now();
  const cleaned = events.map(createCleaner());
  const clean = performance.now() - began;
  began = performance.now();
  const player = createPlayer(cleaned);
  const survey = performance.now() - began;

  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const session = createPlayerSession(player, 1);
  if (session.state().playing) session.togglePlay();
  const frame = () =>
    inspectorFrame({
      run: session.run(),
      log: session.log(),
      state: INITIAL,
      player: session.state(),
      notice: undefined,
      width: 120,
      height: 36,
    });
  const seeks: number[] = [];
  const frames: number[] = [];
  const random = generator(20261124);
  for (let count = 0; count < SEEKS; count++) {
    const share = random();
    seeks.push(elapsed(() => session.seekTo(share)));
    frames.push(elapsed(frame));
  }
  const back = Array.from({ length: SEEKS }, () => elapsed(() => session.step('event', -1)));
  session.stop();
  const opening = read + clean + survey;
  const results = {
    megabytes: statSync(file).size / 1e6,
    events: events.length,
    /** Bytes of the heap for each byte of the file; without --expose-gc with what is only waiting to be cleared. */
    heapRatio: heap / statSync(file).size,
    bare,
    read,
    clean,
    survey,
    opening,
    ratio: opening / bare,
    seek: median(seeks),
    slowestSeek: Math.max(...seeks),
    seekRatio: median(seeks) / opening,
    frame: median(frames),
    slowestFrame: Math.max(...frames),
    stepBack: median(back),
  };
  if (!isJson) for (const [name, value] of Object.entries(results)) say(name, value);
  else {
    tell([
      {
        name: 'opening',
        what: 'opening a transcript of 100 MB to play it',
        against: 'JSON.parse of each line',
        ratio: results.ratio,
        direction: 'at most',
        ms: opening,
        parseMs: bare,
      },
      {
        name: 'heap',
        what: 'memory of its events',
        against: 'the bytes of the file',
        ratio: results.heapRatio,
        direction: 'at most',
      },
      {
        name: 'seek',
        what: 'a jump to another place in it',
        against: 'opening it',
        ratio: results.seekRatio,
        direction: 'at most',
        ms: results.seek,
      },
    ]);
  }
}

function say(name: string, value: number): void {
  console.log(
    `${name.padEnd(16)}${value.toLocaleString('en-US', { maximumFractionDigits: 4 }).padStart(14)}`,
  );
}
