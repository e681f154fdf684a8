/** A chat as rounds: every turn of the assistant is one, and what stood before it was its prompt. Pure. */
import type { CachePoint, ContentBlock, Message } from '../run/events.ts';
import { type ChatMessage, thinkingText, visibleText } from './chat-message.ts';
import type { ImportedCall, ImportedRound } from './imported-run.ts';

export interface Thread {
  readonly system: readonly ContentBlock[];
  readonly messages: readonly ChatMessage[];
}

/** What is said by the system before the conversation is its prompt; later it is a message like others. */
export function threadOf(chat: readonly ChatMessage[]): Thread {
  const first = chat.findIndex(({ role }) => role !== 'system');
  const start = first < 0 ? chat.length : first;
  return {
    system: chat.slice(0, start).flatMap(({ content }) => [...content]),
    messages: chat.slice(start),
  };
}

export function chatRounds({ system, messages }: Thread, facts: Partial<ImportedCall> = {}): ImportedRound[] {
  const said: Message[] = [];
  const points: CachePoint[] = [];
  const rounds: ImportedRound[] = [];
  for (const message of messages) {
    if (message.role === 'assistant') {
      const call = answerOf(message, rounds.length, facts);
      rounds.push({
        kind: kindOf(rounds.length),
        calls: [{ ...call, system, messages: [...said], cachePoints: [...points] }],
      });
    }
    if (message.cached) points.push({ after: said.length, ttl: message.cached });
    said.push(asMessage(message));
  }
  return rounds;
}

export function kindOf(round: number): string {
  return round === 0 ? 'answer' : 'reflection';
}

export function purposeOf(round: number): string {
  return round === 0 ? 'answer' : 'reflect';
}

export function asMessage({ role, content }: ChatMessage): Message {
  return { role, content: [...content] };
}

/** The call whose answer a message is. */
export function answerOf(
  message: ChatMessage,
  round: number,
  facts: Partial<ImportedCall> = {},
): ImportedCall {
  const thinking = thinkingText(message);
  return {
    purpose: purposeOf(round),
    ...(message.model !== undefined && { model: message.model }),
    ...facts,
    text: visibleText(message),
    ...(thinking !== '' && { thinking }),
    content: message.content,
  };
}

/** The first thing that a user said. */
export function questionText({ messages }: Thread): string {
  const first = messages.find(message => message.role === 'user' && visibleText(message).trim() !== '');
  return first ? visibleText(first) : '';
}
