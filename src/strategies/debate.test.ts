import { describe, expect, test } from 'vitest';
import type { WholeRequest } from '../run/model.ts';
import { type Call, callsOf, returnedAnswer } from '../run/run.ts';
import { MODEL, QUESTION } from '../run/testing/sample-run.ts';
import { AGGREGATE_PROMPT, CAUTION, DEBATE_PROMPT, debate } from './debate.ts';
import { describeRule } from './stop-rules.ts';
import { type Answers, goneOnFromAll, played, settingsFor, threadIn, turnIn } from './testing/played.ts';

const TWO = { models: 'a.one-v1:0, b.two-v1:0', rounds: 1 };

/** The first model keeps to 0.10, the second to 0.05; whoever brings them together says 0.05. */
const firm: Answers = ({ model }) => (model === 'a.one-v1:0' ? 'It is 0.10.' : 'It is 0.05.');

/** Each lane gives its answers in their order; a lane is known by the answers it has in its thread. */
function turns(...rounds: string[][]): Answers {
  const asked = rounds.map(() => 0);
  return request => {
    const round = roundOf(request);
    const lane = asked[round] ?? 0;
    asked[round] = lane + 1;
    return rounds[round]?.[lane] ?? '';
  };
}

function roundOf({ messages }: WholeRequest): number {
  return messages.filter(({ role }) => role === 'assistant').length;
}

const texts = (calls: readonly (Call | undefined)[]) => calls.map(call => call?.text);

describe('a debate', () => {
  test('of two models with an aggregator takes five calls for one round: the aggregator does not debate', async () => {
    const parameters = { ...TWO, aggregator: 'c.three-v1:0' };
    const { run, lines, requests } = await played(debate, { parameters, answers: firm });
    expect(lines).toEqual(['0.0 answer', '0.1 answer', '1.0 debate', '1.1 debate', '2.0 aggregate']);
    expect(requests.map(({ model }) => model)).toEqual([
      'a.one-v1:0',
      'b.two-v1:0',
      'a.one-v1:0',
      'b.two-v1:0',
      'c.three-v1:0',
    ]);
    const settings = settingsFor(debate, { parameters });
    expect(debate.mostCalls(settings)).toBe(5);
    expect(debate.models?.(settings)).toEqual(['a.one-v1:0', 'b.two-v1:0', 'c.three-v1:0']);
    expect(run.outcome).toEqual({
      kind: 'stopped',
      rule: 'aggregated',
      answer: { round: 2, lane: 0, why: 'aggregate' },
    });
    expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'debate', 'aggregate']);
  });

  test('puts what the others answered last before each agent, in its own thread, with a caution', async () => {
    const { requests } = await played(debate, { parameters: TWO, answers: firm });
    const turn = (other: string) =>
      `user: Another agent answered:\n\n<answer>\n${other}\n</answer>\n\n${CAUTION}\n\n${DEBATE_PROMPT}`;
    const question = `user: ${QUESTION.text}`;
    expect(requests.slice(2).map(threadIn)).toEqual([
      [question, 'assistant: It is 0.10.', turn('It is 0.05.')],
      [question, 'assistant: It is 0.05.', turn('It is 0.10.')],
    ]);
  });

  test('gives the aggregator the question and the last answers, in a fresh thread', async () => {
    const answers = turns(['It is 1.', 'It is 2.'], ['It is 3.', 'It is 4.']);
    const { requests } = await played(debate, { parameters: { ...TWO, aggregator: MODEL }, answers });
    const last = requests.at(-1) ?? { messages: [] };
    expect(last.messages).toHaveLength(1);
    expect(turnIn(last)).toContain(QUESTION.text);
    expect(turnIn(last)).toContain('<answer number="1">\nIt is 3.\n</answer>');
    expect(turnIn(last)).toContain('<answer number="2">\nIt is 4.\n</answer>');
    expect(turnIn(last).endsWith(AGGREGATE_PROMPT)).toBe(true);
    expect(turnIn(last)).not.toContain('It is 1.');
  });

  test('ends as soon as all agents agree, and then nothing is brought together', async () => {
    const answers = turns(['It is 0.10.', 'It is 0.05.', 'It is 0.05.'], ['So 0.05.', 'Still 0.05.', '0.05']);
    const { run, lines } = await played(debate, { parameters: { aggregator: MODEL, rounds: 3 }, answers });
    expect(lines.at(-1)).toBe('1.2 debate');
    expect(lines).toHaveLength(6);
    expect(run.outcome).toMatchObject({ rule: 'consensus', answer: { round: 1, lane: 0 } });
    expect(describeRule('consensus')).not.toBe('consensus');
  });

  test('without an aggregator returns the winner of the vote', async () => {
    const answers = turns(['It is 1.', 'It is 2.', 'It is 2.'], ['It is 1.', 'It is 2.', 'It is 2.']);
    const { run } = await played(debate, { parameters: { rounds: 1 }, answers });
    expect(run.rounds[1]?.vote).toMatchObject({ winner: 1, votes: [{ lanes: [1, 2] }, { lanes: [0] }] });
    expect(run.outcome).toEqual({
      kind: 'stopped',
      rule: 'max-rounds',
      answer: { round: 1, lane: 1, why: 'vote' },
    });
  });

  test('says of a draw that it was one, and returns the first of the leading answers', async () => {
    const { run } = await played(debate, { parameters: TWO, answers: firm });
    expect(run.rounds[1]?.vote).toMatchObject({ winner: null });
    expect(run.rounds[1]?.vote?.method).toContain('a draw');
    expect(returnedAnswer(run)).toEqual({ round: 1, lane: 0, why: 'vote' });
  });

  test('goes on with the agents that speak, and asks a silent one afresh', async () => {
    const answers = turns(['', 'It is 2.'], ['It is 4.']);
    const { run, requests } = await played(debate, {
      parameters: { agents: 2, rounds: 1 },
      // The silent one has no answer in its thread, so its second turn looks like a first one.
      answers: (request, count) => (count === 2 ? 'It is 3.' : answers(request, count)),
    });
    expect(texts(run.rounds[1] ? callsOf(run, run.rounds[1]) : [])).toEqual(['It is 3.', 'It is 4.']);
    expect(requests[2]?.messages).toHaveLength(1);
    expect(turnIn(requests[2] ?? { messages: [] })).toContain(QUESTION.text);
    expect(turnIn(requests[3] ?? { messages: [] })).toBe(DEBATE_PROMPT);
  });

  test('ends when nobody speaks', async () => {
    const { run, lines } = await played(debate, { answers: () => '' });
    expect(lines).toHaveLength(3);
    expect(run.outcome).toMatchObject({ kind: 'stopped', rule: 'no-answer' });
  });

  test('has the feedback on every answer before the next round, and none after the last', async () => {
    const answers: Answers = ({ messages, model }, count) =>
      messages[0]?.content[0]?.text?.startsWith('Judge')
        ? '{"verdict": "fail", "reason": "Step 2 is wrong."}'
        : firm({ messages, model } as WholeRequest, count);
    const settings = { feedback: { source: 'judge' } };
    const { lines, requests } = await played(debate, { parameters: TWO, settings, answers });
    expect(lines).toEqual([
      '0.0 answer',
      '0.1 answer',
      '0.0 verify',
      '0.1 verify',
      '1.0 debate',
      '1.1 debate',
    ]);
    expect(turnIn(requests[4] ?? { messages: [] })).toContain('Step 2 is wrong.');
    expect(debate.mostCalls(settingsFor(debate, { parameters: TWO, settings }))).toBe(6);
  });

  test('goes on from every prefix, and asks nothing again', async () => {
    const play = { parameters: { ...TWO, aggregator: 'c.three-v1:0' }, answers: firm };
    const { whole, again } = await goneOnFromAll(debate, play);
    for (const { lines, run, length } of again) {
      expect([length, [...lines].sort()]).toEqual([length, [...whole.lines].sort()]);
      expect(run.outcome).toEqual(whole.run.outcome);
    }
  });

  test('reads and counts anew when an agent is asked once more', async () => {
    const { events } = await played(debate, { parameters: TWO, answers: firm });
    const counted = events.findIndex(({ type }) => type === 'vote.counted');
    const past = events.slice(0, counted + 1);
    const { seq, at } = past.at(-1) ?? { seq: 0, at: 0 };
    const retry = { type: 'user.edited', seq: seq + 1, at, round: 0, change: { retry: 1 } } as const;
    const { run } = await played(debate, { answers: () => 'It is 0.10.', past: [...past, retry] });
    expect(run.rounds[0]?.vote?.votes).toMatchObject([{ lanes: [0, 1] }]);
    expect(run.outcome).toMatchObject({ rule: 'consensus' });
  });

  test('says what contradicts it', () => {
    const problems = (parameters: Record<string, unknown>) =>
      debate.problems?.(settingsFor(debate, { parameters })) ?? [];
    expect(problems({})).toEqual([]);
    expect(problems({ agents: 1 })[0]).toContain('at least two agents');
    expect(problems({ models: 'a.one-v1:0' })[0]).toContain('at least two agents');
    expect(problems({ models: Array(17).fill('a.one-v1:0').join(',') })[0]).toContain('16 agents at most');
    expect(problems({ agents: 'many' })).toHaveLength(1);
  });
});
