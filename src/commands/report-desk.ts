/** The report as its screen sees it: the rows as they are read, and the runs that are opened from them. */
import { sanitizeLine } from '../text/sanitize.ts';
import { readTranscript } from '../transcripts/read.ts';
import type { ReportDesk, ReportRead } from '../ui/report/report-desk.ts';
import type { RunDesk } from './desk.ts';
import type { ReportFiles } from './report-files.ts';
import { readRows } from './report-rows.ts';

export interface ReportDeskOptions {
  /** Where the runs are from, in a few words. */
  readonly where: string;
  /** Asked when the reading begins. */
  readonly find: () => ReportFiles | Promise<ReportFiles>;
  readonly desk: Pick<RunDesk, 'play'>;
}

/** Often enough to see that it goes on, and seldom enough not to keep it from going on. */
const TOLD_EVERY_MS = 100;

export function createReportDesk({ where, find, desk }: ReportDeskOptions): ReportDesk {
  let now: ReportRead = { rows: [], done: 0, total: 0, problems: [], isRead: false };
  const listeners = new Set<() => void>();
  let begun = false;
  let stopped = false;
  const tell = (changes: Partial<ReportRead>) => {
    now = { ...now, ...changes };
    for (const listener of listeners) listener();
  };

  const read = async () => {
    // The screen is drawn before the folders are looked through.
    await new Promise(resolve => setTimeout(resolve, 0));
    const problems: string[] = [];
    const onProblem = (problem: string) => problems.push(sanitizeLine(problem));
    try {
      const { files, problems: found } = await find();
      found.forEach(onProblem);
      tell({ total: files.length });
      let told = performance.now();
      const rows = await readRows(files, {
        onProblem,
        onRead(done) {
          if (performance.now() - told < TOLD_EVERY_MS) return;
          told = performance.now();
          tell({ done });
        },
        isOver: () => stopped,
      });
      if (!stopped) tell({ rows, done: files.length, problems, isRead: true });
    } catch (thrown) {
      onProblem(`The runs could not be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      tell({ problems, isRead: true });
    }
  };

  return {
    where: sanitizeLine(where),
    now: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      if (begun) return;
      begun = true;
      void read();
    },
    stop() {
      stopped = true;
    },
    async open({ file }) {
      if (file === undefined) throw new Error('That run is not in a file.');
      return desk.play(await readTranscript(file), Number.POSITIVE_INFINITY);
    },
  };
}
