/**
 * How long the library takes with 10,000 saved runs: reading them all for the first time, opening it when
 * they were read before, a search, and a page of scrolling. Each as a ratio to a reference measured in the
 * same run: the milliseconds say something on this machine only.
 *
 *   node bench/library.ts [--json] [--runs N] [--keep FOLDER]
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { indexFileOf } from '../src/library/index-place.ts';
import { openLibrary } from '../src/library/library.ts';
import type { NewEvent } from '../src/run/events.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  inOrder,
  labelled,
  roundFinished,
  roundStarted,
  runStarted,
  stopped,
} from '../src/run/testing/sample-run.ts';
import { libraryFrame } from '../src/ui/library/library-frame.ts';
import { libraryKey } from '../src/ui/library/library-keys.ts';
import { libraryLayout } from '../src/ui/library/library-layout.ts';
import { createFinder, type LibraryState, libraryAtFirst } from '../src/ui/library/library-state.ts';
import { createTheme } from '../src/ui/theme.ts';
import { generator } from './harness/random.ts';
import { isJson, tell } from './harness/tell.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    runs: { type: 'string', default: '10000' },
    keep: { type: 'string' },
  },
});
const RUNS = Number(values.runs);
const home = values.keep ?? mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
const [folder, cache] = [join(home, 'runs'), join(home, 'cache')];

interface Measured {
  readonly name: string;
  readonly ms: number;
  /** What it is held against. */
  readonly reference: string;
  readonly referenceMs: number;
}

const WORDS =
  'so the ball costs less than the bat and together they cost one dollar and ten cents which means that the difference between them is what we have to look at first before anything is added up again'.split(
    ' ',
  );
const random = generator(20261124);
const text = (count: number) =>
  Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');

make();
const results = await measure();
if (isJson) {
  tell(
    results.map(({ name, ms, reference, referenceMs }) => ({
      name: name.replace(/, of .*/, ''),
      what: `library of ${RUNS.toLocaleString('en-US')} runs: ${name}`,
      against: reference,
      ratio: ms / referenceMs,
      direction: 'at most',
      ms,
      referenceMs,
    })),
  );
} else print();
if (values.keep === undefined) rmSync(home, { recursive: true, force: true });

/** Runs of four rounds, each answer in forty pieces, as a model streams them; in folders of five hundred. */
function make(): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  mkdirSync(cache, { recursive: true });
  for (let run = 0; run < RUNS; run++) {
    const place = join(folder, `part-${Math.floor(run / 500)}`);
    mkdirSync(place, { recursive: true });
    const events: NewEvent[] = [
      runStarted({
        run: `01K${String(run).padStart(8, '0')}`,
        startedAt: new Date(Date.UTC(2026, 0, 1) + run * 3_000_000).toISOString(),
        question: {
          id: `q-${run % 50}`,
          title: `Question ${run % 50}`,
          domain: 'bench',
          text: text(40),
          grader: 'numeric',
          reference: ['5'],
        },
      }),
      ...[0, 1, 2, 3].flatMap(round => wholeRound(round, random() < 0.5)),
      stopped(),
      ...(run % 10 === 0 ? [labelled({ title: `Run number ${run}`, tags: ['bench'] })] : []),
    ];
    writeFileSync(
      join(place, `run-${run}.jsonl`),
      inOrder(events, 25)
        .map(event => `${JSON.stringify(event)}\n`)
        .join(''),
    );
  }
}

function wholeRound(round: number, correct: boolean): NewEvent[] {
  const pieces = Array.from({ length: 40 }, () => `${text(5)} `);
  return [
    roundStarted(round),
    callStarted(round, round),
    ...pieces.map(piece => delta(round, piece)),
    callFinished(round, { input: 100 * (round + 1), output: 200 }, { text: pieces.join('') }),
    graded(round, correct ? '5' : '4', correct),
    roundFinished(round),
  ];
}

async function measure(): Promise<Measured[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.jsonl'),
  );
  const parsing = time(() => {
    for (const name of files) {
      for (const line of readFileSync(join(folder, name), 'utf8').split('\n'))
        if (line !== '') JSON.parse(line);
    }
  });
  const looking = time(() => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      statSync(join(folder, name));
  });
  const scanning = time(() => {
    for (const name of files) readFileSync(join(folder, name), 'utf8').includes('run number 777');
  });

  const cold = openLibrary({ folders: [folder], cache, anew: true });
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  const reading = await timeOf(() => cold.refresh());
  clearInterval(beat);
  cold.close();

  let library = openLibrary({ folders: [folder], cache });
  library.close();
  const opening = time(() => {
    library = openLibrary({ folders: [folder], cache });
    library.rows();
  });
  const checking = await timeOf(() => library.refresh());
  const find = (filter: string) => {
    const state = libraryAtFirst(filter);
    return time(() => createFinder()(library.rows(), library.world(), state));
  };
  const rare = find('"run number 777"');
  const common = find('"together they"');
  const filtered = find('mark:fix cost:>0.0001 rounds:3');
  const [many, few] = [scrolling(library.rows()), scrolling(library.rows().slice(0, 30))];
  library.close();
  const size = statSync(indexFileOf(folder, cache)).size;
  console.error(
    `${files.length} files, ${megabytes(files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0))}; index ${megabytes(size)}; longest wait while reading ${longest.toFixed(0)} ms`,
  );
  return [
    {
      name: 'read all for the first time',
      ms: reading,
      reference: 'JSON.parse of every line',
      referenceMs: parsing,
    },
    { name: 'open with an index', ms: opening, reference: 'stat of every file', referenceMs: looking },
    {
      name: 'look whether anything changed',
      ms: checking,
      reference: 'stat of every file',
      referenceMs: looking,
    },
    { name: 'search what is rare', ms: rare, reference: 'includes() in every file', referenceMs: scanning },
    {
      name: 'search what is everywhere',
      ms: common,
      reference: 'includes() in every file',
      referenceMs: scanning,
    },
    { name: 'filter by facts', ms: filtered, reference: 'includes() in every file', referenceMs: scanning },
    {
      name: `scroll a page, of ${library.rows().length}`,
      ms: many,
      reference: 'scroll a page, of 30',
      referenceMs: few,
    },
  ];
}

/** Milliseconds of a page key and its frame, median. */
function scrolling(rows: ReturnType<ReturnType<typeof openLibrary>['rows']>): number {
  const theme = createTheme('dark');
  const find = createFinder();
  const world = { now: Date.UTC(2027, 0, 1), placesOf: () => new Map<string, readonly string[]>() };
  const status = { progress: undefined, problems: [], others: 0, notice: undefined, isLost: false };
  const seen = (state: LibraryState) => ({
    found: find(rows, world, state),
    status,
    forms: [],
    page: libraryLayout(state, { width: 120, height: 36 }).list.rows,
  });
  let state = libraryAtFirst();
  const times = Array.from({ length: 300 }, () => {
    const began = performance.now();
    ({ state } = libraryKey(state, 'pagedown', seen(state)));
    const frame = {
      ...seen(state),
      state,
      world,
      texts: () => [],
      where: '',
      notice: undefined,
      width: 120,
      height: 36,
    };
    for (const line of libraryFrame(frame).lines) theme.paint(line);
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[150] ?? 0;
}

function print(): void {
  console.log(
    `${'case'.padEnd(34)}${'ours'.padStart(12)}${'reference'.padStart(12)}${'ratio'.padStart(9)}  against`,
  );
  for (const { name, ms, reference, referenceMs } of results) {
    const cells = [
      name.padEnd(34),
      `${ms.toFixed(1)} ms`.padStart(12),
      `${referenceMs.toFixed(1)} ms`.padStart(12),
      (ms / referenceMs).toFixed(3).padStart(9),
      `  ${reference}`,
    ];
    console.log(cells.join(''));
  }
}

function time(does: () => void): number {
  const began = performance.now();
  does();
  return performance.now() - began;
}

async function timeOf(does: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await does();
  return performance.now() - began;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
