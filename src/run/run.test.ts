import { describe, expect, test } from 'vitest';
import { answerCall, type Call, callsOf, gradeOf, gradeOfCall, isCutOff, priceOf, threadOf } from './run.ts';
import {
  callStarted,
  delta,
  graded,
  MODEL,
  onceMore,
  PRICE,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from './testing/sample-run.ts';

const words = (call: Call, run: { readonly calls: readonly (Call | undefined)[] }) =>
  threadOf(run, call).map(({ role, content }) => `${role}: ${content[0]?.text}`);

/** Calls of which each extends another, or the first the last: `[undefined, 0, 1]` is a chain of three. */
function chain(...parents: readonly (number | undefined)[]) {
  return runOf(
    runStarted(),
    roundStarted(0),
    ...parents.map((parent, id) =>
      callStarted(id, 0, {
        request: requestOf(
          `ask ${id}`,
          parent === undefined ? undefined : { call: parent, answer: `said ${parent}` },
        ),
      }),
    ),
  );
}

function threadIn(run: ReturnType<typeof chain>, id: number) {
  const call = run.calls[id];
  if (!call) throw new Error(`there is no call ${id}`);
  return words(call, run);
}

describe('the thread of a call', () => {
  test('of a first call is its own messages', () => {
    expect(threadIn(chain(undefined), 0)).toEqual(['user: ask 0']);
  });

  test('of a later call begins with the threads of the calls that it extends', () => {
    expect(threadIn(chain(undefined, 0, 1), 2)).toEqual([
      'user: ask 0',
      'assistant: said 0',
      'user: ask 1',
      'assistant: said 1',
      'user: ask 2',
    ]);
  });

  test('leaves out calls beside the chain', () => {
    expect(threadIn(chain(undefined, 0, 0), 2)).toEqual(['user: ask 0', 'assistant: said 0', 'user: ask 2']);
  });

  test('of a call that extends itself is its own messages', () => {
    expect(threadIn(chain(0), 0)).toEqual(['assistant: said 0', 'user: ask 0']);
  });

  test('of calls that extend each other in a circle has each of them once', () => {
    expect(threadIn(chain(1, 0), 1)).toEqual([
      'assistant: said 1',
      'user: ask 0',
      'assistant: said 0',
      'user: ask 1',
    ]);
  });

  test('of a call whose parent is lost begins where it can', () => {
    expect(threadIn(chain(undefined, 7), 1)).toEqual(['assistant: said 7', 'user: ask 1']);
  });

  test('is as long as the chain, however long that is', () => {
    const parents = Array.from({ length: 500 }, (_, id) => (id === 0 ? undefined : id - 1));
    expect(threadIn(chain(...parents), 499)).toHaveLength(999);
  });
});

describe('looking things up', () => {
  const run = theRun(sampleEvents());

  test('the answer of a round is its last call in the lane', () => {
    const lanes = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      callStarted(1, 0, { lane: 1 }),
      callStarted(2, 0),
      delta(2, 'the last word'),
    );
    expect(answerCall(lanes, lanes.rounds[0])?.id).toBe(2);
    expect(answerCall(lanes, lanes.rounds[0], 1)?.id).toBe(1);
    expect(answerCall(lanes, lanes.rounds[0], 2)).toBeUndefined();
    expect(answerCall(lanes, undefined)).toBeUndefined();
  });

  test('a lost call is left out of the calls of its round', () => {
    const round = { index: 0, kind: 'answer', calls: [0, 5], checks: [], grades: [], startedAt: 0 };
    expect(callsOf(run, round).map(call => call.id)).toEqual([0]);
  });

  test.each<[Call['status'], string | undefined, boolean]>([
    ['finished', 'end_turn', false],
    ['finished', 'stop_sequence', false],
    ['finished', 'max_tokens', true],
    ['finished', 'model_context_window_exceeded', true],
    ['streaming', undefined, true],
    ['failed', undefined, true],
  ])('the text of a call that is %s (%s) is cut off: %s', (status, stopReason, cutOff) => {
    expect(isCutOff({ status, ...(stopReason !== undefined && { stopReason }) })).toBe(cutOff);
  });

  test('the last grade of a lane counts', () => {
    const regraded = runOf(runStarted(), roundStarted(0), graded(0, '1'), graded(0, '2'));
    expect(gradeOf(regraded.rounds[0])?.extracted).toBe('2');
    expect(gradeOf(regraded.rounds[0], 1)).toBeUndefined();
    expect(gradeOf(undefined)).toBeUndefined();
  });

  test('a price holds for exactly the id that was called', () => {
    expect(priceOf(run, MODEL)).toEqual(PRICE);
    expect(priceOf(run, MODEL.replace('us.', 'eu.'))).toBeUndefined();
  });
});

test('an attempt that still streams has no grade, whatever the one before was graded with', () => {
  const twice = [runStarted(), ...wholeRound(0, '4'), ...onceMore(0, { call: 1, again: 0, answer: '7' })];
  const streaming = runOf(...twice.slice(0, -3));
  const [round] = streaming.rounds;
  expect(gradeOfCall(round, streaming.calls[1])).toBeUndefined();
  expect(gradeOfCall(round, streaming.calls[0])?.extracted).toBe('4');
  const over = runOf(...twice);
  expect(gradeOfCall(over.rounds[0], over.calls[1])?.extracted).toBe('7');
  expect(gradeOfCall(over.rounds[0], over.calls[0])?.extracted).toBe('4');
});
