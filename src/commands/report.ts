/** `reflectoscope report PATH...`: whether reflection helped, over any set of saved runs, on the screen or as lines. */
import { reportLines, reportMarkdown } from '../plain/report/lines.ts';
import { csvLines } from '../plain/report/render.ts';
import { reportTables } from '../plain/report/report-tables.ts';
import { FACETS, type Facet } from '../report/facets.ts';
import { reportOf } from '../report/report.ts';
import { safeJson } from '../text/json.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { runsFolder } from '../transcripts/folder.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import type { LookFlags } from './look.ts';
import { mayReplace } from './may-replace.ts';
import { createOutput } from './output.ts';
import { reportFiles } from './report-files.ts';
import { reportJson } from './report-json.ts';
import { readRows } from './report-rows.ts';
import { mayWriteOver, signsFor, whyPlain } from './terminal.ts';
import { version } from './version.ts';
import { isTaken, writeWhole } from './write-file.ts';

export interface ReportFlags extends Pick<LookFlags, 'theme'> {
  readonly plain?: boolean | undefined;
  /** Names of settings, with commas between them. */
  readonly by?: string | undefined;
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  /** The file that becomes a page. */
  readonly html?: string | undefined;
  readonly force?: boolean | undefined;
  /** Published numbers of the founding study beside one's own. */
  readonly study?: boolean | undefined;
}

/** A file that cannot be read is named, and the others are told; then the exit code is that of wrong use. */
export async function report(paths: readonly string[], flags: ReportFlags): Promise<ExitCode> {
  const by = facetsFrom(flags.by);
  const forms = (['json', 'csv', 'markdown', 'html'] as const).filter(form => flags[form]);
  if (forms.length > 1) {
    const said = forms.map(form => `--${form}`).join(' and ');
    throw new CommandError(EXIT.usage, `${said} exclude each other: choose one.`);
  }
  if (forms.length === 0 && !whyPlain(flags, process.env, process)) {
    const { openReport } = await import('./report-open.ts');
    return openReport(paths, by, flags);
  }
  const { files, problems } = await reportFiles(paths.length > 0 ? paths : [runsFolder()]);
  const wrong = [...problems];
  const isTold = mayWriteOver(process.stderr, process.env);
  const told = progress(files.length, { isTold, write: text => process.stderr.write(text) });
  const rows = await readRows(files, { onProblem: problem => wrong.push(problem), onRead: told.tell });
  told.end();
  const found = reportOf(rows, by);
  if (flags.html !== undefined) return writePage(flags.html, found, flags, wrong);
  const output = createOutput(process.stdout);
  for (const line of linesOf(found, flags)) {
    if (output.closed()) break;
    output.write(line);
  }
  await output.end();
  complain(wrong);
  return wrong.length > 0 ? EXIT.usage : EXIT.done;
}

const MOST_COMPLAINTS = 10;

function complain(problems: readonly string[]): void {
  const left = problems.length - MOST_COMPLAINTS;
  for (const problem of problems.slice(0, MOST_COMPLAINTS))
    process.stderr.write(`${sanitizeLine(problem)}\n`);
  if (left > 0) process.stderr.write(`${formatCount(left)} more files were left out.\n`);
}

async function writePage(
  path: string,
  found: ReturnType<typeof reportOf>,
  { study = false, force = false }: ReportFlags,
  wrong: readonly string[],
): Promise<ExitCode> {
  const isOver = isTaken(path);
  if (isOver && !force && !(await mayReplace(path))) return EXIT.done;
  const { reportPage } = await import('../export/report/report-page.ts');
  const page = reportPage(found, {
    study,
    madeAt: new Date().toISOString(),
    app: `reflectoscope ${version()}`,
  });
  await writeWhole(path, [page], { replace: isOver });
  complain(wrong);
  process.stderr.write(`${sanitizeLine(`${path} was written.`)}\n`);
  return wrong.length > 0 ? EXIT.usage : EXIT.done;
}

function linesOf(found: ReturnType<typeof reportOf>, flags: ReportFlags): readonly string[] {
  const study = flags.study ?? false;
  if (flags.json) return [safeJson(reportJson(found), 2)];
  if (flags.csv) return csvLines(reportTables(found, { study }));
  if (flags.markdown) return reportMarkdown(found, { study });
  const signs = signsFor(process.env);
  const drawings = signs.mark('✓', '') !== '';
  const width = Math.min(120, Math.max(60, process.stdout.columns ?? 100));
  return reportLines(found, { study, width, drawings }).map(line => sanitizeLine(signs.words(line)));
}

function facetsFrom(by: string | undefined): Facet[] {
  const names = (by ?? '').split(',').map(name => name.trim());
  return names.filter(Boolean).map(name => {
    const facet = FACETS.find(one => one === name);
    if (facet) return facet;
    throw new CommandError(
      EXIT.usage,
      `Runs cannot be grouped by "${name}".`,
      `It is one or several of ${FACETS.join(', ')}, with commas between them.`,
    );
  });
}

const TOLD_EVERY_MS = 200;

/** How far it has come, where somebody looks. */
function progress(of: number, { isTold, write }: { isTold: boolean; write: (text: string) => void }) {
  let told = 0;
  return {
    tell(done: number) {
      if (!isTold || performance.now() - told < TOLD_EVERY_MS) return;
      told = performance.now();
      write(`\r${formatCount(done)} of ${formatCount(of)} runs read`);
    },
    end() {
      if (isTold) write('\r\u001b[K');
    },
  };
}
