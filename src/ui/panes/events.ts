/** The events pane: what happened in a round, one line an event, with deltas that follow each other as one. Pure. */
import { eventWords } from '../../plain/event-words.ts';
import type { LogEntry } from '../../run/event-log.ts';
import type { AnyEvent, Imported } from '../../run/events.ts';
import { isKnown } from '../../run/known.ts';
import type { Milliseconds } from '../../run/price.ts';
import { isTimed } from '../../run/run.ts';
import { formatCount } from '../../text/numbers.ts';
import { fit, truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';
import { UNTIMED } from './round-words.ts';

/** `round` picks the events of one round; those before the first round belong to round 0. */
export function eventsPane(log: readonly LogEntry[], round: number, width: number): Line[] {
  const entries = log.filter(entry => entry.round === round);
  if (entries.length === 0) return [line(span('Nothing has happened in this round yet.', 'muted'))];
  const imported = importedIn(log);
  return entries.flatMap(entry => linesOf(entry, width, imported));
}

const TIME = 9;
const SEQ = 7;
const TYPE = 16;
const GAP = 2;

/** An entry does not change: it is laid out once for a width. */
const laidOut = new WeakMap<LogEntry, { readonly width: number; readonly lines: Line[] }>();

function linesOf(entry: LogEntry, width: number, imported: Imported | undefined): Line[] {
  const known = laidOut.get(entry);
  if (known?.width === width) return known.lines;
  const lines = drawn(entry, width, imported);
  laidOut.set(entry, { width, lines });
  return lines;
}

function drawn(entry: LogEntry, width: number, imported: Imported | undefined): Line[] {
  const { event, count } = entry;
  const type = sanitizeLine(event.type) + (count > 1 ? ` ×${formatCount(count)}` : '');
  const columns = TIME + GAP + SEQ;
  const head: Line = [
    span(fit(isTimed({ imported }) ? moment(event.at) : UNTIMED, TIME, 'right'), 'muted'),
    span(fit(` #${event.seq}`, SEQ + GAP), 'muted'),
  ];
  const words = eventWords(entry, imported);
  const role = roleOf(event);
  // In a narrow place what is told of it stands below its name.
  if (width < columns + TYPE + GAP + LEAST_WORDS) {
    const below = wrapped(words, width - columns, 'muted').map(rest => [span(' '.repeat(columns)), ...rest]);
    return [[...head, span(truncate(type, Math.max(1, width - columns)), role)], ...(words ? below : [])];
  }
  const room = width - columns - TYPE - GAP;
  const name = fit(type, TYPE + GAP);
  const rows = wrapped(words, room, 'muted');
  const wide = type.length > TYPE;
  const first: Line = [...head, span(wide ? type : name, role), ...(wide ? [] : (rows[0] ?? []))];
  const margin = span(' '.repeat(columns + TYPE + GAP));
  return [first, ...rows.slice(wide ? 0 : 1).map(rest => [margin, ...rest])];
}

const LEAST_WORDS = 24;

/** What the first event says of where the run comes from. */
function importedIn(log: readonly LogEntry[]): Imported | undefined {
  const first = log[0]?.event;
  return first && isKnown(first) && first.type === 'run.started' ? first.imported : undefined;
}

/** Since the run began, to the millisecond. */
function moment(at: Milliseconds): string {
  return `${(at / 1000).toFixed(3)} s`;
}

function roleOf({ type }: AnyEvent): Roles {
  if (type === 'call.failed') return 'bad';
  if (type === 'call.retried' || type.startsWith('user.')) return 'warning';
  return type.startsWith('round.') || type.startsWith('run.') ? 'strong' : 'text';
}
