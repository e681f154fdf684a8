import { describe, expect, test } from 'vitest';
import {
  callFinished,
  callStarted,
  QUESTION,
  roundStarted,
  runOf,
  runStarted,
} from '../run/testing/sample-run.ts';
import { noReferenceWords } from './reference-words.ts';

const { reference: _reference, ...question } = QUESTION;
const begun = runStarted({
  question,
  provenance: 'imported',
  imported: { from: 'bhive', file: 'x.json', unknown: [] },
});
const answered = [roundStarted(0), callStarted(0, 0), callFinished(0)];
const graded = (correct: boolean | null) => ({
  type: 'answer.graded' as const,
  round: 0,
  lane: 0,
  extracted: '0.10',
  correct,
  method: 'as the source says',
});

describe('a run without a reference', () => {
  test('whose source graded it is not said to be without right and wrong', () => {
    expect(noReferenceWords(runOf(begun, ...answered, graded(false)))).toBe(
      'The reference is not in the source; it tells which answers were right.',
    );
  });
  test('whose marks come later says so', () => {
    expect(noReferenceWords(runOf(begun))).toMatch(/^The reference is not in the source; where it tells/);
  });
  test('that nobody graded says that nobody knows', () => {
    const words = 'No reference: what changes is marked, what is right is not known.';
    expect(noReferenceWords(runOf(begun, ...answered, graded(null)))).toBe(words);
    expect(noReferenceWords(runOf(runStarted({ question })))).toBe(words);
  });
});
