/** Carries out what the library asks: each ends in a run, a comparison or a sentence, and none throws. */
import type { Comparison } from '../../analysis/compare.ts';
import { type Row, titleOf } from '../../library/row.ts';
import type { RunHandle } from '../desk.ts';
import type { ReportDesk } from '../report/report-desk.ts';
import type { LibraryAsk } from './library-asks.ts';
import type { LibraryDesk } from './library-desk.ts';

export interface LibraryListener {
  readonly onSay: (text: string | undefined) => void;
  readonly onOpen: (handle: RunHandle) => void;
  readonly onCompare: (comparison: Comparison) => void;
  readonly onReport: (report: ReportDesk) => void;
}

export function createLibraryActions(
  desk: LibraryDesk,
): (ask: LibraryAsk, listener: LibraryListener) => Promise<void> {
  /** How to undo each deletion, the last one last. */
  const undone: { readonly what: string; readonly undo: () => void }[] = [];
  /** While a run is being opened, a second Enter opens nothing. */
  let isOpening = false;

  const opened = async <T>(opening: () => Promise<T>, then: (what: T) => void) => {
    if (isOpening) return;
    isOpening = true;
    try {
      then(await opening());
    } finally {
      isOpening = false;
    }
  };
  const discard = (rows: readonly Row[]): string => {
    const gone: (() => void)[] = [];
    const problems: string[] = [];
    for (const row of rows) {
      try {
        gone.push(desk.discard(row));
      } catch (thrown) {
        problems.push(messageOf(thrown));
      }
    }
    const [first] = rows;
    const what = gone.length === 1 && first ? `"${titleOf(first)}"` : `${gone.length} runs`;
    if (gone.length > 0) undone.push({ what, undo: () => undoAll(gone) });
    const said =
      gone.length > 0 ? [`${what} ${gone.length === 1 ? 'is' : 'are'} in the trash: u brings back.`] : [];
    return [...problems.slice(0, 1), ...said].join(' ');
  };
  const undo = (): string => {
    const last = undone.pop();
    if (!last) return 'Nothing was deleted here that could be brought back.';
    last.undo();
    return `${last.what} ${last.what.endsWith(' runs') ? 'are' : 'is'} back.`;
  };
  const label = ({ path, label: given }: Extract<LibraryAsk, { kind: 'label' }>): string => {
    const row = desk.runs.rows().find(one => one.path === path);
    if (!row) return 'That run is not there any more.';
    desk.label(row, given);
    if (given.tags) return given.tags.length > 0 ? `Tagged ${given.tags.join(', ')}.` : 'It has no tags.';
    return given.title ? 'It has its title.' : 'It is called as its question is.';
  };

  return async (ask, { onSay, onOpen, onCompare, onReport }) => {
    try {
      switch (ask.kind) {
        case 'open':
        case 'play':
          return await opened(() => desk.open(ask.row, ask.kind === 'play' ? 'start' : 'end'), onOpen);
        case 'branch':
          return await opened(() => desk.branch(ask.row), onOpen);
        case 'resume':
          return await opened(() => desk.resume(ask.row), onOpen);
        case 'compare':
          return await opened(() => desk.compare(...ask.rows), onCompare);
        case 'report': {
          const report = desk.report?.(ask.rows);
          return report ? onReport(report) : onSay('Nothing here reports: "reflectoscope report" does.');
        }
        case 'label':
          return onSay(label(ask));
        case 'delete':
          return onSay(discard(ask.rows));
        case 'undo':
          return onSay(undo());
        case 'empty-trash':
          // What was deleted for good cannot come back.
          undone.length = 0;
          return onSay(desk.emptyTrash());
        case 'refresh':
          await desk.runs.refresh();
          return onSay('Every file was looked at.');
        case 'export':
          return onSay(await desk.exportAs?.(ask.row, ask.form));
      }
    } catch (thrown) {
      onSay(messageOf(thrown));
    }
  };
}

/** As many as can; the first that cannot is told, when the others are back. */
function undoAll(all: readonly (() => void)[]): void {
  const problems: unknown[] = [];
  for (const undo of all) {
    try {
      undo();
    } catch (thrown) {
      problems.push(thrown);
    }
  }
  if (problems.length > 0) throw problems[0];
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
