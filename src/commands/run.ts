/** `reflectoscope run`: one run without the app, as plain lines or as events in JSON lines. */
import { isConfiguration } from '../bedrock/failures.ts';
import { estimateWords } from '../plain/estimate-words.ts';
import { createPrinter } from '../plain/printer.ts';
import { type Clock, instantClock, realClock } from '../run/clock.ts';
import type { Question } from '../run/question.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { whyNotResumable } from '../transcripts/resume.ts';
import { estimateFor, tellEstimate } from './estimate.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { onInterrupt } from './interrupts.ts';
import { createOutput, type Output } from './output.ts';
import { type QuestionFlags, questionFrom } from './question.ts';
import { type QuestionSetFlags, questionSet } from './question-set.ts';
import type { SaveFlags } from './save-run.ts';
import { baseSettings, checksFrom, type RunFlags, settingsFor } from './settings.ts';
import { askable, chooseSource, loadClient, noticesOf, type Source, type SourceFlags } from './source.ts';
import { type StartedRun, type StartOptions, startRun } from './start-run.ts';
import { needsTerminalToStep, signsFor } from './terminal.ts';

export interface RunCommandFlags extends SourceFlags, RunFlags, QuestionFlags, QuestionSetFlags, SaveFlags {
  readonly json?: boolean | undefined;
  readonly speed?: number | undefined;
  /** Refused here: it needs the app. */
  readonly step?: boolean | undefined;
  /** Says what the run would cost, and makes no call. */
  readonly estimate?: boolean | undefined;
}

export async function run(argument: string | undefined, flags: RunCommandFlags): Promise<ExitCode> {
  needsTerminalToStep(flags);
  const { questions, own, notices } = await questionSet(flags);
  for (const notice of notices) note(notice);
  if (own[0] && argument === undefined && flags.question === undefined && flags.arithmetic === undefined) {
    throw new CommandError(
      EXIT.usage,
      `Say which of the questions: --question ID, as in --question ${quoted(sanitizeLine(own[0].id))}.`,
    );
  }
  const source = await chooseSource(flags, process.env);
  for (const notice of noticesOf(source)) note(notice);
  const question = await questionFrom(argument, flags, askable(questions, source), process.stdin);
  if (flags.estimate) {
    return tellEstimate(source, question, baseSettings(flags, question, source), flags);
  }
  const settings = settingsFor(flags, question, source);
  return runToEnd({ question, settings, source, flags });
}

export interface RunToEnd {
  readonly question: Question;
  readonly settings: Settings;
  readonly source: Source;
  readonly flags: TellFlags;
}

export type TellFlags = SaveFlags & Pick<RunCommandFlags, 'json' | 'speed' | 'database' | 'check'>;

/** Makes the run, tells it on standard output, and says on standard error where it is saved. */
export async function runToEnd({ source, flags, question, settings }: RunToEnd): Promise<ExitCode> {
  if (!flags.json) {
    note(
      source.kind === 'offline'
        ? source.why
        : `Estimate: ${estimateWords(estimateFor(source, question, settings))} (--estimate says more).`,
    );
  }
  return tellToEnd({ source, flags, start: options => startRun({ ...options, question, settings }) });
}

export interface ToTell {
  readonly source: Source;
  readonly flags: TellFlags;
  readonly start: (options: StartOptions) => StartedRun;
}

/** The same for a run that begins in any way. */
export async function tellToEnd(toTell: ToTell): Promise<ExitCode> {
  const interrupts = onInterrupt(() => note('Cancelling: what has come is kept. Once more quits at once.'));
  const output = createOutput(process.stdout, interrupts.abort);
  let made: MadeRun;
  try {
    await loadClient();
    made = await makeRun(toTell, output, interrupts.signal);
  } finally {
    interrupts.release();
    await output.end();
  }
  const code = exitCodeOf(made.finished);
  return code === EXIT.done && made.isLost ? EXIT.failed : code;
}

interface MadeRun {
  readonly finished: Run;
  /** A part of the transcript that was begun is nowhere. */
  readonly isLost: boolean;
}

async function makeRun(
  { source, flags, start }: ToTell,
  output: Output,
  signal: AbortSignal,
): Promise<MadeRun> {
  const clean = createCleaner();
  const printer = createPrinter(output.write, signsFor(process.env));
  const started = start({
    source,
    checks: checksFrom(flags),
    clock: clockFor(source, flags.speed, process.stdout.isTTY),
    signal,
    save: flags,
    watch(event) {
      if (!flags.json) return printer.tell(clean(event));
      const line = safeJson(event);
      if (event.type === 'call.delta') output.writeSoon(line);
      else output.write(line);
    },
    onSaveProblem: note,
  });
  const finished = await started.done;
  const file = started.file();
  if (file === undefined) return { finished, isLost: false };
  note(`${started.isWhole() ? 'Saved' : 'Saved up to there'}: ${file}`);
  note(`Replay it: reflectoscope replay ${quoted(file)}`);
  if (whyNotResumable(finished) === undefined) note(`Go on with it: reflectoscope resume ${quoted(file)}`);
  return { finished, isLost: !started.isWhole() };
}

function note(text: string): void {
  process.stderr.write(`${sanitizeLine(text)}\n`);
}

/** Recordings keep their pace for somebody who watches, and do not wait for a pipe. */
export function clockFor(source: Source, speed: number | undefined, watched: boolean | undefined): Clock {
  if (source.kind === 'live') return realClock();
  const chosen = speed ?? (watched ? 1 : Number.POSITIVE_INFINITY);
  return Number.isFinite(chosen) ? realClock(chosen) : instantClock();
}

export function exitCodeOf({ outcome }: Run): ExitCode {
  switch (outcome?.kind) {
    case 'stopped':
      return EXIT.done;
    case 'cancelled':
      return EXIT.cancelled;
    default:
      return outcome?.error && isConfiguration(outcome.error) ? EXIT.configuration : EXIT.failed;
  }
}

/** As a shell takes it for one word. */
export function quoted(file: string): string {
  return /^[\w./@:+-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
}
