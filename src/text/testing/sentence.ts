/** What may be said to a person about a file that is not as it should be. Only tests import it. */
import { expect } from 'vitest';
import { sanitizeLine } from '../sanitize.ts';

/** What an engine of JavaScript says of a mistake in a program. */
const OF_A_MISTAKE =
  /Cannot (?:read|set|convert|destructure|mix)|is not (?:a function|iterable|a constructor|defined)|Maximum call stack|\[object Object\]|Invalid (?:array length|string length|time value)|(?<!received )\bundefined\b|This is a fault of the program|\n\s+at /;

/** Throws where a text is no sentence that is safe to print, or tells of a mistake in the program. */
export function expectSentence(text: string): void {
  expect(text).toBe(sanitizeLine(text));
  expect(text).not.toMatch(OF_A_MISTAKE);
  expect(text).toMatch(/[.!?]$/);
}

/** Throws where what a program said tells of a mistake in it. */
export function expectNoMistake(said: string): void {
  expect(said).not.toMatch(OF_A_MISTAKE);
}

/** Throws where somebody's `__proto__` has become everybody's. */
export function expectNothingPolluted(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect((function named() {} as { polluted?: unknown }).polluted).toBeUndefined();
}
