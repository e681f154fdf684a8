/** Patterns of the user's own, which may be wrong, or take for ever: what is wrong is told with its place. */
import { createContext, Script } from 'node:vm';
import type { SecretKind } from './kinds.ts';

/** A pattern that cannot be used; the message says which, and what would help. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

export interface OwnPattern {
  /** Where it was given: `--redact "x"`, `names.txt:3`. */
  readonly place: string;
  readonly source: string;
}

export const OWN_KIND: Pick<SecretKind, 'kind' | 'one' | 'many'> = {
  kind: 'private',
  one: 'match of your patterns',
  many: 'matches of your patterns',
};

/** Of one pattern on one text, in milliseconds: a pattern without a trap takes far less for any text. */
export const LONGEST_SEARCH_MS = 2000;

/**
 * As JavaScript has it, by code points (the flag `u`); `/anna/i` has flags of its own (`i`, `m`, `s`).
 * Throws `PatternError`.
 */
export function compilePattern({ place, source }: OwnPattern): RegExp {
  const [, inner, flags = ''] = /^\/(.+)\/([ims]*)$/s.exec(source) ?? [];
  try {
    return new RegExp(inner ?? source, `gu${flags}`);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.replace(/^.*\/[a-z]*: /s, '') : String(thrown);
    throw new PatternError(`The pattern of ${place} is not a regular expression: ${why}.`);
  }
}

/** One a line; empty lines and those that begin with `#` are none. Throws `PatternError`. */
export function patternsIn(text: string, file: string): OwnPattern[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, index) =>
      line.trim() === '' || line.startsWith('#') ? [] : { place: `${file}:${index + 1}`, source: line },
    );
}

/** Where a pattern matches, empty matches left out. */
export type Search = (pattern: RegExp, text: string) => readonly (readonly [start: number, end: number])[];

/**
 * A search that gives up: some patterns take longer than anybody can wait (`(a+)+$`), and nothing else
 * than the clock tells them from the others. Throws `PatternError` then.
 */
export function limitedSearch(
  patterns: ReadonlyMap<RegExp, OwnPattern>,
  limitMs = LONGEST_SEARCH_MS,
): Search {
  const context = createContext({ pattern: undefined, text: '', found: [] }) as Record<string, unknown>;
  const script = new Script(
    'found = []; for (const m of text.matchAll(pattern)) if (m[0] !== "") found.push([m.index, m.index + m[0].length]);',
  );
  return (pattern, text) => {
    Object.assign(context, { pattern, text });
    try {
      script.runInContext(context, { timeout: limitMs });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown;
      const place = patterns.get(pattern)?.place ?? 'a pattern';
      throw new PatternError(
        `The pattern of ${place} takes more than ${limitMs / 1000} seconds on a text of ${text.length} characters: repeat nothing that is repeated already, as in (a+)+.`,
      );
    }
    return context.found as [number, number][];
  };
}
