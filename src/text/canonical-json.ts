/** One spelling for each JSON value, so that equal values are equal texts. */
import { safeJson } from './json.ts';

/** The value in one line, with the keys of every object in order. Numbers are written by value: 1.0 is 1. */
export function canonicalJson(value: unknown): string {
  return safeJson(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
