/**
 * Whether the program keeps what it does not need: an hour of streaming in 50 runs of one process, of which
 * the time is made to fly. What its memory grows by from the first run to the last one, after a collection,
 * against the text of the transcripts that were written meanwhile. What V8 compiled is told apart.
 *
 *   node bench/hour.ts [--json] [--runs N]
 */
import { parseArgs } from 'node:util';
import { tell } from './harness/tell.ts';
import { startApp } from './screen/app.ts';
import type { Usage } from './screen/program.ts';
import { tokensOf } from './screen/tokens.ts';

const { values } = parseArgs({ strict: false, options: { runs: { type: 'string', default: '50' } } });
const RUNS = Number(values.runs);
const ROUNDS = 4;
const TOKENS_PER_SECOND = 200;
/** Fifty runs of four rounds take an hour. */
const TOKENS = (3600 / 50 / ROUNDS) * TOKENS_PER_SECOND;
const LAPSE = 10;

const answers = Array.from({ length: ROUNDS }, (_, round) => ({
  tokens: tokensOf(TOKENS, round + 1),
  tokensPerSecond: TOKENS_PER_SECOND,
}));
const textOfRun = Buffer.byteLength(answers.flatMap(({ tokens }) => tokens).join(''));

const app = await startApp(answers, { columns: 80, rows: 24, lapse: LAPSE, flags: ['--expose-gc'] });
const began = performance.now();
let first: Usage | undefined;
for (let run = 1; run <= RUNS; run++) {
  const over = app.waitFor('max-rounds');
  app.write('\r');
  await over;
  const back = app.waitFor('recorded with this model');
  app.write('q');
  await back;
  if (run === 1) first = await app.usage();
  if (process.env.VERBOSE) console.error(run, await app.usage(), app.drawn().frames);
}
const tookMs = performance.now() - began;
const last = await app.usage();
const { frames } = app.drawn();
await app.end();

/** What V8 compiles as the program gets warm is nothing that the program keeps. */
const inUse = ({ heapUsed, compiled, external }: Usage) => heapUsed - compiled + external;
const grown = first ? inUse(last) - inUse(first) : Number.NaN;
const written = (RUNS - 1) * textOfRun;
const streamedMs = RUNS * ROUNDS * TOKENS * (1000 / TOKENS_PER_SECOND);
tell([
  {
    name: 'hour-memory',
    what: `what memory grows by in ${Math.round(streamedMs / 60_000)} minutes of streaming, ${RUNS} runs, from the first on`,
    against: 'the text of the transcripts',
    ratio: Math.max(0, grown) / written,
    bound: 1,
    direction: 'at most',
    'MB grown': grown / 1e6,
    'MB compiled meanwhile': first ? (last.compiled - first.compiled) / 1e6 : 0,
    'MB of text': written / 1e6,
    'MB after the first run': (first ? inUse(first) : 0) / 1e6,
    tokens: RUNS * ROUNDS * TOKENS,
    frames,
    'seconds taken': tookMs / 1000,
  },
]);
