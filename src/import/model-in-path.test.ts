import { expect, test } from 'vitest';
import { modelInPath } from './model-in-path.ts';

test.each([
  ['outputs/yelp/gpt4.jsonl', 'gpt-4'],
  ['outputs/yelp/chatgpt.jsonl', 'chatgpt'],
  ['outputs/yelp/dv3.jsonl', 'dv3'],
  ['sql/gpt-3.5/ic_sql_plan_solve_refine_3_turns.json', 'gpt-3.5'],
  ['sql/other/ic_sql_multiturn_gpt-4_10_turns.json', 'gpt-4'],
  ['gpt-4/claude-3-opus-20240229 - retry - exam.csv.gz', 'claude-3-opus-20240229'],
  ['C:\\runs\\mistral-large\\a.json', 'mistral-large'],
])('%s is of %s', (path, model) => {
  expect(modelInPath(path)).toBe(model);
});

test.each(['outputs/reflexion_humaneval.jsonl', 'commands/commandments.jsonl', 'phil/physics.json', ''])(
  '%s names none',
  path => {
    expect(modelInPath(path)).toBeUndefined();
  },
);
