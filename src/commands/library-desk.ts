/** The library as its screen sees it: the files, what can be done with them, and the runs that begin from them. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { compareRounds } from '../analysis/compare.ts';
import { labelRun } from '../library/labels.ts';
import { type Library, openLibrary } from '../library/library.ts';
import { discard, emptyTrash, restore, trashIn } from '../library/trash.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { runsFolder } from '../transcripts/folder.ts';
import { readTranscript } from '../transcripts/read.ts';
import type { ExportForm, LibraryDesk } from '../ui/library/library-desk.ts';
import { checkDifferent, chooseRound, findParent } from './compare-rounds.ts';
import type { RunDesk } from './desk.ts';
import type { OpenFlags } from './open.ts';
import { createReportDesk } from './report-desk.ts';
import { openToResume } from './resume.ts';

export interface LibraryDeskOptions {
  /** Absent: that of the saved runs, which need not be there yet. */
  readonly folders?: readonly string[];
  readonly anew?: boolean;
  readonly desk: Pick<RunDesk, 'play' | 'branch' | 'resume'>;
  readonly flags: OpenFlags;
  /** What a run can be exported to, and how: resolves to what there is to say of the file that was written. */
  readonly exports?: {
    readonly forms: readonly ExportForm[];
    readonly write: (file: string, form: string) => Promise<string>;
  };
}

export interface OpenedLibrary extends LibraryDesk {
  close(): void;
}

export function createLibraryDesk({
  folders,
  anew = false,
  desk,
  flags,
  exports,
}: LibraryDeskOptions): OpenedLibrary {
  const named = folders ?? [runsFolder()];
  const runs = openLibrary({ folders: named, anew });
  const changed = (path: string) => void runs.reread(path);
  /** A folder of which every run was deleted has no row any more. */
  const emptied = new Set<string>();
  const trashOf = () => trashIn([...named, ...emptied, ...runs.rows().map(({ path }) => dirname(path))]);
  return {
    runs: folders ? runs : withoutMissing(runs, named),
    where: named.map(sanitizeLine).join(', '),
    label({ path }, label) {
      labelRun(path, label);
      changed(path);
    },
    discard({ path }) {
      const discarded = discard(path);
      emptied.add(dirname(path));
      changed(path);
      return () => {
        restore(discarded);
        changed(path);
      };
    },
    trash: () => trashOf().length,
    emptyTrash() {
      const files = trashOf();
      if (files.length === 0) return 'The trash is empty.';
      const { deleted, problems } = emptyTrash(files);
      const [problem] = problems;
      return problem ?? `${deleted} ${deleted === 1 ? 'file is' : 'files are'} deleted for good.`;
    },
    open: async ({ path }, at) =>
      desk.play(await readTranscript(path), at === 'start' ? (flags.speed ?? 1) : Number.POSITIVE_INFINITY),
    async branch({ path, run }) {
      const played = desk.play(await readTranscript(path), Number.POSITIVE_INFINITY);
      played.player.stop();
      return desk.branch(played, run?.rounds.at(-1)?.round ?? 0, 'after');
    },
    resume: async ({ path }) => desk.resume(await openToResume(path, flags)),
    async compare({ path: pathA }, { path: pathB }) {
      const [a, b] = [
        await chooseRound({ file: pathA, round: undefined }),
        await chooseRound({ file: pathB, round: undefined }),
      ];
      checkDifferent(a, b);
      const parent = findParent(a, b);
      if (!parent || 'note' in parent) return compareRounds(a.side, b.side);
      if ('side' in parent) return compareRounds(a.side, b.side, parent.side);
      // Without it there are still the two.
      const found = await chooseRound(parent.parent).catch(() => undefined);
      return compareRounds(a.side, b.side, found?.side);
    },
    report: rows =>
      createReportDesk({
        where: named.join(', '),
        find: () => ({ files: rows.map(({ path }) => ({ path, named: false })), problems: [] }),
        desk,
      }),
    ...(exports && {
      exporters: exports.forms,
      exportAs: ({ path }, form) => exports.write(path, form),
    }),
    close: () => runs.close(),
  };
}

/** The folder of saved runs comes with the first one: that it is not there yet is no problem. */
function withoutMissing(runs: Library, folders: readonly string[]): Library {
  return {
    ...runs,
    status: () => {
      const status = runs.status();
      return folders.some(folder => existsSync(folder)) ? status : { ...status, problems: [] };
    },
  };
}
