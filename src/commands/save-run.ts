/** Where a run is saved, and what is said when it cannot be. */
import { join, resolve } from 'node:path';
import { diskCode, whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { runsFolder, transcriptName } from '../transcripts/folder.ts';
import { type Journal, openJournal } from '../transcripts/journal.ts';
import { LockedError } from '../transcripts/lock.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface SaveFlags {
  /** False with --no-save. */
  readonly save: boolean;
  readonly transcript?: string | undefined;
  /** The folder to which the transcript goes whole when its own place fails. */
  readonly rescue?: string | undefined;
}

/** A place for a transcript; `journal` is absent while the file could not be begun. */
export interface Place {
  readonly file: string;
  readonly journal: Journal | undefined;
}

/** What is offered where a place fails: a key of the app, or a flag. */
export type Offer = 'key' | 'flag';

interface Saving {
  readonly save: SaveFlags;
  readonly offer?: Offer | undefined;
  readonly onSaveProblem: (message: string) => void;
}

/** The transcript of a run that begins; `undefined` when it is not to be saved. */
export function newJournal(
  run: { id: string; startedAt: string; question: { id: string } },
  { save, offer = 'flag', onSaveProblem }: Saving,
): Place | undefined {
  checkSaveFlags(save);
  if (!save.save) return undefined;
  const file = save.transcript ? resolve(save.transcript) : join(runsFolder(), transcriptName(run));
  try {
    return { file, journal: openJournal(file) };
  } catch (thrown) {
    // A file that somebody named is wanted there and nowhere else.
    if (save.transcript) throw new CommandError(EXIT.usage, saveProblem(file, thrown, offer));
    onSaveProblem(saveProblem(file, thrown, offer));
    return { file, journal: undefined };
  }
}

/** The file comes last: its name is long, and a small screen shows only the beginning. */
export function lostProblem(file: string, thrown: unknown, offer: Offer): string {
  const elsewhere = offer === 'key' ? KEY : 'The next time --rescue DIR names another folder.';
  return `The transcript cannot be written any more: ${whyNotWrittenAndHelp(thrown)}. The run goes on. ${elsewhere} What is missing is written once that works again: ${file}`;
}

const KEY = 'W saves it in another folder.';

/** Throws `CommandError` when they contradict each other. */
export function checkSaveFlags({ save, transcript, rescue }: SaveFlags): void {
  if (save) return;
  const other = transcript !== undefined ? '--transcript' : rescue !== undefined ? '--rescue' : undefined;
  if (other !== undefined) {
    throw new CommandError(EXIT.usage, `--no-save and ${other} exclude each other: choose one.`);
  }
}

function saveProblem(file: string, thrown: unknown, offer: Offer): string {
  if (thrown instanceof LockedError) return `The run is not saved: ${thrown.message}`;
  if (diskCode(thrown) === 'EEXIST') {
    return `${file} exists already, and a transcript is never written over: give another name.`;
  }
  if (offer === 'key') return `The run is not saved: ${whyNotWrittenAndHelp(thrown)}. ${KEY} ${file}`;
  return `The run is not saved: ${file} cannot be written (${whyNotWrittenAndHelp(thrown)}). --transcript FILE names another place.`;
}
