import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  edited,
  graded,
  inOrder,
  onceMore,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import {
  compareRounds,
  isSameRound,
  sameFinalAnswer,
  sideOf,
  sidesOf,
  textPairs,
  wholeRounds,
} from './compare.ts';
import { branched } from './testing/branched.ts';

const sample = theRun(sampleEvents());

function side(run = sample, round = 1) {
  const found = sideOf(run, round);
  if (!found) throw new Error('no whole answer');
  return found;
}

describe('a side', () => {
  test('has the answer, its mark, its prompt, and what it cost by itself and with all before it', () => {
    const { answer, mark, prompt, ofRound, soFar, lanes } = side();
    expect({ answer, prompt, lanes, mark: mark.kind }).toEqual({
      answer: '0.05',
      prompt: 'Check it.',
      lanes: 1,
      mark: 'FIX',
    });
    expect(ofRound.cost).toBeCloseTo(0.00138, 10);
    expect(soFar.cost).toBeCloseTo(0.0069645, 10);
    expect(side(sample, 0).soFar.cost).toBeCloseTo(0.0055845, 10);
  });

  test('is there only for a whole answer', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, 'It is 5.', { extracted: '5' }),
      roundStarted(1),
      callStarted(1, 1),
      delta(1, 'It may'),
      callFailed(1),
      roundFinished(1),
      roundStarted(2),
      callStarted(2, 2),
      callFinished(2),
      roundFinished(2),
      ...wholeRound(3, 'It is 6.', { extracted: '6' }),
      roundStarted(4),
      callStarted(4, 4),
      delta(4, 'It'),
    );
    expect(wholeRounds(run)).toEqual([0, 3]);
    expect([1, 2, 4, 9].map(round => sideOf(run, round))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('an answer that nobody graded is looked for in its text, and one that was graded as none is none', () => {
    const ungraded = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'The answer is 42.'),
      callFinished(0),
    );
    expect(side(ungraded, 0).answer).toBe('42');
    const none = runOf(runStarted(), ...wholeRound(0, 'Who knows? Maybe 7.', { extracted: null }));
    expect(side(none, 0).answer).toBeNull();
  });

  test('says how many lanes its round has', () => {
    const run = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'It is 5.'),
      callFinished(0),
      callStarted(1, 0, { lane: 1 }),
      delta(1, 'It is 6.'),
      callFinished(1),
      graded(0, '5'),
      roundFinished(0),
    );
    expect(side(run, 0)).toMatchObject({ lanes: 2, call: { id: 0 } });
  });
});

describe('a comparison', () => {
  const other = runOf(
    runStarted({ run: '01K0OTHER', question: { ...sample.question, text: 'Another question?' } }),
    ...wholeRound(0, '5 cents', { extracted: '5 cents' }),
  );

  test('knows whether the question is one', () => {
    expect(compareRounds(side(sample, 0), side(sample, 1)).sameQuestion).toBe(true);
    expect(compareRounds(side(sample, 0), side(other, 0)).sameQuestion).toBe(false);
  });

  test('compares final answers as the question does, and says nothing where one has none', () => {
    expect(sameFinalAnswer(side(sample, 0), side(sample, 1))).toBe(false);
    expect(sameFinalAnswer(side(sample, 1), { ...side(other, 0), answer: '.050' })).toBe(true);
    expect(sameFinalAnswer(side(sample, 1), { ...side(other, 0), answer: null })).toBeUndefined();
  });

  test('has the answers and the prompts; with a parent the prompts come first and the parent is the old side', () => {
    const two = compareRounds(side(sample, 0), side(sample, 1));
    const names = (pairs: ReturnType<typeof textPairs>) =>
      pairs.map(({ what, old, next }) => `${what} ${old.name} ${next.name}`);
    expect(names(textPairs(two))).toEqual(['answers A B', 'prompts A B']);
    expect(sidesOf(two).map(({ name }) => name)).toEqual(['A', 'B']);
    const three = compareRounds(side(sample, 1), side(other, 0), side(sample, 0));
    expect(names(textPairs(three))).toEqual([
      'prompts A B',
      'answers parent A',
      'answers parent B',
      'answers A B',
    ]);
    expect(sidesOf(three).map(({ name }) => name)).toEqual(['parent', 'A', 'B']);
  });

  test('knows the same round of the same run, also from a copy', () => {
    expect(isSameRound(side(), side(theRun(sampleEvents()), 1))).toBe(true);
    expect(isSameRound(side(sample, 0), side(sample, 1))).toBe(false);
    const asked = callStarted(1, 1, { request: requestOf('Again.') });
    const grown = runOf(
      runStarted(),
      ...wholeRound(0, 'x'),
      roundStarted(1),
      asked,
      delta(1, 'y'),
      callFinished(1),
    );
    expect(isSameRound(side(), side(grown, 1))).toBe(false);
  });
});

test('of several attempts the answer is that of the one that goes on', () => {
  const twice = [runStarted(), ...wholeRound(0, '4'), ...onceMore(0, { call: 1, again: 0, answer: '7' })];
  expect(side(runOf(...twice), 0)).toMatchObject({ answer: '7', call: { id: 1 } });
  expect(side(runOf(...twice, edited(0, { choose: 0 })), 0)).toMatchObject({ answer: '4', call: { id: 0 } });
});

test('what a branch shares is the same answer, and what it made anew is not', () => {
  const parent = inOrder([runStarted(), ...wholeRound(0, '4'), ...wholeRound(1, '7')]);
  const branch = branched(parent, 0, ...wholeRound(1, '7'));
  expect(isSameRound(side(theRun(parent), 0), side(branch, 0))).toBe(true);
  expect(isSameRound(side(branch, 0), side(theRun(parent), 0))).toBe(true);
  expect(isSameRound(side(theRun(parent), 1), side(branch, 1))).toBe(false);
});
