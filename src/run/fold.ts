/**
 * The fold: a run is the fold of its events, live and replayed alike. Pure, and forgiving of a damaged
 * transcript: an event whose call or round is missing changes nothing but the clock, nor does a call
 * with an impossible id; a call whose round is missing still counts in the run.
 */

import { wholeUsage } from './cost.ts';
import type { AnyEvent, EventOf, RunEvent } from './events.ts';
import { isKnown } from './known.ts';
import type { Call, Round, Run, RunOutcome } from './run.ts';

/** The run after its first event. */
export function begin(event: EventOf<'run.started'>): Run {
  return {
    id: event.run,
    schema: event.schema,
    app: event.app,
    startedAt: event.startedAt,
    provenance: event.provenance,
    ...(event.imported && { imported: event.imported }),
    question: event.question,
    settings: event.settings,
    prices: event.prices,
    ...(event.parent && { parent: event.parent }),
    rounds: [],
    calls: [],
    edits: [],
    resumed: 0,
    at: event.at,
    seq: event.seq,
    unknownEvents: 0,
  };
}

/**
 * The run after one more event. `run` is `undefined` only before `run.started`.
 * Throws `Error` when the first event is not `run.started`.
 */
export function fold(run: Run | undefined, event: AnyEvent): Run {
  if (!run) {
    if (event.type !== 'run.started')
      throw new Error(`a run begins with run.started, not with ${event.type}`);
    return begin(event as EventOf<'run.started'>);
  }
  const at = Math.max(run.at, event.at);
  const next = { ...run, at, seq: event.seq, ...(isShared(run, event) && { inheritedMs: at }) };
  return isKnown(event) ? apply(next, event) : { ...next, unknownEvents: run.unknownEvents + 1 };
}

/** The fold of many events. */
export function foldAll(events: Iterable<AnyEvent>): Run | undefined {
  const list = Array.isArray(events) ? (events as readonly AnyEvent[]) : [...events];
  return foldRange(undefined, list, 0, list.length);
}

/**
 * The fold of the events from one index up to another (which is not folded any more). The same as one by
 * one, except that pieces of answers which follow each other are laid on at once: a run is nearly all
 * pieces, and each of them by itself costs a copy of the run and of its list of calls.
 */
export function foldRange(
  run: Run | undefined,
  events: readonly AnyEvent[],
  from: number,
  to: number,
): Run | undefined {
  let folded = run;
  let index = from;
  while (index < to) {
    const end = folded ? endOfDeltas(events, index, to) : index;
    const event = events[index];
    if (folded && end > index + 1) folded = foldDeltas(folded, events, index, end);
    else if (event) folded = fold(folded, event);
    index = Math.max(end, index + 1);
  }
  return folded;
}

function endOfDeltas(events: readonly AnyEvent[], from: number, to: number): number {
  let end = from;
  while (end < to && events[end]?.type === 'call.delta') end++;
  return end;
}

/** A run that nobody has seen yet may be written on. */
type Unseen<T> = { -readonly [Field in keyof T]: T[Field] };

function foldDeltas(run: Run, events: readonly AnyEvent[], from: number, to: number): Run {
  const next: Unseen<Run> = { ...run };
  const calls = [...run.calls];
  const grown = new Map<number, Unseen<Call>>();
  for (let index = from; index < to; index++) {
    const delta = events[index] as EventOf<'call.delta'>;
    next.at = Math.max(next.at, delta.at);
    next.seq = delta.seq;
    if (isShared(run, delta)) next.inheritedMs = next.at;
    const call = grown.get(delta.call) ?? ownCopy(calls, delta.call);
    if (!call) continue;
    grown.set(delta.call, call);
    call[delta.channel] += delta.text;
    if (!isImported(run, call)) Object.assign(call, firstPlaces(call, delta));
  }
  if (grown.size > 0) next.calls = calls;
  return next;
}

function ownCopy(calls: (Call | undefined)[], id: number): Unseen<Call> | undefined {
  const call = calls[id];
  if (!call) return undefined;
  const copy = { ...call };
  calls[id] = copy;
  return copy;
}

/** Whether the event happened in the run that this one branched from. */
function isShared({ parent }: Run, { seq }: AnyEvent): boolean {
  return parent?.seq !== undefined && seq <= parent.seq;
}

function apply(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'run.started':
      return run;
    case 'round.started':
      // A round without an answer may be made as another one.
      if (isMadeAsAnother(run.rounds.at(-1), event)) {
        return withRound(run, event.round, round => ({ ...round, kind: event.kind }));
      }
      return {
        ...run,
        rounds: [
          ...run.rounds,
          { index: event.round, kind: event.kind, calls: [], checks: [], grades: [], startedAt: event.at },
        ],
      };
    case 'call.started':
      return startCall(run, event);
    case 'call.delta':
      return withCall(run, event.call, call => ({
        ...call,
        [event.channel]: call[event.channel] + event.text,
        ...(isImported(run, call) ? {} : firstPlaces(call, event)),
      }));
    case 'call.retried':
      return withCall(run, event.call, call => ({ ...call, retries: [...call.retries, event] }));
    case 'call.finished': {
      const usage = wholeUsage(event.usage);
      return withCall(afterAttempt(run, event.call), event.call, call => ({
        ...call,
        status: 'finished',
        stopReason: event.stopReason,
        ...(usage && { usage }),
        ...(event.timing && { timing: event.timing }),
        content: event.content,
        ...(event.serviceTier !== undefined && { serviceTier: event.serviceTier }),
        endedAt: event.at,
      }));
    }
    case 'call.failed':
      return withCall(run, event.call, call => ({
        ...call,
        status: 'failed',
        error: event.error,
        ...(event.timing && { timing: event.timing }),
        endedAt: event.at,
      }));
    case 'check.finished': {
      const { seq: _seq, at: _at, type: _type, ...check } = event;
      return withRound(run, event.round, round => ({ ...round, checks: [...round.checks, check] }));
    }
    case 'vote.counted': {
      const { seq: _seq, at: _at, type: _type, ...vote } = event;
      return withRound(run, event.round, round => ({ ...round, vote }));
    }
    case 'answer.graded': {
      const { seq: _seq, at: _at, type: _type, ...grade } = event;
      return withRound(run, event.round, round => ({ ...round, grades: [...round.grades, grade] }));
    }
    case 'round.finished':
      return withRound(run, event.round, round => ({ ...round, finishedAt: event.at }));
    case 'user.edited':
      return editRun(run, event);
    case 'user.noted':
      return withRound(run, event.round, ({ note: _note, ...round }) =>
        event.text === '' ? round : { ...round, note: event.text },
      );
    case 'user.labelled':
      return labelRun(run, event);
    case 'run.finished':
      return { ...run, outcome: outcomeOf(event) };
    case 'run.resumed': {
      const { outcome: _outcome, ...rest } = run;
      return {
        ...rest,
        ...(event.provenance && { provenance: event.provenance }),
        resumed: run.resumed + 1,
      };
    }
  }
}

/** Where an importer laid the pieces of an answer says nothing of when they came. */
function isImported({ imported, parent }: Run, { inherited }: Call): boolean {
  return imported !== undefined || (parent?.imported === true && inherited === true);
}

function firstPlaces(call: Call, { at, channel }: EventOf<'call.delta'>): Partial<Call> {
  return {
    firstDeltaAt: call.firstDeltaAt ?? at,
    ...(channel === 'text'
      ? { firstTextAt: call.firstTextAt ?? at }
      : { firstThinkingAt: call.firstThinkingAt ?? at }),
  };
}

function isMadeAsAnother(last: Round | undefined, { round, kind }: EventOf<'round.started'>): boolean {
  return last !== undefined && last.index === round && last.kind !== kind && last.finishedAt === undefined;
}

function labelRun(run: Run, { title, tags }: EventOf<'user.labelled'>): Run {
  const { title: titleBefore, tags: tagsBefore, ...rest } = run;
  const nextTitle = title ?? titleBefore ?? '';
  const nextTags = tags ?? tagsBefore ?? [];
  return {
    ...rest,
    ...(nextTitle !== '' && { title: nextTitle }),
    ...(nextTags.length > 0 && { tags: nextTags }),
  };
}

/** What the user wanted once more has come. */
function afterAttempt(run: Run, id: number): Run {
  if (run.retrying === undefined || run.calls[id]?.again === undefined) return run;
  const { retrying: _done, ...rest } = run;
  return rest;
}

function editRun(run: Run, event: EventOf<'user.edited'>): Run {
  const { choose, retry, prices = [] } = event.change;
  const known = prices.filter(price => !run.prices.some(({ model }) => model === price.model));
  const edited: Run = {
    ...run,
    edits: [...run.edits, event],
    ...(known.length > 0 && { prices: [...run.prices, ...known] }),
    ...(retry !== undefined && run.calls[retry] && { retrying: retry }),
  };
  const call = choose === undefined ? undefined : run.calls[choose];
  if (!call) return edited;
  const { retrying: _given, ...chosen } = edited;
  return withRound(chosen, call.round, round => ({
    ...round,
    chosen: { ...round.chosen, [call.lane]: call.id },
  }));
}

/** Calls are kept by their ids, which count up from 0: a damaged one must not make a huge list. */
const MOST_CALLS = 100_000;

function startCall(run: Run, event: EventOf<'call.started'>): Run {
  // A repeated line of a damaged transcript must not empty the call, nor count it twice.
  if (run.calls[event.call] || event.call > MOST_CALLS) return run;
  const call: Call = {
    id: event.call,
    round: event.round,
    lane: event.lane,
    purpose: event.purpose,
    model: event.model,
    request: event.request,
    ...(event.again !== undefined && { again: event.again }),
    ...(run.parent?.seq !== undefined && event.seq <= run.parent.seq && { inherited: true }),
    status: 'streaming',
    text: '',
    thinking: '',
    startedAt: event.at,
    retries: [],
  };
  const calls = [...run.calls];
  calls[event.call] = call;
  return withRound({ ...run, calls }, event.round, round => ({
    ...(event.again === undefined ? round : withoutChoice(round, event.lane)),
    calls: [...round.calls, event.call],
  }));
}

/** Whoever makes a call once more wants that answer, until another one is chosen. */
function withoutChoice({ chosen, ...round }: Round, lane: number): Round {
  const { [lane]: _before, ...others } = chosen ?? {};
  return Object.keys(others).length > 0 ? { ...round, chosen: others } : round;
}

function outcomeOf(event: EventOf<'run.finished'>): RunOutcome {
  switch (event.outcome) {
    case 'stopped':
      return {
        kind: 'stopped',
        rule: event.rule ?? 'unknown',
        ...(event.answer && { answer: event.answer }),
      };
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'failed':
      return { kind: 'failed', error: event.error };
  }
}

function withCall(run: Run, id: number, change: (call: Call) => Call): Run {
  const call = run.calls[id];
  if (!call) return run;
  const calls = [...run.calls];
  calls[id] = change(call);
  return { ...run, calls };
}

function withRound(run: Run, index: number, change: (round: Round) => Round): Run {
  const place = run.rounds.findLastIndex(round => round.index === index);
  const round = run.rounds[place];
  if (!round) return run;
  const rounds = [...run.rounds];
  rounds[place] = change(round);
  return { ...run, rounds };
}
