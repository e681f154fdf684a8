/** The prompts of a run from its flags: one of the library by name, or the texts themselves. */
import type { Prompts } from '../run/settings.ts';
import {
  allPrompts,
  type OwnPrompts,
  type PromptVariant,
  problemWithPrompt,
  promptNamed,
  promptsOf,
} from '../strategies/prompt-library.ts';
import { problemWithFirst, problemWithReflection, REFLECTION_PROMPT } from '../strategies/prompts.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface PromptFlags {
  /** The name of a prompt of the library. */
  readonly prompt?: string | undefined;
  readonly firstPrompt?: string | undefined;
  readonly reflectionPrompt?: string | undefined;
}

/**
 * The prompts that the flags name over those of `base`. Throws `CommandError` for a name that nobody
 * knows, for flags that exclude each other, and for a template with a problem.
 */
export function promptsFrom(flags: PromptFlags, base: Prompts, own: () => OwnPrompts): Prompts {
  const { prompt, firstPrompt: first, reflectionPrompt: reflection } = flags;
  if (prompt !== undefined) {
    refuseBoth(flags);
    return { reflection: REFLECTION_PROMPT, ...promptsOf(named(prompt, own)) };
  }
  refuseWrong('--first-prompt', first, problemWithFirst);
  refuseWrong('--reflection-prompt', reflection, problemWithReflection);
  if (first === undefined && reflection === undefined) return { reflection: REFLECTION_PROMPT, ...base };
  // A name goes with the texts that it was given to.
  const { name: _ofOthers, ...texts } = base;
  return {
    reflection: REFLECTION_PROMPT,
    ...texts,
    ...(first !== undefined && { first }),
    ...(reflection !== undefined && { reflection }),
  };
}

function refuseBoth({ firstPrompt, reflectionPrompt }: PromptFlags): void {
  const other = reflectionPrompt !== undefined ? '--reflection-prompt' : '--first-prompt';
  if (reflectionPrompt === undefined && firstPrompt === undefined) return;
  throw new CommandError(
    EXIT.usage,
    `--prompt and ${other} exclude each other: one names a prompt of the library, the other is a text of its own.`,
  );
}

function refuseWrong(
  flag: string,
  text: string | undefined,
  problemWith: (text: string) => string | undefined,
): void {
  const problem = text === undefined ? undefined : problemWith(text);
  if (problem !== undefined) throw new CommandError(EXIT.usage, `${flag}: ${problem}`);
}

/** The user's own are looked at only where the program has none of that name. */
function named(name: string, own: () => OwnPrompts): PromptVariant {
  const known = promptNamed(name, {});
  if (known) return known;
  const theirs = own();
  const found = promptNamed(name, theirs);
  if (!found) {
    const names = allPrompts(theirs).map(one => sanitizeLine(one.name));
    throw new CommandError(
      EXIT.usage,
      `There is no prompt "${sanitizeLine(name)}". Prompts are: ${names.join(', ')}.`,
    );
  }
  const problem = problemWithPrompt(found);
  if (problem === undefined) return found;
  throw new CommandError(EXIT.usage, `The prompt "${sanitizeLine(found.name)}" cannot be used. ${problem}`);
}
