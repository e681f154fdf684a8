/** `reflectoscope replay FILE`: a saved run again, in the inspector or as lines. */
import { createPrinter } from '../plain/printer.ts';
import { instantClock, realClock } from '../run/clock.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { readTranscript, type Transcript, TranscriptError } from '../transcripts/read.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { onInterrupt } from './interrupts.ts';
import { createOutput, safeJson } from './output.ts';
import { wantsPlain } from './terminal.ts';

export interface ReplayFlags {
  readonly plain?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly speed?: number | undefined;
}

export async function replay(file: string, flags: ReplayFlags): Promise<ExitCode> {
  const transcript = await open(file);
  if (!flags.json && !wantsPlain(flags, process.env, process)) {
    const { openPlayer } = await import('./open-app.ts');
    return openPlayer(transcript, flags);
  }
  for (const notice of transcript.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
  return flags.json ? tellJson(transcript) : tellPlain(transcript, flags.speed);
}

async function open(file: string): Promise<Transcript> {
  try {
    return await readTranscript(file);
  } catch (thrown) {
    if (thrown instanceof TranscriptError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}

function tellJson({ events }: Transcript): ExitCode {
  const write = createOutput(process.stdout, () => {});
  for (const event of events) write(safeJson(event));
  return EXIT.done;
}

/** Without a speed the whole run is told at once. */
async function tellPlain({ events }: Transcript, speed = Number.POSITIVE_INFINITY): Promise<ExitCode> {
  const interrupts = onInterrupt();
  const clean = createCleaner();
  const print = createPrinter(createOutput(process.stdout, interrupts.abort));
  const clock = Number.isFinite(speed) ? realClock(speed) : instantClock();
  const began = clock.now();
  for (const event of events) {
    if (event.type !== 'call.delta') await clock.sleep(began + event.at - clock.now(), interrupts.signal);
    if (interrupts.signal.aborted) return EXIT.cancelled;
    print(clean(event));
  }
  interrupts.release();
  return EXIT.done;
}
