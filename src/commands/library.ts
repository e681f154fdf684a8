/** `reflectoscope library [DIR...]`: the saved runs, on the screen or as lines. */
import { existsSync } from 'node:fs';
import { openLibrary } from '../library/library.ts';
import { matching } from '../library/matches.ts';
import { sorted } from '../library/order.ts';
import { parseQuery, type Query } from '../library/query.ts';
import type { Row } from '../library/row.ts';
import type { SortKey } from '../library/sort-keys.ts';
import { libraryLines } from '../plain/library-table.ts';
import { safeJson } from '../text/json.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { runsFolder } from '../transcripts/folder.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { rowJson } from './library-json.ts';
import { emptyTrashOf } from './library-trash.ts';
import { createOutput } from './output.ts';
import type { ReplayFlags } from './replay.ts';
import { signsFor, whyPlain } from './terminal.ts';

export interface LibraryFlags extends ReplayFlags {
  readonly filter?: string | undefined;
  readonly sort?: SortKey | undefined;
  readonly reverse?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly reindex?: boolean | undefined;
  readonly emptyTrash?: boolean | undefined;
  /** Nobody is asked. */
  readonly yes?: boolean | undefined;
}

/** Without a folder those of the saved runs are meant, which need not be there yet. */
export async function library(named: readonly string[], flags: LibraryFlags): Promise<ExitCode> {
  const query = queryFrom(flags.filter);
  const folders = named.length > 0 ? named : [runsFolder()];
  if (flags.emptyTrash) return emptyTrashOf(folders, flags);
  if (!flags.json && !whyPlain(flags, process.env, process)) {
    const { openLibraryApp } = await import('./library-open.ts');
    return openLibraryApp(named, flags);
  }
  return tell(folders, named.length === 0, query, flags);
}

/** What is wrong with it is told before anything is read. */
function queryFrom(text = ''): Query {
  const query = parseQuery(text);
  const [problem] = query.problems;
  if (!problem) return query;
  throw new CommandError(
    EXIT.usage,
    `--filter, at "${text.slice(problem.start, problem.end)}": ${problem.message}`,
  );
}

async function tell(
  folders: readonly string[],
  isDefault: boolean,
  query: Query,
  flags: LibraryFlags,
): Promise<ExitCode> {
  const { sort: key = 'age', reverse: reversed = false, limit = Number.POSITIVE_INFINITY } = flags;
  // Nothing was saved yet: that is no mistake.
  const there = isDefault ? folders.filter(folder => existsSync(folder)) : folders;
  const runs = openLibrary({ folders: there, anew: flags.reindex ?? false });
  try {
    await runs.refresh();
    const { problems, notice, others } = runs.status();
    for (const line of [...problems, ...(notice === undefined ? [] : [notice])]) complain(line);
    if (others > 0) complain(othersWords(others));
    const world = runs.world();
    const find = () => sorted(matching(runs.rows(), query, world), { key, reversed });
    let all = find();
    // An index may turn out to be broken only where one looks into it.
    for (let tries = 0; runs.status().isLost && tries < 2; tries++) {
      await runs.refresh();
      all = find();
    }
    const isEmpty = runs.rows().length === 0;
    const isWrong = isEmpty && problems.length > 0;
    // What is wrong has been said already.
    const nothing = isWrong ? [] : [isEmpty ? NO_RUN : NO_RUN_FOUND];
    await write(all.slice(0, limit), all, nothing, world.now, flags);
    return isWrong ? EXIT.usage : EXIT.done;
  } finally {
    runs.close();
  }
}

const NO_RUN = 'No run is saved here.';
const NO_RUN_FOUND = 'No run is saved here for which the filter holds.';

function othersWords(others: number): string {
  return others === 1
    ? 'One .jsonl file is no transcript, and was left out.'
    : `${formatCount(others)} .jsonl files are no transcripts, and were left out.`;
}

async function write(
  rows: readonly Row[],
  all: readonly Row[],
  nothing: readonly string[],
  now: number,
  { json }: LibraryFlags,
) {
  const output = createOutput(process.stdout);
  const lines = json
    ? rows.map(row => safeJson(rowJson(row)))
    : all.length === 0
      ? nothing
      : libraryLines(rows, all, now, signsFor(process.env));
  for (const line of lines) {
    if (output.closed()) break;
    output.write(line);
  }
  await output.end();
}

function complain(line: string): void {
  process.stderr.write(`${sanitizeLine(line)}\n`);
}
