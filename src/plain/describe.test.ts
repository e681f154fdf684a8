import { describe, expect, test } from 'vitest';
import type { CacheNote } from '../analysis/caching.ts';
import { Question } from '../run/question.ts';
import { Settings } from '../run/settings.ts';
import {
  callFailed,
  callStarted,
  MODEL,
  QUESTION,
  roundStarted,
  runOf,
  runStarted,
  stopped,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { cacheWords, ending, errorWords, firstWords, headline, provenanceWords, totals } from './describe.ts';

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

test('a recording that no model produced is called synthetic', () => {
  expect(provenanceWords('synthetic')).toBe('recording (synthetic)');
  expect(provenanceWords('recorded')).toBe('recording');
});

test('first words are one line of so many columns, and no character is cut in two', () => {
  expect(firstWords(' SELECT 1\n  FROM t ')).toBe('SELECT 1 FROM t');
  expect(firstWords('ab👨‍👩‍👧cd', 4)).toBe('ab…');
  expect(firstWords('日本語です', 5)).toBe('日本…');
});

test.each<[CacheNote, string | undefined]>([
  [{ kind: 'used', read: 1310, written: 265 }, 'read 1,310, wrote 265'],
  [{ kind: 'used', read: 0, written: 1310 }, 'wrote 1,310'],
  [{ kind: 'implicit', read: 1310 }, 'read 1,310 (implicit: no cache point was sent)'],
  [
    { kind: 'under-minimum', prompt: 69, minimum: 1024 },
    'not engaged: 69 tokens are under the minimum of 1,024',
  ],
  [{ kind: 'not-offered' }, 'not offered by this model'],
  [{ kind: 'unexplained' }, 'not engaged'],
  [{ kind: 'off' }, 'off'],
  [{ kind: 'pending' }, undefined],
  [{ kind: 'unknown' }, undefined],
])('what the cache did, for %j', (note, words) => {
  expect(cacheWords(note)).toBe(words);
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

describe('the totals', () => {
  test('of a call that was cut off are "at least"', () => {
    const run = runOf(runStarted(), ...wholeRound(0, 'x'), roundStarted(1), callStarted(1, 1), callFailed(1));
    expect(totals(run)[1]).toMatch(/^Cost at least \$/);
  });

  test('without a price are unknown, and say of which model', () => {
    expect(totals(runOf(runStarted({ prices: [] }), ...wholeRound(0, 'x')))).toEqual([
      'In 10   out 10   0.4 s',
      `Cost unknown (no price is known for ${MODEL})`,
    ]);
  });
});

test('an error is what happened and what would help', () => {
  expect(errorWords({ name: 'X', message: 'It broke.', remedy: 'Mend it.', retryable: false })).toBe(
    'It broke. Mend it.',
  );
  expect(errorWords({ name: 'X', message: 'It broke.', retryable: false })).toBe('It broke.');
});
