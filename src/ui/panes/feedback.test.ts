import { describe, expect, test } from 'vitest';
import {
  callFinished,
  callStarted,
  edited,
  graded,
  noted,
  onceMore,
  probeRound,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
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
    const checked = [runStarted(), ...wholeRound(0, '0.10').slice(0, -1), check, roundFinished(0)];
    const request = requestOf(`The check said:\n\n${check.text}`);
    const run = runOf(...checked, roundStarted(1), callStarted(1, 1, { request }));
    const alone = textsOf(feedbackPane(runOf(...checked), 0, 60));
    expect(alone[1]).toBe('what it says:');
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

describe('of a round without an answer', () => {
  const judged = (calls: readonly number[]) =>
    runOf(
      runStarted(),
      ...wholeRound(0, '0.10').slice(0, -1),
      roundFinished(0),
      roundStarted(1, 'judge'),
      callStarted(1, 1, { purpose: 'verify' }),
      callFinished(1),
      { ...check, source: 'judge', calls: [...calls] },
      roundFinished(1),
    );
  test('says which answers its calls are about, and where their verdicts are', () => {
    expect(textsOf(feedbackPane(judged([1]), 1, 100))).toEqual([
      'These calls judge the answers of round 0: the feedback of that round has their verdicts.',
      '',
      'grade   the model is not told',
      '  There is no answer in this round to grade.',
    ]);
  });
  test('names no verdicts where there are none', () => {
    expect(textsOf(feedbackPane(judged([]), 1, 100))[0]).toBe('These calls judge the answers of round 0.');
  });
});

describe('how sure an answer is of itself', () => {
  const said = (id: string, text: string) =>
    textsOf(
      feedbackPane(
        runOf(
          runStarted({ settings: { ...SETTINGS, strategy: { ...SETTINGS.strategy, id } } }),
          ...wholeRound(0, text),
        ),
        0,
        100,
      ),
    ).join('\n');
  test('is told where the strategy goes by it', () => {
    expect(said('confidence-gated', 'It is 0.05.\n\nConfidence: 95')).toMatch(/^confidence 95 /m);
    expect(said('confidence-gated', 'It is 0.05.')).toMatch(/^confidence not given/m);
  });
  test('is not told elsewhere', () => {
    expect(said('self-reflection', 'Confidence: 95')).not.toMatch(/^confidence/m);
  });
});

describe('of the user', () => {
  const asked = (text: string) => [
    runStarted(),
    ...wholeRound(0, '0.10'),
    ...probeRound(1, 'resample', '0.05'),
    edited(2, { feedback: text }),
    ...wholeRound(2, '0.05'),
  ];
  test('is told for the answer that it is about, and for the round that got it', () => {
    const run = runOf(...asked('The bat is\nnot $1.'));
    expect(textsOf(feedbackPane(run, 0, 90)).slice(0, 4)).toEqual([
      'your feedback on this answer   put before the model in round 2',
      '  The bat is',
      '  not $1.',
      '',
    ]);
    expect(textsOf(feedbackPane(run, 2, 90))[0]).toBe(
      'your feedback on the answer of round 0   put before the model in this round',
    );
    expect(textsOf(feedbackPane(run, 1, 90))[0]).toMatch(/^No check ran/);
  });
  test('that is left out on purpose says so', () => {
    expect(textsOf(feedbackPane(runOf(...asked('')), 2, 90))[1]).toBe(
      '  None: you left out what a check said.',
    );
  });
  test('is not put into a probe, which has words of its own', () => {
    const probe = probeRound(1, 'placebo', '0.10', { feedback: 'No.' });
    const run = runOf(runStarted(), ...wholeRound(0, '0.10'), ...probe);
    expect(textsOf(feedbackPane(run, 0, 100))[0]).toBe(
      'your feedback on this answer   not put before the model: there is a placebo in round 1',
    );
  });
  test('is no note: that is shown whole, and the model is not told', () => {
    const run = runOf(runStarted(), ...wholeRound(0, '1'), noted(0, 'One.\nTwo.'));
    expect(textsOf(feedbackPane(run, 0, 60)).slice(0, 4)).toEqual([
      'your note   the model is not told',
      '  One.',
      '  Two.',
      '',
    ]);
  });
});

test('the grades of several attempts are told apart', () => {
  const run = runOf(runStarted(), ...wholeRound(0, '1'), ...onceMore(0, { call: 1, again: 0, answer: '2' }));
  const shown = textsOf(feedbackPane(run, 0, 60));
  expect(shown).toContain('  attempt 1 of 2, not the one that goes on');
  expect(shown).toContain('  attempt 2 of 2');
  expect(shown).toContain('  answer     2');
});
