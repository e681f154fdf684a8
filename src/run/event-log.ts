/**
 * What happened in a run, in order and short enough to be read: deltas of one call and channel that
 * follow each other are one entry. Knows no words for it.
 */
import type { AnyEvent } from './events.ts';
import { isKnown } from './known.ts';
import type { Milliseconds } from './price.ts';

export interface LogEntry {
  /** The event; of several deltas the first. */
  readonly event: AnyEvent;
  /** How many events the entry stands for: more than one only for deltas. */
  readonly count: number;
  /** Of all their texts, in UTF-16 code units. */
  readonly characters: number;
  /** Of the last of them. */
  readonly endedAt: Milliseconds;
  /** The round that it belongs to or came in: 0 before the first one. */
  readonly round: number;
}

export interface EventLog {
  /** Takes the next event. */
  push(event: AnyEvent): void;
  /** The same array until the next event. */
  entries(): readonly LogEntry[];
}

export function createEventLog(): EventLog {
  const entries: LogEntry[] = [];
  const rounds = new Map<number, number>();
  let told: readonly LogEntry[] | undefined;
  let round = 0;

  return {
    push(event) {
      told = undefined;
      if (isKnown(event)) {
        if (event.type === 'round.started') round = event.round;
        if (event.type === 'call.started') rounds.set(event.call, event.round);
      }
      const last = entries.at(-1);
      if (last && continues(last.event, event)) entries[entries.length - 1] = grown(last, event);
      else entries.push(entryOf(event, roundOf(event, rounds) ?? round));
    },
    entries: () => {
      told ??= [...entries];
      return told;
    },
  };
}

/** All of it at once. */
export function logOf(events: readonly AnyEvent[]): readonly LogEntry[] {
  const log = createEventLog();
  events.forEach(log.push);
  return log.entries();
}

function entryOf(event: AnyEvent, round: number): LogEntry {
  return { event, count: 1, characters: lengthOf(event), endedAt: event.at, round };
}

function grown(entry: LogEntry, event: AnyEvent): LogEntry {
  return {
    ...entry,
    count: entry.count + 1,
    characters: entry.characters + lengthOf(event),
    endedAt: event.at,
  };
}

function continues(before: AnyEvent, event: AnyEvent): boolean {
  if (!isKnown(before) || !isKnown(event)) return false;
  if (before.type !== 'call.delta' || event.type !== 'call.delta') return false;
  return before.call === event.call && before.channel === event.channel;
}

function lengthOf(event: AnyEvent): number {
  return isKnown(event) && event.type === 'call.delta' ? event.text.length : 0;
}

function roundOf(event: AnyEvent, rounds: ReadonlyMap<number, number>): number | undefined {
  const call = 'call' in event ? event.call : undefined;
  if (typeof call === 'number') return rounds.get(call);
  const round = 'round' in event ? event.round : undefined;
  return typeof round === 'number' ? round : undefined;
}
