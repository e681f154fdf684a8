import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../run/run.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  edited,
  onceMore,
  probeRound,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { DIFF_KINDS } from '../diff-views/diff-view.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textOf, textsOf } from '../testing/shown.ts';
import { againstAttempt, comparedCall, type DiffLook, diffPane } from './diff.ts';

const OLD = 'Let the ball cost x.\nThe bat costs one dollar.\nSo the ball costs 10 cents.';
const NEW = 'Let the ball cost x.\nThe bat costs x + 1.00.\nSo the ball costs 5 cents.\nI checked it.';
const first = [runStarted(), ...wholeRound(0, OLD)];
const second = [roundStarted(1), callStarted(1, 1)];
const paneOf = (run: Run, round: number, width: number, look: Partial<DiffLook> = {}, call?: number) =>
  diffPane(run, round, width, { kind: 'inline', against: 'previous', raw: false, ...look }, call);
const words = (pane: ReturnType<typeof diffPane>) => pane.words.map(textOf);

describe('against the round before', () => {
  test('a finished pair shows what went and what came, and counts it', () => {
    const pane = paneOf(runOf(...first, ...wholeRound(1, NEW)), 1, 60);
    expect(textsOf(pane.lines)).toEqual([
      '   Let the ball cost x.',
      '~  The bat costs one dollar x + 1.00.',
      '~  So the ball costs 10 5 cents.',
      '+  I checked it.',
    ]);
    expect(inStyle(pane.lines, 'removed')).toEqual(['one dollar', '10']);
    expect(inStyle(pane.lines, 'added')).toEqual(['x + 1.00', '5', 'I checked it.']);
    expect(words(pane)).toEqual([
      'round 1 against 0, words, inline   +6 −3   81 % kept',
      '1 against 0, inline   +6 −3   81 % kept',
      'inline   +6 −3   81 % kept',
      'inline   +6 −3',
      '+6 −3',
    ]);
    expect(pane.changes).toEqual([1]);
  });
  test('no change is said, and a change of marks is not called one of words', () => {
    const same = paneOf(runOf(...first, ...wholeRound(1, OLD)), 1, 60);
    expect(textsOf(same.lines).slice(0, 3)).toEqual([
      '   No word has changed.',
      '',
      '   ···  3 lines as before',
    ]);
    const marks = paneOf(runOf(...first, ...wholeRound(1, OLD.replace('x.', 'x!'))), 1, 60);
    expect(textsOf(marks.lines)[0]).toBe('   No word has changed, only marks.');
  });
  test('the first answer is shown as it is: there is nothing to compare it with', () => {
    const pane = paneOf(runOf(...first), 0, 60);
    expect(words(pane)).toEqual(['the first answer: nothing to compare with', 'the first answer']);
    expect(textsOf(pane.lines)[0]).toBe('Let the ball cost x.');
    expect(paneOf(runOf(runStarted()), 0, 60).words).toEqual([]);
  });
  test('the first answer has its Markdown drawn, or not', () => {
    const run = runOf(runStarted(), ...wholeRound(0, 'It is **5** cents.'));
    expect(textsOf(paneOf(run, 0, 60).lines)[0]).toBe('It is 5 cents.');
    expect(textsOf(paneOf(run, 0, 60, { raw: true }).lines)[0]).toBe('It is **5** cents.');
  });
  test('each view has its name in the title', () => {
    const run = runOf(...first, ...wholeRound(1, NEW));
    const titles = DIFF_KINDS.map(kind => words(paneOf(run, 1, 120, { kind }))[1]?.split('   ')[0]);
    expect(titles).toEqual([
      '1 against 0, inline',
      '1 against 0, side by side',
      '1 against 0, changes',
      '1 against 0, answer first',
    ]);
  });
  test('the final answers are those that were graded', () => {
    const graded = wholeRound(1, 'It is 5, or 7 with tax.', { extracted: '5' });
    const run = runOf(runStarted(), ...wholeRound(0, 'It is 10.', { extracted: '10' }), ...graded);
    const text = textsOf(paneOf(run, 1, 80, { kind: 'answer-first' }).lines).join('\n');
    expect(text).toMatch(/answer +10 .*5/);
  });
  test('there is a comparison only with an answer before', () => {
    const run = runOf(...first, ...second);
    expect([0, 1].map(round => comparedCall(run, round, 'previous')?.round)).toEqual([undefined, 0]);
  });
  test('it can be the first, or any other whole answer, also a later one', () => {
    const run = runOf(...first, ...wholeRound(1, NEW), ...wholeRound(2, 'Five cents.'));
    const against = (round: number) =>
      (['previous', 'first', 0, 1, 2, 7] as const).map(other => comparedCall(run, round, other)?.round);
    expect(against(2)).toEqual([1, 0, 0, 1, undefined, undefined]);
    expect(against(1)).toEqual([0, 0, 0, undefined, 2, undefined]);
    expect(words(paneOf(run, 2, 60, { against: 'first' }))[1]).toMatch(/^2 against 0, /);
    expect(words(paneOf(run, 0, 60, { against: 2 }))[1]).toMatch(/^0 against 2, /);
    expect(words(paneOf(run, 1, 60, { against: 1 }))[0]).toContain('compared with itself');
    expect(words(paneOf(run, 1, 60, { against: 7 }))[0]).toContain('round 7 has no whole answer');
  });
  test('a round that failed is passed over', () => {
    const run = runOf(
      ...first,
      ...second,
      delta(1, 'Let'),
      callFailed(1),
      roundStarted(2),
      callStarted(2, 2),
      delta(2, NEW),
      callFinished(2),
    );
    expect(words(paneOf(run, 2, 60))[1]).toMatch(/^2 against 0, /);
  });
});

describe('while it streams', () => {
  test('what is not reached yet is said, and not painted as removed', () => {
    const pane = paneOf(runOf(...first, ...second, delta(1, 'Let the ball cost x.\nThe bat')), 1, 70);
    expect(textsOf(pane.lines)).toEqual([
      '   Let the ball cost x.',
      '   The bat',
      '',
      '   ···  the rest of round 0 (9 words) is not reached yet',
    ]);
    expect(inStyle(pane.lines, 'removed')).toEqual([]);
  });
  test('in a narrow place it is said in fewer words', () => {
    const pane = paneOf(runOf(...first, ...second, delta(1, 'Let the ball cost x.\nThe bat')), 1, 50);
    expect(textsOf(pane.lines).at(-1)).toBe('   ···  9 words are not reached yet');
  });
  test('before the first word it says what it waits for', () => {
    const pane = paneOf(runOf(...first, ...second), 1, 70);
    expect(textsOf(pane.lines)[0]).toMatch(/^ {3}Waiting for the first token/);
    expect(textsOf(pane.lines).at(-1)).toBe('   ···  round 0 (16 words) is not reached yet');
    expect(pane.words).toEqual([]);
  });
  test('a call that failed was not reached for good, and says why', () => {
    const pane = paneOf(runOf(...first, ...second, delta(1, 'Let the ball'), callFailed(1)), 1, 70);
    expect(textsOf(pane.lines).slice(-4)).toEqual([
      '',
      '   ···  the rest of round 0 (13 words) was not reached',
      '',
      '▲ Bedrock is throttling.',
    ]);
  });
});

test('a text that grows ends as the same lines, whatever was asked on the way', () => {
  const texts = fc.array(
    fc.constantFrom('The ball ', 'costs 5 cents. ', '世界 👨‍👩‍👧 ', '\n\n', '- one\n', 'x'),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  const looks = fc.record({ kind: fc.constantFrom(...DIFF_KINDS), raw: fc.boolean() });
  fc.assert(
    fc.property(texts, texts, fc.integer({ min: 20, max: 120 }), looks, (old, next, width, look) => {
      const events = [
        runStarted(),
        ...wholeRound(0, old.join('')),
        ...second,
        ...next.map(word => delta(1, word)),
      ];
      for (let count = events.length - next.length; count < events.length; count++) {
        paneOf(runOf(...events.slice(0, count)), 1, width, look);
      }
      const pane = paneOf(runOf(...events), 1, width, look);
      const again = paneOf(runOf(...events.map(event => structuredClone(event))), 1, width, look);
      expect(pane).toEqual(again);
      for (const line of pane.lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 30 },
  );
});

test('of a long text, the sentence that is being written is neither old nor new yet', () => {
  const long = 'The ball costs five cents. '.repeat(500);
  const run = runOf(
    runStarted(),
    ...wholeRound(0, long),
    ...second,
    delta(1, `${long.slice(0, 10_800)}And now something`),
  );
  const pane = paneOf(run, 1, 80);
  const text = textsOf(pane.lines).join(' ').replaceAll(/\s+/g, ' ');
  expect(text).toContain('five cents. And now something');
  expect(inStyle(pane.lines, 'added')).toEqual([]);
});

describe('of several attempts', () => {
  const twice = [
    ...first,
    ...wholeRound(1, NEW),
    ...onceMore(1, { call: 2, again: 1, answer: 'The ball costs 5 cents.' }),
  ];
  test('the one that goes on is shown, or the one that is asked for, with its place', () => {
    const run = runOf(...twice, edited(1, { choose: 1 }));
    expect(words(paneOf(run, 1, 100))[0]).toMatch(
      /^attempt 1 of 2, chosen {3}round 1 against 0, words, inline/,
    );
    const other = paneOf(run, 1, 100, {}, 2);
    expect(words(other)[0]).toMatch(/^attempt 2 of 2, not the one that goes on {3}round 1 against 0/);
    expect(textsOf(other.lines).join()).not.toContain('I checked it.');
    expect(words(other).at(-1)).toMatch(/^attempt 2\/2 {3}\+/);
    const widths = other.words.map(lineWidth);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });
  test('one can be compared with another', () => {
    const run = runOf(...twice);
    const look = { against: againstAttempt(1) };
    expect(comparedCall(run, 1, look.against)?.id).toBe(1);
    expect(words(paneOf(run, 1, 100, look))[0]).toMatch(/^attempt 2 against attempt 1 {3}words, inline/);
    const beside = textsOf(paneOf(run, 1, 120, { ...look, kind: 'side-by-side' }).lines);
    expect(beside[0]).toMatch(/attempt 1 .*attempt 2/);
  });
  test('one that is shown, or is of another round, gives way to the round before', () => {
    const run = runOf(...twice);
    expect(comparedCall(run, 1, againstAttempt(2))?.id).toBe(0);
    expect(comparedCall(run, 1, againstAttempt(1), 1)?.id).toBe(0);
    expect(comparedCall(run, 0, againstAttempt(1))).toBeUndefined();
  });
});

test('a resample is not what the next round goes on from', () => {
  const run = runOf(...first, ...probeRound(1, 'resample', 'Ten.'), ...wholeRound(2, NEW));
  expect(comparedCall(run, 2, 'previous')?.round).toBe(0);
  expect(comparedCall(run, 1, 'previous')?.round).toBe(0);
  expect(comparedCall(run, 2, 1)?.round).toBe(1);
});
