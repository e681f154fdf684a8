/** Opens the editor of the step that waits, with what the strategy would make of other words. Pure. */
import type { Pending, PendingCall } from '../../engine/gate.ts';
import { settingsAt } from '../../run/edits.ts';
import type { Run } from '../../run/run.ts';
import { promptOf } from '../../strategies/directed.ts';
import { type PromptVariant, promptsOf } from '../../strategies/prompt-library.ts';
import { feedbackFor, firstTurn, reflectTurn } from '../../strategies/turns.ts';
import type { Desk } from '../desk.ts';
import type { StepEditorState } from './step-editor.ts';
import { openStepEditor } from './step-editor-draft.ts';

type Waiting = Extract<Pending, { kind: 'calls' }>;

export function openNextStep(
  run: Run,
  pending: Waiting,
  call: PendingCall,
  { desk, draft }: { readonly desk: Pick<Desk, 'prompts' | 'models' | 'check'>; readonly draft: unknown },
): StepEditorState {
  const { round, roundKind } = pending;
  return openStepEditor({
    round,
    roundKind,
    settings: settingsAt(run, round),
    prompt: promptOf(call.step),
    proposed: call.proposed,
    feedback: feedbackFor(run, round) || undefined,
    variants: desk.prompts(),
    models: desk.models,
    fill: (variant, feedback) => filled(run, pending, variant, feedback),
    check: changed => desk.check(run, changed),
    draft,
  });
}

/** The turn that the strategy would propose with this prompt and this feedback. */
function filled(
  run: Run,
  { round, roundKind }: Waiting,
  variant: PromptVariant,
  feedback: string,
): string | undefined {
  const prompts = { reflection: variant.reflection, ...promptsOf(variant) };
  const settings = { ...settingsAt(run, round), prompts };
  if (round === 0 || roundKind === 'resample') return firstTurn(run, settings);
  if (roundKind !== 'reflection' && roundKind !== 'injection') return undefined;
  const own = { seq: run.seq, at: run.at, type: 'user.edited', round, change: { feedback } } as const;
  return reflectTurn({ ...run, edits: [...run.edits, own] }, round, settings);
}
