import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import type { Question } from '../run/question.ts';
import type { StopRules } from '../run/settings.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  finishedUntold,
  inOrder,
  probeRound,
  QUESTION,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { describeRule, firedCap, firedRule } from './stop-rules.ts';

/** A run that has time for many rounds and these stop rules. */
function started(stop: StopRules, rounds = 10, question: Partial<Question> = {}): NewEvent {
  const settings = { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds }, stop };
  return runStarted({ settings, question: { ...QUESTION, ...question } });
}

/** Rounds with these extracted answers. */
const answers = (...extracted: readonly (string | null)[]) =>
  extracted.flatMap((answer, round) => wholeRound(round, 'some text', { extracted: answer }));

test('without rules and before its rounds are over, a run goes on', () => {
  expect(firedRule(runOf(started({}), ...answers('1', '1', '1')))).toBeUndefined();
});

describe('max-rounds', () => {
  test.each([
    [0, 1, 'max-rounds'],
    [2, 2, undefined],
    [2, 3, 'max-rounds'],
    [2, 4, 'max-rounds'],
  ])('with %i reflections, after %i rounds: %s', (rounds, made, rule) => {
    const run = runOf(started({}, rounds), ...answers(...Array.from({ length: made }, (_, n) => `${n}`)));
    expect(firedRule(run)).toBe(rule);
  });
});

describe('answer-stable', () => {
  const stable = 'answer-stable';
  test.each<[string, number, readonly (string | null)[], string | undefined]>([
    ['the same answer twice', 2, ['7', '7'], stable],
    ['the same answer in other words', 2, ['0.05', '$0.050'], stable],
    ['an answer that changed', 2, ['7', '8'], undefined],
    ['an answer that came back', 2, ['7', '8', '7'], undefined],
    ['the last rounds only', 2, ['7', '8', '8'], stable],
    ['too few rounds', 3, ['7', '7'], undefined],
    ['three rounds running', 3, ['1', '7', '7', '7'], stable],
    ['no answer found, twice', 2, [null, null], undefined],
    ['an answer lost and found', 3, ['7', null, '7'], undefined],
    ['answers of which each equals the first but not each other', 3, ['5', '$5', '5 cents'], undefined],
    ['the same, the other way round', 3, ['$5', '5', '5 cents'], undefined],
  ])('%s', (_name, answerStable, extracted, rule) => {
    expect(firedRule(runOf(started({ answerStable }), ...answers(...extracted)))).toBe(rule);
  });

  test('compares in the sense of the question', () => {
    const labels = started({ answerStable: 2 }, 10, { grader: 'label', labels: ['positive', 'negative'] });
    expect(firedRule(runOf(labels, ...answers('Positive', 'positive')))).toBe(stable);
  });

  test('a round that was never graded is no answer', () => {
    const ungraded = [roundStarted(1), callStarted(1, 1), delta(1, 'x'), callFinished(1), roundFinished(1)];
    expect(firedRule(runOf(started({ answerStable: 2 }), ...answers('7'), ...ungraded))).toBeUndefined();
  });
});

describe('max-cost', () => {
  const spend = (...inputs: readonly number[]) =>
    inputs.flatMap((input, round) => wholeRound(round, `${round}`, { usage: { input } }));

  test.each<[string, number, readonly number[], string | undefined]>([
    ['below the cap', 0.004, [1000], undefined],
    ['at the cap', 0.003, [1000], 'max-cost'],
    ['when the rounds reach it together', 0.005, [1000, 1000], 'max-cost'],
  ])('%s', (_name, maxCost, inputs, rule) => {
    expect(firedRule(runOf(started({ maxCost }), ...spend(...inputs)))).toBe(rule);
  });

  test('an unknown cost never fires it: nobody knows that the cap was reached', () => {
    const { settings } = runOf(started({ maxCost: 0.000001 }));
    const unpriced = runOf(runStarted({ settings, prices: [] }), ...spend(1_000_000));
    expect(firedRule(unpriced)).toBeUndefined();
  });
});

describe('max-seconds', () => {
  // Six events a round, a tenth of a second each: the round ends after 0.6 s.
  test.each([
    [0.7, undefined],
    [0.6, 'max-seconds'],
    [0.5, 'max-seconds'],
  ])('with a cap of %f s after 0.6 s: %s', (maxSeconds, rule) => {
    expect(firedRule(theRun(inOrder([started({ maxSeconds }), ...answers('7')], 100)))).toBe(rule);
  });
});

describe('max-tokens-total', () => {
  const used = (...usages: readonly object[]) =>
    usages.flatMap((usage, round) => wholeRound(round, `${round}`, { usage }));

  test.each<[string, number, readonly object[], string | undefined]>([
    ['below the cap', 111, [{ input: 100, output: 10 }], undefined],
    ['at the cap', 110, [{ input: 100, output: 10 }], 'max-tokens-total'],
    [
      'what the cache gave and took counts',
      60,
      [{ input: 10, output: 10, cacheRead: 20, cacheWrite5m: 10, cacheWrite1h: 10 }],
      'max-tokens-total',
    ],
    [
      'the rounds count together',
      220,
      [
        { input: 100, output: 10 },
        { input: 100, output: 10 },
      ],
      'max-tokens-total',
    ],
  ])('%s', (_name, maxTokensTotal, usages, rule) => {
    expect(firedRule(runOf(started({ maxTokensTotal }), ...used(...usages)))).toBe(rule);
  });
});

describe('no-answer', () => {
  const said = (...deltas: readonly NewEvent[]) =>
    runOf(started({}), roundStarted(0), callStarted(0, 0), ...deltas, callFinished(0), roundFinished(0));

  test.each<[string, readonly NewEvent[]]>([
    ['nothing came', []],
    ['only white space came', [delta(0, ' \n\t')]],
    ['only thinking came', [delta(0, 'Hm.', 'thinking')]],
  ])('%s', (_name, deltas) => {
    expect(firedRule(said(...deltas))).toBe('no-answer');
  });

  test('a call that failed is no empty answer', () => {
    const failed = runOf(started({}), roundStarted(0), callStarted(0, 0), callFailed(0));
    expect(firedRule(failed)).toBeUndefined();
  });
});

describe('when several rules would fire', () => {
  const all: StopRules = { answerStable: 2, maxCost: 0.000001, maxSeconds: 0.1 };
  const ended = answers('7', '7');
  const empty = wholeRound(2, '');

  test.each([
    ['no-answer', 2, all, [...ended, ...empty]],
    ['max-rounds', 1, all, ended],
    ['answer-stable', 9, all, ended],
    ['max-cost', 9, { maxCost: all.maxCost, maxSeconds: all.maxSeconds }, ended],
    ['max-seconds', 9, { maxSeconds: all.maxSeconds }, ended],
  ] as const)('%s names the end before those after it', (rule, rounds, stop, events) => {
    expect(firedRule(runOf(started(stop, rounds), ...events))).toBe(rule);
  });
});

describe('the words for a rule', () => {
  test.each(['no-answer', 'max-rounds', 'answer-stable', 'max-cost', 'max-seconds', 'max-tokens-total'])(
    '%s has some',
    rule => {
      expect(describeRule(rule)).toMatch(/^(?:the|all) /);
    },
  );

  test.each(['judge-passed', '', 'constructor', '__proto__', 'toString'])(
    'a name that is not ours stands for itself: %j',
    rule => {
      expect(describeRule(rule)).toBe(rule);
    },
  );
});

test.each<StopRules>([{ maxCost: 0.000001 }, { maxTokensTotal: 1 }])(
  'a call that did not tell its tokens reaches no cap: %o',
  stop => {
    const round = [
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'x'),
      finishedUntold(0, { output: 1000 }),
      roundFinished(0),
    ];
    expect(firedRule(runOf(started(stop), ...round))).toBeUndefined();
  },
);

describe('oscillation', () => {
  test.each<[string, readonly (string | null)[], string | undefined]>([
    ['an answer that came back', ['7', '8', '7'], 'oscillation'],
    ['the same in other words', ['0.05', '1', '$0.050'], 'oscillation'],
    ['an answer that stayed', ['7', '7', '7'], undefined],
    ['a third answer', ['7', '8', '9'], undefined],
    ['none in between', ['7', null, '7'], undefined],
    ['too few rounds', ['7', '8'], undefined],
    ['only the last three', ['7', '8', '7', '9'], undefined],
  ])('%s', (_name, extracted, rule) => {
    expect(firedRule(runOf(started({ oscillation: true }), ...answers(...extracted)))).toBe(rule);
    expect(firedRule(runOf(started({}), ...answers(...extracted)))).toBeUndefined();
  });
});

describe('no-op', () => {
  const rounds = (old: string, next: string, extracted: [string, string] = ['7', '7']) => [
    ...wholeRound(0, old, { extracted: extracted[0] }),
    ...wholeRound(1, next, { extracted: extracted[1] }),
  ];
  const text = 'one two three four five six seven eight nine ten';
  test.each<[string, number, NewEvent[], string | undefined]>([
    ['the same words', 0, rounds(text, text), 'no-op'],
    ['a word in ten, of which that many may change', 0.1, rounds(text, text.replace('two', '2')), 'no-op'],
    ['more than may change', 0.05, rounds(text, text.replace('two', '2')), undefined],
    ['another answer in the same words', 0, rounds(text, text, ['7', '8']), undefined],
  ])('%s', (_name, noOp, events, rule) => {
    expect(firedRule(runOf(started({ noOp }), ...events))).toBe(rule);
  });
});

describe('verdict-pass', () => {
  const judged = (verdict: 'pass' | 'fail' | 'unknown'): NewEvent => ({
    type: 'check.finished',
    round: 0,
    lane: 0,
    source: 'judge',
    text: '',
    verdict,
    durationMs: 0,
  });
  test.each(['pass', 'fail', 'unknown'] as const)('%s', verdict => {
    const run = runOf(started({ verdictPass: true }), ...answers('7'), judged(verdict));
    expect(firedRule(run)).toBe(verdict === 'pass' ? 'verdict-pass' : undefined);
    expect(firedRule(runOf(started({}), ...answers('7'), judged(verdict)))).toBeUndefined();
  });
  test('before anybody judged, nothing is known', () => {
    expect(firedRule(runOf(started({ verdictPass: true }), ...answers('7')))).toBeUndefined();
  });
});

describe('entropy', () => {
  const lanes = (...extracted: string[]): NewEvent[] => [
    roundStarted(0),
    ...extracted.flatMap((_, lane): NewEvent[] => [
      { ...callStarted(lane, 0), lane } as NewEvent,
      delta(lane, 'text'),
      callFinished(lane),
    ]),
    ...extracted.map(
      (answer, lane): NewEvent => ({
        type: 'answer.graded',
        round: 0,
        lane,
        extracted: answer,
        correct: null,
        method: 'by hand',
        call: lane,
      }),
    ),
    roundFinished(0),
  ];
  test.each<[string, number, NewEvent[], string | undefined]>([
    ['all the same', 0, lanes('7', '7', '7'), 'entropy'],
    ['two against two is one bit', 1, lanes('7', '7', '8', '8'), 'entropy'],
    ['two against two is more than half a bit', 0.5, lanes('7', '7', '8', '8'), undefined],
    ['one lane is no crowd', 9, lanes('7'), undefined],
  ])('%s', (_name, most, events, rule) => {
    expect(firedRule(runOf(started({ entropy: most }), ...events))).toBe(rule);
  });
});

test('a probe is a round of nobody: it ends nothing and counts for nothing', () => {
  const run = runOf(started({ answerStable: 2 }, 1), ...answers('7'), ...probeRound(1, 'placebo', '7'));
  expect(firedRule(run)).toBeUndefined();
});

test('caps end any run, whatever its strategy counts', () => {
  expect(firedCap(runOf(started({ maxTokensTotal: 1 }, 0), ...answers('7')))).toBe('max-tokens-total');
  expect(firedCap(runOf(started({}, 0), ...answers('7')))).toBeUndefined();
});
