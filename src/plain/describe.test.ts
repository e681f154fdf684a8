import { describe, expect, test } from 'vitest';
import type { EventOf, NewEvent } from '../run/events.ts';
import { Question } from '../run/question.ts';
import { Settings } from '../run/settings.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  finishedUntold,
  MODEL,
  QUESTION,
  roundStarted,
  runOf,
  runStarted,
  stopped,
  wholeRound,
} from '../run/testing/sample-run.ts';
import {
  ending,
  errorWords,
  firstWords,
  headline,
  provenanceWords,
  roundFacts,
  roundInBrief,
} from './describe.ts';
import { WORD_SIGNS } from './signs.ts';

const runWith = (settings: object) =>
  runOf(runStarted({ settings: Settings.parse({ model: MODEL, ...settings }), question: titled }));
const titled = Question.parse({ ...QUESTION, title: 'Bat and ball' });

describe('the headline', () => {
  test.each<[object, string]>([
    [{}, 'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3'],
    [{ model: 'my.own-model' }, 'my.own-model · Bat and ball · self-reflection ×3'],
    [{ cache: 'off' }, 'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3 · no caching'],
    [{ cache: '1h' }, 'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3 · cache 1h'],
    [
      { thinking: { type: 'budget', tokens: 4096 } },
      'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3 · thinking 4,096 tokens',
    ],
    [
      { thinking: { type: 'effort', level: 'high' } },
      'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3 · thinking high',
    ],
    [{ thinking: { type: 'off' } }, 'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3 · thinking off'],
  ])('of %j', (settings, words) => {
    expect(headline(runWith(settings))).toBe(words);
  });
});

test('the headline without signs changes our words, and not a title', () => {
  const question = Question.parse({ ...QUESTION, title: '2 × 3 …' });
  expect(headline(runOf(runStarted({ question })), WORD_SIGNS)).toBe(
    'Claude Sonnet 4.6 | 2 × 3 … | self-reflection x1',
  );
});

describe('the facts of a round', () => {
  const usage = { input: 10, output: 10 };
  const factsOf = (...events: readonly NewEvent[]) => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), ...events);
    return run.rounds[0] ? roundFacts(run, run.rounds[0]) : '';
  };

  test('have the time to the first token as the call told it', () => {
    const finished = callFinished(0, usage) as EventOf<'call.finished'>;
    const timing = { wallMs: 400, firstDeltaMs: 250 };
    expect(factsOf(callRetried(0, 1), delta(0, 'x'), { ...finished, timing })).toBe(
      '10 out   0.4 s   first token 0.3 s   $0.000180   cache not asked for in this call',
    );
  });

  test('have it from the events where the call does not tell it', () => {
    expect(factsOf(delta(0, 'x'), callFinished(0, usage))).toContain('0.4 s   first token 0.1 s');
  });

  test('do without it after a retry, and where nothing had come', () => {
    expect(factsOf(callRetried(0, 1), delta(0, 'x'), callFinished(0, usage))).not.toContain('first token');
    expect(factsOf(callFailed(0))).not.toContain('first token');
  });

  test('in brief tell what ended an answer that did not end of its own', () => {
    const finished = callFinished(0, usage, { stopReason: 'max_tokens' });
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'Five'), finished);
    expect(run.rounds.map(round => roundInBrief(run, round))).toEqual([
      expect.stringMatching(/ {3}ended by max_tokens$/),
    ]);
  });
});

test('a recording that no model produced is called synthetic', () => {
  expect(provenanceWords('synthetic')).toBe('recording (synthetic)');
  expect(provenanceWords('recorded')).toBe('recording');
});

test('first words are one line of so many columns, and no character is cut in two', () => {
  expect(firstWords(' SELECT 1\n  FROM t ')).toBe('SELECT 1 FROM t');
  expect(firstWords('ab👨‍👩‍👧cd', 4)).toBe('ab…');
  expect(firstWords('日本語です', 5)).toBe('日本…');
});

test('without signs what was cut off ends in three dots, and what a text has itself stays', () => {
  expect(firstWords('SELECT a, b', 8, WORD_SIGNS)).toBe('SELECT ...');
  expect(firstWords('a × b …', 40, WORD_SIGNS)).toBe('a × b …');
});

describe('the ending', () => {
  test('names the rule and what it means; one of a later version is named as it is', () => {
    expect(ending(runOf(runStarted(), stopped('max-cost')))).toBe(
      'Stopped by max-cost: the cost cap was reached.',
    );
    expect(ending(runOf(runStarted(), stopped('later')))).toBe('Stopped by later: later.');
  });

  test('of a run that failed names the round', () => {
    const failed = runOf(
      runStarted(),
      ...wholeRound(0, 'x'),
      roundStarted(1),
      callStarted(1, 1),
      callFailed(1),
      {
        type: 'run.finished',
        outcome: 'failed',
      },
    );
    expect(ending(failed)).toBe('Failed in round 1.');
  });

  test('of a run that has none says so', () => {
    expect(ending(runOf(runStarted()))).toMatch(/^The run has no end/);
  });
});

test('an error is what happened and what would help', () => {
  expect(errorWords({ name: 'X', message: 'It broke.', remedy: 'Mend it.', retryable: false })).toBe(
    'It broke. Mend it.',
  );
  expect(errorWords({ name: 'X', message: 'It broke.', retryable: false })).toBe('It broke.');
});

test('a round whose tokens nobody told says so, and is not taken for one that was cut off', () => {
  const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), finishedUntold(0));
  const [round] = run.rounds;
  expect(round && roundFacts(run, round)).toBe(
    'tokens unknown   0.4 s   cost unknown: the service did not tell the tokens',
  );
});
