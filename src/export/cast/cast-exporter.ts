/**
 * `cast` and `cast3`: the run as a recorded terminal (asciicast v2 and v3), in which our own inspector
 * plays it. Marks stand at every round, where the answer became another one, and where calls failed.
 */
import { headline } from '../../plain/describe.ts';
import { foldAll } from '../../run/fold.ts';
import type { Milliseconds } from '../../run/price.ts';
import { isTimed } from '../../run/run.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { Line } from '../../ui/line.ts';
import { createTheme } from '../../ui/theme.ts';
import type { Exporter, ExportInput } from '../exporter.ts';
import { evenlyPaced, momentsOf } from '../run-times.ts';
import { CAST_THEME } from './cast-theme.ts';
import { drawn, OPEN } from './drawing.ts';
import { LONGEST_WAIT_MS, screenFrames } from './screen-frames.ts';

export const castExporter: Exporter = {
  id: 'cast',
  name: 'a recorded terminal that plays the run (asciicast v2)',
  extension: '.cast',
  pieces: input => written(castOf(input), headerV2(input), absolute()),
};

export const cast3Exporter: Exporter = {
  id: 'cast3',
  name: 'a recorded terminal that plays the run (asciicast v3)',
  extension: '.cast',
  pieces: input => written(castOf(input), headerV3(input), relative()),
};

const COLUMNS = 100;
const ROWS = 30;
/** How long the last screen stays. */
const STAYS_MS: Milliseconds = 3_000;

/** `o` is output, `m` a mark with its name, `x` the exit status (which only version 3 has). */
interface CastEvent {
  readonly atMs: Milliseconds;
  readonly code: 'o' | 'm' | 'x';
  readonly data: string;
}

/** In the order of their times. */
function* castOf(input: ExportInput): Generator<CastEvent> {
  const { events, run, options } = input;
  const size = sizeOf(options);
  const theme = createTheme('dark');
  const moments = momentsOf(isTimed(run) ? run : (foldAll(evenlyPaced(events)) ?? run));
  let shown: readonly Line[] | undefined;
  let last: Milliseconds = 0;
  yield { atMs: 0, code: 'o', data: OPEN };
  for (const { atMs, lines } of screenFrames(events, run, size)) {
    const data = drawn(shown, lines, theme);
    if (data !== '') yield { atMs, code: 'o', data };
    // Where one goes to a mark, what it is about is on the screen.
    for (let moment = moments[0]; moment && moment.at <= atMs; moment = moments[0]) {
      moments.shift();
      yield { atMs, code: 'm', data: sanitizeLine(moment.words) };
    }
    shown = lines;
    last = atMs;
  }
  yield { atMs: last + STAYS_MS, code: 'o', data: '\u001b[0m' };
  yield { atMs: last + STAYS_MS, code: 'x', data: '0' };
}

function sizeOf({ columns = COLUMNS, rows = ROWS }: ExportInput['options']) {
  return { columns, rows };
}

/** The header, then one line an event. */
function* written(events: Iterable<CastEvent>, header: object, format: Format): Generator<string> {
  yield `${JSON.stringify(header)}\n`;
  for (const event of events) {
    if (format.codes.has(event.code))
      yield `${JSON.stringify([format.time(event.atMs), event.code, event.data])}\n`;
  }
}

interface Format {
  readonly codes: ReadonlySet<CastEvent['code']>;
  /** Seconds, as the version counts them. Asked for in the order of the events. */
  time(atMs: Milliseconds): number;
}

function absolute(): Format {
  return { codes: new Set(['o', 'm']), time: atMs => Math.round(atMs) / 1000 };
}

/** Since the event before, from whole milliseconds, so that no error adds up. */
function relative(): Format {
  let before = 0;
  return {
    codes: new Set(['o', 'm', 'x']),
    time(atMs) {
      const now = Math.round(atMs);
      const since = now - before;
      before = now;
      return since / 1000;
    },
  };
}

function headerV2(input: ExportInput): object {
  const { columns, rows } = sizeOf(input.options);
  return { version: 2, width: columns, height: rows, ...headerOf(input), theme: CAST_THEME };
}

function headerV3(input: ExportInput): object {
  const { columns: cols, rows } = sizeOf(input.options);
  const term = { cols, rows, type: 'xterm-256color', theme: CAST_THEME };
  return { version: 3, term, ...headerOf(input) };
}

/** What both versions say in the same words. */
function headerOf({ run, file }: ExportInput) {
  const startedAt = Math.floor(Date.parse(run.startedAt) / 1000);
  return {
    ...(startedAt > 0 && { timestamp: startedAt }),
    idle_time_limit: LONGEST_WAIT_MS / 1000,
    command: `reflectoscope replay ${sanitizeLine(file)}`,
    title: sanitizeLine(headline(run)),
  };
}
