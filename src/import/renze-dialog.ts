/**
 * A conversation of matthewrenze/self-reflection: a system prompt, an example with its answer, the question
 * (with what was reflected, where it is asked again), and the answer. Pure.
 */
import { z } from 'zod';
import type { ContentBlock, Message } from '../run/events.ts';

export interface RenzeDialog {
  readonly system: readonly ContentBlock[];
  /** All that the model was shown, the example included. */
  readonly messages: readonly Message[];
  readonly answer: string;
}

const Dialog = z.array(z.looseObject({ role: z.string(), content: z.string() })).min(2);
type Said = z.infer<typeof Dialog>[number];

/** `undefined` for what is no such conversation: it has to end with an answer. */
export function dialogIn(value: unknown): RenzeDialog | undefined {
  const read = Dialog.safeParse(value);
  return read.success ? dialogOf(read.data) : undefined;
}

export function dialogOf(said: readonly Said[]): RenzeDialog | undefined {
  const last = said.at(-1);
  const shown = said.slice(0, -1);
  if (last?.role !== 'assistant' || shown.at(-1)?.role !== 'user') return undefined;
  return {
    system: shown.filter(({ role }) => role === 'system').map(({ content }) => ({ text: content })),
    messages: shown
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ role, content: [{ text: content }] })),
    answer: last.content,
  };
}

/** What was asked last. */
export function turnOf({ messages }: RenzeDialog): string {
  return messages.at(-1)?.content[0]?.text ?? '';
}

/** What stands between the question and what was said of the first answer. */
const AGAIN = /\nReflection:\n/;

/** The question of an answer, without the reflection behind it. */
export function questionOf(dialog: RenzeDialog): string {
  return (turnOf(dialog).split(AGAIN)[0] ?? '').trim();
}

export function sameText(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
