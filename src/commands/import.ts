/** `reflectoscope import FILE...`: runs that other programs made become transcripts. */
import { statSync } from 'node:fs';
import { z } from 'zod';
import { eventsOf } from '../import/events-of.ts';
import type { ImportedRun } from '../import/imported-run.ts';
import { ImportError, type Importer, type ImportProblem } from '../import/importer.ts';
import { sourceFile } from '../import/source-file.ts';
import type { RunEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { type FileToImport, findFiles } from './import-files.ts';
import { createTally, type Fate, runJson, type Tally } from './import-report.ts';
import { createShelf, type Shelf } from './import-save.ts';
import { onInterrupt } from './interrupts.ts';
import { createOutput, type Output } from './output.ts';
import { mayWriteOver } from './terminal.ts';
import { version } from './version.ts';

export interface ImportFlags {
  /** A format, in place of the one that a file's beginning tells. */
  readonly from?: string | undefined;
  /** The folder to save in. */
  readonly to?: string | undefined;
  /** Saves nothing. */
  readonly dryRun?: boolean | undefined;
  /** At most so many runs. */
  readonly limit?: number | undefined;
  readonly json?: boolean | undefined;
}

/** What the parts of one import share. */
interface Importing {
  readonly flags: ImportFlags;
  readonly shelf: Shelf;
  readonly tally: Tally;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly folders: Set<string>;
  readonly progress: Progress;
}

export async function importRuns(paths: readonly string[], flags: ImportFlags): Promise<ExitCode> {
  const interrupts = onInterrupt();
  const found = await findFiles(paths, flags.from, process.stdin);
  const importing: Importing = {
    flags,
    shelf: createShelf(flags.to),
    tally: createTally(),
    output: createOutput(process.stdout, interrupts.abort),
    signal: interrupts.signal,
    folders: new Set(),
    progress: createProgress(process.stderr),
  };
  const { tally, output, progress } = importing;
  try {
    for (const { files, importer } of batches(found.files)) {
      if (isOver(importing)) break;
      await importBatch(files, importer, importing);
    }
  } finally {
    progress.clear();
    found.close();
    interrupts.release();
  }
  const isEmpty = found.files.length === 0 && found.problems.length > 0;
  const lines = isEmpty ? [] : tally.lines([...importing.folders], found.others);
  for (const line of flags.json ? [] : lines) output.write(line);
  await output.end();
  for (const line of [...(flags.json ? lines : []), ...found.problems])
    process.stderr.write(`${sanitizeLine(line)}\n`);
  if (interrupts.signal.aborted && !output.closed()) return EXIT.cancelled;
  const { runs } = tally;
  if (runs.imported + runs.counted + runs['already imported'] > 0) return EXIT.done;
  return found.files.length === 0 ? EXIT.usage : EXIT.failed;
}

interface Batch {
  readonly files: readonly FileToImport[];
  readonly importer: Importer;
}

/** A file alone, but for the files of a source that spreads a run over several of them. */
function batches(files: readonly FileToImport[]): Batch[] {
  const together = new Map<Importer, FileToImport[]>();
  const alone: Batch[] = [];
  for (const file of files) {
    const { importer } = file;
    const others = together.get(importer) ?? [];
    if (importer.runsOfAll) together.set(importer, [...others, file]);
    else alone.push({ files: [file], importer });
  }
  return [...alone, ...[...together].map(([importer, all]) => ({ files: all, importer }))];
}

function isOver({ flags, tally, signal, output }: Importing): boolean {
  const { imported, counted } = tally.runs;
  return signal.aborted || output.closed() || imported + counted >= (flags.limit ?? Number.POSITIVE_INFINITY);
}

async function importBatch(
  files: readonly FileToImport[],
  importer: Importer,
  importing: Importing,
): Promise<void> {
  const [file] = files;
  const [first, ...more] = files.map(({ path }) => sourceFile(path));
  if (!file || !first) return;
  const { tally, progress } = importing;
  const all = importer.runsOfAll?.([first, ...more]) ?? importer.runs(first);
  const tell = (problem: ImportProblem) =>
    tally.problem(file.name, {
      ...problem,
      problem: withoutFile(problem.problem, problem.file ?? file.path),
    });
  try {
    for await (const one of all) {
      if ('problem' in one) tell(one);
      else importRun(file, one, importing);
      progress.tell(tally, file.name);
      if (isOver(importing)) break;
    }
  } catch (thrown) {
    if (thrown instanceof RangeError) tell({ problem: TOO_DEEP });
    else if (thrown instanceof ImportError) tell({ problem: thrown.message });
    else throw thrown;
  }
}

/** What recursion cannot follow, as a hostile file may have it. */
const TOO_DEEP = 'It is nested too deeply.';

/** The name of the file stands before every problem already. */
function withoutFile(message: string, file: string): string {
  return message.startsWith(`${file} `) ? `It ${message.slice(file.length + 1)}` : message;
}

function importRun({ path, name }: FileToImport, imported: ImportedRun, importing: Importing): void {
  const { flags, tally, shelf, output, folders } = importing;
  const made = makeEvents(path, imported);
  if ('problem' in made) {
    tally.problem(name, made);
    return;
  }
  const { events, run } = made;
  const format = imported.source.from;
  const isThere = shelf.has(format, run.id);
  const fate: Fate = isThere ? 'already imported' : flags.dryRun ? 'counted' : 'imported';
  const saved = fate === 'imported' ? save(shelf, format, events, tally) : undefined;
  if (saved !== undefined) folders.add(shelf.folderOf(format));
  tally.add(run, fate);
  if (flags.json) output.write(runJson(run, fate, saved));
}

function makeEvents(
  file: string,
  imported: ImportedRun,
): { readonly events: RunEvent[]; readonly run: Run } | ImportProblem {
  const { place } = imported.source;
  try {
    const otherwiseStartedAt = statSync(file).mtime.toISOString();
    const events = eventsOf(imported, { app: `reflectoscope/${version()}`, otherwiseStartedAt });
    const run = foldAll(events);
    if (run) return { events, run };
    return { problem: 'It has no events.', ...(place !== undefined && { place }) };
  } catch (thrown) {
    const where = place === undefined ? {} : { place };
    if (thrown instanceof RangeError) return { problem: TOO_DEEP, ...where };
    if (!(thrown instanceof z.ZodError)) throw thrown;
    const [issue] = thrown.issues;
    const field = issue?.path.join('.') ?? '';
    return { problem: `It cannot be a run: ${field} (${issue?.message ?? 'not valid'}).`, ...where };
  }
}

/** A disk that is full, or a folder that may not be written, ends the import: nothing more could be saved. */
function save(shelf: Shelf, format: string, events: readonly RunEvent[], tally: Tally): string {
  try {
    return shelf.put(format, events);
  } catch (thrown) {
    const done = tally.runs.imported;
    throw new CommandError(
      EXIT.failed,
      `Nothing more can be saved in ${shelf.folderOf(format)}: ${whyNotWrittenAndHelp(thrown)}.`,
      `${formatCount(done)} ${done === 1 ? 'run was' : 'runs were'} imported before; the same command goes on from there. --to DIR names another folder.`,
    );
  }
}

interface Progress {
  tell(tally: Tally, file: string): void;
  clear(): void;
}

const PROGRESS_MS = 200;

/** One line that is written over, and only in a terminal. */
function createProgress(stream: NodeJS.WriteStream): Progress {
  if (!mayWriteOver(stream, process.env)) return { tell() {}, clear() {} };
  let last = 0;
  return {
    tell({ runs, problems }, file) {
      const now = Date.now();
      if (now - last < PROGRESS_MS) return;
      last = now;
      const done = runs.imported + runs.counted + runs['already imported'];
      const words = `${formatCount(done)} runs, ${formatCount(problems)} problems: ${file}`;
      stream.write(`\r\u001b[K${sanitizeLine(words).slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear() {
      if (last > 0) stream.write('\r\u001b[K');
    },
  };
}
