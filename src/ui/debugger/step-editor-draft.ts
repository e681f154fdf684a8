/** What was typed in the editor of a step, as plain data to be kept, and the editor with it. Pure. */
import { z } from 'zod';
import { editorText, withEditorText } from '../widgets/editor/editor-state.ts';
import { textState } from '../widgets/text-editing.ts';
import {
  FIELDS,
  fieldsIn,
  proposalOf,
  type StepEditorInput,
  type StepEditorState,
  settingField,
  settingFields,
  stepEditorAtFirst,
} from './step-editor.ts';

const Draft = z.object({
  editor: z.literal('step'),
  round: z.int(),
  roundKind: z.string(),
  focus: z.enum(FIELDS).catch('prompt'),
  prompt: z.string().optional(),
  /** What the prompt of a variant took the place of. */
  underneath: z.string().optional(),
  feedback: z.string().optional(),
  variant: z.string().optional(),
  model: z.object({ typed: z.string(), id: z.string().min(1).optional() }).optional(),
  overrides: z.record(z.string(), z.string()).default({}),
  onward: z.boolean().default(false),
});
type Draft = z.infer<typeof Draft>;

/** What is to be kept of the editor; `undefined` while nothing is another than at first. */
export function draftOf(state: StepEditorState): unknown {
  const { input, first, focus, model, variant, onward, overrides, underneath } = state;
  const prompt = editorText(state.prompt);
  const feedback = editorText(state.feedback);
  const typed = {
    ...(prompt !== first.prompt.safe && { prompt }),
    ...(underneath && { underneath: editorText(underneath) }),
    ...(feedback !== first.feedback && { feedback }),
    ...(variant !== first.variant && { variant }),
    ...((model.typed !== '' || model.id !== input.settings.model) && { model }),
    ...(Object.keys(overrides).length > 0 && { overrides }),
    ...(onward && { onward }),
  };
  if (Object.keys(typed).length === 0) return undefined;
  return { editor: 'step', round: input.round, roundKind: input.roundKind, focus, ...typed };
}

/** The editor over a step that waits. A draft that is broken, or of another step, is ignored. */
export function openStepEditor(input: StepEditorInput): StepEditorState {
  const state = stepEditorAtFirst(input);
  const { data: draft } = Draft.safeParse(input.draft);
  if (draft?.round !== input.round || draft.roundKind !== input.roundKind) return state;
  return restored(state, draft);
}

/** Only to begin with: whoever draws it looks for the cursor anew. */
const ANY_SIZE = { width: 80, height: 10 };

function restored(atFirst: StepEditorState, draft: Draft): StepEditorState {
  const { model } = draft;
  const known = settingFields(atFirst).map(({ id }) => id);
  const state: StepEditorState = {
    ...atFirst,
    variant: atFirst.variants.some(({ id }) => id === draft.variant)
      ? (draft.variant ?? atFirst.variant)
      : atFirst.variant,
    ...(model && { model: { typed: textState(model.typed).text, id: cleanId(model.id) } }),
    feedback:
      draft.feedback === undefined
        ? atFirst.feedback
        : withEditorText(atFirst.feedback, draft.feedback, ANY_SIZE),
    overrides: Object.fromEntries(
      known.flatMap(id =>
        draft.overrides[id] === undefined ? [] : [[id, textState(draft.overrides[id]).text]],
      ),
    ),
    onward: draft.onward,
    ...promptsFrom(atFirst, draft),
  };
  const focus = fieldsIn(state).includes(draft.focus) ? draft.focus : 'prompt';
  const text = textState(settingField(state, focus)?.value ?? '');
  return { ...state, focus, text, proposal: proposalOf(state) };
}

function promptsFrom(atFirst: StepEditorState, { prompt, underneath }: Draft) {
  const below = underneath === undefined ? undefined : withEditorText(atFirst.prompt, underneath, ANY_SIZE);
  if (prompt === undefined) {
    return below && { prompt: withEditorText(below, atFirst.first.prompt.safe, ANY_SIZE), underneath: below };
  }
  return { prompt: withEditorText(below ?? atFirst.prompt, prompt, ANY_SIZE), underneath: below };
}

/** An id stands in a line of the screen. */
function cleanId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : textState(id).text.trim() || undefined;
}
