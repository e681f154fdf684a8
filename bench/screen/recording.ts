/** A recording whose answers come at a pace of the bench's own, for the program to answer from. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyEvent, EventOf, RunEvent } from '../../src/run/events.ts';

/** The question of the recording that lends its settings and its requests. */
export const QUESTION = 'bat-and-ball';

const MODEL_FILE = join(import.meta.dirname, '../../fixtures/recordings/bat-and-ball.sonnet-4-6.jsonl');

/** The text of one answer. */
export interface Streamed {
  /** Come at once. */
  readonly before?: readonly string[];
  readonly tokens: readonly string[];
  readonly tokensPerSecond: number;
}

/** Until the first token. */
const FIRST_MS = 300;

/** Writes a transcript with these answers, one a round, of at most four. */
export function writeRecording(folder: string, answers: readonly Streamed[]): void {
  const events = recorded(answers);
  writeFileSync(
    join(folder, 'bench.jsonl'),
    events.map((event, seq) => `${JSON.stringify({ ...event, seq })}\n`).join(''),
  );
}

function recorded(answers: readonly Streamed[]): Omit<AnyEvent, 'seq'>[] {
  const known = readFileSync(MODEL_FILE, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as RunEvent);
  const texts = answers.map(({ before = [], tokens }) => [...before, ...tokens].join(''));
  const kept = known.filter(event => event.type !== 'call.delta' && isAmong(event, answers.length));
  let now = 0;
  return kept.flatMap((event): Omit<AnyEvent, 'seq'>[] => {
    switch (event.type) {
      case 'run.started':
        // Another run than the one that is bundled: of two with one id only one counts.
        return [{ ...event, run: '01M7WM3HR0BENCH00000000000' }];
      case 'call.started':
        return [{ ...event, at: now, request: withAnswer(event.request, texts[event.call - 1]) }];
      case 'call.finished': {
        const { call } = event;
        const came = deltas(call, now, answers[call]);
        const began = now;
        now = Math.max(now, ...came.slice(-1).map(({ at }) => at)) + 50;
        const timing = { firstDeltaMs: FIRST_MS, serverMs: now - began, wallMs: now - began };
        return [...came, { ...event, at: now, timing, content: [{ text: texts[call] ?? '' }] }];
      }
      default:
        return [{ ...event, at: now }];
    }
  });
}

function isAmong(event: RunEvent, rounds: number): boolean {
  if ('round' in event && typeof event.round === 'number') return event.round < rounds;
  return 'call' in event && typeof event.call === 'number' ? event.call < rounds : true;
}

function deltas(call: number, began: number, answer: Streamed | undefined): Delta[] {
  if (!answer) return [];
  const { before = [], tokens, tokensPerSecond } = answer;
  const at = (index: number) => began + FIRST_MS + (index * 1000) / tokensPerSecond;
  const delta = (text: string, index: number) =>
    ({ at: Math.round(at(index)), type: 'call.delta', call, channel: 'text', text }) as const;
  return [...before.map(text => delta(text, 0)), ...tokens.map(delta)];
}

type Delta = Pick<EventOf<'call.delta'>, 'at' | 'type' | 'call' | 'channel' | 'text'>;

/** What is sent back is what was said. */
function withAnswer(request: EventOf<'call.started'>['request'], text: string | undefined) {
  if (text === undefined) return request;
  const messages = request.messages.map(message =>
    message.role === 'assistant' ? { ...message, content: [{ text }] } : message,
  );
  return { ...request, messages };
}
