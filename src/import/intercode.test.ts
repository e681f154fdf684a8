import { expect, test } from 'vitest';
import { intercode } from './intercode.ts';
import { beginning, importAll, textFile } from './testing/import-all.ts';

const PATH = 'sql/gpt-4/ic_sql_multiturn_gpt-4_10_turns.json';

function episode(turns: Record<string, unknown> = {}, fields: Record<string, unknown> = {}) {
  return {
    environment: 'ic_sql',
    task_id: 5,
    query: 'How many pets?',
    turn_history: {
      actions: [
        'SELECT COUNT(*) FROM pet',
        'How many do you have?',
        'SHOW TABLES',
        'SELECT COUNT(*) FROM pets',
      ],
      observations: [
        "Error executing query: Table 'pet' doesn't exist",
        'Format your SQL command.',
        "[('pets',)]",
        '[(3,)]',
      ],
      rewards: [0, 0, 0.25, 1],
      valid_action: [false, false, true, true],
      ...turns,
    },
    summary: { max_reward: 1, max_reward_idx: 3, turns_taken: 4, turns_max: 10 },
    hardness: 'easy',
    ...fields,
  };
}

const imported = (value: unknown, path = PATH) =>
  importAll(
    intercode,
    textFile(path, typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)),
  );

test('it knows its files in both shapes', () => {
  for (const value of [{ 5: episode() }, { meta: {}, logs: { 5: episode() } }]) {
    expect(intercode.detects(beginning(PATH, JSON.stringify(value)))).toBe(true);
  }
  expect(intercode.detects(beginning(PATH, '{"actions": []}'))).toBe(false);
});

test('every action is a round, with what the database showed of it and its reward', async () => {
  const { runs, problems } = await imported({ 5: episode() });
  expect(problems).toEqual([]);
  expect(runs).toHaveLength(1);
  const [run] = runs;
  expect(run).toMatchObject({
    key: 'gpt-4/ic_sql_multiturn_gpt-4_10_turns.json 5',
    question: { id: 'intercode-sql-5', domain: 'text-to-SQL', text: 'How many pets?', grader: 'text' },
    settings: {
      model: 'gpt-4',
      strategy: { id: 'execution-feedback', rounds: 9 },
      feedback: { source: 'sql' },
    },
    source: { from: 'intercode', place: 'task 5', stopsOnCorrect: true },
    outcome: { outcome: 'stopped', rule: 'verdict-pass' },
  });
  expect(run?.rounds.map(({ kind }) => kind)).toEqual(['answer', 'reflection', 'reflection', 'reflection']);
  expect(run?.rounds.map(({ checks }) => checks?.[0]?.verdict)).toEqual([
    'fail',
    'unknown',
    'unknown',
    'pass',
  ]);
  expect(run?.rounds.map(({ grades }) => [grades?.[0]?.correct, grades?.[0]?.score])).toEqual([
    [false, 0],
    [false, 0],
    [false, 0.25],
    [true, 1],
  ]);
  expect(run?.source.unknown).toEqual(['timing', 'usage', 'prompts', 'settings']);
});

test('an action that the model could not be asked for is a call that failed', async () => {
  const blocked = {
    actions: ['SELECT 1', 'blocked'],
    observations: ['[(1,)]'],
    rewards: [0, 0],
    valid_action: [true],
  };
  const { runs } = await imported({ 1: episode(blocked) });
  const last = runs[0]?.rounds[1];
  expect(last?.calls[0]).toMatchObject({ text: '', error: { name: 'Blocked' } });
  expect(last?.checks).toEqual([]);
  expect(last?.grades?.[0]).toMatchObject({ correct: null, extracted: null, score: 0 });
  expect(runs[0]?.outcome?.rule).toBe('max-rounds');
});

test('a plan comes before its first step, its steps are no reflections, and the right rows are the reference', async () => {
  const planned = episode(
    { steps: ['Look at the tables.', 'Count.'] },
    { info: { eval_obs: [[3]], corrupt_gold: false }, summary: { max_reward: 1 } },
  );
  const { runs } = await imported(
    { meta: { env: 'sql' }, logs: { 5: planned } },
    'gpt-3.5/ic_sql_plan_solve.json',
  );
  const [run] = runs;
  expect(run?.rounds[0]?.calls).toEqual([
    { purpose: 'plan', text: '1. Look at the tables.\n2. Count.' },
    { purpose: 'answer', text: 'SELECT COUNT(*) FROM pet' },
  ]);
  expect(run?.rounds.map(({ kind }) => kind)).toEqual(['answer', 'step', 'reflection', 'reflection']);
  expect(run?.question).toMatchObject({ reference: ['[[3]]'] });
  expect(run?.settings).toMatchObject({ model: 'gpt-3.5', strategy: { id: 'intercode-plan-and-refine' } });
  // A plan is carried out to its end, whatever came of its steps.
  expect(run?.source.stopsOnCorrect).toBeUndefined();
});

test('other environments are known by their names', async () => {
  const { runs } = await imported({ 1: episode({}, { environment: 'ic_bash' }) });
  expect(runs[0]?.question).toMatchObject({ id: 'intercode-bash-5', domain: 'bash' });
  expect(runs[0]?.rounds[0]?.checks?.[0]?.source).toBe('command');
});

test('a task that is none is told, and the others are read', async () => {
  const { runs, problems } = await imported({
    1: episode(),
    2: { query: 'What?' },
    3: episode({ actions: [] }),
    4: episode({}, { query: undefined }),
    5: episode(),
  });
  expect(runs).toHaveLength(2);
  expect(problems.map(({ place, problem }) => [place, problem.slice(0, 40)])).toEqual([
    ['task 2', 'It has no "turn_history".'],
    ['task 3', 'Its "turn_history.actions" cannot be rea'],
    ['task 4', 'It has no "query".'],
  ]);
});

test('a task that is there twice is told, and the first one counts', async () => {
  const one = JSON.stringify(episode());
  const { runs, problems } = await imported(`{"1": ${one}, "1": ${one}}`);
  expect(runs).toHaveLength(1);
  expect(problems).toEqual([{ place: 'task 1', problem: 'It is there twice; the first one counts.' }]);
});

test('a file that ends too early keeps the tasks before, and says where', async () => {
  const text = JSON.stringify({ 1: episode(), 2: episode(), 3: episode() });
  const { runs, problems } = await imported(text.slice(0, -200));
  expect(runs).toHaveLength(2);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.place).toBe('after task 2');
  expect(problems[0]?.problem).toContain('ends too early');
  expect(problems[0]?.problem).toContain('The 2 tasks before were read.');
});

test('a file without a task is refused', async () => {
  await expect(imported('{"1": {"turn_his')).rejects.toThrow('ends too early');
  await expect(imported({ meta: {}, logs: {} })).rejects.toThrow('holds no task of InterCode');
});
