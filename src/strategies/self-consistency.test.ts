import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepare } from '../bedrock/request.ts';
import { returnedAnswer } from '../run/run.ts';
import { edited } from '../run/testing/sample-run.ts';
import { selfConsistency } from './self-consistency.ts';
import { goneOnFromAll, type Play, played, settingsFor, threadIn } from './testing/played.ts';

/** The samples say these numbers, in their order. */
const saying = (...numbers: readonly string[]): Play['answers'] => {
  return (_, count) => (numbers[count] === '' ? '' : `It is ${numbers[count]}.`);
};
const asking = (parameters: Play['parameters'], ...numbers: readonly string[]) =>
  played(selfConsistency, { answers: saying(...numbers), ...(parameters && { parameters }) });

describe('self-consistency', () => {
  test('takes samples window by window, each alone with the question, and counts them after each', async () => {
    const { run, lines, requests, events } = await asking(
      { samples: 5, window: 2, earlyStop: 'none' },
      ...['7', '8', '8', '9', '8'],
    );
    expect(lines).toEqual(['0.0 answer', '0.1 answer', '1.2 answer', '1.3 answer', '2.4 answer']);
    for (const request of requests) expect(threadIn(request)).toEqual([`user: ${run.question.text}`]);
    expect(run.rounds.map(({ vote }) => vote?.votes.map(({ answer, weight }) => [answer, weight]))).toEqual([
      [
        ['7', 1],
        ['8', 1],
      ],
      [
        ['8', 2],
        ['7', 1],
        ['9', 1],
      ],
      [
        ['8', 3],
        ['7', 1],
        ['9', 1],
      ],
    ]);
    expect(events.filter(({ type }) => type === 'vote.counted')).toHaveLength(3);
    expect(run.outcome).toEqual({
      kind: 'stopped',
      rule: 'max-samples',
      answer: { round: 0, lane: 1, why: 'vote' },
    });
  });

  test('ends when a whole window is of one mind', async () => {
    const { run, lines } = await asking(
      { samples: 9, window: 3, earlyStop: 'unanimous-window' },
      ...['7', '7', '8', '8', '8', '8'],
    );
    expect(lines).toHaveLength(6);
    expect(run.outcome).toMatchObject({
      rule: 'unanimous-window',
      answer: { round: 0, lane: 2, why: 'vote' },
    });
  });

  test('ends when the lead cannot be overtaken, and not while a draw is possible', async () => {
    const parameters = { samples: 5, window: 1, earlyStop: 'vote-lead' };
    // After four of five: 3 to 1 with one left. After three: 2 to 1 with two left.
    const { run, lines } = await asking(parameters, '7', '8', '7', '7');
    expect(lines).toHaveLength(4);
    expect(run.outcome).toMatchObject({ rule: 'vote-lead', answer: { lane: 0 } });
    const drawn = await asking({ ...parameters, samples: 4 }, '7', '7', '8', '8');
    expect(drawn.run.outcome).toMatchObject({ rule: 'max-samples', answer: { lane: 0 } });
  });

  test('takes every sample when it may not end early, and says that none was saved', async () => {
    const { run } = await asking({ samples: 4, window: 2, earlyStop: 'none' }, '7', '7', '7', '7');
    expect(run.calls).toHaveLength(4);
    expect(run.outcome).toMatchObject({ rule: 'max-samples' });
    const whole = await asking({ samples: 2, window: 2 }, '7', '7');
    expect(whole.run.outcome).toMatchObject({ rule: 'max-samples' });
  });

  test('returns the answer that came first on a draw, and says that it was one', async () => {
    const { run } = await asking({ samples: 4, window: 4 }, '9', '7', '8', '7');
    expect(run.rounds[0]?.vote).toMatchObject({ winner: 1 });
    const drawn = (await asking({ samples: 4, window: 4 }, '9', '7', '9', '7')).run;
    expect(drawn.rounds[0]?.vote).toMatchObject({
      winner: null,
      method: '4 answers counted, one vote each; a draw, in which the answer that came first counts',
    });
    expect(returnedAnswer(drawn)).toEqual({ round: 0, lane: 0, why: 'vote' });
  });

  test('goes on past a sample without text, and ends where no sample has any', async () => {
    const parameters = { samples: 4, window: 2, earlyStop: 'none' };
    const { run } = await asking(parameters, '', '7', '7', '8');
    expect(run.outcome).toMatchObject({ rule: 'max-samples', answer: { round: 0, lane: 1 } });
    const none = await asking(parameters, '', '');
    expect(none.lines).toHaveLength(2);
    expect(none.run.outcome).toEqual({ kind: 'stopped', rule: 'no-answer' });
  });

  test('ends by a cap or by the entropy of a window, with the winner so far', async () => {
    const parameters = { samples: 8, window: 2, earlyStop: 'none' };
    const answers = saying('7', '7', '7', '8', '7', '7', '7', '7');
    // Each sample costs $0.00045.
    const capped = await played(selfConsistency, {
      answers,
      parameters,
      settings: { stop: { maxCost: 0.001 } },
    });
    expect(capped.lines).toHaveLength(4);
    expect(capped.run.outcome).toMatchObject({ rule: 'max-cost', answer: { lane: 0, why: 'vote' } });
    const settled = await played(selfConsistency, {
      answers,
      parameters,
      settings: { stop: { entropy: 0 } },
    });
    expect(settled.lines).toHaveLength(2);
    expect(settled.run.outcome).toMatchObject({ rule: 'entropy' });
  });

  test('sends the temperature of the samples', async () => {
    const parameters = { samples: 2, window: 2, temperature: 0.7 };
    const { requests } = await played(selfConsistency, { answers: saying('7', '7'), parameters, prepare });
    expect(requests.map(({ inferenceConfig }) => inferenceConfig.temperature)).toEqual([0.7, 0.7]);
  });

  test('goes on after any of its events, and asks nothing twice', async () => {
    const parameters = { samples: 5, window: 2, earlyStop: 'none' };
    const answers: Play['answers'] = () => 'It is 7.';
    const { whole, again } = await goneOnFromAll(selfConsistency, { answers, parameters });
    for (const { lines, run, requests, length } of again) {
      const made = whole.events.slice(0, length).filter(({ type }) => type === 'call.finished').length;
      expect([...lines].sort()).toEqual([...whole.lines].sort());
      expect(requests).toHaveLength(5 - made);
      expect(run.outcome).toEqual(whole.run.outcome);
    }
  });

  test('counts again when another attempt was chosen', async () => {
    const parameters = { samples: 2, window: 2, earlyStop: 'none' };
    const { events } = await asking(parameters, '7', '8');
    const past = events.slice(0, -1);
    const retry = { seq: past.length, at: past.at(-1)?.at ?? 0, ...edited(0, { retry: 0 }) };
    const { run, lines } = await played(selfConsistency, {
      answers: saying('8'),
      past: [...past, retry] as typeof past,
    });
    expect(lines).toEqual(['0.0 answer', '0.1 answer', '0.0 answer']);
    expect(run.rounds[0]?.vote?.votes).toMatchObject([{ answer: '8', lanes: [0, 1] }]);
  });

  test('never takes more samples than it may, and returns an answer that nothing outvotes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          samples: fc.integer({ min: 2, max: 8 }),
          window: fc.integer({ min: 1, max: 8 }),
          earlyStop: fc.constantFrom('none', 'unanimous-window', 'vote-lead', 'either'),
        }),
        fc.array(fc.constantFrom('7', '8', '9'), { minLength: 8, maxLength: 8 }),
        async (parameters, numbers) => {
          const { run } = await asking(parameters, ...numbers);
          expect(run.calls.length).toBeLessThanOrEqual(parameters.samples);
          const returned = returnedAnswer(run);
          const winner = numbers[returned?.lane ?? -1];
          const taken = numbers.slice(0, run.calls.length);
          const votes = (of: string | undefined) => taken.filter(one => one === of).length;
          for (const one of taken) expect(votes(winner)).toBeGreaterThanOrEqual(votes(one));
          if (run.outcome?.kind === 'stopped' && run.outcome.rule === 'vote-lead') {
            // What was left could not have changed it.
            const all = numbers.slice(0, parameters.samples);
            const whole = (of: string | undefined) => all.filter(one => one === of).length;
            for (const one of all) expect(whole(winner)).toBeGreaterThanOrEqual(whole(one));
          }
        },
      ),
      { numRuns: 60 },
    ));

  test('says what is wrong with its settings', () => {
    const problemsOf = (
      parameters: NonNullable<Play['parameters']>,
      settings: NonNullable<Play['settings']> = {},
    ) => selfConsistency.problems?.(settingsFor(selfConsistency, { parameters, settings }));
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ samples: 0 })).toEqual([
      expect.stringMatching(/^The parameter "samples" of self-consistency cannot be 0: too small/),
    ]);
    expect(problemsOf({ window: 1, earlyStop: 'unanimous-window' })).toEqual([
      expect.stringMatching(/always agrees with itself/),
    ]);
    expect(problemsOf({ temperature: 1 }, { model: 'us.anthropic.claude-opus-5-5' })).toEqual([
      expect.stringMatching(/does not take a temperature/),
    ]);
    expect(problemsOf({ temperature: 1 }, { thinking: { type: 'budget', tokens: 2048 } })).toEqual([
      expect.stringMatching(/while it thinks/),
    ]);
    expect(problemsOf({}, { feedback: { source: 'judge' } })).toEqual([
      expect.stringMatching(/set the feedback to none/),
    ]);
  });

  test('takes as many calls as it says', async () => {
    const parameters = { samples: 6, window: 4, earlyStop: 'none' };
    const { run } = await asking(parameters, '1', '2', '3', '4', '5', '6');
    expect(selfConsistency.mostCalls(run.settings)).toBe(run.calls.length);
  });
});
