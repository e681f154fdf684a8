import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import { Question } from '../run/question.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  graded,
  roundFinished,
  roundStarted,
  runStarted,
  stopped,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { linesOfNew } from './testing/lines-of.ts';

describe('a round', () => {
  test('in which no word changed says so, and does not tell the answer again', () => {
    const same = linesOfNew(runStarted(), ...wholeRound(0, 'Five.'), ...wholeRound(1, 'Five.'));
    expect(same).toContain('Answer: no word changed since round 0.');
    expect(same.filter(line => line === '  Five.')).toHaveLength(1);
    const spaced = linesOfNew(
      runStarted(),
      ...wholeRound(0, 'It is five.'),
      ...wholeRound(1, 'It is\nfive.'),
    );
    expect(spaced).toContain('Answer: no word changed since round 0, only white space.');
  });

  test('in which only other characters changed is told in full', () => {
    const said = linesOfNew(runStarted(), ...wholeRound(0, 'It is 7.'), ...wholeRound(1, 'It is 7!'));
    expect(said.slice(said.indexOf('  It is 7!') + 1, -6)).toEqual([
      '',
      'Changes against round 0: no word, only other characters. [-removed-] {+added+}',
      '  It is 7[-.-]{+!+}',
      '',
      '≠ changed',
    ]);
  });

  test('is compared with the last answer that came whole', () => {
    const said = linesOfNew(
      runStarted(),
      ...wholeRound(0, 'It is five.'),
      roundStarted(1),
      callStarted(1, 1),
      delta(1, 'It i'),
      callFailed(1),
      ...wholeRound(2, 'It is six.'),
    );
    expect(said).toContain(
      'Changes against round 0: 1 word added, 1 removed, 67 % kept. [-removed-] {+added+}',
    );
  });

  test('that repeats the answer of the round before has a remark on what it cost', () => {
    const said = linesOfNew(runStarted(), ...wholeRound(0, '0.05'), ...wholeRound(1, '0.050'));
    expect(said).toContain('Noticed: the answer is the one of the round before: 10 tokens, $0.000180.');
  });

  test('of which the short facts are long has them one a line', () => {
    const query = `SELECT a FROM b WHERE ${'c = 1 AND '.repeat(9)}d = 2`;
    const said = linesOfNew(runStarted(), ...wholeRound(0, 'See below.', { extracted: query }));
    const from = said.findIndex(line => line.startsWith('Answer found'));
    expect(said[from]).toMatch(/^Answer found: SELECT .*…$/);
    expect(said.slice(from + 1, from + 3)).toEqual(['reference: 0.05', '(last number)']);
  });

  test('without an answer in the text, or without a text, says so', () => {
    const none = linesOfNew(runStarted(), ...wholeRound(0, 'Well.', { extracted: null }));
    expect(none).toContain('No answer was found in the text.   reference: 0.05   (last number)');
    expect(linesOfNew(runStarted(), ...wholeRound(0, ''))).toContain('The answer is empty.');
  });

  test('whose thinking cannot be read says that there was some', () => {
    const [started, called, text, finished, ...rest] = wholeRound(0, 'Five.');
    const content = [{ reasoningContent: { redactedContent: 'AAAA' } }, { text: 'Five.' }];
    const events = [started, called, text, finished && { ...finished, content }, ...rest];
    expect(linesOfNew(runStarted(), ...(events as NewEvent[]))).toContain(
      'The model thought, but its thinking is redacted; it is billed with the output.',
    );
  });

  test('of a question without a reference has no right or wrong', () => {
    const question = Question.parse({ id: 'own-question', text: 'Why?' });
    const said = linesOfNew(runStarted({ question }), ...wholeRound(0, 'So.'), ...wholeRound(1, 'Thus.'));
    expect(said).toContain('No reference: what changes is marked, what is right is not known.');
    expect(said.join('\n')).not.toMatch(/✓|✗/);
  });

  test('of a model without a price costs "unknown", in the round and in all', () => {
    const said = linesOfNew(runStarted({ prices: [] }), ...wholeRound(0, 'Five.'), stopped());
    expect(said).toContain(
      '10 out   0.4 s   first token 0.1 s   cost unknown   cache not asked for in this call',
    );
    expect(said.at(-1)).toBe('Cost unknown (no price is known for us.anthropic.claude-sonnet-4-6)');
  });

  test('that did not end of its own says what ended it', () => {
    const said = linesOfNew(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'Five and'),
      callFinished(0, {}, { stopReason: 'max_tokens' }),
      graded(0, null),
      roundFinished(0),
    );
    expect(said).toContain('The answer reached the longest length (max tokens) and is cut off.');
  });
});

describe('a round of several lanes', () => {
  const inLane1 = (event: NewEvent) => ({ ...event, lane: 1 }) as NewEvent;
  const question = Question.parse({ id: 'x', text: 'Why?', reference: ['5'], grader: 'numeric' });
  const begun = [
    runStarted({ question }),
    roundStarted(0),
    callStarted(0, 0),
    callStarted(1, 0, { lane: 1 }),
    delta(0, 'Five: 5'),
    delta(1, 'Six: 6'),
  ];

  test('has the answer, the mark and the meter of each', () => {
    const said = linesOfNew(
      ...begun,
      callFinished(1, { input: 10, output: 20 }),
      callFinished(0, { input: 10, output: 10 }),
      graded(0, '5', true),
      inLane1(graded(0, '6', false)),
      roundFinished(0),
    );
    expect(said).toContain('Round 0: answer, lane 1');
    expect(said.slice(said.indexOf('Round 0, lane 0:'), -4)).toEqual([
      'Round 0, lane 0:',
      '',
      'Answer:',
      '  Five: 5',
      '',
      '✓ right',
      'Answer found: 5   reference: 5   (last number)',
      '10 out   0.4 s   first token 0.2 s   $0.000180   cache not asked for in this call',
      '',
      'Round 0, lane 1:',
      '',
      'Answer:',
      '  Six: 6',
      '',
      '✗ wrong',
      'Answer found: 6   reference: 5   (last number)',
      '20 out   0.4 s   first token 0.2 s   $0.000330   cache not asked for in this call',
    ]);
  });

  test('of which one failed tells what had come of it once, and the other in full', () => {
    const said = linesOfNew(...begun, callFailed(1), callFinished(0), graded(0, '5', true), roundFinished(0));
    expect(said.filter(line => line === 'Round 0, lane 1:')).toHaveLength(1);
    expect(said.filter(line => line === '  Six: 6')).toHaveLength(1);
    expect(said).toContain('✓ right');
  });
});
