import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyEvent, NewEvent } from './events.ts';
import { begin, fold, foldAll, foldRange } from './fold.ts';
import { meterOfRun } from './meter.ts';
import type { Run } from './run.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  graded,
  inOrder,
  labelled,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
  sampleEvents,
  stopped,
  THROTTLED,
  theRun,
} from './testing/sample-run.ts';

describe('a whole run', () => {
  const run = theRun(sampleEvents());

  test('has its rounds, with the calls and grades of each', () => {
    expect(run.rounds).toMatchObject([
      { index: 0, kind: 'answer', calls: [0], startedAt: 100, finishedAt: 900 },
      { index: 1, kind: 'reflection', calls: [1], startedAt: 1000, finishedAt: 1600 },
    ]);
    expect(run.rounds.map(round => round.grades)).toEqual([
      [{ round: 0, lane: 0, extracted: '0.10', correct: false, method: 'last number' }],
      [{ round: 1, lane: 0, extracted: '0.05', correct: true, method: 'last number' }],
    ]);
  });

  test('has what was asked of it and how it ended', () => {
    expect(run).toMatchObject({
      id: '01K0SAMPLE',
      schema: 1,
      provenance: 'live',
      settings: SETTINGS,
      outcome: { kind: 'stopped', rule: 'max-rounds' },
      at: 1700,
      seq: 17,
      unknownEvents: 0,
    });
  });

  test('keeps thinking and text apart, each in the order in which it came', () => {
    expect(run.calls[0]).toMatchObject({
      text: 'The ball costs $0.10.',
      thinking: 'One equation.',
      status: 'finished',
      startedAt: 200,
      firstDeltaAt: 400,
      endedAt: 700,
      stopReason: 'end_turn',
      usage: { input: 24, output: 40, cacheWrite5m: 1310 },
    });
  });

  test('remembers every retry', () => {
    expect(run.calls[0]?.retries).toMatchObject([{ attempt: 1, reason: THROTTLED, waitMs: 1000 }]);
    expect(run.calls[1]?.retries).toEqual([]);
  });
});

describe('how a run may go', () => {
  test('a call that failed keeps its text and has no usage', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'The ba'), callFailed(0));
    expect(run.calls[0]).toMatchObject({ status: 'failed', text: 'The ba', error: THROTTLED, endedAt: 400 });
    expect(run.calls[0]).not.toHaveProperty('usage');
  });

  test('calls of two lanes may stream at the same time', () => {
    const run = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      callStarted(1, 0, { lane: 1 }),
      delta(1, 'b1 '),
      delta(0, 'a1 '),
      delta(1, 'b2'),
      callFinished(1),
      delta(0, 'a2'),
    );
    expect(run.calls).toMatchObject([
      { lane: 0, text: 'a1 a2', status: 'streaming' },
      { lane: 1, text: 'b1 b2', status: 'finished' },
    ]);
    expect(run.rounds[0]?.calls).toEqual([0, 1]);
  });

  test.each<[string, NewEvent, Run['outcome']]>([
    ['stopped by a rule', stopped('answer-stable'), { kind: 'stopped', rule: 'answer-stable' }],
    [
      'stopped without naming the rule',
      { type: 'run.finished', outcome: 'stopped' },
      { kind: 'stopped', rule: 'unknown' },
    ],
    ['cancelled', { type: 'run.finished', outcome: 'cancelled' }, { kind: 'cancelled' }],
    [
      'failed',
      { type: 'run.finished', outcome: 'failed', error: THROTTLED },
      { kind: 'failed', error: THROTTLED },
    ],
  ])('a run may be %s', (_name, end, outcome) => {
    expect(runOf(runStarted(), end).outcome).toEqual(outcome);
  });

  test('a run that was killed has no outcome', () => {
    expect(theRun(sampleEvents().slice(0, 6))).not.toHaveProperty('outcome');
  });

  test('checks and edits are kept', () => {
    const check: NewEvent = {
      type: 'check.finished',
      round: 0,
      lane: 0,
      source: 'sql',
      text: '3 rows',
      verdict: 'pass',
      durationMs: 12,
    };
    const edit: NewEvent = { type: 'user.edited', round: 0, change: { reflection: 'Shorter.' } };
    const run = runOf(runStarted(), roundStarted(0), check, edit);
    const { type: _type, ...kept } = check;
    expect(run.rounds[0]?.checks).toEqual([kept]);
    expect(run.edits).toMatchObject([{ change: { reflection: 'Shorter.' } }]);
  });

  test('a branch knows its parent', () => {
    expect(runOf(runStarted({ parent: { run: '01K0PARENT', round: 2 } })).parent).toEqual({
      run: '01K0PARENT',
      round: 2,
    });
  });
});

describe('what the user calls a run', () => {
  const label = (...labels: Parameters<typeof labelled>[0][]) => {
    const { title, tags } = runOf(runStarted(), stopped(), ...labels.map(labelled));
    return { title, tags };
  };

  test('is its last title and its last tags, each by itself', () => {
    expect(label({ title: 'A', tags: ['x'] }, { title: 'B' })).toEqual({ title: 'B', tags: ['x'] });
    expect(label({ title: 'A' }, { tags: ['x', 'y'] })).toEqual({ title: 'A', tags: ['x', 'y'] });
  });

  test('can be taken back', () => {
    const run = runOf(runStarted(), labelled({ title: 'A', tags: ['x'] }), labelled({ title: '', tags: [] }));
    expect(run).not.toHaveProperty('title');
    expect(run).not.toHaveProperty('tags');
  });
});

describe('what is not understood, or damaged', () => {
  test('an event of an unknown type is counted, moves the clock and changes nothing else', () => {
    const before = theRun(sampleEvents().slice(0, 6));
    const after = fold(before, { seq: 6, at: 9000, type: 'judge.spoke', words: 'no' });
    expect(after).toEqual({ ...before, seq: 6, at: 9000, unknownEvents: 1 });
  });

  test.each<[string, NewEvent]>([
    ['a delta', delta(7, 'x')],
    ['a retry', callRetried(7, 1)],
    ['an end', callFinished(7)],
    ['a failure', callFailed(7)],
    ['a grade', graded(7, '1')],
    ['the end of a round', roundFinished(7)],
    ['a second beginning', runStarted({ run: 'another' })],
  ])('%s of a call or round that is not there changes nothing but the clock', (_name, event) => {
    const before = theRun(sampleEvents().slice(0, 6));
    expect(fold(before, { ...event, seq: 6, at: 600 } as AnyEvent)).toEqual({ ...before, seq: 6, at: 600 });
  });

  test('a call whose round is missing still counts in the run', () => {
    const run = runOf(runStarted(), callStarted(0, 3), callFinished(0, { input: 1000 }));
    expect(run.rounds).toEqual([]);
    expect(meterOfRun(run).cost).toBeCloseTo(0.003, 12);
  });

  test('a call whose start was lost leaves a hole, and the others keep their ids', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(2, 0), delta(2, 'x'));
    expect(run.calls[0]).toBeUndefined();
    expect(run.calls[2]?.text).toBe('x');
  });

  test('a call with an impossible id is left out, rather than fill the memory with holes', () => {
    const run = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(4_000_000_000, 0),
      delta(4_000_000_000, 'x'),
    );
    expect(run.calls).toEqual([]);
    expect(run.rounds[0]?.calls).toEqual([]);
  });

  test('a call that starts a second time is not emptied, nor counted twice', () => {
    const run = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'kept'),
      callStarted(0, 0),
      callFinished(0, { input: 1000 }),
    );
    expect(run.calls[0]?.text).toBe('kept');
    expect(run.rounds[0]?.calls).toEqual([0]);
  });

  test('when a round begins again, what comes belongs to the newer one', () => {
    const run = runOf(runStarted(), roundStarted(0), roundStarted(0), callStarted(0, 0), roundFinished(0));
    expect(run.rounds).toMatchObject([{ calls: [] }, { calls: [0], finishedAt: 400 }]);
  });

  test('time never goes back', () => {
    const [first, second] = inOrder([runStarted(), roundStarted(0)]);
    expect(foldAll([first, { ...second, at: 500 }, { seq: 2, at: 300, type: 'x' }] as AnyEvent[])?.at).toBe(
      500,
    );
  });

  test('a run begins with run.started and with nothing else', () => {
    expect(() => fold(undefined, { seq: 0, at: 0, ...roundStarted(0) } as AnyEvent)).toThrow(
      'a run begins with run.started, not with round.started',
    );
    expect(foldAll([])).toBeUndefined();
  });
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('laws', () => {
  test('the fold is pure: frozen runs and events are folded all the same', () => {
    let run: Run | undefined;
    for (const event of frozen(sampleEvents())) run = frozen(fold(run, event));
    expect(run).toEqual(theRun(sampleEvents()));
  });

  test('the fold of all events is the fold of the rest over the fold of the first', () => {
    const events = sampleEvents();
    for (let cut = 1; cut <= events.length; cut++) {
      const run = events.slice(cut).reduce<Run>(fold, theRun(events.slice(0, cut)));
      expect(run).toEqual(theRun(events));
    }
  });

  test('many at once are folded as they are one by one, whatever comes between the pieces, also in a branch', () => {
    const pieces = fc.record({
      call: fc.nat(3),
      channel: fc.constantFrom('text', 'thinking'),
      text: fc.string(),
    });
    const others = fc.constantFrom(
      callStarted(0, 0),
      callStarted(1, 0, { lane: 1 }),
      callStarted(2, 1),
      callFinished(0),
      callFailed(1),
      roundStarted(0),
      roundStarted(1),
      roundFinished(0),
      { type: 'unknown' },
    );
    const next = fc.oneof(
      { arbitrary: pieces.map(fields => ({ type: 'call.delta', ...fields })), weight: 3 },
      { arbitrary: others, weight: 1 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(next, fc.nat(900)), { maxLength: 60 }), fc.nat(40), (rest, shared) => {
        const parent = { run: '01K0PARENT', round: 0, seq: shared };
        const first = [runStarted({ parent }), roundStarted(0), callStarted(0, 0)];
        const events = frozen([
          ...inOrder(first),
          ...rest.map(([event, at], index) => ({ ...event, seq: index + 3, at })),
        ] as AnyEvent[]);
        const [head, ...tail] = events;
        if (!head) throw new Error('no events');
        const oneByOne = tail.reduce<Run>(fold, fold(undefined, head));
        expect(foldAll(events)).toEqual(oneByOne);
        const half = foldRange(undefined, events, 0, 10);
        expect(foldRange(frozen(half), events, 10, events.length)).toEqual(oneByOne);
      }),
    );
  });

  test('events lost, repeated and out of order: the fold never throws', () => {
    const [first, ...rest] = sampleEvents();
    const damaged = fc.array(fc.constantFrom(...rest, { seq: 99, at: 5, type: 'unknown' }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(damaged, events => {
        const run = theRun([first, ...events] as AnyEvent[]);
        expect(run.at).toBe(Math.max(0, ...events.map(event => event.at)));
        expect(run.unknownEvents).toBe(events.filter(event => event.type === 'unknown').length);
        for (const round of run.rounds) expect(new Set(round.calls).size).toBe(round.calls.length);
      }),
    );
  });
});

test('begin has nothing but what run.started says', () => {
  const [first] = sampleEvents();
  if (first?.type !== 'run.started') throw new Error('a run begins with run.started');
  expect(begin(first)).toMatchObject({ rounds: [], calls: [], edits: [], at: 0, seq: 0 });
});
