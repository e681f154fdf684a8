/**
 * What the changes of a person come to: what holds for a round. Reads changes that were checked before,
 * and knows no schema.
 */
import type { Edit } from './edits.ts';
import type { Settings } from './settings.ts';

/** Turns that are no reflection: controls, and probes of how firm an answer is. */
export const PROBES = ['placebo', 'resample', 'pressure', 'injection'] as const;
export type ProbeKind = (typeof PROBES)[number];

/** A change, and the round that it is for. */
export interface RoundEdit {
  readonly round: number;
  readonly change: Edit;
}

interface Edited {
  readonly settings: Settings;
  readonly edits: readonly (RoundEdit & { readonly seq?: number })[];
  readonly parent?: { readonly round: number; readonly seq?: number | undefined };
}

/** What was changed for a round, the later change over the earlier one; empty when nothing was. */
export function editsOf({ edits }: Pick<Edited, 'edits'>, round: number): Edit {
  return Object.assign({}, ...edits.filter(edit => edit.round === round).map(edit => edit.change));
}

/**
 * The settings of a round: those of the run, with what was changed for it or from an earlier round on. A
 * branch begins with settings of its own: what was changed before it holds only for what is shared.
 */
export function settingsAt({ settings, edits, parent }: Edited, round: number): Settings {
  const shared = parent?.seq ?? -1;
  const isOwn = parent === undefined || round > parent.round || shared === 0;
  let now = settings;
  for (const edit of edits) {
    if (isOwn && edit.seq !== undefined && edit.seq <= shared) continue;
    const holds = edit.round === round || (edit.change.onward && edit.round < round);
    if (holds) now = withChange(now, edit.change);
    else if (edit.change.rounds !== undefined) now = withRounds(now, edit.change.rounds);
  }
  return now;
}

function withChange(settings: Settings, change: Edit): Settings {
  const { temperature, ...rest } = settings;
  const warmth = change.temperature === undefined ? temperature : (change.temperature ?? undefined);
  const changed: Settings = {
    ...rest,
    ...(warmth !== undefined && { temperature: warmth }),
    ...(change.model !== undefined && { model: change.model }),
    ...(change.thinking !== undefined && { thinking: change.thinking }),
    ...(change.maxTokens !== undefined && { maxTokens: change.maxTokens }),
    ...(change.prompts !== undefined && { prompts: change.prompts }),
  };
  return change.rounds === undefined ? changed : withRounds(changed, change.rounds);
}

/** How many rounds there are is never a matter of one round. */
function withRounds(settings: Settings, rounds: number): Settings {
  return { ...settings, strategy: { ...settings.strategy, rounds } };
}

/** Whether a round of this kind is a probe or a control: no statistic may take it for a reflection. */
export function isProbe(kind: string): boolean {
  return probeKind(kind) !== undefined;
}

/** The kind of probe that a round of this kind is; `undefined` where it is none. */
export function probeKind(kind: string | undefined): ProbeKind | undefined {
  return PROBES.find(probe => probe === kind);
}
