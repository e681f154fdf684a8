/** A step that waits, for tests. Only tests import it. */
import { Settings } from '../../../run/settings.ts';
import { PROMPT_VARIANTS } from '../../../strategies/prompt-library.ts';
import { REFLECTION_PROMPT } from '../../../strategies/prompts.ts';
import type { StepEditorInput } from '../step-editor.ts';

export const SONNET = 'us.anthropic.claude-sonnet-4-6';
export const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

export const MODELS = [
  { id: SONNET, name: 'Claude Sonnet 4.6' },
  { id: HAIKU, name: 'Claude Haiku 4.5' },
  { id: 'us.amazon.nova-lite-v1:0', name: 'Nova Lite' },
];

export function stepInput(changes: Partial<StepEditorInput> = {}): StepEditorInput {
  return {
    round: 2,
    roundKind: 'reflection',
    settings: Settings.parse({ model: SONNET }),
    prompt: REFLECTION_PROMPT,
    proposed: REFLECTION_PROMPT,
    feedback: undefined,
    variants: PROMPT_VARIANTS,
    models: MODELS,
    fill: ({ reflection }, feedback) => (feedback === '' ? reflection : `${feedback}\n\n${reflection}`),
    check: () => undefined,
    ...changes,
  };
}
