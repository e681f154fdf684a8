/**
 * What a person changes in a run: the next turn, the settings of a round, which answer goes on. Every
 * change is an event, so whoever reads the transcript later sees what was changed and what had been
 * proposed.
 */
import { z } from 'zod';
import { Price } from './price.ts';
import { Prompts, type Settings, Thinking } from './settings.ts';

/** Turns that are no reflection: controls, and probes of how firm an answer is. */
export const PROBES = ['placebo', 'resample', 'pressure', 'injection'] as const;
export const ProbeKind = z.enum(PROBES);
export type ProbeKind = z.infer<typeof ProbeKind>;

const Changed = z.looseObject({
  text: z.string().describe('What is said instead.'),
  proposed: z.string().describe('What stood there before.'),
});

/** Everything is optional: what is absent stays as it was. */
export const Edit = z.looseObject({
  prompt: Changed.nullable()
    .optional()
    .describe("The round's last user turn; null takes an earlier edit of it back."),
  answer: Changed.optional().describe(
    "The model's answer as it stands before that turn, changed by the user (error injection).",
  ),
  feedback: z.string().optional().describe("The user's own feedback on the answer before; empty: none."),
  model: z.string().min(1).optional().describe('The model to ask.'),
  temperature: z.number().min(0).max(1).nullable().optional().describe("null: the model's own."),
  thinking: Thinking.optional(),
  maxTokens: z.int().min(1).optional(),
  prompts: Prompts.optional().describe('The prompts of the strategy.'),
  rounds: z.int().min(0).optional().describe('Reflections after round 0, all together.'),
  onward: z
    .boolean()
    .optional()
    .describe('Whether the settings hold for the rounds after this one, too. Absent: only for this one.'),
  probe: z
    .looseObject({ kind: ProbeKind, text: z.string().optional().describe('What the pressure is for.') })
    .nullable()
    .optional()
    .describe('The round is this probe and no reflection; null takes it back.'),
  retry: z.int().min(0).optional().describe('The call of this round that is made once more.'),
  choose: z.int().min(0).optional().describe('The attempt that goes on as the answer of this round.'),
  prices: z.array(Price).optional().describe('Of models that the run did not know before.'),
});
export type Edit = z.infer<typeof Edit>;

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
  return PROBES.some(probe => probe === kind);
}
