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
  edited,
  inOrder,
  noted,
  onceMore,
  probeRound,
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
      { type: 'user.edited', round: 0, change: { maxTokens: 9 } },
    ]),
    { seq: 3, at: 300, type: 'confetti.thrown', colour: 'red' },
  ]);
  expect(said.slice(7, 11)).toEqual([
    'Check (sql): pass',
    '  2 rows',
    '',
    'You changed round 0: at most 9 tokens.',
  ]);
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

describe('of a run that a person took part in', () => {
  const parent = { run: '01K0PARENT', round: 0, seq: 7 };
  const events = inOrder([
    runStarted({ parent }),
    ...wholeRound(0, 'It is 0.10'),
    {
      type: 'run.resumed',
      resumedAt: '2026-11-23T11:00:00.000Z',
      app: 'reflectoscope/0.2.0',
      provenance: 'live',
    },
    edited(1, { prompt: { text: 'a', proposed: 'b' }, model: 'my.model' }),
    ...wholeRound(1, 'It is 0.20'),
    ...onceMore(1, { call: 2, again: 1, answer: 'It is 0.30' }),
    edited(1, { choose: 1 }),
    noted(1, 'Odd.\n\nLook again.'),
    ...probeRound(2, 'pressure', 'It is 0.40', { probe: { kind: 'pressure', text: '0.40' } }).map(event =>
      'call' in event ? ({ ...event, call: 3 } as NewEvent) : event,
    ),
    noted(1, ''),
    noted(0, 'A note\nof two lines.'),
    { type: 'run.finished', outcome: 'stopped', rule: 'user-stop' },
  ]);
  const said = linesOf(events);

  test('it is told what they did, when they did it', () => {
    expect(said[1]).toBe('A branch of 01K0PARENT at round 0; what is told up to there is of that run.');
    const told = said.filter(line => /^(You|Your|The run|Round|All)\b/.test(line));
    expect(told).toEqual([
      'Round 0: answer',
      'The run was gone on with at 2026-11-23T11:00:00.000Z (reflectoscope/0.2.0, live).',
      'You changed round 1: another prompt, model my.model.',
      'Round 1: reflect',
      'You asked for round 1 once more.',
      'Round 1 once more: reflect',
      'Round 1, attempt 2 of 2:',
      expect.stringMatching(/^All 2 attempts together: 20 out {3}0\.8 s {3}\$0\.000360$/),
      'You chose attempt 1 of 2 of round 1: it goes on from there.',
      'Your note on round 1:',
      'You made round 2 a probe: pressure: 0.40.',
      'Round 2: pressure (a probe, no reflection)',
      'Your note on round 1 was taken back.',
      'Your note on round 0:',
    ]);
    expect(said).toContain('The same messages as before.');
    expect(said).toContain('  Look again.');
    expect(said).toContain(
      'Changes against round 1: 1 word added, 1 removed, 67 % kept. [-removed-] {+added+}',
    );
    expect(said.join('\n')).toContain('Stopped by user-stop: the user ended it there.');
  });

  test('one attempt is told without what the others took', () => {
    const from = said.indexOf('Round 1, attempt 2 of 2:');
    expect(said.slice(from, said.indexOf('', from + 14)).join('\n')).toMatch(/\n10 out {3}0\.4 s/);
  });

  test('its summary names the probe, the edit, the attempt and the note, and where it comes from', () => {
    expect(summary(theRun(events)).slice(1, 7)).toEqual([
      'Branch of 01K0PARENT at round 0.',
      'The run was gone on with once after it had stopped; the time in between is not counted.',
      expect.stringMatching(/^ {2}0 {2}· first {3}answer It is 0\.10/),
      '     note: A note of two lines.',
      expect.stringMatching(/^ {2}1 {2}≠ changed {3}answer It is 0\.20 .* edited {3}attempt 1 of 2, chosen$/),
      expect.stringMatching(/^ {2}2 {2}○ pressure: changed {3}answer It is 0\.40/),
    ]);
    expect(summary(theRun(events)).at(-1)).toMatch(
      /^\+ \$0\.000180 before the branch, paid in run 01K0PARENT and not counted here$/,
    );
  });

  test('that has no end in an attempt, what had come of it is told', () => {
    const cut = linesOf(
      inOrder([
        runStarted(),
        ...wholeRound(0, '1'),
        ...onceMore(0, { call: 1, again: 0, answer: 'Two' }).slice(0, 3),
      ]),
    );
    expect(cut).toContain('Round 0, attempt 2 of 2:');
    expect(cut).toContain('  Two');
  });
});
