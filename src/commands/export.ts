/** `reflectoscope export FILE...`: saved runs as something else, without what must not leave with them. */
import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { exportInput } from '../export/export-input.ts';
import type { Exporter, ExportInput, ExportOptions } from '../export/exporter.ts';
import { type Redactor, replacedWords } from '../export/redact.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { readTranscript, TranscriptError } from '../transcripts/read.ts';
import { type CostFile, findTranscripts } from './cost-files.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { formatFrom, namesFor, type PlaceFlags, placeOf } from './export-place.ts';
import { onInterrupt } from './interrupts.ts';
import { mayReplace } from './may-replace.ts';
import { createOutput } from './output.ts';
import { type RedactFlags, redactorFrom, withSentences } from './redact-flags.ts';
import { createSender, type SendFlags } from './send-runs.ts';
import { isTaken, type Pieces, writeWhole } from './write-file.ts';

export interface ExportFlags extends PlaceFlags, RedactFlags, SendFlags {
  readonly force?: boolean | undefined;
  /** False with --no-thinking. */
  readonly thinking?: unknown;
  /** False with --no-notes. */
  readonly notes?: boolean | undefined;
  /** False with --no-content. */
  readonly content?: boolean | undefined;
  readonly size?: { readonly columns: number; readonly rows: number } | undefined;
}

/** What is the same for every run of one command. */
interface Work {
  readonly redactor: Redactor;
  readonly options: ExportOptions;
  readonly signal: AbortSignal;
  /** Files that were named and could not be read. */
  readonly wrong: string[];
  /** Whoever else wants each run, before it is written. */
  readonly alsoTo: (input: ExportInput) => Promise<void>;
}

/** A file that cannot be read is named, and the others are exported; then the exit code is that of wrong use. */
export async function exportRuns(paths: readonly string[], flags: ExportFlags): Promise<ExitCode> {
  const format = formatFrom(flags);
  const redactor = redactorFrom(flags);
  const sender = await createSender(flags);
  const { files, problems } = findTranscripts(paths);
  if (files.length === 0) throw new CommandError(EXIT.usage, ...problems);
  const exporter = await format.load();
  const place = placeOf(
    flags,
    files.map(({ path }) => path),
    { format, canJoin: exporter.together !== undefined, isTerminal: process.stdout.isTTY === true },
  );
  const interrupts = onInterrupt();
  const work: Work = {
    redactor,
    options: optionsFrom(flags),
    signal: interrupts.signal,
    wrong: [...problems],
    alsoTo: async input => sender?.send(input),
  };
  try {
    if (place.kind === 'folder') {
      const names = namesFor(
        files.map(({ path }) => path),
        format,
        place.path,
      );
      for (const [index, file] of files.entries()) {
        if (interrupts.signal.aborted) break;
        await exportOne(file, names[index] ?? '', exporter, work, flags);
      }
    } else if (place.kind === 'file') {
      await writeAsked(place.path, files, () => together(exporter, files, work), work, flags);
    } else if (place.kind === 'stdout') {
      await print(together(exporter, files, work));
    } else {
      for await (const input of inputs(files, work)) await work.alsoTo(input);
    }
  } finally {
    interrupts.release();
    sayReplaced(work);
  }
  sender?.report(complain);
  for (const problem of work.wrong) complain(problem);
  if (interrupts.signal.aborted) return EXIT.cancelled;
  return work.wrong.length > 0 ? EXIT.usage : EXIT.done;
}

/** From the environment, as instrumentations of OpenTelemetry are told whether they may tell what was said. */
function optionsFrom({ thinking, notes, content, size }: ExportFlags): ExportOptions {
  const captured = process.env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT?.toLowerCase();
  return {
    thinking: thinking !== false,
    notes: notes !== false,
    content: content !== false && captured !== 'false',
    ...size,
  };
}

async function exportOne(
  file: CostFile,
  path: string,
  exporter: Exporter,
  work: Work,
  flags: ExportFlags,
): Promise<void> {
  const input = await inputOf(file, work);
  if (!input) return;
  await work.alsoTo(input);
  await writeAsked(path, [file], () => exporter.pieces(input), work, flags);
}

/** One text for all of them; of one run what the exporter makes of one. Throws `CommandError` where there is none. */
async function* together(exporter: Exporter, files: readonly CostFile[], work: Work): AsyncGenerator<string> {
  const read = async function* () {
    let isNone = true;
    for await (const input of inputs(files, work)) {
      await work.alsoTo(input);
      isNone = false;
      yield input;
    }
    if (isNone && !work.signal.aborted) throw new CommandError(EXIT.usage, ...nothingToExport(work));
  };
  if (exporter.together && files.length !== 1) yield* exporter.together(read());
  else for await (const input of read()) yield* exporter.pieces(input);
}

function nothingToExport({ wrong }: Work): string[] {
  const told = wrong.splice(0);
  return told.length > 0 ? told : ['There is no run in these files to export.'];
}

async function* inputs(files: readonly CostFile[], work: Work): AsyncGenerator<ExportInput> {
  for (const file of files) {
    const input = work.signal.aborted ? undefined : await inputOf(file, work);
    if (input) yield input;
  }
}

async function inputOf({ path, named }: CostFile, { redactor, options, wrong }: Work) {
  try {
    const { events, notices } = await readTranscript(path);
    notices.forEach(complain);
    const input = withSentences(() => exportInput(events, basename(path), redactor, options));
    if (input) accountNotice(input);
    return input;
  } catch (thrown) {
    if (!(thrown instanceof TranscriptError)) throw thrown;
    // Beside transcripts a folder may hold other things.
    if (named) wrong.push(thrown.message);
    else complain(`${thrown.message} It was left out.`);
    return undefined;
  }
}

/** Models are named as they are, or nobody would know which it was; that an account goes along is said. */
function accountNotice({ run }: ExportInput): void {
  const arns = run.calls.flatMap(call => (call && ACCOUNT.test(call.model) ? call.model : []));
  for (const arn of new Set(arns)) {
    complain(`A model is named by its ARN, and the AWS account in it is kept: ${arn}`);
  }
}

const ACCOUNT = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:\d{12}:/;

/** Nothing is written over that nobody was asked about, and no transcript by what was made of it. */
async function writeAsked(
  path: string,
  sources: readonly CostFile[],
  pieces: () => Pieces,
  { signal }: Work,
  { force = false }: ExportFlags,
): Promise<void> {
  if (sources.some(source => isSame(source.path, path))) {
    throw new CommandError(EXIT.usage, `${path} is the transcript itself: give the export another name.`);
  }
  const isOver = isTaken(path);
  if (isOver && !force && !(await mayReplace(path))) return;
  const size = await writeWhole(path, pieces(), { replace: isOver, signal });
  if (size !== undefined) complain(`${path} was written (${sizeWords(size)}).`);
}

function isSame(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
}

/** Until nobody reads any more, which is no error. */
async function print(pieces: AsyncIterable<string>): Promise<void> {
  const output = createOutput(process.stdout);
  for await (const piece of pieces) {
    if (output.closed()) break;
    await output.writeText(piece);
  }
  await output.end();
}

function sayReplaced({ redactor }: Work): void {
  const words = replacedWords(redactor.report());
  if (words !== undefined) complain(words);
}

function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function complain(line: string): void {
  process.stderr.write(`${sanitizeLine(line)}\n`);
}
