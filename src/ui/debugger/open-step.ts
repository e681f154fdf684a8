/** Opens the editor of the step that waits, with what the strategy would make of other words. Pure. */
import type { Pending, PendingCall } from '../../engine/gate.ts';
import { settingsAt } from '../../run/edits.ts';
import type { Run } from '../../run/run.ts';
import type { Prompts } from '../../run/settings.ts';
import { promptOf, proposedBy } from '../../strategies/directed.ts';
import { strategyById } from '../../strategies/index.ts';
import { type PromptVariant, promptsOf } from '../../strategies/prompt-library.ts';
import { problemWithFirst, problemWithReflection } from '../../strategies/prompts.ts';
import { feedbackFor } from '../../strategies/turns.ts';
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
    check: changed => promptProblem(changed.prompts) ?? desk.check(run, changed),
    draft,
  });
}

/** A template of the user's own may hold a place that nobody fills. */
function promptProblem({ first, reflection }: Prompts): string | undefined {
  return (
    (first === undefined ? undefined : problemWithFirst(first)) ??
    (reflection === undefined ? undefined : problemWithReflection(reflection))
  );
}

/** The turn that the strategy would propose with this prompt and this feedback. */
function filled(
  run: Run,
  { round, roundKind }: Waiting,
  variant: PromptVariant,
  feedback: string,
): string | undefined {
  const strategy = strategyById(run.settings.strategy.id);
  if (!strategy || roundKind === 'placebo' || roundKind === 'pressure') return undefined;
  const change = { feedback, prompts: promptsOf(variant) };
  const own = { seq: run.seq, at: run.at, type: 'user.edited', round, change } as const;
  const next = proposedBy(strategy, { ...run, edits: [...run.edits, own] });
  const step = next.kind === 'steps' ? next.steps.find(one => one.kind === 'call') : undefined;
  return step && promptOf(step);
}
