/** Puts the report on the terminal and takes it off again. */
import type { Facet } from '../report/facets.ts';
import type { Desk } from './desk.ts';
import type { LookSettings } from './look-settings.ts';
import type { ReportDesk } from './report/report-desk.ts';
import { ReportApp } from './report-app.tsx';
import { noticeWithKeys, show, themesOfTerminal, worldIn } from './show.tsx';
import type { Environment } from './theme.ts';
import type { Left } from './use-shown-run.ts';

export interface ShowReportOptions {
  readonly report: ReportDesk;
  readonly by: readonly Facet[];
  readonly study: boolean;
  readonly desk: Desk;
  readonly notice: string | undefined;
  /** The user's own keys, as the settings hold them. */
  readonly keys: unknown;
  readonly look: LookSettings;
  /** Where copies become files when the terminal has no clipboard. */
  readonly folder: string;
  readonly env: Environment;
}

export async function showReport(options: ShowReportOptions): Promise<Left> {
  const { report, by, study, desk, folder, env } = options;
  const notice = noticeWithKeys(options.notice, options.keys);
  const theme = (await themesOfTerminal(env))(options.look.theme);
  return show((onLeave, onRepaint) => (
    <ReportApp
      report={report}
      by={by}
      study={study}
      desk={desk}
      notice={notice}
      theme={theme}
      world={worldIn(folder, env)}
      onRepaint={onRepaint}
      onLeave={onLeave}
    />
  ));
}
