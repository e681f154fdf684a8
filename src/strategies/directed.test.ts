import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edit, isProbe, PROBES } from '../run/edits.ts';
import type { NewEvent } from '../run/events.ts';
import { answerCall, attemptsOf, type Run, threadOf } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  edited,
  graded,
  inOrder,
  QUESTION,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { problemWithThread } from '../run/thread-rules.ts';
import { nextOf, promptOf, proposedBy } from './directed.ts';
import { PLACEBO_TURN } from './probes.ts';
import { REFLECTION_PROMPT } from './prompts.ts';
import { selfReflection } from './self-reflection.ts';
import type { CallStep, Next } from './strategy.ts';

const rounds = (count: number): Settings => ({
  ...SETTINGS,
  strategy: { ...SETTINGS.strategy, rounds: count },
});
const two = [runStarted({ settings: rounds(3) }), ...wholeRound(0, '0.10'), ...wholeRound(1, '0.05')];

function stepOf(next: Next): CallStep {
  const [step] = next.kind === 'steps' ? next.steps : [];
  if (step?.kind !== 'call') throw new Error(`no step but ${JSON.stringify(next)}`);
  return step;
}

/** What happens when this comes next: every call answers `0.05`. */
function performed(run: Run, next: Next): NewEvent[] {
  if (next.kind === 'stop') return [{ type: 'run.finished', outcome: 'stopped', rule: next.rule }];
  if (next.kind === 'close-round') {
    const call = answerCall(run, run.rounds[next.round])?.id;
    return [{ ...graded(next.round, '0.05'), call } as NewEvent, roundFinished(next.round)];
  }
  if (next.kind !== 'steps') throw new Error(`not ${next.kind}`);
  const begun = run.rounds.some(({ index }) => index === next.round);
  return [
    ...(begun ? [] : [roundStarted(next.round, next.roundKind)]),
    ...next.steps.flatMap((step, lane): NewEvent[] => {
      if (step.kind !== 'call') return [];
      const id = run.calls.length + lane;
      const { messages, again, extends: parent, purpose, model } = step;
      const request = {
        ...(parent !== undefined && { extends: parent }),
        system: [],
        messages: [...messages],
        cachePoints: [],
        inferenceConfig: { maxTokens: 4096 },
      };
      return [
        callStarted(id, next.round, { purpose, model, request, ...(again !== undefined && { again }) }),
        delta(id, '0.05'),
        callFinished(id, undefined, { text: '0.05' }),
      ];
    }),
  ];
}

/** A run to its end; `asks` is what the user changes of a round before it begins, a change each time. */
function played(settings: Settings, asks: Readonly<Record<number, readonly Edit[]>> = {}): Run {
  const events: NewEvent[] = [runStarted({ settings })];
  const left = new Map(Object.entries(asks).map(([round, edits]) => [Number(round), [...edits]]));
  for (let turn = 0; turn < 200; turn++) {
    const run = theRun(inOrder(events));
    if (run.outcome) return run;
    const upcoming = (run.rounds.at(-1)?.index ?? -1) + 1;
    const done = run.rounds.at(-1)?.finishedAt !== undefined || run.rounds.length === 0;
    const edits = (done && left.get(upcoming)) || [];
    if (done) left.delete(upcoming);
    events.push(...edits.map(change => edited(upcoming, change)));
    const now = theRun(inOrder(events));
    events.push(...performed(now, nextOf(selfReflection, now)));
  }
  throw new Error('it never ends');
}

describe('laws', () => {
  test('where nobody changed anything the strategy decides alone', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4 }), fc.nat({ max: 60 }), fc.boolean(), (count, cut, fails) => {
        const all = Array.from({ length: count + 1 }, (_, n) => wholeRound(n, `0.${n}`)).flat();
        const before = [runStarted({ settings: rounds(2) }), ...all].slice(0, cut + 1);
        const run = runOf(...before);
        const streaming = run.calls.at(-1);
        const dead = fails && streaming?.status === 'streaming' ? [callFailed(streaming.id)] : [];
        const told = runOf(...before, ...dead);
        expect(nextOf(selfReflection, told)).toEqual(selfReflection.next(told));
      }),
    );
  });
  test('probes never count as rounds, whenever they are made', () => {
    const probes = fc.dictionary(
      fc.integer({ min: 1, max: 6 }).map(String),
      fc.constantFrom(...PROBES).map((kind): Edit[] => [{ probe: { kind } }]),
    );
    fc.assert(
      fc.property(fc.nat({ max: 3 }), probes, (count, asks) => {
        const run = played(rounds(count), asks);
        const own = run.rounds.filter(({ kind }) => !isProbe(kind));
        expect(own.map(({ kind }) => kind)).toEqual(['answer', ...Array<string>(count).fill('reflection')]);
        for (const { index, kind } of run.rounds) {
          expect(isProbe(kind)).toBe(asks[index] !== undefined);
        }
        expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
      }),
    );
  });
  test('whatever the user asks for, every thread can be sent', () => {
    const edit = fc.oneof(
      fc.constantFrom(...PROBES).map((kind): Edit => ({ probe: { kind } })),
      fc.constant<Edit>({ prompt: { text: 'Why?', proposed: REFLECTION_PROMPT } }),
      fc.constant<Edit>({
        probe: { kind: 'injection' },
        answer: { text: 'It costs $1.', proposed: '0.05' },
      }),
      fc.constant<Edit>({ feedback: 'Odd.' }),
      fc.constant<Edit>({ probe: null, prompt: null }),
    );
    const asks = fc.dictionary(fc.integer({ min: 0, max: 4 }).map(String), fc.array(edit, { maxLength: 3 }));
    fc.assert(
      fc.property(asks, given => {
        const { 0: first = [], ...later } = given;
        const run = played(rounds(3), { ...later, 0: first.filter(({ probe }) => !probe) });
        for (const call of run.calls) {
          expect(call && problemWithThread(threadOf(run, call))).toBeUndefined();
        }
      }),
    );
  });
});

describe('an edit', () => {
  test('of the words is what is said, and what was proposed can still be asked for', () => {
    const run = runOf(...two, edited(2, { prompt: { text: 'Why?', proposed: REFLECTION_PROMPT } }));
    expect(promptOf(stepOf(nextOf(selfReflection, run)))).toBe('Why?');
    expect(promptOf(stepOf(proposedBy(selfReflection, run)))).toBe(REFLECTION_PROMPT);
    const back = runOf(
      ...two,
      edited(2, { prompt: { text: 'Why?', proposed: REFLECTION_PROMPT } }),
      edited(2, { prompt: null }),
    );
    expect(nextOf(selfReflection, back)).toEqual(nextOf(selfReflection, runOf(...two)));
  });
  test('of another round changes nothing of this one', () => {
    const run = runOf(...two, edited(3, { prompt: { text: 'Why?', proposed: '' } }));
    expect(nextOf(selfReflection, run)).toEqual(selfReflection.next(runOf(...two)));
  });
  test('of the question is asked in round 0', () => {
    const run = runOf(runStarted(), edited(0, { prompt: { text: 'Why?', proposed: QUESTION.text } }));
    expect(promptOf(stepOf(nextOf(selfReflection, run)))).toBe('Why?');
  });
});

describe('a retry', () => {
  test('is the same request in the same round, before anything else', () => {
    const run = runOf(...two, edited(1, { retry: 1 }), edited(2, { probe: { kind: 'placebo' } }));
    const next = nextOf(selfReflection, run);
    expect(next).toMatchObject({ kind: 'steps', round: 1, roundKind: 'reflection' });
    expect(stepOf(next)).toMatchObject({ again: 1, messages: run.calls[1]?.request.messages });
  });
  test('has the words that were edited in it already', () => {
    const prompt = { text: 'Why?', proposed: REFLECTION_PROMPT };
    const run = played(rounds(1), { 1: [{ prompt }] });
    const retried: Run = { ...run, retrying: 1 };
    expect(promptOf(stepOf(nextOf(selfReflection, retried)))).toBe('Why?');
  });
  test('that has come is read before the run goes on', () => {
    const run = runOf(
      ...two,
      edited(1, { retry: 1 }),
      callStarted(2, 1, { again: 1 }),
      callFinished(2, undefined, { text: '0.07' }),
    );
    expect(nextOf(selfReflection, run)).toEqual({ kind: 'close-round', round: 1 });
    expect(attemptsOf(run, run.rounds[1])).toHaveLength(2);
  });
  test('that failed leaves the answer that was there, and is still wanted', () => {
    const run = runOf(...two, edited(1, { retry: 1 }), callStarted(2, 1, { again: 1 }), callFailed(2));
    expect(answerCall(run, run.rounds[1])?.id).toBe(1);
    expect(stepOf(nextOf(selfReflection, run)).again).toBe(1);
  });
});

describe('a probe', () => {
  test('comes next where it was asked for, and no more once it was taken back', () => {
    const asked = runOf(...two, edited(2, { probe: { kind: 'placebo' } }));
    const next = nextOf(selfReflection, asked);
    expect(next).toMatchObject({ kind: 'steps', round: 2, roundKind: 'placebo' });
    expect(promptOf(stepOf(next))).toBe(PLACEBO_TURN);
    const back = runOf(...two, edited(2, { probe: { kind: 'placebo' } }), edited(2, { probe: null }));
    expect(nextOf(selfReflection, back)).toMatchObject({ roundKind: 'reflection' });
  });
  test('is made also after the last round, and then the run ends', () => {
    const run = played(rounds(0), { 1: [{ probe: { kind: 'resample' } }] });
    expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'resample']);
  });
  test('that failed is made once more', () => {
    const run = runOf(
      ...two,
      edited(2, { probe: { kind: 'pressure' } }),
      roundStarted(2, 'pressure'),
      callStarted(2, 2),
      callFailed(2),
    );
    expect(nextOf(selfReflection, run)).toMatchObject({ kind: 'steps', round: 2, roundKind: 'pressure' });
  });
});
