/** Where a fenced code block begins and ends, line by line. Knows nothing of what is in it. */

export interface Fence {
  /** The backticks or tildes that opened it. */
  readonly run: string;
  /** It is in no list and no quote, so that nothing but its own end closes it. */
  readonly top: boolean;
}

/** The fence that is open after a line, given the one that was open before it. */
export function fenceAfter(before: Fence | undefined, line: string): Fence | undefined {
  if (!line.includes('```') && !line.includes('~~~')) return before;
  const [, lead = '', run, rest = ''] = FENCE.exec(line) ?? [];
  if (run === undefined) return before;
  if (before) return run.startsWith(before.run) && rest.trim() === '' ? undefined : before;
  // A backtick in the words behind it makes it a code span.
  if (run.startsWith('`') && rest.includes('`')) return undefined;
  return { run, top: lead === '' };
}

/** It may stand behind the marks of quotes and list items. */
const FENCE = /^((?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*)(`{3,}|~{3,})(.*)$/;
