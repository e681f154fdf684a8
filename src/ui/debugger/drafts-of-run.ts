/** What is typed over a run, one draft of each kind: a note takes nothing away from the step that waits. */
import { z } from 'zod';
import type { DraftKeeper } from '../desk.ts';
import { draftOfOver, type Over } from './over.ts';

export type DraftKind = 'step' | 'note' | 'pressure' | 'injection' | 'save';

export interface DraftsOfRun {
  /** For the next opening; `undefined` where nothing was typed. */
  of(kind: DraftKind): unknown;
  keep(over: Over): void;
  clear(kind: DraftKind): void;
}

const Drafts = z.record(z.string(), z.unknown()).catch({});

export function draftsOfRun(keeper: DraftKeeper): DraftsOfRun {
  // In the file they are by the kind of what they are typed in.
  let drafts = Drafts.parse(keeper.read());
  const put = (kind: DraftKind, draft: unknown) => {
    const { [kind]: _before, ...others } = drafts;
    drafts = draft === undefined ? others : { ...others, [kind]: draft };
    if (Object.keys(drafts).length > 0) keeper.keep(drafts);
    else keeper.clear();
  };
  return {
    of: kind => drafts[kind],
    keep: over => put(over.kind === 'step' ? 'step' : over.state.kind, draftOfOver(over)),
    clear: kind => put(kind, undefined),
  };
}
