/** What Bedrock refuses in a conversation, whatever the model, in the words that its callers quote. */
import type { WireRequest } from '../wire-request.ts';

/** `undefined` when nothing is wrong. */
export function requestProblem({ messages }: WireRequest): string | undefined {
  const [first] = messages;
  if (!first) return 'The messages field is empty: a conversation must have at least one message.';
  if (first.role !== 'user') {
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  }
  const strange = messages.findIndex(
    ({ role }) => role !== 'user' && role !== 'assistant' && role !== 'system',
  );
  if (strange >= 0) return `messages.${strange}.role: it must be user or assistant.`;
  const empty = messages.findIndex(({ content }) => content.length === 0);
  if (empty >= 0)
    return `The content field in the Message object at messages.${empty} is empty. Add a ContentBlock object to the content field and try again.`;
  for (const [index, { content }] of messages.entries()) {
    // White space beside other blocks was taken (a recorded request of another project has such a line).
    const blank = content.findIndex(
      ({ text }) => text === '' || (content.length === 1 && text?.trim() === ''),
    );
    if (blank >= 0) {
      return `The text field in the ContentBlock object at messages.${index}.content.${blank} is blank. Add text to the text field, and try again.`;
    }
  }
  return undefined;
}
