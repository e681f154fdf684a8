/** The library of prompts over the picker: what its keys do to the settings and to the user's own. Pure. */
import type { Settings } from '../../run/settings.ts';
import { deletePrompt, savePrompt } from '../../strategies/own-prompts.ts';
import {
  allPrompts,
  NEUTRAL,
  type OwnPrompt,
  type OwnPrompts,
  type PromptVariant,
  problemWithPrompt,
  promptNamed,
} from '../../strategies/prompt-library.ts';
import { lookUp } from '../../text/look-up.ts';
import type { KeyName } from '../key-names.ts';
import { isDeletedIn, LIST_AT_FIRST, listedOwn, type NamedState, namedKey } from './named-list.ts';
import { presentPrompt, withPrompt } from './prompt-settings.ts';
import type { Overrides } from './settings-schema.ts';

export type LibraryState = NamedState<OwnPrompt>;

/** What the keys work on. */
export interface LibraryWorld {
  readonly base: Settings;
  readonly overrides: Overrides;
  readonly own: OwnPrompts;
}

export interface LibraryStep {
  readonly library: LibraryState;
  readonly overrides: Overrides;
  readonly own: OwnPrompts;
  /** The name of the prompt that is used from now on. */
  readonly used?: string;
  readonly closed: boolean;
}

/** With the cursor on the prompt that is in use. */
export function openLibrary({ base, overrides, own }: LibraryWorld): LibraryState {
  const name = presentPrompt(base, overrides).name || NEUTRAL.name;
  const row = allPrompts(own).findIndex(one => one.name === name);
  return { ...LIST_AT_FIRST, row: Math.max(0, row) };
}

/** All that are shown, in their order. */
export function listedPrompts(library: LibraryState, own: OwnPrompts): PromptVariant[] {
  return allPrompts(listedOwn(library, own));
}

export function libraryKey(library: LibraryState, world: LibraryWorld, key: KeyName): LibraryStep {
  const { base, overrides } = world;
  const step = namedKey(
    library,
    {
      screen: 'prompts',
      saved: world.own,
      all: allPrompts,
      save: (own, name) => savePrompt(own, name, textsOf(presentPrompt(base, overrides))),
      remove: deletePrompt,
      subject: 'The prompt is',
    },
    key,
  );
  const { list, saved: own, kept, command } = step;
  const used = command === 'close' ? listedPrompts(list, own)[list.row] : promptNamed(kept ?? '', own);
  const closed = command === 'close' || command === 'back';
  const stay = { library: list, overrides, own, closed };
  if (!used) return stay;
  return { ...stay, overrides: withPrompt(base, overrides, used), used: used.name };
}

/** The prompt under the cursor where it is one of the user's own, and can be changed. */
export function ownUnderCursor(library: LibraryState, own: OwnPrompts): PromptVariant | undefined {
  const prompt = listedPrompts(library, own)[library.row];
  if (!prompt?.own || library.name || isDeletedIn(library, own, prompt)) return undefined;
  return prompt;
}

/** With another reflection turn in one of the user's own; where it is in use, the settings have it, too. */
export function withReflection(
  library: LibraryState,
  { base, overrides, own }: LibraryWorld,
  name: string,
  text: string,
): LibraryStep {
  const before = lookUp(own, name);
  const reflection = text.trim();
  const stay = { library, overrides, own, closed: false };
  if (!before) return stay;
  if (reflection === '') {
    return { ...stay, library: { ...library, said: `A prompt needs a text: "${name}" is as it was.` } };
  }
  const prompt = { ...before, reflection };
  const problem = problemWithPrompt(prompt);
  const changed = promptNamed(name, { [name]: prompt });
  const isUsed = presentPrompt(base, overrides).name === name;
  return {
    ...stay,
    own: { ...own, [name]: prompt },
    overrides: isUsed && changed ? withPrompt(base, overrides, changed) : overrides,
    library: { ...library, said: problem ?? `"${name}" has its new text.` },
  };
}

function textsOf({ first, reflection }: OwnPrompt): OwnPrompt {
  return { ...(first !== undefined && { first }), reflection };
}
