import { expect, test } from 'vitest';
import { isKept } from './not-kept.ts';
import { reflexion } from './reflexion.ts';
import { beginning, importAll, textFile } from './testing/import-all.ts';

const PATH = 'root/reflexion_mbpp_py/mbpp-py._reflexion_5_gpt-4_pass_at_k_1_py.jsonl';

function task(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'mbpp_1_double',
    language: 'py',
    prompt: 'def double(n: int) -> int:\n    """Write a function that doubles."""\n',
    test: 'assert double(2) == 4',
    is_solved: true,
    reflections: ['It squares.', 'It adds one.'],
    solution: 'def double(n):\n    return 2 * n',
    ...fields,
  };
}

function imported(rows: readonly unknown[], path = PATH) {
  return importAll(reflexion, textFile(path, rows.map(row => JSON.stringify(row)).join('\n')));
}

test('it knows its files by their fields', () => {
  expect(reflexion.detects(beginning(PATH, JSON.stringify(task())))).toBe(true);
  expect(reflexion.detects(beginning(PATH, '{"prompt": "", "is_solved": true}'))).toBe(false);
});

test('there are as many attempts as reflections and one more, and only the last is there', async () => {
  const { runs, problems } = await imported([task()]);
  expect(problems).toEqual([]);
  const [run] = runs;
  expect(run).toMatchObject({
    question: { id: 'mbpp_1_double', domain: 'programming' },
    settings: { model: 'gpt-4', strategy: { id: 'reflexion', rounds: 2 }, feedback: { source: 'command' } },
    source: { from: 'reflexion', place: 'mbpp_1_double' },
  });
  expect(run?.source.unknown).toEqual(['timing', 'usage', 'prompts', 'settings', 'answers']);
  expect(run?.rounds.map(({ kind, calls }) => [kind, calls.map(({ purpose }) => purpose)])).toEqual([
    ['answer', ['answer']],
    ['reflexion', ['memo', 'answer']],
    ['reflexion', ['memo', 'answer']],
  ]);
  expect(run?.rounds.map(({ checks }) => checks?.map(({ verdict }) => verdict))).toEqual([
    ['fail'],
    ['fail'],
    [],
  ]);
  expect(run?.rounds.map(({ calls }) => calls.filter(isKept).map(({ text }) => text))).toEqual([
    [],
    ['It squares.'],
    ['It adds one.', 'def double(n):\n    return 2 * n'],
  ]);
});

test('an attempt that failed tests of the model itself is not graded: it may have been right', async () => {
  const { runs } = await imported([task()]);
  expect(runs[0]?.rounds.map(({ grades }) => grades?.map(({ correct }) => correct))).toEqual([
    [],
    [],
    [true],
  ]);
  expect(runs[0]?.source.stopsOnCorrect).toBeUndefined();
});

test('an attempt that failed tests of the task was wrong, and a right one ended the run', async () => {
  const { runs } = await imported([task({ visible_tests: ['assert double(1) == 2'], is_solved: false })]);
  expect(runs[0]?.rounds.map(({ grades }) => grades?.[0]?.correct)).toEqual([false, false, false]);
  expect(runs[0]?.rounds[0]?.grades?.[0]?.method).toContain('the loop went on');
  expect(runs[0]?.source.stopsOnCorrect).toBe(true);
});

test('where every attempt was kept, every answer is there', async () => {
  const kept = task({
    implementations: ['return n * n', 'return n + 1', 'return 2 * n'],
    test_feedback: ['double(3) is 9', 'double(2) is 3', 'all passed'],
  });
  const { runs } = await imported([kept]);
  expect(runs[0]?.source.unknown).not.toContain('answers');
  expect(runs[0]?.rounds.map(({ calls }) => calls.at(-1)?.text)).toEqual([
    'return n * n',
    'return n + 1',
    'def double(n):\n    return 2 * n',
  ]);
  expect(runs[0]?.rounds.map(({ checks }) => [checks?.[0]?.text, checks?.[0]?.verdict])).toEqual([
    ['double(3) is 9', 'fail'],
    ['double(2) is 3', 'fail'],
    ['all passed', 'unknown'],
  ]);
});

test('reflections that came without any test failed none', async () => {
  const { runs } = await imported([task()], 'root/immediate_reflexion_py/immediate_reflexion.jsonl');
  expect(runs[0]?.rounds.flatMap(({ checks }) => checks)).toEqual([]);
  expect(runs[0]?.settings.feedback).toBeUndefined();
  expect(runs[0]?.settings.model).toBe('unknown');
});

test('what is broken is told with its line, and the others go on', async () => {
  const { runs, problems } = await imported([
    task(),
    task(),
    task({ name: undefined, task_id: 'HumanEval/0', reflections: [] }),
    task({ name: 'other', is_solved: undefined }),
    task({ name: 'another', reflections: 'none' }),
  ]);
  expect(runs.map(({ question }) => question.id)).toEqual(['mbpp_1_double', 'HumanEval/0']);
  expect(problems[0]).toEqual({
    place: 'line 2',
    problem: 'Task mbpp_1_double was there at line 1; the first one counts.',
  });
  expect(problems[1]).toEqual({ place: 'line 4', problem: 'It has no "is_solved".' });
  expect(problems[2]?.problem).toContain('Its "reflections" cannot be read');
  await expect(imported([{ prompt: '' }])).rejects.toThrow('holds no task of Reflexion');
});
