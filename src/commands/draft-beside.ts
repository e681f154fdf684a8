/** What is being written for the next step of a run, kept beside its transcript, wherever that is by now. */
import { type Draft, openDraft } from '../transcripts/drafts.ts';
import type { DraftKeeper, RunHandle } from '../ui/desk.ts';
import type { LiveSession } from '../ui/session.ts';

/** What is typed goes along when the run is saved elsewhere; a run that is not saved has no drafts. */
export function draftBeside(
  of: Pick<RunHandle, 'file'>,
  notify: LiveSession['notify'] = () => {},
): DraftKeeper {
  let draft: Draft | undefined;
  let beside: string | undefined;
  const now = () => {
    if (of.file !== beside) {
      beside = of.file;
      draft = beside === undefined ? undefined : openDraft(beside);
    }
    return draft;
  };
  const keep = (value: unknown) => {
    now()?.keep(value);
    // Of what was typed before this: it is written a little later.
    const problem = draft?.problem();
    if (problem !== undefined) notify(problem);
  };
  return { keep, clear: () => now()?.clear(), read: () => now()?.read() };
}
