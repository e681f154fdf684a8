/** Recordings: transcripts used as a source of answers. Finds the recorded answer to a request. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promptTokens } from '../run/cost.ts';
import {
  type AnyEvent,
  type CachePoint,
  type ContentBlock,
  type EventOf,
  isEndedOnPurpose,
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
    .flatMap(name => {
      const file = join(folder, name);
      const head = readHead(file);
      return head ? [{ file, head }] : [];
    });
}

/** Answers from recordings: a request that was recorded word for word gets what was recorded. */
export function answerFrom(recordings: readonly RecordingInfo[]): Answerer {
  const loaded = new Map<string, Promise<ReadonlyMap<string, Answer>>>();
  const answersIn = (info: RecordingInfo) => {
    const answers = loaded.get(info.file) ?? readAnswers(info.file);
    loaded.set(info.file, answers);
    return answers;
  };
  return async request => {
    const question = request.messages[0]?.content[0]?.text ?? '';
    const key = requestKey(request);
    const unreadable: string[] = [];
    for (const info of recordings) {
      if (info.head.settings.model !== request.model || info.head.question.text !== question) continue;
      try {
        const answer = (await answersIn(info)).get(key);
        if (answer) return withCache(answer, request.cachePoints);
      } catch (thrown) {
        if (!(thrown instanceof TranscriptError)) throw thrown;
        unreadable.push(thrown.message);
      }
    }
    const none = `No recording holds this turn of the conversation with ${request.model}.`;
    return { message: [none, ...unreadable].join(' ') };
  };
}

/**
 * What makes two requests the same: the model, the words and the model's own fields. Cache points
 * are left out, because they change the price of an answer and not the answer.
 */
export function requestKey(
  request: Pick<WholeRequest, 'model' | 'system' | 'messages' | 'additionalModelRequestFields'>,
): string {
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

async function readAnswers(file: string): Promise<ReadonlyMap<string, Answer>> {
  const { events } = await readTranscript(file);
  const run = foldAll(events);
  const answers = new Map<string, Answer>();
  for (const call of run?.calls ?? []) {
    if (!run || !call || call.status === 'streaming') continue;
    answers.set(keyOfCall(run, call), answerOf(call, events));
  }
  return answers;
}

function keyOfCall(run: Run, call: Call): string {
  const { system, additionalModelRequestFields } = call.request;
  return requestKey({
    model: call.model,
    system,
    messages: threadOf(run, call),
    ...(additionalModelRequestFields && { additionalModelRequestFields }),
  });
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
    call.status === 'finished' && call.usage
      ? {
          kind: 'finished',
          afterMs,
          stopReason: call.stopReason ?? 'end_turn',
          usage: call.usage,
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
  if (answer.ending.kind === 'failed') return answer;
  return { ...answer, ending: { ...answer.ending, usage: usageUnder(answer.ending.usage, cachePoints) } };
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
