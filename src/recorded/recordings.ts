/** Recordings: transcripts used as a source of answers. Finds the recorded answer to a request. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promptTokens } from '../run/cost.ts';
import {
  type AnyEvent,
  type CachePoint,
  type ContentBlock,
  type EventOf,
  isEndedOnPurpose,
  type Provenance,
} from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Usage } from '../run/price.ts';
import { type Call, type Run, threadOf } from '../run/run.ts';
import { readHead, readTranscript, TranscriptError } from '../transcripts/read.ts';
import type { Answer, Answerer, Ending, TimedDelta } from './answer.ts';

/** What a recording holds, from its first line. */
export interface RecordingInfo {
  readonly file: string;
  readonly head: EventOf<'run.started'>;
}

/** The recordings in a folder, by file name; files that are no transcripts are left out. */
export function listRecordings(folder: string): RecordingInfo[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .flatMap(name => recordingOf(join(folder, name)) ?? []);
}

/** A transcript as a recording; `undefined` when it is none that opens. */
export function recordingOf(file: string): RecordingInfo | undefined {
  const head = readHead(file);
  return head && { file, head };
}

/** A request that was recorded, for one call or for several (lanes, attempts), in their order. */
export interface RecordedCall {
  readonly request: Spoken;
  /** Whole ones; one that broke off only where there is no other. Never empty. */
  readonly answers: readonly Answer[];
}

/** What a recording holds, by `requestKey`. Rejects with `TranscriptError` when it cannot be read. */
export type RecordingReader = (info: RecordingInfo) => Promise<ReadonlyMap<string, RecordedCall>>;

/** Reads each recording once. */
export function recordingReader(): RecordingReader {
  const read = new Map<string, Promise<ReadonlyMap<string, RecordedCall>>>();
  return info => {
    const calls = read.get(info.file) ?? readCalls(info.file);
    read.set(info.file, calls);
    return calls;
  };
}

/** The recordings in which an answer to the request may be: of the question that its first turn asks. */
export function recordingsFor(recordings: readonly RecordingInfo[], request: Spoken): RecordingInfo[] {
  const asked = request.messages[0]?.content[0]?.text ?? '';
  return recordings.filter(({ head }) => asked.includes(head.question.text));
}

/**
 * Answers from recordings: a request that was recorded word for word gets what was recorded, a whole
 * answer before one that broke off. One that is asked several times gets one recorded answer after the
 * other, and then the last one again; or all of them anew, for whoever is asked by many.
 */
export function answerFrom(
  recordings: readonly RecordingInfo[],
  read = recordingReader(),
  again: 'last' | 'from the first' = 'last',
): Answerer {
  const asked = new Map<string, number>();
  return async request => {
    const key = requestKey(request);
    const times = asked.get(key) ?? 0;
    asked.set(key, times + 1);
    const unreadable: string[] = [];
    let broken: Answer | undefined;
    for (const info of recordingsFor(recordings, request)) {
      try {
        const answers = (await read(info)).get(key)?.answers ?? [];
        const place = again === 'last' ? Math.min(times, answers.length - 1) : times % answers.length;
        const answer = answers[place];
        if (answer?.ending.kind === 'finished') return withCache(answer, request.cachePoints);
        broken ??= answer;
      } catch (thrown) {
        if (!(thrown instanceof TranscriptError)) throw thrown;
        unreadable.push(thrown.message);
      }
    }
    const none = `No recording holds this turn of the conversation with ${request.model}.`;
    return broken ?? { message: [none, ...unreadable].join(' ') };
  };
}

/** What of a request decides the answer. */
export type Spoken = Pick<WholeRequest, 'model' | 'system' | 'messages' | 'additionalModelRequestFields'>;

/**
 * What makes two requests the same: the model, the words and the model's own fields. Cache points
 * are left out, because they change the price of an answer and not the answer.
 */
export function requestKey(request: Spoken): string {
  return JSON.stringify([
    request.model,
    request.system.map(block => block.text ?? ''),
    request.messages.map(({ role, content }) => [role, wordsOf(content)]),
    request.additionalModelRequestFields ?? null,
  ]);
}

/** Thinking that is sent back adds nothing: what was said is the same. */
function wordsOf(content: readonly ContentBlock[]): string[] {
  const words = content.filter(block => !block.reasoningContent);
  return words.map(block => block.text ?? '');
}

async function readCalls(file: string): Promise<ReadonlyMap<string, RecordedCall>> {
  const { events } = await readTranscript(file);
  const run = foldAll(events);
  const calls = new Map<string, RecordedCall>();
  for (const call of run?.calls ?? []) {
    if (!run || !call || call.status === 'streaming' || isNoAnswer(call)) continue;
    const request = requestOf(run, call);
    const key = requestKey(request);
    const before = calls.get(key)?.answers ?? [];
    const isWhole = call.status === 'finished';
    if (!isWhole && before.length > 0) continue;
    const whole = before.filter(({ ending }) => ending.kind === 'finished');
    const answer = {
      from: `${basename(file)} round ${call.round}`,
      provenance: asRecorded(run.provenance),
      ...answerOf(call, events),
    };
    calls.set(key, { request, answers: [...(isWhole ? whole : []), answer] });
  }
  return calls;
}

/** What a model said live is recorded from then on. */
export function asRecorded(provenance: Provenance): Provenance {
  return provenance === 'live' ? 'recorded' : provenance;
}

/** Failures that are of the program that recorded, and not of the model. */
const OWN_FAILURES = new Set(['NoRecordingException', 'ProgramEnded']);

function isNoAnswer({ error }: Call): boolean {
  return error !== undefined && OWN_FAILURES.has(error.name);
}

/** What a call of a run asked, as it went out. */
export function requestOf(run: Run, call: Call): Spoken {
  const { system, additionalModelRequestFields } = call.request;
  return {
    model: call.model,
    system,
    messages: threadOf(run, call),
    ...(additionalModelRequestFields && { additionalModelRequestFields }),
  };
}

/** What a recorded call said, when, and how it ended. */
export function answerOf(call: Call, events: readonly AnyEvent[]): Answer {
  const deltas = events.flatMap((event): TimedDelta[] => {
    if (event.type !== 'call.delta') return [];
    const { call: id, at, channel, text } = event as EventOf<'call.delta'>;
    return id === call.id ? [{ afterMs: at - call.startedAt, channel, text }] : [];
  });
  const afterMs = (call.endedAt ?? call.startedAt) - call.startedAt;
  const ending: Ending =
    call.status === 'finished'
      ? {
          kind: 'finished',
          afterMs,
          stopReason: call.stopReason ?? 'end_turn',
          ...(call.usage && { usage: call.usage }),
          serverMs: call.timing?.serverMs ?? afterMs,
          content: call.content ?? [],
        }
      : {
          kind: 'failed',
          afterMs,
          name: call.error && !isEndedOnPurpose(call.error) ? call.error.name : 'StreamInterrupted',
          message: call.error?.original ?? call.error?.message ?? '',
        };
  return { deltas, ending };
}

function withCache(answer: Answer, cachePoints: readonly CachePoint[]): Answer {
  const { ending } = answer;
  if (ending.kind === 'failed' || !ending.usage) return answer;
  return { ...answer, ending: { ...ending, usage: usageUnder(ending.usage, cachePoints) } };
}

/**
 * The usage of a recorded call as it would have been with other cache points: without any, every
 * prompt token is fresh; with a one-hour point, what was written was written for one hour.
 */
export function usageUnder(usage: Usage, cachePoints: readonly CachePoint[]): Usage {
  if (cachePoints.length === 0) {
    return { ...usage, input: promptTokens(usage), cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  }
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  return cachePoints.at(-1)?.ttl === '1h'
    ? { ...usage, cacheWrite5m: 0, cacheWrite1h: written }
    : { ...usage, cacheWrite5m: written, cacheWrite1h: 0 };
}
