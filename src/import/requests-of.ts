/** Whole threads as requests that name the earlier call whose messages come first: a thread is stored once. Pure. */
import { createHash } from 'node:crypto';
import type { CallRequest, Message } from '../run/events.ts';
import type { ImportedCall } from './imported-run.ts';

export function requestsOf(calls: readonly ImportedCall[]): CallRequest[] {
  /** The call whose whole thread has this hash. */
  const ends = new Map<string, number>();
  // Messages of a growing thread are the same objects.
  const known = new WeakMap<Message, string>();
  return calls.map((call, id) => {
    const messages = call.messages ?? [];
    const { extended, sent, hash } = sharedWith(ends, known, messages);
    if (messages.length > 0) ends.set(hash, id);
    return {
      ...(extended !== undefined && { extends: extended }),
      system: [...(call.system ?? [])],
      messages: messages.slice(sent),
      cachePoints: [...(call.cachePoints ?? [])],
      inferenceConfig: { ...call.inferenceConfig },
      ...(call.additionalModelRequestFields && {
        additionalModelRequestFields: call.additionalModelRequestFields,
      }),
      ...(call.serviceTier !== undefined && { serviceTier: call.serviceTier }),
    };
  });
}

/** The longest beginning of these messages that is the whole thread of an earlier call. */
function sharedWith(
  ends: ReadonlyMap<string, number>,
  known: WeakMap<Message, string>,
  messages: readonly Message[],
) {
  let hash = '';
  let extended: number | undefined;
  let sent = 0;
  for (const [index, message] of messages.entries()) {
    const own = known.get(message) ?? hashOf(JSON.stringify([message.role, message.content]));
    known.set(message, own);
    hash = hashOf(hash + own);
    const earlier = ends.get(hash);
    if (earlier === undefined) continue;
    extended = earlier;
    sent = index + 1;
  }
  return { extended, sent, hash };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
