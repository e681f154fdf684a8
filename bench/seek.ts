/**
 * How long a large transcript takes to open and to seek in, against a bare `JSON.parse` of each of its
 * lines in the same run: the ratios say something on any machine, the milliseconds only on this one.
 *
 *   node --expose-gc bench/seek.ts [--json] [--megabytes 100]
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlayer } from '../src/replay/player.ts';
import type { NewEvent } from '../src/run/events.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  requestOf,
  roundFinished,
  roundStarted,
  runStarted,
  stopped,
} from '../src/run/testing/sample-run.ts';
import { createCleaner } from '../src/transcripts/clean.ts';
import { readTranscript } from '../src/transcripts/read.ts';
import { createPlayerSession } from '../src/ui/player-session.ts';
import { inspectorFrame } from '../src/ui/screens/inspector-frame.ts';
import { INITIAL } from '../src/ui/screens/inspector-state.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, megabytes: { type: 'string', default: '100' } },
});
const BYTES = Number(values.megabytes) * 1e6;
const DELTAS_A_CALL = 4000;
const SEEKS = 200;
const WORDS = ['the ball ', 'costs five ', 'cents, and ', 'so the bat is ', 'one dollar more; ', 'look: '];

const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
try {
  const file = join(folder, 'long.jsonl');
  writeRun(file, BYTES);
  await measure(file);
} finally {
  rmSync(folder, { recursive: true });
}

/** Round after round of one run, until the file is as large as wanted. */
function writeRun(file: string, bytes: number): void {
  const handle = openSync(file, 'w');
  let seq = 0;
  let size = 0;
  const write = (events: readonly NewEvent[]) => {
    const lines = events.map(event => `${JSON.stringify({ seq, at: 20 * seq++, ...event })}\n`).join('');
    size += writeSync(handle, lines);
  };
  write([runStarted()]);
  let before = '';
  for (let round = 0; size < bytes; round++) {
    const pieces = Array.from({ length: DELTAS_A_CALL }, (_, index) => piece(round, index));
    const text = pieces.join('');
    const parent = round === 0 ? undefined : { call: round - 1, answer: before };
    write([
      roundStarted(round),
      callStarted(round, round, { request: requestOf('Look at your answer once more.', parent) }),
      ...pieces.map(words => delta(round, words)),
      callFinished(round, { input: 10, output: DELTAS_A_CALL }, { text }),
      graded(round, '0.05', round % 3 !== 0),
      roundFinished(round),
    ]);
    before = text;
  }
  write([stopped()]);
  closeSync(handle);
}

function piece(round: number, index: number): string {
  if (index % 120 === 119) return '\n\n';
  return (index * 7 + round) % 97 === 0 ? `${round}.${index}: ` : (WORDS[(index * 5) % WORDS.length] ?? '');
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
  if (values.json) console.log(JSON.stringify(results, null, 2));
  else for (const [name, value] of Object.entries(results)) tell(name, value);
}

function tell(name: string, value: number): void {
  console.log(
    `${name.padEnd(16)}${value.toLocaleString('en-US', { maximumFractionDigits: 4 }).padStart(14)}`,
  );
}

function elapsed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** The same numbers in every run, between 0 and 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
