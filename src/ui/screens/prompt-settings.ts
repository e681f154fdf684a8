/**
 * The prompt among the settings of the form: its name and its texts, which belong together. Pure; knows
 * no list and no key.
 */
import type { Settings } from '../../run/settings.ts';
import { NEUTRAL, nameOfTexts, type OwnPrompt, type PromptVariant } from '../../strategies/prompt-library.ts';
import { fieldsOf, type Overrides } from './settings-schema.ts';

/** The fields that make a prompt. */
export const PROMPT_FIELDS = ['name', 'first', 'reflection'] as const;
type PromptField = (typeof PROMPT_FIELDS)[number];

/** A prompt as the form writes it, every field of it. */
export function promptChanges({
  id,
  name,
  first = '',
  reflection,
}: PromptVariant): Record<PromptField, string> {
  return {
    name: id === NEUTRAL.id ? '' : name,
    first,
    // The text of the neutral one is written as an empty one.
    reflection: reflection === NEUTRAL.reflection ? '' : reflection,
  };
}

/** The changes with a prompt laid over them; what is then as at first is no change any more. */
export function withPrompt(base: Settings, overrides: Overrides, prompt: PromptVariant): Overrides {
  return withFields(base, overrides, promptChanges(prompt));
}

export interface PresentPrompt extends OwnPrompt {
  /** Empty where it has none. */
  readonly name: string;
}

/** The prompt as the settings have it by now, good or not. */
export function presentPrompt(base: Settings, overrides: Overrides): PresentPrompt {
  const { name, first, reflection } = valuesOf(base, overrides);
  const text = first.trim();
  return {
    name,
    ...(text !== '' && { first: text }),
    reflection: reflection.trim() || NEUTRAL.reflection,
  };
}

/** After a text was changed: the name goes with the texts that it was given to. */
export function withTrueName(base: Settings, overrides: Overrides): Overrides {
  const atFirst = valuesOf(base, {});
  const now = valuesOf(base, overrides);
  if (now.first === atFirst.first && now.reflection === atFirst.reflection) {
    return withFields(base, overrides, { name: atFirst.name });
  }
  const { first = '', reflection } = presentPrompt(base, overrides);
  const known = nameOfTexts(first, reflection) ?? '';
  return withFields(base, overrides, { name: known === NEUTRAL.name ? '' : known });
}

function withFields(
  base: Settings,
  overrides: Overrides,
  fields: Partial<Record<PromptField, string>>,
): Overrides {
  const atFirst = valuesOf(base, {});
  const laid = Object.entries({ ...overrides, ...fields });
  return Object.fromEntries(
    laid.filter(([id, value]) => !isPromptField(id) || !(id in fields) || atFirst[id] !== value),
  );
}

export function isPromptField(id: string): id is PromptField {
  return PROMPT_FIELDS.some(one => one === id);
}

function valuesOf(base: Settings, overrides: Overrides): Record<PromptField, string> {
  const values = new Map(fieldsOf(base, overrides).map(({ id, value }) => [id, value]));
  return {
    name: values.get('name') ?? '',
    first: values.get('first') ?? '',
    reflection: values.get('reflection') ?? '',
  };
}
