import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepare } from '../bedrock/request.ts';
import type { RunCheck } from '../engine/perform-checks.ts';
import type { Act } from '../engine/testing/scripted-model.ts';
import { resolveModel } from '../models/resolve.ts';
import { cacheRefusal } from '../recorded/cache-simulation-refusal.ts';
import { isProbe, type ProbeKind } from '../run/edits.ts';
import type { AnyEvent, EventOf } from '../run/events.ts';
import type { Ask, WholeRequest } from '../run/model.ts';
import { answerCall, type Call, type Run, threadOf } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { problemWithThread } from '../run/thread-rules.ts';
import { STRATEGIES } from './index.ts';
import type { Strategy } from './strategy.ts';
import { type Play, played, settingsFor } from './testing/played.ts';

const OTHER = 'us.anthropic.claude-opus-4-6-v1';
const THIRD = 'us.amazon.nova-pro-v1:0';

/** Whatever a model may say: answers, verdicts, lists, scores, and nothing. */
const SAID = [
  'It is 1.',
  'It is 2.',
  'It is 1.',
  'It is 2.',
  'It is 3.',
  'It is 2.\n\nConfidence: 95',
  'It is 3.\n\nConfidence: 20',
  '',
  ' ',
  'I do not know.',
  '{"verdict": "pass", "reason": "It holds."}',
  '{"verdict": "fail", "reason": "Step 2 is wrong."}',
  'Verdict: fail',
  'NO ISSUES',
  'No issue.',
  'Discrepancies: 0',
  '1. Is it a number? YES\n2. Is it in dollars? NO',
  'YES',
  'Answer A is better.',
  '{"better": "B"}',
];

const FAILS: Act = {
  type: 'fails',
  error: { name: 'ValidationException', message: 'It was refused.', retryable: false },
};

const model = fc.constantFrom(OTHER, THIRD);

/** Fields of all strategies: each reads its own. */
const parameters = fc.record(
  {
    rounds: fc.integer({ min: 0, max: 5 }),
    repeatQuestion: fc.boolean(),
    sendReasoning: fc.boolean(),
    agents: fc.integer({ min: 1, max: 4 }),
    models: fc.constantFrom(`${OTHER}, ${THIRD}`, `${THIRD},${THIRD},${OTHER}`, OTHER),
    aggregator: model,
    keepAnswer: fc.boolean(),
    stronger: model,
    critic: model,
    sees: fc.constantFrom('answer', 'history'),
    mode: fc.constantFrom('free', 'checklist'),
    threshold: fc.constantFrom(0, 50, 90, 100),
    samples: fc.integer({ min: 2, max: 6 }),
    window: fc.integer({ min: 1, max: 4 }),
    earlyStop: fc.constantFrom('none', 'unanimous-window', 'vote-lead', 'either'),
    candidates: fc.integer({ min: 2, max: 4 }),
    verifications: fc.integer({ min: 1, max: 3 }),
    verifier: model,
    compare: fc.boolean(),
    perspectives: fc.integer({ min: 2, max: 3 }),
    points: fc.integer({ min: 1, max: 5 }),
    levels: fc.constantFrom('off, 1024', 'off, 1024, 2048'),
    variants: fc.constantFrom('none', 'typing', 'ocr', 'rephrase'),
    noise: fc.constantFrom(0.05, 0.3),
    seed: fc.integer(),
  },
  { requiredKeys: [] },
);

const settings = fc.record(
  {
    feedback: fc.oneof(
      fc.record(
        {
          source: fc.constantFrom('judge', 'judge', 'command', 'sql', 'none'),
          judge: model,
          repeats: fc.integer({ min: 1, max: 3 }),
        },
        { requiredKeys: ['source'] },
      ),
      fc.constant({ source: 'none' }),
    ),
    stop: fc.record(
      {
        answerStable: fc.constantFrom(2, 3),
        maxTokensTotal: fc.constantFrom(300, 700, 2000),
        verdictPass: fc.boolean(),
        noOp: fc.constantFrom(0, 0.2),
        oscillation: fc.boolean(),
        entropy: fc.constantFrom(0, 1),
        regressionGuard: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    system: fc.constantFrom('Be brief.', ' '),
    cache: fc.constantFrom('off', '5m', '1h'),
  },
  { requiredKeys: [] },
);

/** What the next program finds when it goes on: a part of the events, and perhaps a wish of the user. */
const cut = fc.record({
  /** Of the events so far. */
  share: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  wish: fc.option(fc.constantFrom<(ProbeKind | 'retry')[]>('placebo', 'resample', 'pressure', 'retry'), {
    freq: 3,
  }),
});

const story = fc.record({
  strategy: fc.constantFrom(...STRATEGIES),
  parameters,
  settings,
  said: fc.array(fc.constantFrom(...SAID), { minLength: 1, maxLength: 12 }),
  /** Calls that fail, counted in each program. */
  failing: fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 2 }),
  verdicts: fc.array(fc.constantFrom('pass', 'fail', 'unknown'), { minLength: 1, maxLength: 4 }),
  cuts: fc.array(cut, { minLength: 1, maxLength: 3 }),
});
type StoryOf = typeof story extends fc.Arbitrary<infer Of> ? Of : never;

interface Told {
  readonly settings: Settings;
  readonly runs: readonly Run[];
  readonly asks: readonly Ask[];
  readonly requests: readonly WholeRequest[];
  /** The user took part: retries and probes come on top. */
  readonly isDirected: boolean;
}

/** The whole run, then the runs that come of its parts, one after the other. `undefined`: it makes no sense. */
async function tell({ strategy, cuts, ...given }: StoryOf): Promise<Told | undefined> {
  const of = sensible(strategy, given);
  if (!of) return undefined;
  const whole = settingsFor(strategy, of);
  const asks: Ask[] = [];
  const requests: WholeRequest[] = [];
  const runs: Run[] = [];
  let isDirected = false;
  const go = async (past?: readonly AnyEvent[]) => {
    const one = await played(strategy, { ...playOf(of, asks), ...(past && { past }) });
    requests.push(...one.requests);
    runs.push(one.run);
    return one.events;
  };
  let events = await go();
  for (const { share, wish } of cuts) {
    const isOver = events.at(-1)?.type === 'run.finished';
    const past = events.slice(0, Math.max(1, Math.round(share * (events.length - (isOver ? 1 : 0)))));
    const run = runs.at(-1);
    const edit = wish && run && wished(wish, past, run);
    isDirected ||= edit !== undefined;
    events = await go(edit ? [...past, edit] : past);
  }
  return { settings: whole, runs, asks, requests, isDirected };
}

/** Some strategies refuse feedback, others need a certain one. `undefined`: it makes no sense with any. */
function sensible<Of extends Pick<StoryOf, 'parameters' | 'settings'>>(strategy: Strategy, given: Of) {
  const sources = ['none', 'judge', 'command'] as const;
  const others = sources.map(source => ({ ...given, settings: { ...given.settings, feedback: { source } } }));
  return [given, ...others].find(of => (strategy.problems?.(settingsFor(strategy, of)) ?? []).length === 0);
}

function playOf({ said, failing, verdicts, ...of }: Omit<StoryOf, 'strategy' | 'cuts'>, asks: Ask[]): Play {
  let checks = 0;
  const check: RunCheck = async () => ({
    text: 'It ran.',
    verdict: verdicts[checks++ % verdicts.length] ?? 'unknown',
    durationMs: 1,
  });
  return {
    parameters: of.parameters,
    settings: of.settings,
    check,
    answers: (_request, count) => (failing.includes(count) ? FAILS : (said[count % said.length] ?? '')),
    prepare(ask, now) {
      asks.push(ask);
      return prepare(ask, now);
    },
  };
}

/** Possible only between two rounds. */
function wished(
  wish: ProbeKind | 'retry',
  past: readonly AnyEvent[],
  run: Run,
): EventOf<'user.edited'> | undefined {
  const last = past.at(-1);
  if (last?.type !== 'round.finished') return undefined;
  const index = Number(last['round' as keyof typeof last]);
  const answer = answerCall(
    run,
    run.rounds.find(round => round.index === index),
  );
  if (answer?.status !== 'finished' || answer.text.trim() === '') return undefined;
  const base = { type: 'user.edited', seq: last.seq + 1, at: last.at } as const;
  return wish === 'retry'
    ? { ...base, round: index, change: { retry: answer.id } }
    : { ...base, round: index + 1, change: { probe: { kind: wish } } };
}

/** What a call is to the strategy. */
function keyOf(run: Run, call: Call): string {
  return JSON.stringify([call.round, call.lane, call.purpose, call.model, threadOf(run, call)]);
}

const finished = (run: Run) => run.calls.flatMap(call => (call?.status === 'finished' ? [call] : []));

const isStrategys = ({ again, purpose }: Call) => again === undefined && !isProbe(purpose);

/** How often one and the same thing may be asked on purpose. */
function repeatsOf({ feedback, strategy }: Settings, { purpose }: Call): number {
  const verifications = Number(strategy.verifications ?? 2);
  return purpose === 'verify' ? Math.max(feedback.repeats, verifications) : 1;
}

function law(name: string, holds: (told: Told, strategy: Strategy) => void) {
  test(name, async () => {
    await fc.assert(
      fc.asyncProperty(story, async one => {
        const told = await tell(one);
        if (told) holds(told, one.strategy);
      }),
      { numRuns: 300 },
    );
  });
}

describe('laws of every strategy, whatever is said, fails, is cut off or wished for', () => {
  law(
    'every conversation alternates, begins and ends with the user, and has no empty message',
    ({ asks }) => {
      for (const { messages } of asks) {
        expect(problemWithThread(messages)).toBeUndefined();
        for (const { content } of messages) expect(content.some(({ text }) => text?.trim())).toBe(true);
      }
    },
  );

  law('Bedrock refuses no cache point', ({ requests }) => {
    for (const request of requests) {
      expect(cacheRefusal(request, resolveModel(request.model)?.cache)).toBeUndefined();
    }
  });

  law(
    'a run ends, by a rule or by a call that fails, within the calls that were announced',
    (told, strategy) => {
      const { runs, settings: whole, isDirected } = told;
      for (const run of runs) {
        expect(['stopped', 'failed']).toContain(run.outcome?.kind);
        if (isDirected) continue;
        expect(finished(run).length).toBeLessThanOrEqual(strategy.mostCalls(whole));
      }
    },
  );

  law('what was answered is never asked again', ({ runs, settings: whole }) => {
    for (const run of runs) {
      const asked = new Map<string, number>();
      for (const call of finished(run).filter(isStrategys)) {
        const key = keyOf(run, call);
        const times = (asked.get(key) ?? 0) + 1;
        asked.set(key, times);
        expect([key, times]).toEqual([key, Math.min(times, repeatsOf(whole, call))]);
      }
    }
  });

  law(
    'the models that are asked are those that were announced',
    ({ requests, settings: whole }, strategy) => {
      const { judge = whole.model } = whole.feedback;
      const announced = new Set([whole.model, judge, ...(strategy.models?.(whole) ?? [])]);
      for (const request of requests) expect(announced).toContain(request.model);
    },
  );

  law('an answer that is returned is there', ({ runs }) => {
    for (const run of runs) {
      const answer = run.outcome?.kind === 'stopped' ? run.outcome.answer : undefined;
      if (!answer) continue;
      const round = run.rounds.find(({ index }) => index === answer.round);
      expect(answerCall(run, round, answer.lane)?.status).toBe('finished');
    }
  });
});
