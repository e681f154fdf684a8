import { describe, expect, test } from 'vitest';
import { promptTokens } from '../run/cost.ts';
import type { Usage } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import {
  callFinished,
  callStarted,
  inOrder,
  onceMore,
  probeRound,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
  theRun,
  usageOf,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { branched } from './testing/branched.ts';
import { CACHED, type Given, PLAIN, rowOf, thread, threadEvents, usagesOf } from './testing/threads.ts';
import { countedCalls, uncountedCalls, whatIfs } from './what-if.ts';
import { perfectUsage } from './what-if-perfect.ts';
import { questionUsage } from './what-if-question.ts';
import { ttlUsage } from './what-if-ttl.ts';

describe('perfect caching', () => {
  test('writes once what will be read, reads it, and does not write in the last call', () => {
    const run = thread(PLAIN);
    expect(usagesOf(perfectUsage(run, countedCalls(run)))).toEqual([
      usageOf({ output: 500, cacheWrite5m: 2000 }),
      usageOf({ output: 500, cacheRead: 2000, cacheWrite5m: 600 }),
      usageOf({ output: 500, cacheRead: 2600, input: 600 }),
    ]);
    // 2,600 written, 4,600 read, 600 fresh and 1,500 out, in millionths of 3.75, 0.3, 3 and 15.
    expect(rowOf(run, 'perfect-caching').cost).toBeCloseTo(0.03543, 10);
  });

  test('respects the minimum of the model', () => {
    const run = thread([{ input: 700 }, { input: 1100 }, { input: 1500 }]);
    expect(usagesOf(perfectUsage(run, countedCalls(run))).map(({ cacheRead }) => cacheRead)).toEqual([
      0, 0, 1100,
    ]);
  });

  test('counts only what is the same from the start', () => {
    const other = { request: requestOf('Something else that is not the question at all.') };
    const run = runOf(
      runStarted(),
      callStarted(0, 0),
      callFinished(0, { input: 2000 }),
      callStarted(1, 1, other),
      callFinished(1, { input: 2000 }),
    );
    expect(usagesOf(perfectUsage(run, countedCalls(run))).map(({ input }) => input)).toEqual([2000, 2000]);
  });

  test('is not known where the model offers none', () => {
    const run = thread(PLAIN, { settings: { model: 'qwen.qwen3-32b-v1:0' } });
    expect(rowOf(run, 'perfect-caching')).toMatchObject({
      cost: undefined,
      certainty: 'unknown',
      reason: { kind: 'not-offered' },
    });
  });
});

describe('the other time-to-live', () => {
  test('has the same writes at the other rate, exactly', () => {
    const { cost, certainty, what } = rowOf(thread(CACHED), 'other-ttl');
    // 3,196 tokens written at 6 and not at 3.75.
    expect(cost).toBeCloseTo((rowOf(thread(CACHED), 'as-it-was').cost ?? 0) + 3196 * 2.25e-6, 10);
    expect({ certainty, what }).toEqual({ certainty: 'exact', what: { kind: 'other-ttl', ttl: '1h' } });
  });

  test('an hour would have kept what five minutes had lost, by an estimate', () => {
    const lost = [
      { input: 4, cacheWrite5m: 1996 },
      { input: 4, cacheWrite5m: 2596 },
    ];
    const run = thread(lost, { seconds: 400 });
    const otherwise = ttlUsage(run, countedCalls(run), '1h');
    expect(usagesOf(otherwise)[1]).toEqual(usageOf({ input: 4, cacheRead: 1996, cacheWrite1h: 600 }));
    expect(otherwise).toMatchObject({ certainty: 'estimate', reason: { kind: 'expiry', calls: 1 } });
  });

  test('five minutes would have lost what an hour kept, by an estimate', () => {
    const kept = [
      { input: 4, cacheWrite1h: 1996 },
      { input: 4, cacheRead: 1996, cacheWrite1h: 600 },
    ];
    const run = thread(kept, { seconds: 400, settings: { cache: '1h' } });
    const otherwise = ttlUsage(run, countedCalls(run), '5m');
    expect(usagesOf(otherwise)[1]).toEqual(usageOf({ input: 4, cacheWrite5m: 2596 }));
    expect(otherwise).toMatchObject({ certainty: 'estimate' });
  });

  test('is not known where the model does not offer it, and not asked where caching was off', () => {
    const nova = thread(PLAIN, { settings: { model: 'us.amazon.nova-lite-v1:0' } });
    expect(rowOf(nova, 'other-ttl').reason).toEqual({ kind: 'ttl-not-offered', ttl: '1h' });
    const off = whatIfs(thread(PLAIN, { settings: { cache: 'off' } }));
    expect(off.map(({ what }) => what.kind)).not.toContain('other-ttl');
  });
});

describe('the question in every round', () => {
  const extra = (all: readonly Partial<Usage>[], given?: Given, repeated = true) => {
    const run = thread(all, given);
    return usagesOf(questionUsage(run, countedCalls(run), repeated)).map(usage => promptTokens(usage));
  };

  test('makes each prompt longer by one repetition more', () => {
    // Eight of the first prompt are not the question's own.
    expect(extra([{ input: 108 }, { input: 200 }, { input: 300 }])).toEqual([108, 300, 500]);
  });

  test('of one that is repeated, not repeating takes them away again', () => {
    const turn = `Check it. As a reminder, the question was: ${QUESTION.text}`;
    const given = { turn, settings: { strategy: { ...SETTINGS.strategy, repeatQuestion: true } } };
    expect(extra([{ input: 108 }, { input: 300 }, { input: 500 }], given, false)).toEqual([108, 200, 300]);
    expect(rowOf(thread(PLAIN, given), 'question').what).toEqual({ kind: 'question', repeated: false });
  });

  test('older repetitions are read from the cache where it was used', () => {
    const run = thread(CACHED);
    const [, , last] = usagesOf(questionUsage(run, countedCalls(run), true));
    expect(last).toMatchObject({ input: 4, cacheRead: 2596 + 1992, cacheWrite5m: 600 + 1992 });
  });
});

describe('of a branch', () => {
  const parent = (all: readonly Partial<Usage>[], given: Given = {}) => threadEvents(all, given);
  const turn = (call: number, usage: Partial<Usage>, text = 'Check it.') => [
    roundStarted(call),
    callStarted(call, call, { request: requestOf(text, { call: call - 1, answer: 'x' }) }),
    callFinished(call, usage),
    roundFinished(call),
  ];
  const kinds = (run: Run) => whatIfs(run, { models: [] });

  test('every row is about its own calls alone', () => {
    const run = branched(parent(CACHED.slice(0, 2)), 1, ...turn(2, { input: 3200, output: 500 }));
    const own = (3200 * 3 + 500 * 15) * 1e-6;
    expect(countedCalls(run).map(({ id }) => id)).toEqual([2]);
    expect(rowOf(run, 'as-it-was').cost).toBeCloseTo(own, 10);
    for (const { rounds } of kinds(run)) expect(rounds.map(({ round }) => round)).toEqual([2]);
  });

  test('a call of the parent that told no tokens is the matter of the parent', () => {
    const cut = [...parent([{ input: 2000 }]), ...inOrder(turn(1, {})).slice(0, 2)];
    expect(uncountedCalls(theRun(cut))).toBe(1);
    expect(uncountedCalls(branched(cut, 0, ...turn(1, { input: 2600 })))).toBe(0);
  });

  test('what the parent had cached can be read, what it had not cannot', () => {
    const perfect = (before: readonly Partial<Usage>[]) => {
      const run = branched(parent(before), 1, ...turn(2, { input: 3200, output: 500 }));
      return usagesOf(perfectUsage(run, countedCalls(run)));
    };
    expect(perfect(CACHED.slice(0, 2))).toEqual([usageOf({ input: 604, output: 500, cacheRead: 2596 })]);
    expect(perfect(PLAIN.slice(0, 2))).toEqual([usageOf({ input: 3200, output: 500 })]);
  });

  test('the question is repeated, or not, in its own turns', () => {
    const own = `Check it. ${QUESTION.text}`;
    const usages = (text: string, repeated: boolean) => {
      const run = branched(parent(PLAIN.slice(0, 2), { turn: own }), 1, ...turn(2, { input: 3200 }, text));
      const { reason } = questionUsage(run, countedCalls(run), repeated);
      const [usage] = usagesOf(questionUsage(run, countedCalls(run), repeated));
      return {
        prompt: usage && promptTokens(usage),
        tokens: reason?.kind === 'question' ? reason.tokens : 0,
      };
    };
    const { prompt, tokens } = usages('Check it.', true);
    expect(tokens).toBeGreaterThan(0);
    expect(prompt).toBe(3200 + tokens);
    expect(usages('Check it.', false).prompt).toBe(3200);
    expect(usages(own, false).prompt).toBe(3200 - tokens);
  });

  test('another time-to-live does not change what the parent had kept', () => {
    const run = branched(
      parent(CACHED.slice(0, 2)),
      1,
      ...turn(2, { input: 4, output: 500, cacheRead: 2596, cacheWrite5m: 600 }),
    );
    expect(usagesOf(ttlUsage(run, countedCalls(run), '1h'))).toEqual([
      usageOf({ input: 4, output: 500, cacheRead: 2596, cacheWrite1h: 600 }),
    ]);
  });
});

test('probes and attempts cost as other calls do', () => {
  const run = runOf(
    runStarted(),
    ...wholeRound(0, '1'),
    ...onceMore(0, { call: 1, again: 0, answer: '2' }),
    ...probeRound(2, 'pressure', '1'),
  );
  expect(rowOf(run, 'as-it-was').cost).toBeCloseTo(3 * 0.00018, 10);
});
