/** A row of another program's file against a schema: what it is, or in words what is wrong with it. Pure. */
import type { z } from 'zod';

export type ReadRow<T> = { readonly row: T } | { readonly problem: string };

/** What a row is called, and where it stands in the file, which is empty when it is all of it. */
export function placeOf(name: string, place: string): string {
  return place === '' ? name : `${name}, ${place}`;
}

/** The problem is a sentence that names the field. */
export function readRow<T>(schema: z.ZodType<T>, value: unknown): ReadRow<T> {
  const read = schema.safeParse(value);
  return read.success ? { row: read.data } : { problem: problemOf(read.error, value) };
}

function problemOf(error: z.ZodError, value: unknown): string {
  const [issue] = error.issues;
  const [name] = issue?.path ?? [];
  if (!issue || name === undefined)
    return `It is no row of this source: ${issue?.message ?? 'nothing fits'}.`;
  if (issue.path.length === 1 && isMissing(value, String(name))) return `It has no "${String(name)}".`;
  return `Its "${issue.path.map(String).join('.')}" cannot be read: ${issue.message}.`;
}

function isMissing(value: unknown, name: string): boolean {
  const field = new Map(Object.entries(value ?? {})).get(name);
  return field === undefined || field === null || field === '';
}
