/**
 * Events made safe for any output: no escape sequence or control character of a model, a question or
 * a file gets through. The transcript keeps the events verbatim; what is shown is folded from these.
 */
import type { AnyEvent, EventOf, UnknownEvent } from '../run/events.ts';
import { createSanitizer, type Sanitizer, sanitize } from '../text/sanitize.ts';

/**
 * A cleaner for the events of one run, in their order. A delta may end in the middle of an escape
 * sequence; what is held back for it comes out with the next delta of the same call and channel.
 */
export function createCleaner(): (event: AnyEvent) => AnyEvent {
  const streams = { text: new Map<number, Sanitizer>(), thinking: new Map<number, Sanitizer>() };
  const streamOf = ({ call, channel }: EventOf<'call.delta'>) => {
    const known = streams[channel].get(call);
    if (known) return known;
    const fresh = createSanitizer();
    streams[channel].set(call, fresh);
    return fresh;
  };
  return event => {
    if (event.type !== 'call.delta') return cleanEvent(event);
    const delta = event as EventOf<'call.delta'>;
    const text = streamOf(delta).push(delta.text);
    // What is clean stays the same object: of a long run it is not kept twice.
    if (text === delta.text && hasOwnFieldsOnly(delta)) return event;
    const cleaned = cleanDeep({ ...delta, text: '' }) as EventOf<'call.delta'>;
    return { ...cleaned, text };
  };
}

/** Nobody added a field: then nothing but its text is a text of somebody else. */
function hasOwnFieldsOnly(delta: EventOf<'call.delta'>): boolean {
  return Object.keys(delta).length === DELTA_FIELDS;
}

/** `seq`, `at`, `type`, `call`, `channel`, `text`. */
const DELTA_FIELDS = 6;

function cleanEvent(event: AnyEvent): AnyEvent {
  const cleaned = cleanDeep(event) as AnyEvent;
  // A type that is one of ours only after the cleaning was never checked against its schema.
  return cleaned.type === event.type ? cleaned : { ...(cleaned as UnknownEvent), type: 'unknown' };
}

/** Deeper than any event of ours; a hostile file must not exhaust the stack. */
const DEEPEST = 100;

/**
 * Every string in a value made safe. Left out are what lies too deep, and fields whose names would
 * have to change: they could take the place of fields that were checked.
 */
function cleanDeep(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return sanitize(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map(item => cleanDeep(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => sanitize(key) === key)
      .map(([key, item]) => [key, cleanDeep(item, depth + 1)]),
  );
}
