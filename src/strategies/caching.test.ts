/**
 * What the cache of Bedrock would make of every strategy: whole runs by the real engine and the real
 * client, against a local server that keeps a cache by Bedrock's rules.
 */
import { describe, expect, test } from 'vitest';
import { against, untroubled } from '../bedrock/testing/against-local.ts';
import { reflect } from '../engine/engine.ts';
import type { Answer } from '../recorded/answer.ts';
import { promptEstimate } from '../recorded/cache-simulation.ts';
import { withPromptCache } from '../recorded/server/prompt-cache.ts';
import { answering } from '../recorded/testing/local-bedrock.ts';
import { instantClock } from '../run/clock.ts';
import { promptTokens } from '../run/cost.ts';
import { Question } from '../run/question.ts';
import { type Call, callsOf, type Run, threadOf } from '../run/run.ts';
import { Settings } from '../run/settings.ts';
import { STRATEGIES } from './index.ts';
import type { CallStep, Strategy } from './strategy.ts';
import { madeUp } from './testing/made-up.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-lite-v1:0';
/** What stands after the last point: the opening of the reply. */
const TAIL = 4;

const QUESTION = Question.parse({ id: 'long', domain: 'test', text: 'Which of these? '.repeat(400) });

/** A new answer every time, ten seconds after the question. */
function answers() {
  let given = 0;
  return (): Answer => {
    const text = `This is answer ${given++}, ${'at some length '.repeat(60)}`;
    const usage = { input: 0, output: 200, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    return {
      deltas: [{ afterMs: 2_000, channel: 'text', text }],
      ending: {
        kind: 'finished',
        afterMs: 10_000,
        stopReason: 'end_turn',
        usage,
        serverMs: 9_900,
        content: [{ text }],
      },
    };
  };
}

async function runOf(strategy: Strategy, settings: Record<string, unknown>): Promise<Run> {
  const clock = instantClock();
  const { model } = await against(answering(withPromptCache(answers(), clock)), 20_000, clock);
  const run = await reflect({
    id: '01JTESTTESTTESTTESTTESTTEST',
    startedAt: '2026-11-20T09:00:00.000Z',
    app: 'test',
    provenance: 'synthetic',
    question: QUESTION,
    settings: Settings.parse({ model: SONNET, ...settings }),
    prices: [],
    strategy,
    model,
    clock,
    signal: untroubled(),
    random: () => 0.5,
    emit: () => {},
  });
  expect(run.outcome).toMatchObject({ kind: 'stopped' });
  return run;
}

function callsIn(run: Run): Call[] {
  return run.rounds.flatMap(round => callsOf(run, round));
}

/**
 * The most that any placement in any of the calls could have let this one read: the longest prefix
 * that an earlier, answered call had sent already. Only prefixes that end with a user message count:
 * a point on an answer helps only if the answer is later sent to two calls, which nobody knows yet.
 */
function couldBeRead(run: Run, call: Call): number {
  const thread = threadOf(run, call);
  const earlier = callsIn(run).filter(
    other =>
      other.model === call.model &&
      JSON.stringify(other.request.system) === JSON.stringify(call.request.system) &&
      other.endedAt !== undefined &&
      other.endedAt <= call.startedAt,
  );
  const lengths = earlier.map(other => {
    const sent = threadOf(run, other);
    const parts = thread.findIndex(
      (message, index) => JSON.stringify(message) !== JSON.stringify(sent[index]),
    );
    return (
      thread.slice(0, parts < 0 ? thread.length : parts).findLastIndex(({ role }) => role === 'user') + 1
    );
  });
  const longest = Math.max(0, ...lengths);
  if (longest > 0) return prefixTokens(call, thread.slice(0, longest));
  const system = prefixTokens(call, []);
  return earlier.length > 0 && system >= LEAST_CACHED ? system : 0;
}

/** Of the models of these tests, in tokens. */
const LEAST_CACHED = 1024;

function prefixTokens({ request }: Call, messages: ReturnType<typeof threadOf>): number {
  return promptEstimate({ system: request.system, messages }) - TAIL;
}

/** Of calls that start together nobody knows which one writes, and which can read that. */
function startsAlone(run: Run, call: Call): boolean {
  return callsIn(run).every(other => other === call || other.startedAt !== call.startedAt);
}

function expectTheBest(run: Run): void {
  for (const call of callsIn(run).filter(one => startsAlone(run, one))) {
    const usage = call.usage;
    expect(usage?.cacheRead).toBe(couldBeRead(run, call));
    // Nothing is paid fresh that a later call could read, and nothing is written that was there.
    expect(usage?.input).toBe(TAIL);
    expect(usage && promptTokens(usage)).toBe(prefixTokens(call, threadOf(run, call)) + TAIL);
  }
}

describe.each(STRATEGIES.map(strategy => [strategy.id, strategy] as const))('%s', (id, strategy) => {
  test.each([0, 1, 2, 3, 4, 5])('with %i reflections reads all that could be read', async rounds => {
    for (const system of [undefined, 'Be brief. '.repeat(600), 'Be brief.']) {
      const settings = { strategy: { id, rounds }, ...(system && { system }) };
      expectTheBest(await runOf(strategy, settings));
    }
  });

  test('does so for an hour, with the question repeated, and on Nova', async () => {
    expectTheBest(await runOf(strategy, { strategy: { id, rounds: 3, repeatQuestion: true }, cache: '1h' }));
    expectTheBest(await runOf(strategy, { strategy: { id, rounds: 3 }, model: NOVA, system: 'Be brief.' }));
  });

  test('has no point, and reads nothing, with caching off and where the model takes none', async () => {
    for (const rest of [{ cache: 'off' }, { model: 'qwen.qwen3-32b-v1:0' }, { model: 'somebody.new-v1:0' }]) {
      const run = await runOf(strategy, { strategy: { id, rounds: 2 }, ...rest });
      for (const { request, usage } of callsIn(run)) {
        expect(request.cachePoints).toEqual([]);
        expect([usage?.cacheRead, usage?.cacheWrite5m, usage?.cacheWrite1h]).toEqual([0, 0, 0]);
      }
    }
  });
});

/** One answer; then three lanes that go on from it, each over an answer cut in so many blocks. */
function lanes(blocks: number, model: string): Strategy {
  const step = (lane: number, text: string, parent?: number): CallStep => ({
    kind: 'call',
    lane,
    purpose: 'answer',
    model,
    messages: [
      ...(parent === undefined
        ? []
        : [
            {
              role: 'assistant',
              content: Array.from({ length: blocks }, (_, n) => ({ text: `Step ${n}.` })),
            },
          ]),
      { role: 'user', content: [{ text }] },
    ],
    ...(parent !== undefined && { extends: parent }),
  });
  return madeUp(run => {
    const round = run.rounds.at(-1);
    if (round && round.finishedAt === undefined) return { kind: 'close-round', round: round.index };
    const index = run.rounds.length;
    if (index === 4) return { kind: 'stop', rule: 'max-rounds' };
    const goesOn = (lane: number) => step(lane, `Lane ${lane}, round ${index}.`, parentOf(run, lane));
    const steps = index === 0 ? [step(0, QUESTION.text)] : [0, 1, 2].map(goesOn);
    return { kind: 'steps', round: index, roundKind: 'answer', steps };
  });
}

function parentOf(run: Run, lane: number): number {
  return run.calls.findLast(call => call?.lane === lane)?.id ?? 0;
}

describe('lanes that part from one thread', () => {
  test.each([1, 30])('read what they share, and each its own, over answers of %i blocks', async blocks => {
    const run = await runOf(lanes(blocks, SONNET), {});
    expectTheBest(run);
    const [, fork, later] = run.rounds;
    for (const { request } of fork ? callsOf(run, fork) : []) {
      expect(request.cachePoints.map(({ after }) => after)).toEqual([0, 2]);
    }
    for (const { request } of later ? callsOf(run, later) : []) {
      expect(request.cachePoints.map(({ after }) => after)).toEqual(blocks > 1 ? [0, 2, 4] : [0, 4]);
    }
  });

  test('do so on Nova, of which no look-back is known', async () => {
    expectTheBest(await runOf(lanes(1, NOVA), { model: NOVA }));
  });
});
