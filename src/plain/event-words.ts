/** What an event of a run tells beside its time and its type, in one line. Pure. */
import type { LogEntry } from '../run/event-log.ts';
import type { Imported, RunEvent } from '../run/events.ts';
import { isKnown } from '../run/known.ts';
import type { ReportedUsage } from '../run/price.ts';
import { formatCount, formatSeconds } from '../text/numbers.ts';
import { truncate } from '../text/pad.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { branchWords } from './branch-words.ts';
import { editWords } from './edit-words.ts';
import { gapWords, importedWords } from './imported-words.ts';
import { labelWords } from './label-words.ts';
import { returnedWords } from './returned-words.ts';

const LONGEST_JSON = 400;

/**
 * What an event tells, in one line; of one that a later version wrote the fields as they stand. `imported`
 * is that of its run: what its source does not tell is not told here.
 */
export function eventWords(entry: LogEntry, imported?: Imported): string {
  const { event } = entry;
  if (isKnown(event)) return sanitizeLine(facts(entry, event, imported).filter(Boolean).join(', '));
  const { seq: _seq, at: _at, type: _type, ...fields } = event;
  return truncate(sanitizeLine(JSON.stringify(fields)), LONGEST_JSON);
}

function facts(
  entry: LogEntry,
  event: RunEvent,
  imported: Imported | undefined,
): (string | false | undefined)[] {
  switch (event.type) {
    case 'run.started':
      return [
        event.settings.model,
        event.question.id,
        event.provenance,
        event.app,
        event.parent && branchWords(event),
        ...(imported ? [importedWords({ imported }), gapWords(imported)] : []),
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
        `${formatCount(entry.characters)} characters${entry.count > 1 && !imported ? ` in ${formatSeconds(lasted)}` : ''}`,
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
        !event.calls?.length && !imported && formatSeconds(event.durationMs),
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
