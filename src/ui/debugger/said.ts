/** What there is to say about a key, in a sentence; `undefined`: nothing. */
import { sanitizeLine } from '../../text/sanitize.ts';

export type Said = string | undefined;

/** What was thrown is said, and nothing is lost by it. */
export function tried(act: () => Said): Said {
  try {
    return act();
  } catch (thrown) {
    return sentenceOf(thrown);
  }
}

export function sentenceOf(thrown: unknown): string {
  return sanitizeLine(thrown instanceof Error ? thrown.message : String(thrown));
}
