import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  graded,
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
