/** Errors as the SDK throws them, and what is expected to be said about them. */
import { expect } from 'vitest';
import type { CallError } from '../../run/events.ts';
import type { CallContext } from '../failure-rule.ts';
import { explainFailure } from '../failures.ts';

export const MODEL = 'anthropic.claude-sonnet-4-6';
export const IN_IRELAND = { model: MODEL, region: 'eu-west-1' };
export const AS_WORK = { ...IN_IRELAND, profile: 'work' };
export const AT_HOME = { ...IN_IRELAND, endpoint: 'http://127.0.0.1:9000' };

/** An error as the SDK throws it: by its name, with whatever else it carries. */
export function error(name: string, message: string, rest: object = {}): Error {
  return Object.assign(new Error(message), { name }, rest);
}

export type Row = [thrown: Error, context: CallContext, message: string, remedy: RegExp];

export function explainedAs(...[thrown, context, message, remedy]: Row): CallError {
  const explained = explainFailure(thrown, context);
  expect(explained.message).toBe(message);
  expect(explained.remedy).toMatch(remedy);
  expect(explained.original).toContain(thrown.message.split('\n')[0]);
  return explained;
}
