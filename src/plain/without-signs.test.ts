import { describe, expect, test } from 'vitest';
import { Question } from '../run/question.ts';
import { inOrder, runStarted, sampleEvents, theRun, wholeRound } from '../run/testing/sample-run.ts';
import { summary } from './printer.ts';
import { UNICODE_SIGNS, WORD_SIGNS } from './signs.ts';
import { linesOf } from './testing/lines-of.ts';

describe('without signs', () => {
  const ours = (signs: typeof WORD_SIGNS) => linesOf(sampleEvents(), signs).join('\n');

  test('the same is told in ASCII', () => {
    expect(ours(UNICODE_SIGNS)).toMatch(/[^ -~\n]/);
    expect(ours(WORD_SIGNS)).not.toMatch(/[^ -~\n]/);
    expect(ours(WORD_SIGNS)).toContain('\n\nFIX\nAnswer found: 0.05');
    expect(ours(WORD_SIGNS)).toContain('saved -$0.000983');
    expect(summary(theRun(sampleEvents()), WORD_SIGNS).join('\n')).not.toMatch(/[^ -~\n]/);
  });

  test('the text of a model, a question or a file stays as it is', () => {
    const text = '✓ 2 × 3 − 1 · …';
    const question = Question.parse({ id: 'x', title: text, text, reference: [text], grader: 'exact' });
    const events = inOrder([runStarted({ question }), ...wholeRound(0, text), ...wholeRound(1, `${text} ×`)]);
    const said = linesOf(events, WORD_SIGNS);
    expect(said[0]).toContain(text);
    expect(said.filter(line => line === `  ${text}`)).toHaveLength(2);
    expect(said).toContain(`  ${text} ×`);
    expect(said).toContain(`Reference: ${text}`);
    expect(said).toContain(`Answer found: ${text}   reference: ${text}   (last number)`);
  });
});
