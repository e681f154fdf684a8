/**
 * Invocations, one after the other, as conversations: a request whose messages are those of an earlier one
 * with its answer and something more goes on with it. Holds no more than a share of the memory. Pure.
 */
import type { CachePoint, Message } from '../run/events.ts';
import { type ChatMessage, visibleText } from './chat-message.ts';
import { answerOf, asMessage, kindOf, purposeOf } from './chat-rounds.ts';
import type { ImportedCall, ImportedRound } from './imported-run.ts';
import type { Invocation } from './invocation-record.ts';
import { hashOf } from './requests-of.ts';

export interface Conversation {
  readonly first: Invocation;
  /** Where the first record stands. */
  readonly file: string;
  readonly rounds: readonly ImportedRound[];
  readonly requestIds: readonly string[];
  /** Of the calls, those for which a price is wanted. */
  readonly models: ReadonlySet<string>;
}

interface OpenConversation extends Conversation {
  rounds: ImportedRound[];
  requestIds: string[];
  models: Set<string>;
  /** The messages of its newest request, so that the same are kept once. */
  messages: readonly { readonly hash: string; readonly message: Message }[];
  /** Under what it can be found. */
  end: string;
  size: number;
}

export interface Conversations {
  /** Returns what had to be closed to make room. */
  add(invocation: Invocation, file: string): Conversation[];
  /** All that are open, in the order in which they began. */
  end(): Conversation[];
  /** Conversations that were closed before the end, to make room. */
  readonly closedEarly: number;
  /** Conversations of which the beginning was not there, since the first was closed. */
  readonly begunMidway: number;
}

/** Characters of all conversations that are open. */
const MOST_HELD = 64 * 1024 * 1024;

export function createConversations(most = MOST_HELD): Conversations {
  /** The one that was gone on with last comes last. */
  const open = new Set<OpenConversation>();
  const ends = new Map<string, OpenConversation[]>();
  let held = 0;
  let closedEarly = 0;
  let begunMidway = 0;

  const forget = (one: OpenConversation) => {
    const others = ends.get(one.end)?.filter(other => other !== one) ?? [];
    if (others.length > 0) ends.set(one.end, others);
    else ends.delete(one.end);
    open.delete(one);
  };
  const keep = (one: OpenConversation) => {
    ends.set(one.end, [...(ends.get(one.end) ?? []), one]);
    open.add(one);
  };

  return {
    get closedEarly() {
      return closedEarly;
    },
    get begunMidway() {
      return begunMidway;
    },
    add(invocation, file) {
      const places = placesOf(invocation);
      const known = longest(places, ends);
      if (known) forget(known);
      const next = known ?? begin(invocation, file);
      if (!known && closedEarly > 0 && hasPast(invocation)) begunMidway++;
      const before = next.size;
      goOn(next, invocation, places);
      keep(next);
      held += next.size - before;
      const closed: Conversation[] = [];
      for (const oldest of open) {
        if (held <= most || oldest === next) break;
        forget(oldest);
        held -= oldest.size;
        closedEarly++;
        closed.push(oldest);
      }
      return closed;
    },
    end() {
      const rest = [...open].sort((a, b) => (a.first.at ?? 0) - (b.first.at ?? 0));
      open.clear();
      ends.clear();
      return rest;
    },
  };
}

function hasPast({ thread }: Invocation): boolean {
  return thread.messages.some(({ role }) => role === 'assistant');
}

/** After the system prompt, and after each message: what has been said up to there. */
function placesOf({ thread }: Invocation): string[] {
  const system = hashOf(thread.system.map(block => block.text ?? '').join('\n'));
  const places = [system];
  for (const message of thread.messages) places.push(after(places.at(-1) ?? '', message));
  return places;
}

/** What was thought is often not sent back, and so does not count. */
function after(before: string, message: ChatMessage): string {
  const others = message.content.filter(block => block.text === undefined && !block.reasoningContent);
  return hashOf(`${before}\0${message.role}\0${visibleText(message).trim()}\0${JSON.stringify(others)}`);
}

/** A request that failed is found at its own place, by the next attempt. */
function longest(
  places: readonly string[],
  ends: ReadonlyMap<string, readonly OpenConversation[]>,
): OpenConversation | undefined {
  const again = ends.get(`again ${places.at(-1)}`)?.[0];
  if (again) return again;
  for (const place of places.slice(1, -1).toReversed()) {
    const found = ends.get(place)?.[0];
    if (found) return found;
  }
  return undefined;
}

function begin(first: Invocation, file: string): OpenConversation {
  return { first, file, rounds: [], requestIds: [], models: new Set(), messages: [], end: '', size: 0 };
}

function goOn(conversation: OpenConversation, invocation: Invocation, places: readonly string[]): void {
  const { thread, answer, facts, requestId, model } = invocation;
  const before = conversation.messages;
  const messages = thread.messages.map(asMessage).map((message, index) => {
    const hash = hashOf(JSON.stringify(message));
    const known = before[index];
    return known?.hash === hash ? known : { hash, message };
  });
  const last = conversation.rounds.at(-1);
  const isAgain = conversation.end.startsWith('again ');
  const index = conversation.rounds.length - (isAgain ? 1 : 0);
  const said: ImportedCall = answer ? answerOf(answer, index) : { purpose: purposeOf(index), text: '' };
  const call: ImportedCall = {
    ...said,
    ...facts,
    model,
    ...timeOf(conversation.first, invocation),
    ...(thread.messages.length > 0 && {
      system: thread.system,
      messages: messages.map(({ message }) => message),
      cachePoints: pointsOf(thread.messages),
    }),
  };
  if (isAgain && last) conversation.rounds[index] = { ...last, calls: [...last.calls, call] };
  else conversation.rounds.push({ kind: kindOf(index), calls: [call] });
  conversation.requestIds.push(requestId);
  conversation.models.add(model);
  conversation.messages = messages;
  const asked = places.at(-1) ?? '';
  // An answer that is kept elsewhere, or never came, is not in what is asked next.
  conversation.end = answer ? after(asked, answer) : `again ${asked}`;
  const fresh = messages.filter((one, place) => one !== before[place]);
  conversation.size +=
    fresh.reduce((sum, { message }) => sum + JSON.stringify(message).length, 0) +
    call.text.length +
    (call.thinking?.length ?? 0);
}

function timeOf({ at: began }: Invocation, { at }: Invocation): Pick<ImportedCall, 'startedAt'> {
  return began === undefined || at === undefined ? {} : { startedAt: Math.max(0, at - began) };
}

function pointsOf(messages: readonly ChatMessage[]): CachePoint[] {
  return messages.flatMap((message, index) =>
    message.cached ? [{ after: index, ttl: message.cached }] : [],
  );
}
