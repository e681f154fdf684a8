/** `reflectoscope report PATH...`: whether reflection helped, over any set of saved runs, on the screen or as lines. */
import { reportLines, reportMarkdown } from '../plain/report/lines.ts';
import { csvLines } from '../plain/report/render.ts';
import { reportTables } from '../plain/report/report-tables.ts';
import { FACETS, type Facet } from '../report/facets.ts';
import { reportOf } from '../report/report.ts';
import type { RunRow } from '../report/row.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { runsFolder } from '../transcripts/folder.ts';
import { type CostFile, findTranscripts } from './cost-files.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import type { LookFlags } from './look.ts';
import { createOutput } from './output.ts';
import { reportJson } from './report-json.ts';
import { readRows } from './report-rows.ts';
import { signsFor, whyPlain } from './terminal.ts';

export interface ReportFlags extends Pick<LookFlags, 'theme'> {
  readonly plain?: boolean | undefined;
  /** Names of settings, with commas between them. */
  readonly by?: string | undefined;
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  /** Published numbers of the founding study beside one's own. */
  readonly study?: boolean | undefined;
}

/** A file that cannot be read is named, and the others are told; then the exit code is that of wrong use. */
export async function report(paths: readonly string[], flags: ReportFlags): Promise<ExitCode> {
  const by = facetsFrom(flags.by);
  const forms = (['json', 'csv', 'markdown'] as const).filter(form => flags[form]);
  if (forms.length > 1) {
    const said = forms.map(form => `--${form}`).join(' and ');
    throw new CommandError(EXIT.usage, `${said} exclude each other: choose one.`);
  }
  if (forms.length === 0 && !whyPlain(flags, process.env, process)) {
    const { openReport } = await import('./report-open.ts');
    return openReport(paths, by, flags);
  }
  const { files, problems } = findTranscripts(paths.length > 0 ? paths : [runsFolder()]);
  const wrong = [...problems];
  const rows = await readTold(files, wrong, process.stderr);
  const found = reportOf(rows, by);
  const output = createOutput(process.stdout);
  for (const line of linesOf(found, flags)) {
    if (output.closed()) break;
    output.write(line);
  }
  await output.end();
  for (const problem of wrong) process.stderr.write(`${sanitizeLine(problem)}\n`);
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

/** Tells on the terminal how far it has come. */
async function readTold(
  files: readonly CostFile[],
  wrong: string[],
  stderr: NodeJS.WriteStream,
): Promise<RunRow[]> {
  let told = performance.now();
  const rows = await readRows(files, {
    onProblem: problem => wrong.push(problem),
    onRead(done) {
      if (!stderr.isTTY || performance.now() - told < TOLD_EVERY_MS) return;
      told = performance.now();
      stderr.write(`\r${done.toLocaleString('en-US')} of ${files.length.toLocaleString('en-US')} runs read`);
    },
  });
  if (stderr.isTTY) stderr.write('\r\u001b[K');
  return rows;
}
