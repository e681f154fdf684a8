import { expect, test } from 'vitest';
import { markOf } from '../analysis/marks.ts';
import { foldAll } from '../run/fold.ts';
import { lastAnswer } from '../strategies/thread.ts';
import { eventsOf } from './events-of.ts';
import { notKept } from './not-kept.ts';

const wrong = { extracted: null, correct: false, method: 'the source says so' };

test('an answer that was not kept is a call of which nothing is known, and no answer, even a wrong one', () => {
  const events = eventsOf(
    {
      key: 'one',
      question: { id: 'q', domain: 'imported', text: 'Which?', grader: 'text' },
      settings: { model: 'unknown' },
      source: { from: 'reflexion', file: 'a.jsonl', unknown: ['answers'] },
      rounds: [
        { kind: 'answer', calls: [notKept('answer')], grades: [wrong] },
        {
          kind: 'reflexion',
          calls: [
            { purpose: 'memo', text: 'Look again.' },
            { purpose: 'answer', text: 'This.' },
          ],
          grades: [{ ...wrong, extracted: 'This.', correct: true }],
        },
      ],
    },
    { app: 'test', otherwiseStartedAt: '2026-01-02T03:04:05Z' },
  );
  const run = foldAll(events);
  if (!run) throw new Error('no run');
  expect(run.calls[0]).toMatchObject({ status: 'finished', text: '', stopReason: 'not-kept' });
  // Its tokens are unknown, and not none.
  expect(run.calls[0]?.usage).toBeUndefined();
  expect(markOf(run, 0)).toMatchObject({ kind: 'UNKNOWN', word: 'not kept' });
  // What was wrong before it cannot be seen, so that nothing was mended before anybody's eyes.
  expect(markOf(run, 1)).toMatchObject({ kind: 'CORRECT' });
  // Nothing goes on from it, and nothing is compared with it.
  expect(lastAnswer(run, 1)).toBeUndefined();
});
