import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import { type Run, threadOf } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  graded,
  inOrder,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
  sampleEvents,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { STRATEGIES, strategyById } from './index.ts';
import { REFLECTION_PROMPT } from './prompts.ts';
import { selfReflection } from './self-reflection.ts';
import type { CallStep } from './strategy.ts';

type Changes = Omit<Partial<Settings>, 'strategy'> & { strategy?: Partial<Settings['strategy']> };

function started(changes: Changes = {}): NewEvent {
  const strategy = { ...SETTINGS.strategy, rounds: 3, ...changes.strategy };
  return runStarted({ settings: { ...SETTINGS, ...changes, strategy } });
}

/** The one call that the strategy asks for; fails when it asks for something else. */
function askedOf(run: Run): CallStep {
  const next = selfReflection.next(run);
  const [step, ...others] = next.kind === 'steps' ? next.steps : [];
  if (step?.kind !== 'call' || others.length > 0) throw new Error(`not one step but ${JSON.stringify(next)}`);
  return step;
}

const wordsOf = (step: CallStep) =>
  step.messages.map(({ role, content }) => `${role}: ${content.map(block => block.text).join('')}`);

describe('what comes next', () => {
  test('at the beginning: round 0 puts the question', () => {
    expect(selfReflection.next(runOf(started()))).toEqual({
      kind: 'steps',
      round: 0,
      roundKind: 'answer',
      steps: [
        {
          kind: 'call',
          lane: 0,
          purpose: 'answer',
          model: SETTINGS.model,
          messages: [{ role: 'user', content: [{ text: QUESTION.text }] }],
        },
      ],
    });
  });

  test('when the answer is there: the round is closed', () => {
    const run = runOf(started(), roundStarted(0), callStarted(0, 0), delta(0, '0.10'), callFinished(0));
    expect(selfReflection.next(run)).toEqual({ kind: 'close-round', round: 0 });
  });

  test('after a round: the answer goes back with the reflection prompt, in the same thread', () => {
    expect(selfReflection.next(runOf(started(), ...wholeRound(0, '0.10')))).toEqual({
      kind: 'steps',
      round: 1,
      roundKind: 'reflection',
      steps: [
        {
          kind: 'call',
          lane: 0,
          purpose: 'reflect',
          model: SETTINGS.model,
          messages: [
            { role: 'assistant', content: [{ text: '0.10' }] },
            { role: 'user', content: [{ text: REFLECTION_PROMPT }] },
          ],
          extends: 0,
        },
      ],
    });
  });

  test('after the last round: the rule that ended the run', () => {
    const run = runOf(
      started({ strategy: { rounds: 1 } }),
      ...wholeRound(0, '0.10'),
      ...wholeRound(1, '0.05'),
    );
    expect(selfReflection.next(run)).toEqual({ kind: 'stop', rule: 'max-rounds' });
  });

  test('with no reflections: round 0 and no more', () => {
    const run = runOf(started({ strategy: { rounds: 0 } }), ...wholeRound(0, '0.10'));
    expect(selfReflection.next(run)).toEqual({ kind: 'stop', rule: 'max-rounds' });
  });
});

describe('going on with a run whose process died', () => {
  const before = [started(), ...wholeRound(0, '0.10')];
  const reflection = callStarted(1, 1, { request: requestOf('Check it.', { call: 0, answer: '0.10' }) });

  test.each<[string, readonly NewEvent[]]>([
    ['before its call began', [roundStarted(1)]],
    ['while its call was streaming', [roundStarted(1), reflection, delta(1, '0.0')]],
    ['after its call had failed', [roundStarted(1), reflection, delta(1, '0.0'), callFailed(1)]],
  ])('in round 1, %s: the round is called again, from the last whole answer', (_name, events) => {
    const run = runOf(...before, ...events);
    expect(selfReflection.next(run)).toMatchObject({ kind: 'steps', round: 1, roundKind: 'reflection' });
    expect(askedOf(run)).toEqual(askedOf(runOf(...before)));
  });

  test.each<[string, readonly NewEvent[]]>([
    ['before its call began', [roundStarted(0)]],
    ['while its call was streaming', [roundStarted(0), callStarted(0, 0), delta(0, 'The')]],
  ])('in round 0, %s: the question is put again', (_name, events) => {
    const run = runOf(started(), ...events);
    expect(selfReflection.next(run)).toMatchObject({ kind: 'steps', round: 0, roundKind: 'answer' });
    expect(askedOf(run)).toEqual(askedOf(runOf(started())));
  });

  test('between the end of its call and the end of the round: the round is closed', () => {
    const run = runOf(
      ...before,
      roundStarted(1),
      reflection,
      delta(1, '0.05'),
      callFinished(1),
      graded(1, '0.05'),
    );
    expect(selfReflection.next(run)).toEqual({ kind: 'close-round', round: 1 });
  });
});

describe('the words', () => {
  test('the prompt may be one of your own', () => {
    const run = runOf(started({ prompts: { reflection: 'Try a table.' } }), ...wholeRound(0, '0.10'));
    expect(wordsOf(askedOf(run))).toEqual(['assistant: 0.10', 'user: Try a table.']);
  });

  test('the question is repeated in every reflection when that is asked for', () => {
    const run = runOf(
      started({ strategy: { repeatQuestion: true } }),
      ...wholeRound(0, '0.10'),
      ...wholeRound(1, '0.05'),
    );
    expect(wordsOf(askedOf(run))).toEqual([
      'assistant: 0.05',
      `user: ${REFLECTION_PROMPT}\n\nAs a reminder, the question was:\n\n${QUESTION.text}`,
    ]);
  });

  test('the system prompt goes with every call', () => {
    const run = runOf(started({ system: 'Be brief.' }));
    expect(askedOf(run).system).toBe('Be brief.');
    expect(askedOf(runOf(started({ system: 'Be brief.' }), ...wholeRound(0, 'x'))).system).toBe('Be brief.');
    expect(askedOf(runOf(started()))).not.toHaveProperty('system');
  });

  test('thinking does not go back into the thread', () => {
    const run = runOf(
      started(),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'One equation.', 'thinking'),
      delta(0, '0.10'),
      callFinished(0),
      roundFinished(0),
    );
    expect(JSON.stringify(askedOf(run))).not.toContain('equation');
  });

  test('the default prompt does not say that the answer was wrong', () => {
    expect(REFLECTION_PROMPT).not.toMatch(/wrong|mistake|error|incorrect|problem|improve|are you sure/i);
  });
});

test('the strategy is found by its id', () => {
  expect(strategyById('self-reflection')).toBe(selfReflection);
  expect(strategyById('telepathy')).toBeUndefined();
  expect(STRATEGIES.map(strategy => strategy.id)).toEqual([...new Set(STRATEGIES.map(({ id }) => id))]);
});

/** Plays a run without an engine: the answers are the model's, in their order. */
function play(settings: Changes, answers: readonly string[]): Run {
  const events: NewEvent[] = [started(settings)];
  for (let asked = 0; ; ) {
    const run = theRun(inOrder(events));
    const next = selfReflection.next(run);
    if (next.kind === 'stop')
      return runOf(...events, { type: 'run.finished', outcome: 'stopped', rule: next.rule });
    if (next.kind === 'close-round') {
      events.push(graded(next.round, run.calls.at(-1)?.text.trim() || null), roundFinished(next.round));
      continue;
    }
    if (next.kind !== 'steps') throw new Error(`not ${next.kind}`);
    const { extends: parent, messages } = askedOf(run);
    const request = {
      ...requestOf(''),
      messages: [...messages],
      ...(parent !== undefined && { extends: parent }),
    };
    const answer = answers[asked++ % answers.length] ?? '';
    events.push(
      roundStarted(next.round, next.roundKind),
      callStarted(run.calls.length, next.round, { request }),
      delta(run.calls.length, answer),
      callFinished(run.calls.length, undefined, { text: answer }),
    );
  }
}

describe('laws', () => {
  test('asked twice about the same run, the strategy says the same, and leaves the run alone', () => {
    const events = sampleEvents();
    for (let length = 1; length <= events.length; length++) {
      const run = theRun(events.slice(0, length));
      const copy = structuredClone(run);
      expect(selfReflection.next(run)).toEqual(selfReflection.next(copy));
      expect(run).toEqual(copy);
    }
  });

  test('whatever the model says, a run ends after its rounds, and user and assistant take turns', () => {
    const answers = fc.array(fc.oneof(fc.constantFrom('0.05', '0.10', '', ' \n'), fc.string()), {
      minLength: 1,
    });
    const settings = fc.record({
      rounds: fc.integer({ min: 0, max: 6 }),
      repeatQuestion: fc.boolean(),
      answerStable: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(settings, answers, ({ rounds, repeatQuestion, answerStable }, said) => {
        const stop = answerStable === undefined ? {} : { answerStable };
        const run = play({ strategy: { rounds, repeatQuestion }, stop }, said);
        expect(run.outcome?.kind).toBe('stopped');
        expect(run.rounds.length).toBeLessThanOrEqual(rounds + 1);
        expect(run.rounds.map(round => round.index)).toEqual([...run.rounds.keys()]);
        for (const call of run.calls) {
          const thread = call ? threadOf(run, call) : [];
          expect(thread.map(message => message.role)).toEqual(
            thread.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')),
          );
          expect(thread).toHaveLength(2 * (call?.id ?? 0) + 1);
          // Bedrock refuses a message without text.
          for (const { content } of thread) expect(content[0]?.text?.trim()).not.toBe('');
        }
      }),
    );
  });
});
