/**
 * An imported run as the events of a transcript. What its source does not tell is named there, and where
 * it tells no times every call is laid at two seconds: they keep the order, and mean nothing. Pure.
 */

import { errorAsAnswer } from '../grading/error-as-answer.ts';
import {
  type CallError,
  type CallRequest,
  type RunEvent as Event,
  type EventOf,
  IMPORT_GAPS,
  type ImportGap,
  type NewEvent,
  RunEvent,
  SCHEMA_VERSION,
  type Timing,
} from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import { isAnswering } from '../run/run.ts';
import { MAX_ROUNDS, Settings } from '../run/settings.ts';
import { SOURCE_ENDS } from '../strategies/stop-rules.ts';
import type { ImportedCall, ImportedRound, ImportedRun } from './imported-run.ts';
import { requestsOf } from './requests-of.ts';
import { importedRunId } from './run-id.ts';

export interface Making {
  /** The program that imports, with its version. */
  readonly app: string;
  /** Wall-clock time (ISO 8601) for a source that has none. */
  readonly otherwiseStartedAt: string;
}

/** How long a call is played, where nobody knows how long it took. */
export const LAID_MS: Milliseconds = 2000;
const NOT_TOLD = '(The source does not tell the question.)';
/** Characters of one delta; a longer text comes in pieces. */
const PIECE = 4000;

/** All events of the run, checked. Throws `ZodError` where the source held what no event may hold. */
export function eventsOf(run: ImportedRun, making: Making): Event[] {
  const calls = run.rounds.map(({ calls: of }) => of.map(withError));
  const rounds = run.rounds.map((round, index) => ({ ...round, calls: calls[index] ?? [] }));
  const whole = { ...run, rounds };
  const events: Placed[] = [{ at: 0, event: startOf(whole, making) }];
  const requests = requestsOf(rounds.flatMap(round => round.calls));
  const laid = layOut(whole);
  let call = 0;
  let at = 0;
  for (const [index, round] of rounds.entries()) {
    const places = round.calls.map((one, place) => ({
      one,
      id: call + place,
      request: requests[call + place],
      time: laid[call + place] ?? { start: at, end: at },
    }));
    call += round.calls.length;
    const start = places.length > 0 ? Math.min(...places.map(({ time }) => time.start)) : at;
    events.push({ at: start, event: { type: 'round.started', round: index, kind: round.kind } });
    const during = places.flatMap(place => callEvents(run, index, place));
    // Calls of several lanes go on side by side.
    events.push(...during.sort((a, b) => a.at - b.at));
    at = Math.max(at, ...during.map(event => event.at));
    events.push(...afterwards(index, round, places).map(event => ({ at, event })));
  }
  events.push({ at, event: endOf(whole) });
  let last = 0;
  return events.map(({ at: wanted, event }, seq) => {
    last = Math.max(last, wanted);
    return RunEvent.parse({ seq, at: last, ...event });
  });
}

interface Placed {
  readonly at: Milliseconds;
  readonly event: NewEvent;
}

/** A text that is an error is none of the model. */
function withError(call: ImportedCall): ImportedCall {
  if (call.error || call.text === '') return call;
  const error = errorAsAnswer(call.text);
  if (!error) return call;
  const { content: _content, ...rest } = call;
  return { ...rest, text: '', error };
}

function startOf(run: ImportedRun, { app, otherwiseStartedAt }: Making): NewEvent {
  const { source, question, key, startedAt } = run;
  return {
    type: 'run.started',
    schema: SCHEMA_VERSION,
    run: importedRunId(source.from, key, startedAt),
    startedAt: startedAt ?? otherwiseStartedAt,
    app,
    provenance: 'imported',
    question: { ...question, text: question.text.trim() === '' ? NOT_TOLD : question.text },
    settings: settingsOf(run),
    imported: {
      ...source,
      unknown: gapsOf(run),
      ...(startedAt === undefined && { startedAtFrom: 'file' }),
    },
    prices: [...(run.prices ?? [])],
  };
}

/** What a run of ours would have been made with, as far as the source tells it. */
function settingsOf({ settings, rounds }: ImportedRun): Settings {
  const cached = rounds.some(({ calls }) => calls.some(call => (call.cachePoints?.length ?? 0) > 0));
  return Settings.parse({
    ...settings,
    strategy: { rounds: Math.min(MAX_ROUNDS, Math.max(0, rounds.length - 1)), ...settings.strategy },
    cache: settings.cache ?? (cached ? '5m' : 'off'),
  });
}

/** What the source says it does not know, and what is nowhere in the run. */
function gapsOf(run: ImportedRun): string[] {
  const calls = run.rounds.flatMap(round => round.calls);
  const grades = run.rounds.flatMap(round => round.grades ?? []);
  const isMissing: Record<ImportGap, boolean> = {
    timing: !calls.some(call => wallOf(call) !== undefined),
    usage: !calls.some(({ usage }) => usage?.input !== undefined && usage.output !== undefined),
    model: run.settings.model === 'unknown' && calls.every(({ model }) => model === undefined),
    prompts: !calls.some(({ messages }) => messages !== undefined && messages.length > 0),
    settings: run.settings.strategy === undefined,
    marks: !grades.some(({ correct, score }) => correct !== null || (score !== undefined && score !== null)),
    answers: !calls.some(({ text, error }) => text !== '' || error !== undefined),
  };
  const told = run.source.unknown;
  const found = IMPORT_GAPS.filter(gap => told.includes(gap) || isMissing[gap]);
  return [...found, ...told.filter(gap => !found.some(one => one === gap))];
}

interface Span {
  readonly start: Milliseconds;
  readonly end: Milliseconds;
}

/** Where each call lies: as the source says, or one behind the other. */
function layOut({ rounds }: Pick<ImportedRun, 'rounds'>): Span[] {
  const calls = rounds.flatMap(round => round.calls);
  const isPlaced = calls.every(call => call.startedAt !== undefined);
  let free = 0;
  return calls.map(call => {
    const start = isPlaced ? (call.startedAt ?? free) : free;
    const end = start + (wallOf(call) ?? (isPlaced ? 0 : LAID_MS));
    free = end;
    return { start, end };
  });
}

/** Where only the service's own figure is known, it stands for the whole. */
function wallOf({ wallMs, serverMs }: ImportedCall): Milliseconds | undefined {
  return wallMs ?? serverMs;
}

interface CallPlace {
  readonly one: ImportedCall;
  readonly id: number;
  readonly request: CallRequest | undefined;
  readonly time: Span;
}

function callEvents(run: ImportedRun, round: number, { one, id, request, time }: CallPlace): Placed[] {
  const { start, end } = time;
  const started: NewEvent = {
    type: 'call.started',
    call: id,
    round,
    lane: one.lane ?? 0,
    purpose: one.purpose,
    model: one.model ?? run.settings.model,
    request: request ?? { system: [], messages: [], cachePoints: [], inferenceConfig: {} },
  };
  const deltas: NewEvent[] = [
    ...piecesOf(one.thinking ?? '').map(text => delta(id, 'thinking', text)),
    ...piecesOf(one.text).map(text => delta(id, 'text', text)),
  ];
  const step = (end - start) / (deltas.length + 1);
  return [
    { at: start, event: started },
    ...deltas.map((event, index) => ({ at: start + Math.round(step * (index + 1)), event })),
    { at: end, event: endOfCall(one, id) },
  ];
}

function delta(call: number, channel: 'text' | 'thinking', text: string): NewEvent {
  return { type: 'call.delta', call, channel, text };
}

/** Never cut in the middle of a character of two units. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PIECE);
    const unit = text.charCodeAt(end - 1);
    if (end < text.length && unit >= 0xd800 && unit < 0xdc00) end--;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

function endOfCall(one: ImportedCall, call: number): NewEvent {
  const timing = timingOf(one);
  if (one.error) return { type: 'call.failed', call, error: one.error, ...(timing && { timing }) };
  return {
    type: 'call.finished',
    call,
    stopReason: one.stopReason ?? 'unknown',
    usage: { cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, ...one.usage },
    ...(timing && { timing }),
    content: one.content ? [...one.content] : contentOf(one),
    ...(one.serviceTier !== undefined && { serviceTier: one.serviceTier }),
  };
}

function timingOf(call: ImportedCall): Timing | undefined {
  const { serverMs, firstDeltaMs } = call;
  const wallMs = wallOf(call);
  if (wallMs === undefined) return undefined;
  return {
    ...(firstDeltaMs !== undefined && { firstDeltaMs }),
    ...(serverMs !== undefined && { serverMs }),
    wallMs,
  };
}

function contentOf({ thinking, text }: ImportedCall): EventOf<'call.finished'>['content'] {
  return [
    ...(thinking ? [{ reasoningContent: { reasoningText: { text: thinking } } }] : []),
    ...(text === '' ? [] : [{ text }]),
  ];
}

/** Checks, then grades, each of the answer of its lane. */
function afterwards(
  round: number,
  { checks, grades }: ImportedRound,
  places: readonly CallPlace[],
): NewEvent[] {
  const answerIn = (lane: number) =>
    places.findLast(({ one }) => (one.lane ?? 0) === lane && isAnswering(one))?.id;
  return [
    ...(checks ?? []).map((check): NewEvent => {
      const { lane = 0 } = check;
      return { type: 'check.finished', round, durationMs: 0, ...check, lane };
    }),
    ...(grades ?? []).map((grade): NewEvent => {
      const { lane = 0 } = grade;
      const call = answerIn(lane);
      return { type: 'answer.graded', round, ...grade, lane, ...(call !== undefined && { call }) };
    }),
    { type: 'round.finished', round },
  ];
}

/** Where the source does not say how it ended: it failed when nothing of its last round came. */
function endOf({ outcome, rounds }: ImportedRun): NewEvent {
  if (outcome) return { type: 'run.finished', ...outcome };
  const last = rounds.at(-1)?.calls ?? [];
  const errors: CallError[] = last.flatMap(({ error }) => error ?? []);
  const [error] = errors;
  if (error && errors.length === last.length) return { type: 'run.finished', outcome: 'failed', error };
  return { type: 'run.finished', outcome: 'stopped', rule: SOURCE_ENDS };
}
