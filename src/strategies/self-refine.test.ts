import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import {
  callFinished,
  callStarted,
  delta,
  edited,
  MODEL,
  onceMore,
  probeRound,
  QUESTION,
  requestOf,
  runOf,
  runStarted,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { critiqueTurn } from './critique.ts';
import { selfRefine } from './self-refine.ts';
import type { CallStep, Next } from './strategy.ts';
import { type Answers, goneOnFromAll, played, settingsFor, threadIn, turnIn } from './testing/played.ts';

const CRITIC = 'us.amazon.nova-pro-v1:0';

const isCritique = (request: WholeRequest) => /^Review /.test(turnIn(request));
const isChecklist = (request: WholeRequest) => turnIn(request).startsWith('Write a checklist');

/** Another answer every time; the critic says these in turn, and then that it finds nothing. */
function critic(finds: readonly string[]): Answers {
  let critiques = 0;
  let answers = 0;
  return request => {
    if (isChecklist(request)) return '1. Is the ball cheaper?\n2. Do both cost 1.10?';
    if (isCritique(request)) return finds[critiques++] ?? 'Issues: none';
    return `It is 0.0${answers++}.`;
  };
}

const WRONG = '"It is": the two do not cost 1.10 together.\nIssues: 1';

describe('Self-Refine', () => {
  test('asks for a critique, then a revision that quotes it, and stops when the critic finds nothing', async () => {
    const { run, lines, requests } = await played(selfRefine, { answers: critic([WRONG]) });
    expect(lines).toEqual(['0.0 answer', '0.0 critique', '1.0 revise', '1.0 critique']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'no-issue' });
    const [, critique, revision] = requests.map(threadIn);
    expect(critique).toEqual([
      `user: ${critiqueTurn({ question: QUESTION.text, answer: 'It is 0.00.', isInThread: false })}`,
    ]);
    expect(revision).toEqual([
      `user: ${QUESTION.text}`,
      'assistant: It is 0.00.',
      expect.stringContaining(`Feedback on your answer:\n\n${WRONG}\n\n`),
    ]);
  });

  test('shows what the critic said as feedback on the answer that it was about', async () => {
    const { run } = await played(selfRefine, { answers: critic([WRONG]) });
    expect(run.rounds.map(({ checks }) => checks)).toMatchObject([
      [{ source: 'critic', verdict: 'fail', text: WRONG, about: 0, calls: [1] }],
      [{ source: 'critic', verdict: 'pass', text: 'Issues: none', about: 2, calls: [3] }],
    ]);
  });

  test('does not revise an answer in which nothing is found', async () => {
    const { run, lines } = await played(selfRefine, { answers: critic([]) });
    expect(lines).toEqual(['0.0 answer', '0.0 critique']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'no-issue' });
    expect(run.rounds).toHaveLength(1);
  });

  test('revises where it cannot be told whether something was found, and asks for no last critique', async () => {
    const answers: Answers = request => (isCritique(request) ? 'Hm.' : 'It is 0.10.');
    const { run, lines } = await played(selfRefine, { answers, parameters: { rounds: 2 } });
    expect(lines).toEqual(['0.0 answer', '0.0 critique', '1.0 revise', '1.0 critique', '2.0 revise']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(lines).toHaveLength(selfRefine.mostCalls(run.settings));
  });

  test('revises without feedback where the critic says nothing at all', async () => {
    const answers: Answers = request => (isCritique(request) ? '' : 'It is 0.10.');
    const { requests } = await played(selfRefine, { answers, parameters: { rounds: 1 } });
    expect(turnIn(requests[2] ?? { messages: [] })).toMatch(/^Go over your answer once more/);
  });

  test('ends when there is nothing to criticise', async () => {
    const { run, lines } = await played(selfRefine, { answers: () => '' });
    expect(lines).toEqual(['0.0 answer']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'no-answer' });
  });

  test('asks no critic when the cost cap is reached', async () => {
    const settings = { stop: { maxCost: 0.000_1 } };
    const { run, lines } = await played(selfRefine, { answers: critic([WRONG]), settings });
    expect(lines).toEqual(['0.0 answer']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-cost' });
  });
});

describe('a critic that sees the conversation', () => {
  test('goes on from the answer; the revision does not see its turn', async () => {
    const { lines, requests } = await played(selfRefine, {
      answers: critic([WRONG]),
      parameters: { sees: 'history' },
      settings: { system: 'Be brief.' },
    });
    expect(lines).toEqual(['0.0 answer', '0.0 critique', '1.0 revise', '1.0 critique']);
    expect(requests.map(({ messages }) => messages.length)).toEqual([1, 3, 3, 5]);
    expect(requests.map(({ system }) => system[0]?.text)).toEqual(Array(4).fill('Be brief.'));
    expect(threadIn(requests[3] ?? { messages: [] }).slice(0, -1)).toEqual([
      ...threadIn(requests[2] ?? { messages: [] }),
      'assistant: It is 0.01.',
    ]);
  });

  test('alone, it gets neither the conversation nor the system prompt', async () => {
    const { requests } = await played(selfRefine, {
      answers: critic([WRONG]),
      settings: { system: 'Be brief.' },
    });
    expect(requests.map(({ messages }) => messages.length)).toEqual([1, 1, 3, 1]);
    expect(requests.map(({ system }) => system.length)).toEqual([1, 0, 1, 0]);
  });
});

describe('another model as the critic', () => {
  test.each(['answer', 'history'])('criticises, and does not answer (it sees the %s)', async sees => {
    const { requests, run } = await played(selfRefine, {
      answers: critic([WRONG]),
      parameters: { critic: CRITIC, sees },
    });
    expect(requests.map(({ model }) => model)).toEqual([MODEL, CRITIC, MODEL, CRITIC]);
    expect(selfRefine.models?.(run.settings)).toEqual([CRITIC]);
  });

  test('is never sent the thinking of the model that answers', () => {
    const thought = [
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } },
      { text: '0.10' },
    ];
    const parameters = { critic: CRITIC, sees: 'history', sendReasoning: true, rounds: 3 };
    const [, started, said] = wholeRound(0, '0.10');
    const run = runOf(
      runStarted({ settings: settingsFor(selfRefine, { parameters }) }),
      ...[{ type: 'round.started', round: 0, kind: 'answer' } as const, started, said].flatMap(e => e ?? []),
      { ...callFinished(0), content: thought } as NewEvent,
      { type: 'round.finished', round: 0 },
    );
    expect(JSON.stringify(stepOf(selfRefine.next(run)))).not.toContain('reasoning');
  });
});

describe('a checklist', () => {
  const parameters = { mode: 'checklist' };

  test('is written once, before the first critique, and every critique goes by it', async () => {
    const answers = critic(['1: YES\n2: NO, they cost 1.20.', '1: YES\n2: YES']);
    const { run, lines, requests } = await played(selfRefine, { answers, parameters });
    expect(lines).toEqual(['0.0 answer', '0.0 checklist', '0.0 critique', '1.0 revise', '1.0 critique']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'no-issue' });
    const list = '<checklist>\n1. Is the ball cheaper?\n2. Do both cost 1.10?\n</checklist>';
    expect([requests[2], requests[4]].map(request => request && turnIn(request).includes(list))).toEqual([
      true,
      true,
    ]);
    expect(turnIn(requests[3] ?? { messages: [] })).toContain(
      '1. Is the ball cheaper? YES\n2. Do both cost 1.10? NO: they cost 1.20.',
    );
  });

  test('costs one call more, and none where nothing is revised', () => {
    const calls = (rounds: number) =>
      selfRefine.mostCalls(settingsFor(selfRefine, { parameters: { ...parameters, rounds } }));
    expect([0, 1, 3].map(calls)).toEqual([1, 4, 8]);
  });

  test('that cannot be read is as if none had been wanted', async () => {
    const answers: Answers = request =>
      isChecklist(request) ? 'I cannot.' : isCritique(request) ? 'Issues: none' : 'It is 0.05.';
    const { run, lines } = await played(selfRefine, { answers, parameters });
    expect(lines).toEqual(['0.0 answer', '0.0 checklist', '0.0 critique']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'no-issue' });
  });
});

describe('going on after the process died', () => {
  test.each([
    { mode: 'free', sees: 'answer' },
    { mode: 'free', sees: 'history' },
    { mode: 'checklist', sees: 'answer' },
    { mode: 'checklist', sees: 'history' },
  ])('anywhere ($mode, $sees): the same calls, none of them twice', async parameters => {
    const answers: Answers = request => {
      if (isChecklist(request)) return '1. Is it right?';
      const isLate = JSON.stringify(request.messages).includes('Revised.');
      if (isCritique(request)) return isLate ? 'Issues: none\n1: YES' : 'Issues: 1\n1: NO';
      return request.messages.length > 1 ? 'Revised. It is 0.05.' : 'It is 0.10.';
    };
    const { whole, again } = await goneOnFromAll(selfRefine, { answers, parameters });
    expect(whole.lines).toHaveLength(parameters.mode === 'free' ? 4 : 5);
    for (const one of again) {
      expect(one.lines).toEqual(whole.lines);
      expect(one.run.outcome).toEqual(whole.run.outcome);
    }
  });
});

describe('what a person does in between', () => {
  const started = runStarted({ settings: settingsFor(selfRefine) });

  test('their own feedback stands for the critique', () => {
    const run = runOf(started, ...wholeRound(0, '0.10'), edited(1, { feedback: 'Add the two.' }));
    const step = stepOf(selfRefine.next(run));
    expect(step.purpose).toBe('revise');
    expect(turnIn(step)).toContain('Feedback on your answer:\n\nAdd the two.');
  });

  test('their own feedback holds against a critic that found nothing', () => {
    const run = runOf(started, ...wholeRound(0, '0.10'), ...criticised(1), edited(1, { feedback: 'No.' }));
    expect(stepOf(selfRefine.next(run)).purpose).toBe('revise');
  });

  test('another attempt at the answer is criticised anew', () => {
    const again = onceMore(0, { call: 2, again: 0, answer: '0.20' });
    const run = runOf(started, ...wholeRound(0, '0.10'), ...criticised(1), ...again);
    expect(selfRefine.next(runOf(started, ...wholeRound(0, '0.10'), ...criticised(1)))).toEqual({
      kind: 'stop',
      rule: 'no-issue',
    });
    const step = stepOf(selfRefine.next(run));
    expect([step.purpose, turnIn(step).includes('<answer>\n0.20\n</answer>')]).toEqual(['critique', true]);
  });

  test('the answer of a placebo is criticised, that of a resample is not', () => {
    const placebo = runOf(started, ...wholeRound(0, '0.10'), ...probeRound(1, 'placebo', '0.20'));
    expect(selfRefine.next(placebo)).toMatchObject({ round: 1, roundKind: 'placebo' });
    const resample = runOf(started, ...wholeRound(0, '0.10'), ...probeRound(1, 'resample', '0.20'));
    expect(selfRefine.next(resample)).toMatchObject({ round: 0, roundKind: 'answer' });
    for (const [run, text] of [
      [placebo, '0.20'],
      [resample, '0.10'],
    ] as const) {
      expect(JSON.stringify(stepOf(selfRefine.next(run)))).toContain(`<answer>\\n${text}\\n</answer>`);
    }
  });

  /** The critique of round 0 as a call and as feedback. */
  function criticised(call: number): NewEvent[] {
    const turn = critiqueTurn({ question: QUESTION.text, answer: '0.10', isInThread: false });
    return [
      callStarted(call, 0, { purpose: 'critique', request: requestOf(turn) }),
      delta(call, 'Issues: none'),
      callFinished(call),
      {
        type: 'check.finished',
        round: 0,
        lane: 0,
        source: 'critic',
        text: 'Issues: none',
        verdict: 'pass',
        durationMs: 0,
        about: 0,
        calls: [call],
      },
    ];
  }
});

describe('settings that contradict each other', () => {
  const problems = (parameters: Record<string, unknown>, settings: Record<string, unknown> = {}) =>
    selfRefine.problems?.({ ...settingsFor(selfRefine, { settings }), strategy: strategyOf(parameters) });
  const strategyOf = (parameters: Record<string, unknown>) => ({
    ...settingsFor(selfRefine).strategy,
    ...parameters,
  });

  test('are said in sentences', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ mode: 'loud' })).toEqual([expect.stringContaining('"mode"')]);
    expect(problems({}, { feedback: { source: 'judge' } })).toEqual([
      'Self-Refine has its feedback from its critic and asks no judge: set the source of the feedback to none, or choose verify-revise.',
    ]);
  });
});

function stepOf(next: Next): CallStep {
  const [step] = next.kind === 'steps' ? next.steps : [];
  if (step?.kind !== 'call') throw new Error(`no call but ${JSON.stringify(next)}`);
  return step;
}
