/** Asks the terminal what it can do, for somebody who looks for what is wrong with it, and leaves it as it was. */
import { type Answers, abilityQuestion, readAnswers } from './ability-answers.ts';
import { type AskOptions, listen, REMOTE_PATIENCE_MS, restore } from './ask-background.ts';

/** A terminal that answered in full has nothing left on its line; another one may have printed a part of it. */
const CLEAN_LINE = '\r\u001b[K';

/** Why it is not asked, as a clause; `undefined` when it may be. */
export function whyNotAsked({ stdin, stdout, env }: Omit<AskOptions, 'timeoutMs'>): string | undefined {
  if (!stdin.isTTY || !stdin.setRawMode) return 'the input is no terminal';
  if (!stdout.isTTY) return 'the output is no terminal';
  return env.TERM === 'dumb' || env.TERM === 'linux' ? `TERM is ${env.TERM}` : undefined;
}

/**
 * Within a second, and at once where the terminal answers as nearly all do. What is typed meanwhile is
 * lost. `undefined` when it may not be asked; never throws.
 */
export async function askAbilities(options: AskOptions): Promise<Answers | undefined> {
  if (whyNotAsked(options) !== undefined) return undefined;
  const { stdin, stdout, env, timeoutMs = REMOTE_PATIENCE_MS } = options;
  const wasRaw = stdin.isRaw === true;
  try {
    stdin.setRawMode?.(true);
    const bytes = listen(stdin, timeoutMs);
    // Apple's terminal prints the last letter of a question for a mode.
    stdout.write(abilityQuestion(env.TERM_PROGRAM !== 'Apple_Terminal'));
    return readAnswers(await bytes);
  } catch {
    return undefined;
  } finally {
    restore(stdin, wasRaw);
    try {
      stdout.write(CLEAN_LINE);
    } catch {
      // It is gone.
    }
  }
}
