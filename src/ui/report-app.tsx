/** The app that shows the report, and the runs that are opened from its figures. */
import type { Facet } from '../report/facets.ts';
import { HomeApp, type HomeAppProps } from './home-app.tsx';
import type { ReportDesk } from './report/report-desk.ts';
import { ReportScreen } from './report/report-screen.tsx';

export interface ReportAppProps extends Omit<HomeAppProps, 'home'> {
  readonly report: ReportDesk;
  /** What it is grouped by at first. */
  readonly by: readonly Facet[];
  /** Whether the published numbers of the founding study are laid beside them. */
  readonly study: boolean;
}

export function ReportApp({ report, by, study, ...props }: ReportAppProps) {
  return (
    <HomeApp
      {...props}
      home={({ say, showHelp, onLeave, ...context }) => (
        <ReportScreen
          {...context}
          desk={report}
          by={by}
          study={study}
          theme={props.theme}
          onSay={say}
          onHelp={showHelp}
          onLeave={onLeave}
          onQuit={onLeave}
        />
      )}
    />
  );
}
