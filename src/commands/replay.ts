/** `reflectoscope replay FILE...`: saved runs again, in the inspector or as lines. */
import { createPrinter } from '../plain/printer.ts';
import { createPlayer } from '../replay/player.ts';
import { realClock } from '../run/clock.ts';
import type { AnyEvent } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { isBeingWritten } from '../transcripts/lock.ts';
import { readHead, readTranscript, type Transcript, TranscriptError } from '../transcripts/read.ts';
import type { Checks } from '../ui/screens/setting-checks.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { onInterrupt } from './interrupts.ts';
import type { LookFlags } from './look.ts';
import { createOutput } from './output.ts';
import type { SaveFlags } from './save-run.ts';
import type { SourceFlags } from './source.ts';
import { signsFor, whyPlain } from './terminal.ts';

export interface ReplayFlags extends LookFlags, SourceFlags, SaveFlags, Checks {
  readonly plain?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly speed?: number | undefined;
  /** Where the first run begins: `75%`, `1:23`, `#2`. */
  readonly at?: string | undefined;
  readonly loop?: boolean | undefined;
  readonly present?: boolean | undefined;
}

/** Files to be played one after the other, of which the first has been read. */
export interface SavedRuns {
  readonly first: Transcript;
  readonly of: number;
  /** Reads one of them, by its number from 1. Rejects with a sentence. */
  read(number: number): Promise<Transcript>;
}

export async function replay(files: readonly string[], flags: ReplayFlags): Promise<ExitCode> {
  const [file = '', ...others] = files;
  const isPlain = flags.json || whyPlain(flags, process.env, process) !== undefined;
  if (isPlain) refuseForLines(flags);
  const first = await open(file);
  // What is wrong with a later one is said now, and not in the middle of a show.
  for (const one of others) if (!readHead(one)) await open(one);
  if (!isPlain) {
    const { openPlayer } = await import('./open-app.ts');
    return openPlayer({ first, of: files.length, read: number => open(files[number - 1] ?? '') }, flags);
  }
  return tellAll(files, first, flags);
}

/** Lines are told once, and nobody looks at them from the back of a room. */
function refuseForLines({ loop, present }: ReplayFlags): void {
  const flag = loop ? '--loop' : present ? '--present' : undefined;
  if (flag === undefined) return;
  throw new CommandError(
    EXIT.usage,
    `${flag} is for the app in a terminal; lines are told once. Leave it out, or leave out --plain and --json.`,
  );
}

async function open(file: string): Promise<Transcript> {
  try {
    const isGrowing = isBeingWritten(file);
    const transcript = await readTranscript(file);
    if (isGrowing) transcript.notices.unshift(sanitizeLine(growingNotice(file)));
    return transcript;
  } catch (thrown) {
    if (thrown instanceof TranscriptError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}

function growingNotice(file: string): string {
  return `${file} is still being written: it is played as far as it has come; open it again for the rest.`;
}

async function tellAll(files: readonly string[], first: Transcript, flags: ReplayFlags): Promise<ExitCode> {
  for (const [index, file] of files.entries()) {
    const transcript = index === 0 ? first : await open(file);
    for (const notice of transcript.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
    const from = index === 0 && flags.at !== undefined ? placeIn(transcript, flags.at) : undefined;
    const code = await tell(transcript, { ...flags, from, isFirst: index === 0 });
    if (code !== EXIT.done) return code;
  }
  return EXIT.done;
}

/** Throws `CommandError` when it is no place in the run. */
function placeIn({ events }: Transcript, place: string): Milliseconds {
  const found = createPlayer(events).find(place);
  if ('problem' in found) throw new CommandError(EXIT.usage, `--at: ${found.problem}`);
  return found.atMs;
}

interface Telling extends ReplayFlags {
  /** What came before this moment is not told, but for how the run began. */
  readonly from: Milliseconds | undefined;
  /** A blank line stands before the others. */
  readonly isFirst: boolean;
}

async function tell({ events }: Transcript, flags: Telling): Promise<ExitCode> {
  const interrupts = onInterrupt();
  const output = createOutput(process.stdout, interrupts.abort);
  const clean = createCleaner();
  let isTold = true;
  const write = (line: string) => {
    if (isTold) output.write(line);
  };
  if (!flags.json && !flags.isFirst) write('');
  const printer = createPrinter(write, signsFor(process.env));
  for await (const event of paced(events, flags, interrupts.signal)) {
    isTold = event.type === 'run.started' || event.at >= (flags.from ?? 0);
    if (flags.json) write(safeJson(event));
    else printer.tell(clean(event));
  }
  isTold = true;
  if (!flags.json && !interrupts.signal.aborted) printer.end();
  interrupts.release();
  await output.end();
  return interrupts.signal.aborted && !output.closed() ? EXIT.cancelled : EXIT.done;
}

/** Without a speed the whole run is told at once. Lines do not wait for the words that they do not show. */
async function* paced(
  events: readonly AnyEvent[],
  { speed = Number.POSITIVE_INFINITY, json, idleLimit = 0, from = 0 }: Telling,
  signal: AbortSignal,
): AsyncGenerator<AnyEvent> {
  const clock = Number.isFinite(speed) ? realClock(speed) : undefined;
  const began = clock?.now() ?? 0;
  const longest = idleLimit > 0 ? idleLimit * 1000 : Number.POSITIVE_INFINITY;
  /** How long it has been playing when the event comes: without what was before, and with its waits shortened. */
  let played = 0;
  let before = from;
  for (const event of events) {
    const at = Math.max(before, event.at);
    played += Math.min(at - before, longest);
    before = at;
    const waits = clock && (json || event.type !== 'call.delta');
    if (waits) await clock.sleep(began + played - clock.now(), signal);
    if (signal.aborted) return;
    yield event;
  }
}
