/** What the user said last, and what is said of a conversation's place. */
import type { ContentBlock, Message } from '../../run/events.ts';

/** The text of the last message of the user; results of tools count, as text or as JSON. */
export function lastUserText(messages: readonly Message[]): string {
  const last = messages.findLast(({ role }) => role === 'user');
  return (last?.content ?? []).flatMap(textsOf).join('\n');
}

/** How often the model has answered before. */
export function turnOf(messages: readonly Message[]): number {
  return messages.filter(({ role }) => role === 'assistant').length;
}

function textsOf({ text, toolResult }: ContentBlock): string[] {
  if (text !== undefined) return [text];
  const content = (toolResult as { content?: unknown } | undefined)?.content;
  if (!Array.isArray(content)) return [];
  return content.map(one => (typeof one?.text === 'string' ? one.text : JSON.stringify(one?.json ?? null)));
}
