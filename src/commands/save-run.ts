/** Where a run is saved, and what is said when it cannot be. */
import { join, resolve } from 'node:path';
import { runsFolder, transcriptName } from '../transcripts/folder.ts';
import { type Journal, openJournal } from '../transcripts/journal.ts';
import { LockedError } from '../transcripts/lock.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface SaveFlags {
  /** False with --no-save. */
  readonly save: boolean;
  readonly transcript?: string | undefined;
}

interface Saving {
  readonly save: SaveFlags;
  readonly onSaveProblem: (message: string) => void;
}

/** The transcript of a run that begins; `undefined` when it is not saved. */
export function newJournal(
  run: { id: string; startedAt: string; question: { id: string } },
  { save, onSaveProblem }: Saving,
): Journal | undefined {
  checkSaveFlags(save);
  if (!save.save) return undefined;
  const file = save.transcript ? resolve(save.transcript) : join(runsFolder(), transcriptName(run));
  try {
    return openJournal(file);
  } catch (thrown) {
    // A file that somebody named is wanted there and nowhere else.
    if (save.transcript) throw new CommandError(EXIT.usage, saveProblem(file, thrown));
    onSaveProblem(saveProblem(file, thrown));
    return undefined;
  }
}

export function lostProblem(file: string, thrown: unknown): string {
  return `The transcript ${file} cannot be written any more (${reason(thrown)}): the run goes on, its rest is not saved.`;
}

/** Throws `CommandError` when they contradict each other. */
export function checkSaveFlags({ save, transcript }: SaveFlags): void {
  if (save || transcript === undefined) return;
  throw new CommandError(EXIT.usage, '--no-save and --transcript exclude each other: choose one.');
}

function saveProblem(file: string, thrown: unknown): string {
  if (thrown instanceof LockedError) return `The run is not saved: ${thrown.message}`;
  const { code, syscall } = thrown as { code?: string; syscall?: string };
  // Making its folder says EEXIST too, where a file stands in the way.
  if (code === 'EEXIST' && syscall === 'open') {
    return `${file} exists already, and a transcript is never written over: give another name.`;
  }
  return `The run is not saved: ${file} cannot be written (${reason(thrown)}). --transcript FILE names another place.`;
}

/** Without the path, which is named already: `EACCES: permission denied`. */
function reason(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/, \w+( '.*)?$/s, '');
}
