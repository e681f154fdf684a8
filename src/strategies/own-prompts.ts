/** The user's own prompts: saved, deleted, and read from a settings file. Pure. */
import { z } from 'zod';
import { deleteNamed, type Kept, keepNamed, type ReadNamed, readNamed, refused } from '../text/named.ts';
import { sanitize } from '../text/sanitize.ts';
import { type OwnPrompt, type OwnPrompts, PROMPT_VARIANTS, problemWithPrompt } from './prompt-library.ts';

const KIND = { what: 'prompt', taken: PROMPT_VARIANTS.map(({ name }) => name) };

/** With a prompt saved under a name; one of the user's that has it is replaced. */
export function savePrompt(own: OwnPrompts, name: string, prompt: OwnPrompt): Kept<OwnPrompt> {
  const problem = problemWithPrompt(prompt);
  return problem === undefined ? keepNamed(own, name, prompt, KIND) : refused(problem);
}

export function deletePrompt(own: OwnPrompts, name: string): Kept<OwnPrompt> {
  return deleteNamed(own, name, KIND);
}

const text = z.string().transform(sanitize).pipe(z.string().min(1));
const Stored = z.object({ first: text.optional(), reflection: text });

/**
 * The user's own, as a settings file holds them, which anybody may have edited. A template with a
 * problem is read all the same: it can be mended, and is refused where it is used.
 */
export function readPrompts(stored: unknown): ReadNamed<OwnPrompt> {
  return readNamed<OwnPrompt>(stored, KIND.what, (own, name, value) => {
    const parsed = Stored.safeParse(value);
    if (!parsed.success) return refused('It has no text under "reflection", or no text under "first".');
    const { first, reflection } = parsed.data;
    return keepNamed(own, name, { ...(first !== undefined && { first }), reflection }, KIND);
  });
}
