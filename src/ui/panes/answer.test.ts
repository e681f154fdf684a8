import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  edited,
  graded,
  onceMore,
  QUESTION,
  roundStarted,
  runOf,
  runStarted,
  THROTTLED,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { answerPane, thinkingPane } from './answer.ts';

const begun = [runStarted(), roundStarted(0), callStarted(0, 0)];

describe('the answer', () => {
  test('is the text, then what was found in it and how it was compared', () => {
    const run = runOf(runStarted(), ...wholeRound(0, 'The ball costs 0.10', { extracted: '0.10' }));
    expect(textsOf(answerPane(run, 0, 60))).toEqual([
      'The ball costs 0.10',
      '',
      'Answer: 0.10   reference: 0.05   (last number)',
    ]);
  });
  test('has its Markdown drawn, or stays as it is', () => {
    const run = runOf(...begun, delta(0, '# Total\n\nIt is **5** cents.'));
    expect(textsOf(answerPane(run, 0, 60))).toEqual(['# Total', '', 'It is 5 cents.']);
    const bold = answerPane(run, 0, 60)
      .flat()
      .filter(({ style }) => [style].flat().includes('strong'));
    expect(bold.map(({ text }) => text)).toEqual(['5']);
    expect(textsOf(answerPane(run, 0, 60, true))).toEqual(['# Total', '', 'It is **5** cents.']);
  });
  test('without a reference, or without an answer, says so and claims nothing', () => {
    const { reference: _reference, ...question } = QUESTION;
    const run = runOf(runStarted({ question }), ...wholeRound(0, 'Well.', { extracted: null }));
    expect(textsOf(answerPane(run, 0, 60)).at(-1)).toBe('No answer was found in the text.   (last number)');
  });
  test('a query of many lines is told by its beginning', () => {
    const query = `SELECT *\nFROM loan\nWHERE ${'x = 1 AND '.repeat(20)}`;
    const run = runOf(runStarted(), ...wholeRound(0, 'text', { extracted: query }));
    expect(textsOf(answerPane(run, 0, 200)).at(-1)).toMatch(
      /^Answer: SELECT \* FROM loan WHERE .*… {3}reference/,
    );
  });
  test('a round that was not asked, or has no text yet, says what is going on', () => {
    expect(textsOf(answerPane(runOf(runStarted()), 0, 60))).toEqual(['Not asked yet.']);
    expect(textsOf(answerPane(runOf(...begun), 0, 60))[0]).toMatch(/^Waiting for the first token/);
  });
  test('a call that failed keeps its text, above the error', () => {
    const run = runOf(...begun, delta(0, 'The ball '), callFailed(0));
    expect(textsOf(answerPane(run, 0, 60))).toEqual(['The ball', '', '▲ Bedrock is throttling.']);
    expect(textsOf(answerPane(runOf(...begun, callFailed(0, THROTTLED)), 0, 60))[0]).toBe(
      'No text had come.',
    );
  });
  test('an empty answer, and one that was cut off, say so', () => {
    const cut = runOf(...begun, delta(0, 'The'), callFinished(0, {}, { stopReason: 'max_tokens' }));
    expect(textsOf(answerPane(cut, 0, 80)).at(-1)).toMatch(/cut off/);
    const empty = runOf(...begun, callFinished(0), graded(0, null));
    expect(textsOf(answerPane(empty, 0, 80))[0]).toBe('The answer is empty.');
  });
});

describe('thinking', () => {
  const finished = (content: unknown[]) =>
    runOf(...begun, { ...callFinished(0), content } as Parameters<typeof runOf>[0]);
  test('is shown as it came, in its own colour', () => {
    const run = runOf(...begun, delta(0, 'One\nequation.', 'thinking'), delta(0, 'x'));
    expect(inStyle(thinkingPane(run, 0, 60), 'thinking')).toEqual(['One', 'equation.']);
    expect(textsOf(thinkingPane(run, 0, 60)).slice(0, 2)).toEqual(['Thinking: 0.1 s, ~4 tokens', '']);
    expect(inStyle(thinkingPane(run, 0, 60), 'muted')).toEqual(['Thinking: 0.1 s, ~4 tokens']);
  });
  test('that is redacted or not shown is said to be there, and to cost', () => {
    const redacted = finished([{ reasoningContent: { redactedContent: 'AAAA' } }, { text: 'x' }]);
    expect(textsOf(thinkingPane(redacted, 0, 90))[0]).toMatch(/redacted; it is billed with the output/);
    const hidden = finished([{ reasoningContent: { reasoningText: { text: '', signature: 's' } } }]);
    expect(textsOf(thinkingPane(hidden, 0, 90))[0]).toMatch(/does not show it; it is billed/);
  });
  test('that there is none of is said, while the answer streams, too', () => {
    expect(textsOf(thinkingPane(finished([{ text: 'x' }]), 0, 60))).toEqual([
      'No thinking came with this round.',
    ]);
    expect(textsOf(thinkingPane(runOf(...begun, delta(0, 'x')), 0, 60))).toEqual(['No thinking has come.']);
    expect(textsOf(thinkingPane(runOf(...begun), 0, 60))[0]).toMatch(/^Waiting/);
    expect(textsOf(thinkingPane(runOf(runStarted()), 0, 60))).toEqual(['Not asked yet.']);
  });
});

describe('of several attempts', () => {
  const twice = [runStarted(), ...wholeRound(0, '4'), ...onceMore(0, { call: 1, again: 0, answer: '7' })];
  test('the one that goes on is shown, or the one that is asked for', () => {
    const run = runOf(...twice, edited(0, { choose: 0 }));
    expect(textsOf(answerPane(run, 0, 60))).toEqual([
      'Attempt 1 of 2, chosen.',
      '',
      '4',
      '',
      'Answer: 4   reference: 0.05   (last number)',
    ]);
    expect(
      textsOf(answerPane(run, 0, 60, false, 1))
        .slice(0, 5)
        .join('|'),
    ).toMatch(/^Attempt 2 of 2, not the one that goes on\.\|\|7\|\|Answer: 7/);
    expect(textsOf(answerPane(run, 0, 60, false, 99))[2]).toBe('4');
    expect(textsOf(thinkingPane(run, 0, 60, 1))[0]).toMatch(/^Attempt 2/);
  });
  test('one that still comes is drawn anew as it grows', () => {
    const coming = twice.slice(0, -3);
    expect(textsOf(answerPane(runOf(...coming), 0, 60))).toContain('7');
    expect(textsOf(answerPane(runOf(...coming, delta(1, '8')), 0, 60))).toContain('78');
  });
});
