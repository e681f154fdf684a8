/** `reflectoscope replay FILE`: a saved run again, in the inspector or as lines. */
import { createPrinter } from '../plain/printer.ts';
import { realClock } from '../run/clock.ts';
import type { AnyEvent } from '../run/events.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { readTranscript, type Transcript, TranscriptError } from '../transcripts/read.ts';
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
}

export async function replay(file: string, flags: ReplayFlags): Promise<ExitCode> {
  const transcript = await open(file);
  if (!flags.json && !whyPlain(flags, process.env, process)) {
    const { openPlayer } = await import('./open-app.ts');
    return openPlayer(transcript, flags);
  }
  for (const notice of transcript.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
  return tell(transcript, flags);
}

async function open(file: string): Promise<Transcript> {
  try {
    return await readTranscript(file);
  } catch (thrown) {
    if (thrown instanceof TranscriptError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}

async function tell({ events }: Transcript, flags: ReplayFlags): Promise<ExitCode> {
  const interrupts = onInterrupt();
  const output = createOutput(process.stdout, interrupts.abort);
  const clean = createCleaner();
  const printer = createPrinter(output.write, signsFor(process.env));
  for await (const event of paced(events, flags, interrupts.signal)) {
    if (flags.json) output.write(safeJson(event));
    else printer.tell(clean(event));
  }
  if (!flags.json && !interrupts.signal.aborted) printer.end();
  interrupts.release();
  await output.end();
  return interrupts.signal.aborted && !output.closed() ? EXIT.cancelled : EXIT.done;
}

/** Without a speed the whole run is told at once. Lines do not wait for the words that they do not show. */
async function* paced(
  events: readonly AnyEvent[],
  { speed = Number.POSITIVE_INFINITY, json }: ReplayFlags,
  signal: AbortSignal,
): AsyncGenerator<AnyEvent> {
  const clock = Number.isFinite(speed) ? realClock(speed) : undefined;
  const began = clock?.now() ?? 0;
  for (const event of events) {
    const waits = clock && (json || event.type !== 'call.delta');
    if (waits) await clock.sleep(began + event.at - clock.now(), signal);
    if (signal.aborted) return;
    yield event;
  }
}
