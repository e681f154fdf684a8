/** The library of prompts as lines: each with what it is for, and the text of the one under the cursor. Pure. */
import { NEUTRAL, type PromptVariant } from '../../strategies/prompt-library.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { EMPTY, indented, type Line, line, span, wrapped } from '../line.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { isDeletedIn } from './named-list.ts';
import { namedListFrame } from './named-list-frame.ts';
import { beginningOf } from './picker-frame.ts';
import { type LibraryState, type LibraryWorld, listedPrompts } from './prompt-library-keys.ts';
import { presentPrompt } from './prompt-settings.ts';

export interface LibraryInput extends LibraryWorld {
  readonly library: LibraryState;
  /** A word of the program itself. */
  readonly notice?: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** Exactly `height` lines, and where the cursor is while a name is written. */
export function libraryFrame(input: LibraryInput): { lines: Line[]; cursor: Place | undefined } {
  const { library, own, notice, width, height } = input;
  const all = listedPrompts(library, own);
  const rows = all.map(prompt => ({
    ...prompt,
    about: prompt.own ? sanitizeLine(prompt.reflection) : prompt.about,
    deleted: isDeletedIn(library, own, prompt),
  }));
  return namedListFrame({
    title: 'Prompts',
    screen: 'prompts',
    list: library,
    rows,
    right: `in use: ${inUse(input)}`,
    below: room => indented(beginningOf(textLines(all[library.row], width - 2), room), 1),
    notice,
    width,
    height,
  });
}

function inUse({ base, overrides }: LibraryInput): string {
  const { name, first, reflection } = presentPrompt(base, overrides);
  if (name !== '') return sanitizeLine(name);
  return first === undefined && reflection === REFLECTION_PROMPT ? NEUTRAL.name : 'one without a name';
}

/** What it is for, and its turns in full. */
function textLines(prompt: PromptVariant | undefined, width: number): Line[] {
  if (!prompt) return [];
  const { about, own, first, reflection } = prompt;
  const shown = (text: string, role?: 'muted') => wrapped(sanitize(text), width, role);
  return [
    ...(own ? [] : shown(about, 'muted')),
    ...(first === undefined ? [] : [line(span('Round 0', 'label')), ...shown(first), EMPTY]),
    line(span('Each reflection', 'label')),
    ...shown(reflection),
  ];
}
