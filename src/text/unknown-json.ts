/** Reading JSON that another program wrote: each field is what it should be, or it is not there. Pure. */

export type Fields = Readonly<Record<string, unknown>>;

/** An object; `undefined` for everything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A list; empty for everything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text that is not empty. */
export function wordsIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A count: whole, and not negative. */
export function countIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** The first of several fields that holds a count: programs spell one thing in several ways. */
export function countOf(fields: Fields | undefined, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const count = countIn(fields?.[name]);
    if (count !== undefined) return count;
  }
  return undefined;
}

/** Milliseconds of the epoch; `undefined` for what is no moment. */
export function momentIn(value: unknown): number | undefined {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(moment) ? moment : undefined;
}
