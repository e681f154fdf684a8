/** Opens the report on the screen: gives it a terminal, and what to say on leaving. */
import { existsSync } from 'node:fs';
import type { Facet } from '../report/facets.ts';
import { allPrompts } from '../strategies/prompt-library.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { dataFolder, runsFolder } from '../transcripts/folder.ts';
import { openChoices } from './choices.ts';
import { createDesk } from './desk.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { lookWith } from './look.ts';
import { endOnSignals, sourceToBranch, tellRuns } from './open-app.ts';
import type { ReportFlags } from './report.ts';
import { createReportDesk } from './report-desk.ts';
import { reportFiles } from './report-files.ts';

/** Of a run that is begun from one of these, as of every other one. */
const BRANCHES = { idleTimeout: 120, save: true };

/** `paths` empty: all saved runs, whose folder need not be there yet. */
export async function openReport(
  paths: readonly string[],
  by: readonly Facet[],
  flags: ReportFlags,
): Promise<ExitCode> {
  const store = openChoices();
  const look = lookWith(store.look, flags);
  const source = await sourceToBranch(BRANCHES);
  const prompts = allPrompts(store.prompts);
  const desk = createDesk({ source, flags: BRANCHES, look: () => look, prompts: () => prompts });
  const folder = runsFolder();
  const named = paths.length > 0 ? paths : [folder].filter(existsSync);
  const report = createReportDesk({
    where: paths.length > 0 ? paths.join(', ') : folder,
    find: () => reportFiles(named),
    desk,
  });
  const { showReport } = await import('../ui/show-report.tsx');
  const interrupts = endOnSignals(desk);
  const left = await showReport({
    report,
    by,
    study: flags.study ?? false,
    desk,
    notice: store.notice,
    keys: store.keys,
    look,
    folder: dataFolder(),
    env: process.env,
  });
  desk.cancelAll();
  await desk.settle();
  interrupts.release();
  for (const problem of report.now().problems) process.stderr.write(`${sanitizeLine(problem)}\n`);
  tellRuns(desk);
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}
