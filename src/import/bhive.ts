/**
 * What `HiveOutput` of bhive (aws-samples/sample-genai-reflection-for-bedrock) saves: the chats of one or
 * several models. Its tokens, its time and its cost are sums over all rounds, and cannot be split.
 */
import { basename } from 'node:path';
import { priceOf } from '../models/prices.ts';
import type { Imported } from '../run/events.ts';
import type { ReportedUsage } from '../run/price.ts';
import { type Fields, fieldsOf, listOf, numberIn, textIn, wordsIn } from '../text/unknown-json.ts';
import { chatMessage } from './chat-message.ts';
import { chatRounds, questionText, type Thread, threadOf } from './chat-rounds.ts';
import type { ImportedCall, ImportedRound, ImportedRun } from './imported-run.ts';
import type { Importer, ImportProblem, SourceFile } from './importer.ts';
import { usageIn } from './invocation-answer.ts';
import { hashOf } from './requests-of.ts';
import { valuesOf } from './values.ts';

export const bhive: Importer = {
  id: 'bhive',
  name: 'outputs of bhive: HiveOutput as JSON (.json, .jsonl)',
  detects: ({ text }) => /"modelid"\s*:/.test(text) && /"chat_history"\s*:/.test(text),
  runs: runsOf,
};

async function* runsOf(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  for await (const one of valuesOf(file)) {
    if ('problem' in one) yield one;
    else yield runOf(file, one.value, one.place);
  }
}

interface Log {
  readonly model: string;
  readonly thread: Thread;
  readonly thoughts: readonly string[];
}

function runOf({ path }: SourceFile, value: unknown, place: string): ImportedRun | ImportProblem {
  const output = fieldsOf(value) ?? {};
  const where = place === '' ? {} : { place };
  const logs = listOf(output.chat_history).flatMap(log => logOf(log) ?? []);
  const [main] = logs;
  if (!main) return { problem: 'It has no chat_history of a model.', ...where };
  const rounds = withEnd(withAggregate(roundsOf(logs), output, logs), output);
  if (rounds.length === 0) return { problem: 'There is no answer of a model in it.', ...where };
  const file = basename(path);
  return {
    key: hashOf(JSON.stringify([file, place, output.chat_history, output.response])),
    question: {
      id:
        place === ''
          ? file.replace(/\.[^.]*$/, '')
          : `${file.replace(/\.[^.]*$/, '')}-${place.replace(/\D+/g, '')}`,
      domain: 'bhive',
      text: questionText(main.thread),
      grader: 'text',
    },
    settings: { model: main.model },
    source: { from: bhive.id, file, ...where, unknown: [], ...totalsOf(output) },
    prices: [...new Set(rounds.flatMap(({ calls }) => calls.flatMap(call => call.model ?? [])))].flatMap(
      model => priceOf(model) ?? [],
    ),
    rounds,
  };
}

function logOf(value: unknown): Log | undefined {
  const fields = fieldsOf(value);
  const chat = listOf(fields?.chat_history).flatMap(message => chatMessage(message) ?? []);
  if (!fields || chat.length === 0) return undefined;
  return {
    model: wordsIn(fields.modelid) ?? 'unknown',
    thread: threadOf(chat),
    thoughts: listOf(fields.thinking_history).map(thoughtIn),
  };
}

function thoughtIn(value: unknown): string {
  return textIn(value) ?? textIn(fieldsOf(value)?.text) ?? textIn(fieldsOf(value)?.thinking) ?? '';
}

/** bhive sends no thinking back: it belongs to the answers alone. Where some came without, nobody knows which. */
function withThoughts(
  rounds: readonly ImportedRound[],
  thoughts: readonly string[],
): readonly ImportedRound[] {
  if (thoughts.length !== rounds.length) return rounds;
  return rounds.map((round, index) => {
    const thinking = thoughts[index] ?? '';
    if (thinking === '') return round;
    const block = { reasoningContent: { reasoningText: { text: thinking } } };
    const calls = round.calls.map(call => ({ ...call, thinking, content: [block, ...(call.content ?? [])] }));
    return { ...round, calls };
  });
}

/** Every model is a lane; what all said first is round 0. */
function roundsOf(logs: readonly Log[]): ImportedRound[] {
  const lanes = logs.map(({ model, thread, thoughts }, lane) =>
    withThoughts(chatRounds(thread, { model, lane }), thoughts),
  );
  const most = Math.max(...lanes.map(({ length }) => length));
  const isDebate = logs.length > 1;
  return Array.from({ length: most }, (_, index) => {
    const calls = lanes.flatMap(rounds => rounds[index]?.calls ?? []);
    return {
      kind: index === 0 ? 'answer' : isDebate ? 'debate' : 'reflection',
      calls:
        isDebate && index > 0 ? calls.map((call): ImportedCall => ({ ...call, purpose: 'debate' })) : calls,
    };
  });
}

/**
 * bhive puts the answer of its aggregator at the end of the first chat, without what it was asked: there it
 * follows an answer, and no question.
 */
function withAggregate(rounds: ImportedRound[], output: Fields, logs: readonly Log[]): ImportedRound[] {
  const messages = logs[0]?.thread.messages ?? [];
  const isAggregated =
    logs.length > 1 && messages.at(-1)?.role === 'assistant' && messages.at(-2)?.role === 'assistant';
  const last = rounds.at(-1);
  if (!isAggregated || !last) return rounds;
  const asked = new Set(logs.map(({ model }) => model));
  const others = Object.keys(fieldsOf(output.usage) ?? {}).filter(model => !asked.has(model));
  const [call] = last.calls;
  if (!call) return rounds;
  const { messages: _unknown, cachePoints: _too, ...said } = call;
  const model = others.length === 1 ? others[0] : call.model;
  return [...rounds.slice(0, -1), { kind: 'aggregate', calls: [{ ...said, purpose: 'aggregate', model }] }];
}

/** Why the last call stopped is all that is told of that. */
function withEnd(rounds: ImportedRound[], { stopReason }: Fields): ImportedRound[] {
  const reason = wordsIn(stopReason);
  const last = rounds.at(-1);
  if (reason === undefined || last?.calls.length !== 1) return rounds;
  return [
    ...rounds.slice(0, -1),
    { ...last, calls: last.calls.map(call => ({ ...call, stopReason: reason })) },
  ];
}

function totalsOf({ usage, metrics, cost }: Fields): Pick<Imported, 'totals'> {
  const used = Object.values(fieldsOf(usage) ?? {}).flatMap(one => usageIn(fieldsOf(one)) ?? []);
  const times = Object.values(fieldsOf(metrics) ?? {}).flatMap(
    one => numberIn(fieldsOf(one)?.latencyMs) ?? [],
  );
  const paid = fieldsOf(cost);
  const costUsd =
    paid?.currency === undefined || paid.currency === 'USD' || paid.currency === '$'
      ? numberIn(paid?.value)
      : undefined;
  const totals = {
    ...(used.length > 0 && { usage: used.reduce(addReported) }),
    ...(costUsd !== undefined && costUsd >= 0 && { costUsd }),
    ...(times.length > 0 && { wallMs: times.reduce((sum, ms) => sum + ms, 0) }),
  };
  return Object.keys(totals).length > 0 ? { totals } : {};
}

function addReported(a: ReportedUsage, b: ReportedUsage): ReportedUsage {
  const both = (x: number | undefined, y: number | undefined) =>
    x === undefined || y === undefined ? undefined : x + y;
  const input = both(a.input, b.input);
  const output = both(a.output, b.output);
  return {
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
    cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h,
  };
}
