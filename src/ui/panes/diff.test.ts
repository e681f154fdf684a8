import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textOf, textsOf } from '../testing/shown.ts';
import { diffPane } from './diff.ts';

const OLD = 'Let the ball cost x.\nThe bat costs one dollar.\nSo the ball costs 10 cents.';
const NEW = 'Let the ball cost x.\nThe bat costs x + 1.00.\nSo the ball costs 5 cents.\nI checked it.';
const first = [runStarted(), ...wholeRound(0, OLD)];
const second = [roundStarted(1), callStarted(1, 1)];
const words = (pane: ReturnType<typeof diffPane>) => pane.words.map(textOf);

describe('against the round before', () => {
  test('a finished pair shows what went and what came, and counts it', () => {
    const pane = diffPane(runOf(...first, ...wholeRound(1, NEW)), 1, 60);
    expect(textsOf(pane.lines)).toEqual([
      '   Let the ball cost x.',
      '   The bat costs one dollar x + 1.00.',
      '   So the ball costs 10 5 cents.',
      '+  I checked it.',
    ]);
    expect(inStyle(pane.lines, 'removed')).toEqual(['one dollar', '10']);
    expect(inStyle(pane.lines, 'added')).toEqual(['x + 1.00', '5', 'I checked it.']);
    expect(words(pane)).toEqual([
      'round 1 against 0, words   +6 −3   81 % kept',
      '1 against 0  +6 −3   81 % kept',
      '1 against 0  +6 −3',
    ]);
  });
  test('no change is said, and a change of marks is not called one of words', () => {
    const same = diffPane(runOf(...first, ...wholeRound(1, OLD)), 1, 60);
    expect(textsOf(same.lines).slice(0, 3)).toEqual(['No word has changed.', '', '   Let the ball cost x.']);
    const marks = diffPane(runOf(...first, ...wholeRound(1, OLD.replace('x.', 'x!'))), 1, 60);
    expect(textsOf(marks.lines)[0]).toBe('No word has changed, only marks.');
  });
  test('the first answer is shown as it is: there is nothing to compare it with', () => {
    const pane = diffPane(runOf(...first), 0, 60);
    expect(words(pane)).toEqual(['the first answer: nothing to compare with', 'the first answer']);
    expect(textsOf(pane.lines)[0]).toBe('Let the ball cost x.');
    expect(diffPane(runOf(runStarted()), 0, 60).words).toEqual([]);
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
    expect(words(diffPane(run, 2, 60))[1]).toMatch(/^2 against 0 /);
  });
});

describe('while it streams', () => {
  test('what is not reached yet is said, and not painted as removed', () => {
    const pane = diffPane(runOf(...first, ...second, delta(1, 'Let the ball cost x.\nThe bat')), 1, 70);
    expect(textsOf(pane.lines)).toEqual([
      '   Let the ball cost x.',
      '   The bat',
      '',
      '   ···  the rest of round 0 (9 words) is not reached yet',
    ]);
    expect(inStyle(pane.lines, 'removed')).toEqual([]);
  });
  test('in a narrow place it is said in fewer words', () => {
    const pane = diffPane(runOf(...first, ...second, delta(1, 'Let the ball cost x.\nThe bat')), 1, 50);
    expect(textsOf(pane.lines).at(-1)).toBe('   ···  9 words of round 0 are not reached yet');
  });
  test('before the first word it says what it waits for', () => {
    const pane = diffPane(runOf(...first, ...second), 1, 70);
    expect(textsOf(pane.lines)[0]).toMatch(/^ {3}Waiting for the first token/);
    expect(textsOf(pane.lines).at(-1)).toBe('   ···  the rest of round 0 (16 words) is not reached yet');
    expect(pane.words).toEqual([]);
  });
  test('a call that failed was not reached for good, and says why', () => {
    const pane = diffPane(runOf(...first, ...second, delta(1, 'Let the ball'), callFailed(1)), 1, 70);
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
  fc.assert(
    fc.property(texts, texts, fc.integer({ min: 20, max: 90 }), (old, next, width) => {
      const events = [
        runStarted(),
        ...wholeRound(0, old.join('')),
        ...second,
        ...next.map(word => delta(1, word)),
      ];
      for (let count = events.length - next.length; count < events.length; count++) {
        diffPane(runOf(...events.slice(0, count)), 1, width);
      }
      const pane = diffPane(runOf(...events), 1, width);
      const again = diffPane(runOf(...events.map(event => structuredClone(event))), 1, width);
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
  const pane = diffPane(run, 1, 80);
  const text = textsOf(pane.lines).join(' ').replaceAll(/\s+/g, ' ');
  expect(text).toContain('five cents. And now something');
  expect(inStyle(pane.lines, 'added')).toEqual([]);
});
