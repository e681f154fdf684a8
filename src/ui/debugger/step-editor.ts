/**
 * The editor of a step that waits to be sent: what is in its fields, and what would come of it. Pure;
 * knows no key and no line.
 */
import type { Settings } from '../../run/settings.ts';
import { NEUTRAL, type PromptVariant, promptsOf } from '../../strategies/prompt-library.ts';
import {
  type Field,
  fieldsOf,
  type Laid,
  type Overrides,
  withOverrides,
} from '../screens/settings-schema.ts';
import { type EditorState, editorText, openEditor } from '../widgets/editor/editor-state.ts';
import { EMPTY_TEXT, type TextState } from '../widgets/text-editing.ts';
import { type ModelChoice, type ModelField, openModel } from './model-field.ts';

/** In their order on the screen. */
export const FIELDS = [
  'prompt',
  'feedback',
  'variant',
  'model',
  'temperature',
  'thinking',
  'maxTokens',
  'rounds',
  'onward',
] as const;
export type FieldName = (typeof FIELDS)[number];

/** Those that the form of the settings has, too: they look and mean the same. */
const SETTING_FIELDS = ['temperature', 'thinking', 'maxTokens', 'rounds'] as const;

export interface StepEditorInput {
  readonly round: number;
  readonly roundKind: string;
  /** Those of the round (`settingsAt`). */
  readonly settings: Settings;
  /** The last turn of the user as it stands now. */
  readonly prompt: string;
  /** The same as the strategy proposed it. */
  readonly proposed: string;
  /** What is put before the model as feedback, by now. */
  readonly feedback: string | undefined;
  readonly variants: readonly PromptVariant[];
  readonly models: readonly ModelChoice[];
  /**
   * The turn that the strategy would propose with this prompt and this feedback (empty: none);
   * `undefined` where it depends on neither.
   */
  readonly fill: (variant: PromptVariant, feedback: string) => string | undefined;
  /** Why these settings cannot be sent, in a sentence. */
  readonly check: (settings: Settings) => string | undefined;
  /** What `draftOf` gave for the same step. Anything else is ignored. */
  readonly draft?: unknown;
}

/** A text as it came, and as it is shown and edited. */
interface Text {
  readonly raw: string;
  readonly safe: string;
}

export interface StepEditorState {
  readonly input: StepEditorInput;
  /** The texts as they were at first. */
  readonly first: { readonly prompt: Text; readonly feedback: string; readonly variant: string };
  /** Those handed in, and the present one where it is none of them. */
  readonly variants: readonly PromptVariant[];
  readonly focus: FieldName;
  readonly prompt: EditorState;
  /** The prompt as it was before a variant or feedback put another in its place: one undo away. */
  readonly underneath: EditorState | undefined;
  /** What the strategy would propose with the fields as they are. */
  readonly proposal: Text;
  readonly feedback: EditorState;
  /** The id of the one that is chosen. */
  readonly variant: string;
  readonly model: ModelField;
  /** The changes of settings, as text. */
  readonly overrides: Overrides;
  /** The text of the setting under the cursor, where it takes any. */
  readonly text: TextState;
  readonly onward: boolean;
  /** The field that was found wrong last. */
  readonly wrong: FieldName | undefined;
  /** What came of the last key; the frame shows it. */
  readonly said: string | undefined;
}

/** As it is without a draft. */
export function stepEditorAtFirst(input: StepEditorInput): StepEditorState {
  const variants = withPresent(input);
  const variant = presentAmong(variants, input.settings)?.id ?? NEUTRAL.id;
  const prompt = openEditor(input.prompt);
  const feedback = openEditor(input.feedback ?? '');
  return {
    input,
    first: {
      prompt: { raw: input.prompt, safe: editorText(prompt) },
      feedback: editorText(feedback),
      variant,
    },
    variants,
    focus: 'prompt',
    prompt,
    underneath: undefined,
    proposal: textFrom(input.proposed),
    feedback,
    variant,
    model: openModel(input.settings.model),
    overrides: {},
    text: EMPTY_TEXT,
    onward: false,
    wrong: undefined,
    said: undefined,
  };
}

/** Those that mean something for this step. */
export function fieldsIn({ input: { round, roundKind } }: StepEditorState): FieldName[] {
  const isBare = ['placebo', 'pressure', 'resample'].includes(roundKind);
  return FIELDS.filter(name => {
    if (name === 'feedback') return round > 0 && !isBare;
    return name !== 'variant' || (roundKind !== 'placebo' && roundKind !== 'pressure');
  });
}

export function isLong(focus: FieldName): focus is 'prompt' | 'feedback' {
  return focus === 'prompt' || focus === 'feedback';
}

/** Feedback of blanks is none. */
export function feedbackIn({ feedback }: Pick<StepEditorState, 'feedback'>): string {
  const text = editorText(feedback);
  return text.trim() === '' ? '' : text;
}

export function variantIn({ variants, variant }: Pick<StepEditorState, 'variants' | 'variant'>) {
  return variants.find(({ id }) => id === variant) ?? NEUTRAL;
}

/** What would be proposed with the fields as they are. */
export function proposalOf(state: StepEditorState): Text {
  const { input, first, variant } = state;
  const feedback = feedbackIn(state);
  if (variant === first.variant && feedback === feedbackIn({ feedback: openEditor(first.feedback) })) {
    return textFrom(input.proposed);
  }
  return textFrom(input.fill(variantIn(state), feedback) ?? input.proposed);
}

export function isEdited({ prompt, proposal }: StepEditorState): boolean {
  return editorText(prompt) !== proposal.safe;
}

/** The settings with another model and prompt, before the other fields are laid over. */
export function baseOf(state: StepEditorState): Settings {
  const { input, first, model, variant } = state;
  const prompts = variant === first.variant ? input.settings.prompts : promptsOf(variantIn(state));
  return { ...input.settings, model: model.id ?? input.settings.model, prompts };
}

/** The fields that the form has, too, as it has them. */
export function settingFields(state: StepEditorState): Field[] {
  const fields = fieldsOf(baseOf(state), state.overrides);
  return SETTING_FIELDS.flatMap(id => fields.find(field => field.id === id) ?? []);
}

export function settingField(state: StepEditorState, name: FieldName): Field | undefined {
  return settingFields(state).find(({ id }) => id === name);
}

/** The settings as the form shows them, or what is wrong with one. */
export function settingsIn(state: StepEditorState): Laid {
  const { id, typed } = state.model;
  if (id === undefined) {
    const problem = `Model: no model is called "${typed}". ctrl+u clears it, so that you can choose.`;
    return { ok: false, field: 'model', problem };
  }
  return withOverrides(baseOf(state), state.overrides);
}

/** The text for an editor outside, and what its file is called. */
export function stepOutsideText(state: StepEditorState): { readonly text: string; readonly name: string } {
  const focus = isLong(state.focus) ? state.focus : 'prompt';
  return { text: editorText(state[focus]), name: `${focus}.md` };
}

function textFrom(raw: string): Text {
  return { raw, safe: editorText(openEditor(raw)) };
}

/** The list with the prompt of the settings in it. */
function withPresent({ variants, settings }: StepEditorInput): readonly PromptVariant[] {
  if (presentAmong(variants, settings)) return variants;
  const { name = 'the present one', first, reflection = NEUTRAL.reflection } = settings.prompts;
  const present: PromptVariant = {
    id: PRESENT,
    name,
    about: 'The prompt as it is now; it is not in the library.',
    ...(first !== undefined && { first }),
    reflection,
    own: true,
  };
  return [present, ...variants];
}

/** No prompt of the library is called like this. */
const PRESENT = '';

function presentAmong(
  variants: readonly PromptVariant[],
  { prompts: { name, first, reflection = NEUTRAL.reflection } }: Settings,
): PromptVariant | undefined {
  const same = variants.filter(one => one.first === first && one.reflection === reflection);
  return same.find(one => one.name === name) ?? same.find(({ id }) => name === undefined || id === PRESENT);
}
