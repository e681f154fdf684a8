/** `reflectoscope resume FILE`: goes on with a run that was killed, was cancelled or failed, in its own file. */

import { describeRule } from '../strategies/stop-rules.ts';
import { diskCode, whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { type Journal, reopenJournal } from '../transcripts/journal.ts';
import { LockedError } from '../transcripts/lock.ts';
import { TranscriptError } from '../transcripts/read.ts';
import { readForResume, whyNotResumable } from '../transcripts/resume.ts';
import { whyNotChecked } from './checks-there.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createFamilies } from './family-recordings.ts';
import type { OpenFlags } from './open.ts';
import { quoted, tellToEnd } from './run.ts';
import type { SaveFlags } from './save-run.ts';
import { checksFrom } from './settings.ts';
import { chooseSource, noticesOf, withRecordings } from './source.ts';
import { type ResumeOf, resumeRun } from './start-run.ts';
import { needsTerminalToStep, whyPlain } from './terminal.ts';

export type ResumeFlags = Omit<OpenFlags, keyof SaveFlags>;

/** A run is saved in its own file. */
const SAVED: SaveFlags = { save: true };

export async function resume(file: string, given: ResumeFlags): Promise<ExitCode> {
  const flags: OpenFlags = { ...given, ...SAVED };
  const plain = flags.json ? 'asked' : whyPlain(flags, process.env, process);
  if (plain) needsTerminalToStep(flags);
  const of = await openToResume(file, flags);
  if (!plain) {
    const { openResumed } = await import('./open-app.ts');
    return openResumed(of, flags);
  }
  for (const notice of of.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
  const source = await chooseSource(flags, process.env).catch(thrown => {
    of.journal.close();
    throw thrown;
  });
  for (const notice of noticesOf(source)) process.stderr.write(`${notice}\n`);
  const recordings = createFamilies()({ run: of.run, file });
  return tellToEnd({
    source: withRecordings(source, recordings),
    flags,
    start: options => resumeRun({ ...options, of }),
  });
}

/** From here on nobody else writes the file. Throws `CommandError` when it cannot be gone on with. */
export async function openToResume(
  file: string,
  flags: OpenFlags,
): Promise<ResumeOf & { readonly notices: readonly string[] }> {
  // A file that is whole and has ended is not touched.
  const { run: found } = await checkResumable(file);
  // The question comes from the file: what its answers are checked with is named again.
  const missing = whyNotChecked(found.settings, found.question, checksFrom(flags), false);
  if (missing !== undefined) throw new CommandError(EXIT.usage, missing);
  const journal = reopened(file);
  try {
    const { run, events, notices } = await checkResumable(file);
    return { journal, run, events, notices };
  } catch (thrown) {
    journal.close();
    throw thrown;
  }
}

async function checkResumable(file: string) {
  const resumable = await readForResume(file).catch(thrown => {
    throw thrown instanceof TranscriptError ? new CommandError(EXIT.usage, thrown.message) : thrown;
  });
  const why = whyNotResumable(resumable.run, describeRule);
  if (why === undefined) return resumable;
  const last = resumable.run.rounds.at(-1)?.index ?? 0;
  throw new CommandError(EXIT.usage, why, `As in: reflectoscope branch ${quoted(`${file}#${last}`)}`);
}

function reopened(file: string): Journal {
  try {
    return reopenJournal(file);
  } catch (thrown) {
    if (thrown instanceof LockedError || thrown instanceof TranscriptError) {
      throw new CommandError(EXIT.usage, thrown.message);
    }
    const code = diskCode(thrown);
    const isReadOnly = code === 'EACCES' || code === 'EROFS' || code === 'EPERM';
    throw new CommandError(
      EXIT.usage,
      isReadOnly
        ? `${file} may only be read, and a run is gone on with in its own file: copy it, and resume the copy.`
        : `${file} cannot be written: ${whyNotWrittenAndHelp(thrown)}.`,
    );
  }
}
