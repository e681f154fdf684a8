import { describe, expect, test } from 'vitest';
import {
  callStarted,
  graded,
  QUESTION,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { feedbackPane } from './feedback.ts';

const check = {
  type: 'check.finished',
  round: 0,
  lane: 0,
  source: 'sql',
  text: 'Error: no such column: agee\n\nRows: 0',
  verdict: 'fail',
  durationMs: 12,
} as const;

describe('feedback', () => {
  test('is what a check put before the model, with its verdict and its time', () => {
    const run = runOf(runStarted(), ...wholeRound(0, '0.10').slice(0, -1), check, roundFinished(0));
    expect(textsOf(feedbackPane(run, 0, 60))).toEqual([
      'sql check   ✗ fail   0.0 s',
      'what is put before the model:',
      '  Error: no such column: agee',
      '',
      '  Rows: 0',
      '',
      'grade   the model is not told',
      '  answer     0.10',
      '  verdict    ? nobody can say',
      '  method     last number',
      '  reference  0.05',
    ]);
  });
  test('where none came says so, and shows the grade that the model is not told', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, '0.05').slice(0, -2),
      graded(0, '0.05', true),
      roundFinished(0),
    );
    const shown = textsOf(feedbackPane(run, 0, 100));
    expect(shown[0]).toMatch(/^No check ran in this round/);
    expect(shown.join('\n')).toContain('✓ right');
  });
  test('of a round that goes on is still to come', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0));
    const shown = textsOf(feedbackPane(run, 0, 60)).join('\n');
    expect(shown).toContain('No check has run in this round yet.');
    expect(shown).toContain('The answer is graded when it is whole.');
    expect(textsOf(feedbackPane(run, 5, 60))).toEqual(['Not asked yet.']);
  });
  test('without a reference or an answer says what is missing', () => {
    const { reference: _, ...open } = QUESTION;
    const run = runOf(
      runStarted({ question: open }),
      ...wholeRound(0, '').filter(({ type }) => type !== 'answer.graded' && type !== 'round.finished'),
      graded(0, null),
      roundFinished(0),
    );
    const shown = textsOf(feedbackPane(run, 0, 60)).join('\n');
    expect(shown).toContain('none was found in the text');
    expect(shown).toContain('? nobody can say');
    expect(shown).toContain('reference  none');
  });
  test('a long answer is wrapped beside its label', () => {
    const query = 'SELECT name FROM singer '.repeat(12);
    const run = runOf(runStarted(), ...wholeRound(0, query, { extracted: query }));
    for (const line of feedbackPane(run, 0, 44)) expect(lineWidth(line)).toBeLessThanOrEqual(44);
  });
});
