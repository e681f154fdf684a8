/** The events pane: what happened in a round, one line an event, with deltas that follow each other as one. Pure. */
import { branchWords } from '../../plain/branch-words.ts';
import { editWords } from '../../plain/edit-words.ts';
import { labelWords } from '../../plain/label-words.ts';
import { returnedWords } from '../../plain/returned-words.ts';
import type { LogEntry } from '../../run/event-log.ts';
import { type AnyEvent, isKnown, type RunEvent } from '../../run/events.ts';
import type { Milliseconds, ReportedUsage } from '../../run/price.ts';
import { formatCount, formatSeconds } from '../../text/numbers.ts';
import { fit, truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

/** `round` picks the events of one round; those before the first round belong to round 0. */
export function eventsPane(log: readonly LogEntry[], round: number, width: number): Line[] {
  const entries = log.filter(entry => entry.round === round);
  if (entries.length === 0) return [line(span('Nothing has happened in this round yet.', 'muted'))];
  return entries.flatMap(entry => linesOf(entry, width));
}

const TIME = 9;
const SEQ = 7;
const TYPE = 16;
const GAP = 2;

/** An entry does not change: it is laid out once for a width. */
const laidOut = new WeakMap<LogEntry, { readonly width: number; readonly lines: Line[] }>();

function linesOf(entry: LogEntry, width: number): Line[] {
  const known = laidOut.get(entry);
  if (known?.width === width) return known.lines;
  const lines = drawn(entry, width);
  laidOut.set(entry, { width, lines });
  return lines;
}

function drawn(entry: LogEntry, width: number): Line[] {
  const { event, count } = entry;
  const type = sanitizeLine(event.type) + (count > 1 ? ` ×${formatCount(count)}` : '');
  const columns = TIME + GAP + SEQ;
  const head: Line = [
    span(fit(moment(event.at), TIME, 'right'), 'muted'),
    span(fit(` #${event.seq}`, SEQ + GAP), 'muted'),
  ];
  const words = wordsOf(entry);
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

/** Since the run began, to the millisecond. */
function moment(at: Milliseconds): string {
  return `${(at / 1000).toFixed(3)} s`;
}

function roleOf({ type }: AnyEvent): Roles {
  if (type === 'call.failed') return 'bad';
  if (type === 'call.retried' || type.startsWith('user.')) return 'warning';
  return type.startsWith('round.') || type.startsWith('run.') ? 'strong' : 'text';
}

const LONGEST_JSON = 400;

function wordsOf(entry: LogEntry): string {
  const { event } = entry;
  if (isKnown(event)) return sanitizeLine(facts(entry, event).filter(Boolean).join(', '));
  const { seq: _seq, at: _at, type: _type, ...fields } = event;
  // What a later version wrote is shown as it stands.
  return truncate(sanitizeLine(JSON.stringify(fields)), LONGEST_JSON);
}

function facts(entry: LogEntry, event: RunEvent): (string | false | undefined)[] {
  switch (event.type) {
    case 'run.started':
      return [
        event.settings.model,
        event.question.id,
        event.provenance,
        event.app,
        event.parent && branchWords(event),
      ];
    case 'round.started':
      return [`round ${event.round}`, event.kind];
    case 'call.started':
      return [
        `call ${event.call}`,
        laneOf(event),
        event.purpose,
        event.again !== undefined && `call ${event.again} once more`,
        ...sent(event),
      ];
    case 'call.delta': {
      const lasted = entry.endedAt - event.at;
      return [
        `call ${event.call}`,
        event.channel,
        `${formatCount(entry.characters)} characters${entry.count > 1 ? ` in ${formatSeconds(lasted)}` : ''}`,
      ];
    }
    case 'call.retried': {
      const of = event.attempts === undefined ? '' : ` of ${event.attempts}`;
      const next = `the next in ${formatSeconds(event.waitMs)}`;
      return [`call ${event.call}`, `attempt ${event.attempt}${of}: ${event.reason.name}`, next];
    }
    case 'call.finished': {
      const { firstDeltaMs, wallMs } = event.timing ?? {};
      const first = firstDeltaMs !== undefined && `first token after ${formatSeconds(firstDeltaMs)}`;
      const took = wallMs === undefined ? 'time not known' : `${formatSeconds(wallMs)} in all`;
      const tier = isUsualTier(event.serviceTier) ? undefined : `tier ${event.serviceTier}`;
      return [`call ${event.call}`, event.stopReason, ...tokens(event.usage), tier, first, took];
    }
    case 'call.failed':
      return [`call ${event.call}`, event.error.name, event.error.charged === 'no' && 'not charged'];
    case 'check.finished':
      return [
        laneOf(event),
        event.source,
        event.verdict,
        !event.calls?.length && formatSeconds(event.durationMs),
      ];
    case 'answer.graded':
      return [laneOf(event), event.extracted ?? 'no answer found', correctness(event.correct), event.method];
    case 'vote.counted':
      return [
        `round ${event.round}`,
        event.method,
        event.winner === null ? 'a draw' : `lane ${event.winner} wins`,
      ];
    case 'round.finished':
      return [`round ${event.round}`];
    case 'user.edited':
      return [`round ${event.round}`, ...editWords(event.change)];
    case 'user.noted':
      return [`round ${event.round}`, event.text || 'taken back'];
    case 'user.labelled':
      return labelWords(event);
    case 'run.resumed':
      return ['gone on with', event.resumedAt, event.provenance, event.app];
    case 'run.finished':
      return [
        event.outcome,
        event.rule,
        event.answer && `returned ${returnedWords(event.answer)}`,
        event.error?.name,
      ];
  }
}

function laneOf({ lane }: { readonly lane: number }): string | false {
  return lane > 0 && `lane ${lane}`;
}

function sent({ model, request }: Extract<RunEvent, { type: 'call.started' }>): string[] {
  const { messages, cachePoints } = request;
  const after = cachePoints.map(point =>
    point.after === 'system' ? 'system' : `message ${point.after + 1}`,
  );
  return [
    model,
    ...(isUsualTier(request.serviceTier) ? [] : [`tier ${request.serviceTier}`]),
    `${messages.length} new ${messages.length === 1 ? 'message' : 'messages'}`,
    after.length === 0 ? 'no cache point' : `cache points after ${after.join(' and ')}`,
  ];
}

function tokens({ input, cacheRead, cacheWrite5m, cacheWrite1h, output }: ReportedUsage): string[] {
  const written = cacheWrite5m + cacheWrite1h;
  return [
    `in ${input === undefined ? 'unknown' : formatCount(input)}`,
    ...(cacheRead > 0 ? [`read ${formatCount(cacheRead)}`] : []),
    ...(written > 0 ? [`wrote ${formatCount(written)}`] : []),
    `out ${output === undefined ? 'unknown' : formatCount(output)}`,
  ];
}

function isUsualTier(tier: string | undefined): boolean {
  return tier === undefined || tier === 'default';
}

function correctness(correct: boolean | null): string {
  if (correct === null) return 'not known to be right or wrong';
  return correct ? 'right' : 'wrong';
}
