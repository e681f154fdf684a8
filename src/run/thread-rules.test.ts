import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from './events.ts';
import { problemWithThread } from './thread-rules.ts';

const user = (text: string): Message => ({ role: 'user', content: [{ text }] });
const model = (text: string): Message => ({ role: 'assistant', content: [{ text }] });

test.each<[string, readonly Message[], string]>([
  ['nothing at all', [], 'There is no message to send.'],
  [
    'a model that begins',
    [model('0.05'), user('Check it.')],
    'The conversation begins with the model: the user has to begin it.',
  ],
  [
    'two turns of the user in a row',
    [user('Why?'), user('Check it.')],
    'Messages 1 and 2 are both of the user: the roles have to alternate.',
  ],
  [
    'two answers in a row',
    [user('Why?'), model('0.10'), model('0.05'), user('Check it.')],
    'Messages 2 and 3 are both of the model: the roles have to alternate.',
  ],
  [
    'an empty turn',
    [user('Why?'), model('0.05'), user(' \n')],
    'Message 3, of the user, is empty: Bedrock takes no empty text.',
  ],
  [
    'a turn without any content',
    [{ role: 'user', content: [] }],
    'Message 1, of the user, is empty: Bedrock takes no empty text.',
  ],
  ['an answer at the end', [user('Why?'), model('0.05')], 'The last message has to be one of the user.'],
])('%s is not sent, and why is said', (_name, messages, problem) => {
  expect(problemWithThread(messages)).toBe(problem);
});

test('an answer without text is no problem: it is sent with words that say so', () => {
  expect(problemWithThread([user('Why?'), model(''), user('Check it.')])).toBeUndefined();
});

test('law: what is sent alternates, and the user has the first and the last word', () => {
  const messages = fc.array(
    fc.record({
      role: fc.constantFrom('user' as const, 'assistant' as const),
      content: fc.array(fc.record({ text: fc.constantFrom('', ' ', 'Why?') }), { maxLength: 2 }),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(messages, thread => {
      if (problemWithThread(thread) !== undefined) return;
      expect(thread.length % 2).toBe(1);
      for (const [index, { role, content }] of thread.entries()) {
        expect(role).toBe(index % 2 === 0 ? 'user' : 'assistant');
        if (role === 'user') expect(content.some(({ text }) => text.trim() !== '')).toBe(true);
      }
    }),
  );
});
