/** What Bedrock takes for a conversation. A thread that it would refuse is never sent. Pure. */
import type { Message } from './events.ts';

/**
 * What is wrong with a thread, in a sentence; `undefined` when it can be sent. As Converse has it:
 * the roles alternate, the user begins and ends, and no turn of the user is empty. (An answer without
 * text is sent with words that say so.)
 */
export function problemWithThread(messages: readonly Message[]): string | undefined {
  const first = messages[0];
  if (!first) return 'There is no message to send.';
  if (first.role !== 'user') return `The conversation begins with ${who(first)}: the user has to begin it.`;
  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1];
    if (message.role === 'user' && isEmpty(message)) {
      return `Message ${index + 1}, of ${who(message)}, is empty: Bedrock takes no empty text.`;
    }
    if (before?.role === message.role) {
      return `Messages ${index} and ${index + 1} are both of ${who(message)}: the roles have to alternate.`;
    }
  }
  return messages.at(-1)?.role === 'user' ? undefined : 'The last message has to be one of the user.';
}

function isEmpty({ content }: Message): boolean {
  return content.every(block => block.text !== undefined && block.text.trim() === '');
}

function who({ role }: Message): string {
  return role === 'assistant' ? 'the model' : 'the user';
}
