/**
 * What happened in a run, in order and short enough to be read: deltas of one call and channel that
 * follow each other are one entry. Knows no words for it.
 */
import { countUpTo } from './ascending.ts';
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

/** Of a run that one moves about in: what happened up to any place. */
export interface CutLog {
  /** Of the first `count` events; the same array for the same count. */
  upTo(count: number): readonly LogEntry[];
}

/**
 * The log of a list that may grow at its end. However often one goes back and forth, an event is read
 * once, and again only where it belongs to an entry that is cut.
 */
export function createCutLog(events: readonly AnyEvent[]): CutLog {
  const log = createEventLog();
  /** Which event each of the entries begins with. */
  const starts: number[] = [];
  let read = 0;
  let told: { readonly count: number; readonly entries: readonly LogEntry[] } | undefined;

  const readUpTo = (count: number) => {
    for (; read < count; read++) {
      const event = events[read];
      if (event && log.push(event)) starts.push(read);
    }
  };
  return {
    upTo(count) {
      if (told?.count === count) return told.entries;
      readUpTo(count);
      told = { count, entries: count === read ? log.entries() : cut(log.entries(), starts, events, count) };
      return told.entries;
    },
  };
}

/** The last entry may be half of one. */
function cut(
  entries: readonly LogEntry[],
  starts: readonly number[],
  events: readonly AnyEvent[],
  count: number,
): readonly LogEntry[] {
  const end = countUpTo(starts, count - 1, start => start);
  const last = entries[end - 1];
  const start = starts[end - 1] ?? 0;
  if (!last || start + last.count <= count) return entries.slice(0, end);
  const half = entryOf(last.event, last.round);
  for (const event of events.slice(start + 1, count)) grow(half, event);
  return [...entries.slice(0, end - 1), half];
}

export interface EventLog {
  /** Takes the next event; false when it went on with the last entry. */
  push(event: AnyEvent): boolean;
  /** The same array until the next event. */
  entries(): readonly LogEntry[];
}

export function createEventLog(): EventLog {
  const closed: LogEntry[] = [];
  /** The last one, which may go on: nobody has it but a copy, so it may be written on. */
  let open: Open | undefined;
  const rounds = new Map<number, number>();
  let told: readonly LogEntry[] | undefined;
  let round = 0;

  return {
    push(event) {
      told = undefined;
      if (open && continues(open.event, event)) {
        grow(open, event);
        return false;
      }
      if (isKnown(event)) {
        if (event.type === 'round.started') round = event.round;
        if (event.type === 'call.started') rounds.set(event.call, event.round);
      }
      if (open) closed.push(open);
      open = entryOf(event, roundOf(event, rounds) ?? round);
      return true;
    },
    entries: () => {
      told ??= open ? [...closed, { ...open }] : [];
      return told;
    },
  };
}

type Open = { -readonly [Field in keyof LogEntry]: LogEntry[Field] };

/** All of it at once. */
export function logOf(events: readonly AnyEvent[]): readonly LogEntry[] {
  const log = createEventLog();
  for (const event of events) log.push(event);
  return log.entries();
}

function entryOf(event: AnyEvent, round: number): Open {
  return { event, count: 1, characters: lengthOf(event), endedAt: event.at, round };
}

function grow(entry: Open, event: AnyEvent): void {
  entry.count += 1;
  entry.characters += lengthOf(event);
  entry.endedAt = event.at;
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
