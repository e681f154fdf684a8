import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallError, NewEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import { Question } from '../run/question.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  inOrder,
  roundStarted,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { summary } from './printer.ts';
import { linesOf, linesOfNew } from './testing/lines-of.ts';

const BROKEN: CallError = {
  name: 'StreamInterrupted',
  message: 'The stream ended early.',
  remedy: 'Try again.',
  original: 'socket hang up',
  retryable: true,
};

describe('bundled recordings', () => {
  test.each([
    // With a cache that saves, a negative saving, and a mark of each kind.
    'bat-and-ball.sonnet-4-6',
    // With thinking.
    'six-terms-medium.sonnet-4-6',
    // With a call that fails, and without a proof of what is right.
    'museum-loans.sonnet-4-6',
  ])('%s', async name => {
    const file = join(import.meta.dirname, '../../fixtures/recordings', `${name}.jsonl`);
    const { events } = await readTranscript(file);
    const run = foldAll(events);
    const text = [...linesOf(events), '', 'Summary:', ...(run ? summary(run) : [])].join('\n');
    await expect(`${text}\n`).toMatchFileSnapshot(`testing/${name}.txt`);
  });
});

test('a round is told when it is finished: the answer, then the difference, the mark and the meter', () => {
  expect(linesOf(sampleEvents())).toEqual([
    'Claude Sonnet 4.6 · A bat and a ball cost $1.10. The bat co… · self-reflection ×1',
    'Source: live',
    '',
    'Question (mathematics):',
    '  A bat and a ball cost $1.10. The bat costs $1.00 more than the ball. What does the ball cost?',
    '',
    'Reference: 0.05',
    '',
    'Round 0: answer',
    'Request: ConverseStream us.anthropic.claude-sonnet-4-6   maxTokens 4096',
    'Message 1 (user): the question, as above.',
    'Attempt 1 of 4 failed: Bedrock is throttling. Trying again in 1.0 s.',
    '',
    'Thinking (0.1 s, ~4 tokens):',
    '  One equation.',
    '',
    'Answer:',
    '  The ball costs $0.10.',
    '',
    '✗ wrong',
    'Answer found: 0.10   reference: 0.05   (last number)',
    '40 out   0.4 s   $0.0056   saved −$0.000983',
    'Cache: wrote 1,310 for 5m ($0.000982 more than fresh input) (implicit: no cache point was sent)',
    '',
    'Round 1: reflect',
    'Request: ConverseStream us.anthropic.claude-sonnet-4-6   maxTokens 4096',
    'Message 1 is sent again; new:',
    'Message 2 (assistant): the answer of round 0, as above.',
    'Message 3 (user):',
    '  Check it.',
    '',
    'Answer:',
    '  The ball costs $0.05.',
    '',
    'Changes against round 0: 1 word added, 1 removed, 75 % kept. [-removed-] {+added+}',
    '  The ball costs $[-0.10-]{+0.05+}.',
    '',
    '✓ FIX',
    'Answer found: 0.05   reference: 0.05   (last number)',
    '50 out   0.4 s   first token 0.1 s   $0.0014   saved +$0.0035',
    'Cache: read 1,310 (saved $0.0035), wrote 60 for 5m ($0.000045 more than fresh input) (implicit: no cache point was sent)',
    '',
    'Stopped by max-rounds: all rounds were made.',
    'In 28   cache read 1,310   cache wrote 1,370   out 90   0.8 s',
    'Cost $0.0070   without cache $0.0095   saved +$0.0025 (26 %)',
  ]);
});

describe('a call that fails', () => {
  test('keeps its text, says what happened, what would help, and the original words', () => {
    const said = linesOfNew(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'Hm.', 'thinking'),
      delta(0, 'The ball'),
      callFailed(0, BROKEN),
      { type: 'run.finished', outcome: 'failed', error: BROKEN },
    );
    expect(said.slice(said.indexOf('Message 1 (user): the question, as above.') + 1)).toEqual([
      '',
      'Thinking (0.1 s, ~2 tokens):',
      '  Hm.',
      '',
      'The answer so far:',
      '  The ball',
      '',
      'The stream ended early. Try again.',
      '  StreamInterrupted: socket hang up',
      '',
      '! failed',
      'tokens unknown   0.3 s   first token 0.1 s   cost unknown: the call was cut off',
      '',
      'Failed in round 0.',
      'Tokens unknown   0.3 s',
      'Cost unknown: no call told its tokens',
    ]);
  });

  test('because it was cancelled says so', () => {
    const said = linesOfNew(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      callFailed(0, { name: 'Cancelled', message: 'The call was cancelled.', retryable: false }),
      { type: 'run.finished', outcome: 'cancelled' },
    );
    expect(said).toContain('The call was cancelled.');
    expect(said).toContain('Cancelled; what had come is kept.');
  });
});

test('a run without an end is told up to where it goes', () => {
  const said = linesOfNew(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'The ba'));
  expect(said.slice(-6)).toEqual([
    'The answer so far:',
    '  The ba',
    '',
    'The run has no end: its process was stopped, or it is still going on.',
    'Tokens unknown   0.1 s',
    'Cost unknown: no call told its tokens',
  ]);
});

test('checks and edits of the user are told, events of a later version are not', () => {
  const said = linesOf([
    ...inOrder([
      runStarted(),
      {
        type: 'check.finished',
        round: 0,
        lane: 0,
        source: 'sql',
        text: '2 rows',
        verdict: 'pass',
        durationMs: 3,
      },
      { type: 'user.edited', round: 0, change: { reflection: 'Again' } },
    ]),
    { seq: 3, at: 300, type: 'confetti.thrown', colour: 'red' },
  ]);
  expect(said.slice(7, 10)).toEqual(['Check (sql): pass', '  2 rows', 'Changed by the user: reflection']);
});

test('an answer that came whole in a round that never ended is told', () => {
  const call = [callStarted(0, 0), delta(0, 'Five.'), callFinished(0)];
  expect(linesOfNew(runStarted(), roundStarted(0), ...call)).toContain('  Five.');
  const cancelled: NewEvent = { type: 'run.finished', outcome: 'cancelled' };
  expect(linesOfNew(runStarted(), roundStarted(0), ...call, cancelled)).toContain('  Five.');
});

describe('text from outside', () => {
  test('has no escape sequence, and cannot look like a line of ours', () => {
    const question = Question.parse({
      id: 'x',
      title: 'A title\nStopped by max-rounds: all rounds were made.',
      text: 'Q\u001b[2J\nSource: live',
      reference: ['\u001b]0;pwned\u0007'],
      grader: 'exact',
    });
    const said = linesOfNew(runStarted({ question }), ...wholeRound(0, 'A\u009b31m\nRound 7: reflect'));
    expect(said.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(said.filter(line => /^(Stopped|Source: live|Round 7)/.test(line))).toEqual(['Source: live']);
  });

  test('whatever it is, is printed line by line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, answer) => {
        const question = Question.parse({ id: 'x', title, text: 'Why?' });
        const said = linesOfNew(
          runStarted({ question }),
          ...wholeRound(0, answer),
          ...wholeRound(1, `${answer} x`),
        );
        expect(said.filter(line => /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/.test(line))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the summary', () => {
  test('has a line a round', () => {
    expect(summary(theRun(sampleEvents()))).toEqual([
      'Claude Sonnet 4.6 · A bat and a ball cost $1.10. The bat co… · self-reflection ×1 · live',
      '  0  ✗ wrong   answer 0.10   40 out   0.4 s   $0.0056   saved −$0.000983',
      '  1  ✓ FIX   answer 0.05   50 out   0.4 s   $0.0014   saved +$0.0035',
      'Stopped by max-rounds: all rounds were made.',
      'In 28   cache read 1,310   cache wrote 1,370   out 90   0.8 s',
      'Cost $0.0070   without cache $0.0095   saved +$0.0025 (26 %)',
    ]);
  });

  test('of a failed run has the error with its remedy and its own words', () => {
    const run = theRun(
      inOrder([
        runStarted(),
        roundStarted(0),
        callStarted(0, 0),
        callRetried(0, 1),
        callFailed(0, BROKEN),
        { type: 'run.finished', outcome: 'failed', error: BROKEN },
      ]),
    );
    expect(summary(run).slice(1, 5)).toEqual([
      '  0  ! failed   tokens unknown   0.2 s   cost unknown: the call was cut off',
      'Failed in round 0.',
      'The stream ended early. Try again.',
      '  StreamInterrupted: socket hang up',
    ]);
  });
});

test.each(['bat-and-ball.sonnet-4-6', 'harbour-dawn.sonnet-4-6', 'solar-surplus.sonnet-5-5'])(
  'the facts of %s fit 100 columns',
  async name => {
    const { events } = await readTranscript(
      join(import.meta.dirname, '../../fixtures/recordings', `${name}.jsonl`),
    );
    const facts = [
      ...linesOf(events).filter(line => /^\S.* (out|kept|saved) /.test(line)),
      ...summary(theRun(events)),
    ];
    expect(facts.filter(line => line.length > 100)).toEqual([]);
  },
);
