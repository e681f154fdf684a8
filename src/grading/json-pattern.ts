/**
 * Patterns of a JSON Schema, which may come from anybody: only those are tried whose time is bounded.
 * JavaScript has no way to stop a regular expression.
 */

/** Whether the text has the pattern in it; `undefined` when that may take too long, or the pattern is none. */
export function hasPattern(text: string, pattern: string): boolean | undefined {
  if (pattern.length > LONGEST || stepsOf(pattern, text.length) > MOST_STEPS) return undefined;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return undefined;
  }
}

const LONGEST = 500;
const MOST_STEPS = 1e8;

/**
 * An upper bound in rough figures: each place that may take any number of characters multiplies by the
 * length, each optional one by two, and a repeated group with a choice inside of it has no bound.
 */
function stepsOf(pattern: string, length: number): number {
  let steps = Math.max(1, length);
  /** For each group that is open: whether there is a choice in it. */
  const groups: boolean[] = [];
  let closed = false;
  for (const [token = ''] of pattern.matchAll(TOKEN)) {
    const isRepeat = /^(?:[*+]|\{\d+,?\d*\})\??$/.test(token);
    if (closed && isRepeat) return Number.POSITIVE_INFINITY;
    const isOpen = isRepeat && !/^\{\d+\}/.test(token);
    const isOptional = token === '?' || token === '??' || token === '|';
    if (isOpen) steps *= Math.max(2, length);
    if (isOptional) steps *= 2;
    if ((isOpen || isOptional) && groups.length > 0) groups[groups.length - 1] = true;
    closed = false;
    if (token.startsWith('(')) groups.push(false);
    if (token === ')') {
      closed = groups.pop() ?? false;
      if (closed && groups.length > 0) groups[groups.length - 1] = true;
    }
  }
  return steps;
}

/** An escape, a class, the beginning of a group, a quantifier, or one sign. */
const TOKEN = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|(?:[*+?]|\{\d+,?\d*\})\??|./gsu;
