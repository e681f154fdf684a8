/**
 * What it costs to stream into the inspector at 200 tokens a second, on a screen of 200x50: the built
 * program, which answers itself from a recording through the real client and writes a transcript, against an
 * Ink app that only shows text; and with much text in the run already, against itself with little.
 *
 *   node bench/stream.ts [--json]
 */
import { join } from 'node:path';
import { tell } from './harness/tell.ts';
import { startApp } from './screen/app.ts';
import { type Program, sleep, startProgram } from './screen/program.ts';
import { tokensOf } from './screen/tokens.ts';

const TOKENS_PER_SECOND = 200;
const KB_PER_SECOND = 100;
/** Compilers and caches warm up meanwhile. */
const WARM_MS = 5_000;
const MEASURED_MS = 15_000;
/** The recording goes on for longer than anything is measured. */
const SECONDS = 60;

const BARE_INK = join(import.meta.dirname, 'screen/bare-ink.ts');

interface Used {
  readonly cpuMs: number;
  readonly frames: number;
  readonly bytes: number;
}

async function inspector(already: number): Promise<Program> {
  const tokens = tokensOf(already + SECONDS * TOKENS_PER_SECOND);
  const [before, after] = [tokens.slice(0, already), tokens.slice(already)];
  const app = await startApp([{ before, tokens: after, tokensPerSecond: TOKENS_PER_SECOND }]);
  await app.run();
  return app;
}

async function bareInk(): Promise<Program> {
  const program = await startProgram([BARE_INK, String(TOKENS_PER_SECOND)]);
  await program.waitFor('streaming');
  return program;
}

/** Both at once, over the same seconds: what else the machine does, it does to both. */
async function together(...starting: readonly Promise<Program>[]): Promise<Used[]> {
  const programs = await Promise.all(starting);
  await sleep(WARM_MS);
  const before = await Promise.all(programs.map(soFar));
  await sleep(MEASURED_MS);
  const after = await Promise.all(programs.map(soFar));
  await Promise.all(programs.map(program => program.end()));
  return after.map(({ cpuMs, frames, bytes }, index) => ({
    cpuMs: cpuMs - (before[index]?.cpuMs ?? 0),
    frames: frames - (before[index]?.frames ?? 0),
    bytes: bytes - (before[index]?.bytes ?? 0),
  }));
}

async function soFar(program: Program): Promise<Used> {
  return { cpuMs: (await program.usage()).cpuMs, ...program.drawn() };
}

const aSecond = (value = 0) => (value * 1000) / MEASURED_MS;
const aFrame = ({ cpuMs, frames }: Used = NOTHING) => cpuMs / frames;
const NOTHING: Used = { cpuMs: 0, frames: 0, bytes: 0 };

const [streaming = NOTHING, bare = NOTHING] = await together(inspector(200), bareInk());
tell([
  {
    name: 'stream-cpu',
    what: 'CPU while 200 tokens a second stream into the inspector',
    against: 'an Ink app that only shows text',
    ratio: streaming.cpuMs / bare.cpuMs,
    bound: 1.3,
    direction: 'at most',
    'CPU ms a second': aSecond(streaming.cpuMs),
    'of the other': aSecond(bare.cpuMs),
    'frames a second': aSecond(streaming.frames),
    'frames of the other': aSecond(bare.frames),
  },
]);
tell([
  {
    name: 'stream-bytes',
    what: 'what is written to the terminal meanwhile',
    against: `${KB_PER_SECOND} KB a second`,
    ratio: aSecond(streaming.bytes) / (KB_PER_SECOND * 1000),
    bound: 1,
    direction: 'at most',
    'KB a second': aSecond(streaming.bytes) / 1000,
    'of the other': aSecond(bare.bytes) / 1000,
  },
]);

const [long = NOTHING, short = NOTHING] = await together(inspector(20_000), inspector(200));
tell([
  {
    name: 'stream-long-run',
    what: 'CPU a frame with 20,000 tokens already in the run',
    against: 'itself with 200 tokens',
    ratio: aFrame(long) / aFrame(short),
    bound: 1.3,
    direction: 'at most',
    'CPU ms a frame': aFrame(long),
    'of the other': aFrame(short),
  },
]);
