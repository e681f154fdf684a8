import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepare } from '../bedrock/request.ts';
import { returnedAnswer } from '../run/run.ts';
import { edited, QUESTION } from '../run/testing/sample-run.ts';
import { selfConsistency } from './self-consistency.ts';
import { goneOnFromAll, type Play, played, settingsFor, threadIn, turnIn } from './testing/played.ts';
import { rephraseTurn } from './variants.ts';

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

/** Says the question in other words where it is asked to, each time in others, and else answers. */
const rephrasing = (answer: (turn: string, count: number) => string, other = OTHER): Play['answers'] => {
  let said = 0;
  return (request, count) => {
    const turn = turnIn(request);
    return turn === rephraseTurn(QUESTION.text) ? other(++said) : answer(turn, count);
  };
};
const OTHER = (count: number) =>
  `In words ${'x'.repeat(count)}: a bat is $1.00 dearer than a ball, and both are $1.10. And the ball?`;
const seven = () => 'It is 7.';

describe('self-consistency over variants of the question', () => {
  test.each(['typing', 'ocr'])(
    'gives each lane but the first noise of %s, the same by one seed',
    async variants => {
      // A short question may have nothing that the noise finds.
      const text = `${'Several customers arrived. '.repeat(9)}${QUESTION.text}`;
      const turns = async (seed: number) => {
        const { requests, lines } = await played(selfConsistency, {
          answers: seven,
          parameters: { samples: 5, window: 2, earlyStop: 'none', variants, seed, noise: 0.3 },
          question: { ...QUESTION, text },
        });
        expect(lines).toEqual(['0.0 answer', '0.1 answer', '1.2 answer', '1.3 answer', '2.4 answer']);
        return requests.map(turnIn);
      };
      const first = await turns(1);
      expect(first[0]).toBe(text);
      expect(new Set(first).size).toBe(5);
      expect(await turns(1)).toEqual(first);
      expect((await turns(2)).slice(1, 4)).toEqual(first.slice(2));
    },
  );

  test('has the question said in other words first, and lanes answer those', async () => {
    const parameters = { samples: 5, window: 3, earlyStop: 'none', variants: 'rephrase' };
    const { run, lines, requests } = await played(selfConsistency, {
      answers: rephrasing(seven),
      parameters,
    });
    expect(lines).toEqual([
      ...['0.0 answer', '0.1 rephrase', '0.2 rephrase', '0.1 answer', '0.2 answer'],
      ...['1.3 rephrase', '1.4 rephrase', '1.3 answer', '1.4 answer'],
    ]);
    const asked = requests.map(threadIn);
    expect(asked[0]).toEqual([`user: ${QUESTION.text}`]);
    for (const at of [1, 2, 5, 6]) expect(asked[at]).toEqual([`user: ${rephraseTurn(QUESTION.text)}`]);
    expect([3, 4, 7, 8].map(at => asked[at])).toEqual([1, 2, 3, 4].map(count => [`user: ${OTHER(count)}`]));
    // What was only other words for the question has no vote.
    expect(run.rounds.at(-1)?.vote?.votes).toEqual([{ answer: '7', lanes: [0, 1, 2, 3, 4], weight: 5 }]);
    expect(run.outcome).toMatchObject({ rule: 'max-samples', answer: { lane: 0 } });
    expect(selfConsistency.mostCalls(run.settings)).toBe(run.calls.length);
  });

  test('puts other words where the prompt has the question, and sends the system prompt to answers only', async () => {
    const { requests } = await played(selfConsistency, {
      answers: rephrasing(seven),
      parameters: { samples: 2, window: 2, variants: 'rephrase' },
      settings: { system: 'Be brief.', prompts: { first: 'Think: {question} Now.' } },
    });
    expect(requests.map(turnIn)).toEqual([
      `Think: ${QUESTION.text} Now.`,
      rephraseTurn(QUESTION.text),
      `Think: ${OTHER(1)} Now.`,
    ]);
    expect(requests.map(({ system }) => system.length)).toEqual([1, 0, 1]);
  });

  test('asks the question as it is where no other words were given', async () => {
    const bad = ['', "I'm sorry, I can't help with that.", 'The ball costs $0.05.'];
    const parameters = { samples: 4, window: 4, earlyStop: 'none', variants: 'rephrase' };
    const { lines, requests } = await played(selfConsistency, {
      answers: rephrasing(seven, count => bad[count - 1] ?? ''),
      parameters,
    });
    expect(lines).toHaveLength(7);
    expect(requests.slice(4).map(turnIn)).toEqual([QUESTION.text, QUESTION.text, QUESTION.text]);
  });

  test('ends early as without variants', async () => {
    const { run, lines } = await played(selfConsistency, {
      answers: rephrasing(seven),
      parameters: { samples: 8, window: 2, variants: 'rephrase' },
    });
    expect(lines).toEqual(['0.0 answer', '0.1 rephrase', '0.1 answer']);
    expect(run.outcome).toMatchObject({ rule: 'unanimous-window' });
  });

  test('does not answer other words that used up what it may cost', async () => {
    const parameters = { samples: 6, window: 3, earlyStop: 'none', variants: 'rephrase' };
    const play = { answers: rephrasing(seven), parameters };
    const capped = async (maxCost: number) => {
      const { run, lines } = await played(selfConsistency, { ...play, settings: { stop: { maxCost } } });
      expect(run.rounds.every(({ finishedAt }) => finishedAt !== undefined)).toBe(true);
      expect(run.outcome).toMatchObject({ rule: 'max-cost', answer: { round: 0, lane: 0, why: 'vote' } });
      return lines;
    };
    // Each call costs $0.00045.
    expect(await capped(0.001)).toEqual(['0.0 answer', '0.1 rephrase', '0.2 rephrase']);
    expect((await capped(0.003)).slice(5)).toEqual(['1.3 rephrase', '1.4 rephrase', '1.5 rephrase']);
  });

  test.each(['typing', 'rephrase'])(
    'goes on after any event of a run with %s, and asks nothing twice',
    async variants => {
      const parameters = { samples: 5, window: 2, earlyStop: 'none', variants };
      // Other words that are the same each time, as nobody can know which lane hears which.
      const answers = rephrasing(seven, () => OTHER(1));
      const { whole, again } = await goneOnFromAll(selfConsistency, { answers, parameters });
      const turns = whole.requests.map(turnIn).sort();
      for (const { lines, run, requests, events, length } of again) {
        const past = whole.events.slice(0, length);
        const made = past.filter(({ type }) => type === 'call.finished').length;
        expect([...lines].sort()).toEqual([...whole.lines].sort());
        expect(requests).toHaveLength(whole.requests.length - made);
        expect(run.outcome).toEqual(whole.run.outcome);
        const kept = run.calls.flatMap(call => (call?.status === 'finished' ? call.request : []));
        expect(kept.map(turnIn).sort()).toEqual(turns);
        expect(events.filter(({ type }) => type === 'vote.counted')).toHaveLength(3);
      }
    },
  );

  test('asks again for other words that failed, and for them alone', async () => {
    const parameters = { samples: 3, window: 3, earlyStop: 'none', variants: 'rephrase' };
    const error = { name: 'ValidationException', message: 'It was refused.', retryable: false } as const;
    const answers = rephrasing(seven);
    const { run, events } = await played(selfConsistency, {
      answers: (request, count) => (count === 2 ? { type: 'fails', error } : answers(request, count)),
      parameters,
    });
    expect(run.outcome?.kind).toBe('failed');
    const after = await played(selfConsistency, { answers, parameters, past: events.slice(0, -1) });
    const sent = after.requests.map(request => (turnIn(request) === rephraseTurn(QUESTION.text) ? 'r' : 'a'));
    expect(sent.join('')).toMatch(/^(ra|ar)a$/);
    expect(after.run.outcome).toMatchObject({ rule: 'max-samples' });
  });

  test('says what is wrong with the variants', () => {
    const problemsOf = (parameters: NonNullable<Play['parameters']>) =>
      selfConsistency.problems?.(settingsFor(selfConsistency, { parameters }));
    expect(problemsOf({ variants: 'typing', noise: 0 })).toEqual([expect.stringMatching(/damages no word/)]);
    expect(problemsOf({ variants: 'typing', noise: 0.31 })).toEqual([
      expect.stringMatching(/^The parameter "noise" of self-consistency cannot be 0.31/),
    ]);
    expect(problemsOf({ variants: 'shouting' })).toHaveLength(1);
    expect(problemsOf({ variants: 'ocr', seed: 1.5 })).toHaveLength(1);
  });
});
