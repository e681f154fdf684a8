import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SETTINGS } from '../run/testing/sample-run.ts';
import { parameterProblems } from './parameter-problems.ts';

const STRATEGY = { name: 'counting', parameters: z.object({ times: z.int().min(1).default(2) }) };
const problemsOf = (fields: Readonly<Record<string, unknown>>) =>
  parameterProblems(STRATEGY, { ...SETTINGS, strategy: { ...SETTINGS.strategy, ...fields } });

describe('parameters', () => {
  test('that a strategy takes are no problem, nor are those of another one', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ times: 3, agents: 0 })).toEqual([]);
  });

  test('that it does not take are named, with what was given', () => {
    expect(problemsOf({ times: 0 })).toEqual([
      'The parameter "times" of counting cannot be 0: too small: expected number to be >=1.',
    ]);
    expect(problemsOf({ times: 'often' })).toEqual([
      expect.stringMatching(/^The parameter "times" of counting cannot be "often": invalid input/),
    ]);
  });
});
