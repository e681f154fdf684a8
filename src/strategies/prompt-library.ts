/**
 * The library of prompts: those that come with the program, and the user's own beside them. A variant
 * is a reflection turn and may be a turn of round 0, too. Pure.
 */
import type { Prompts } from '../run/settings.ts';
import { problemWithFirst, problemWithReflection, REFLECTION_PROMPT } from './prompts.ts';

export interface PromptVariant {
  /** What flags and settings call it. */
  readonly id: string;
  /** As it is listed, and as a transcript calls it. */
  readonly name: string;
  /** A sentence about what it is for. */
  readonly about: string;
  /** A template for the turn of round 0, where it is not just the question. */
  readonly first?: string;
  /** A template for the reflection turn. */
  readonly reflection: string;
  /** Whether the user wrote it. */
  readonly own: boolean;
}

export interface OwnPrompt {
  readonly first?: string;
  readonly reflection: string;
}

/** The user's own prompts by name, as they are kept. */
export type OwnPrompts = Readonly<Record<string, OwnPrompt>>;

export const NEUTRAL: PromptVariant = variant(
  'neutral',
  'Asks for the work once more; does not imply an error.',
  { reflection: REFLECTION_PROMPT },
);

/**
 * Asks for errors, and so implies that there are some. Models then tend to find one, also in a right
 * answer (Huang et al., arXiv 2310.01798): with the neutral prompt beside it one can see how often.
 */
export const FIND_THE_ERROR: PromptVariant = variant(
  'find-the-error',
  'Implies an error: turns right answers wrong more often (arXiv 2310.01798).',
  {
    reflection:
      'Look for errors in your answer. Name each one that you find, correct it, and state your answer again at the end, in the same form as before.',
  },
);

/** Those of the program; the first is what is used when nothing is said. */
export const PROMPT_VARIANTS: readonly PromptVariant[] = [
  NEUTRAL,
  FIND_THE_ERROR,
  variant('step-by-step', 'Has the first answer worked out in steps; then as neutral.', {
    first:
      '{question}\n\nThink step by step: write down each step of your work before you state your answer at the end.',
    reflection: REFLECTION_PROMPT,
  }),
  variant('checklist', 'Goes through a list: what was asked, facts, steps, form.', {
    reflection: [
      'Go through your answer with this list, and write a line about each point:',
      '',
      '1. Does it answer what was asked, with every condition that was given?',
      '2. Are the facts and numbers in it those of the question?',
      '3. Does each step follow from the one before?',
      '4. Is the result plausible when it is worked out in another way?',
      '5. Is it in the form that was asked for?',
      '',
      'Then state your answer at the end, in the same form as before, with changes only where the list calls for them.',
    ].join('\n'),
  }),
  variant('terse', 'Few words, few tokens.', { reflection: 'Check your answer, then state it again.' }),
];

/** Those of the program, then the user's own by name. */
export function allPrompts(own: OwnPrompts): PromptVariant[] {
  const theirs = Object.entries(own).map(([name, prompt]) => ownVariant(name, prompt));
  return [...PROMPT_VARIANTS, ...theirs.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))];
}

/** The user's own among them, as they are kept. */
export function ownAmong(all: readonly PromptVariant[]): OwnPrompts {
  return Object.fromEntries(
    all
      .filter(({ own }) => own)
      .map(({ name, first, reflection }) => [name, promptTexts({ first, reflection })]),
  );
}

/** Whatever the case of the name. */
export function promptNamed(name: string, own: OwnPrompts): PromptVariant | undefined {
  const wanted = name.trim().toLowerCase();
  return allPrompts(own).find(({ id }) => id.toLowerCase() === wanted);
}

/** The settings of a variant. The neutral one has none: it is what is used when nothing is said. */
export function promptsOf({ id, name, first, reflection }: PromptVariant): Prompts {
  return id === NEUTRAL.id ? {} : { name, ...promptTexts({ first, reflection }) };
}

/** What the prompt of the program with these texts is called; `first` is empty where there is none. */
export function nameOfTexts(first: string, reflection: string): string | undefined {
  return PROMPT_VARIANTS.find(one => (one.first ?? '') === first && one.reflection === reflection)?.name;
}

/** What is wrong with the templates of a prompt, in a sentence. */
export function problemWithPrompt({
  first,
  reflection,
}: Pick<Prompts, 'first' | 'reflection'>): string | undefined {
  const wrongFirst = first === undefined ? undefined : problemWithFirst(first);
  if (wrongFirst !== undefined) return `First prompt: ${wrongFirst}`;
  const wrong = reflection === undefined ? undefined : problemWithReflection(reflection);
  return wrong === undefined ? undefined : `Reflection prompt: ${wrong}`;
}

function variant(id: string, about: string, prompt: OwnPrompt): PromptVariant {
  return { id, name: id, about, ...prompt, own: false };
}

function ownVariant(name: string, prompt: OwnPrompt): PromptVariant {
  return { id: name, name, about: 'Your own.', ...prompt, own: true };
}

function promptTexts({ first, reflection }: { first?: string | undefined; reflection: string }): OwnPrompt {
  return { ...(first !== undefined && { first }), reflection };
}
