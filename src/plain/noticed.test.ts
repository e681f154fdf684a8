import { describe, expect, test } from 'vitest';
import {
  callFinished,
  callStarted,
  delta,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  stopped,
} from '../run/testing/sample-run.ts';
import { runTold } from '../run/testing/told-rounds.ts';
import { noticed } from './noticed.ts';

const WAY = 'Let the ball cost x. Then the bat costs x + 1.00, and both together 2x + 1.00 = 1.10. '.repeat(
  4,
);
const usage = { input: 10, output: 100 };

describe('what there is to notice about a round', () => {
  test('has its badges as sentences, and a rule of thumb says that it is one', () => {
    const run = runTold({ text: '0.10' }, { text: '0.05' }, { text: '0.10' });
    expect(noticed(run, 2)).toEqual(['the answer of round 0 came back after another one']);
    const refused = runTold({ text: "I'm sorry, but I can't help with that.", extracted: null });
    expect(noticed(refused, 0)).toEqual(['the reply reads like a refusal (rule of thumb)']);
  });

  test('an answer that came again is told once, with what it cost', () => {
    const again = runTold({ text: '0.10', usage }, { text: '0.10', usage });
    expect(noticed(again, 1)).toEqual(['the round repeats round 0 word for word: 100 tokens, $0.0015']);
    const more = {
      text: `Once more. ${WAY.toUpperCase()}`,
      extracted: '0.05',
      usage: { ...usage, output: 230 },
    };
    const longer = runTold({ text: WAY, extracted: '0.05', usage }, more);
    expect(noticed(longer, 1)).toEqual([
      'the round is 2.3 times as long as round 0, for the same answer (rule of thumb): 230 tokens, $0.0035',
    ]);
    const otherwise = runTold({ text: WAY, extracted: '0.05', usage }, { text: '0.05', usage });
    expect(noticed(otherwise, 1)).toEqual(['the answer is the one of the round before: 100 tokens, $0.0015']);
  });

  test('what the end of the text, the grade or the cache says already is not said once more', () => {
    expect(noticed(runTold({ text: 'The ball', extracted: null, stopReason: 'max_tokens' }), 0)).toEqual([]);
    expect(noticed(runTold({ text: 'No.', extracted: null, stopReason: 'guardrail_intervened' }), 0)).toEqual(
      [],
    );
    const method = 'after the label; but the last number is right';
    expect(noticed(runTold({ text: 'x', extracted: '0.9', correct: false, method }), 0)).toEqual([]);
    const request = { ...requestOf('x'), cachePoints: [{ after: 0, ttl: '5m' as const }] };
    const cached = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0, { request }),
      callFinished(0, { input: 630, output: 5 }),
      roundFinished(0),
      stopped(),
    );
    expect(noticed(cached, 0)).toEqual(['cache not engaged: 630 tokens are under the minimum of 1,024']);
  });

  test('nothing is said of a round that goes on, or that is not there', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, '0.05'));
    expect(noticed(run, 0)).toEqual([]);
    expect(noticed(run, 7)).toEqual([]);
  });
});
