/**
 * A text that grows, looked at again with every few words: what was found out of its finished lines is
 * kept, and only the last line is looked at anew. Knows nothing of what is found out.
 */

export interface Growing<R> {
  /**
   * What `compute` finds in the text. `owner` is who the text belongs to, the same object however
   * much of it there is; `variant` is what else the result depends on, such as a width.
   */
  of(owner: object, text: string, variant?: number): R;
}

interface Kept<R> {
  /** The text so far, up to and with its last line break. */
  readonly upTo: string;
  readonly variant: number;
  readonly result: R;
}

/**
 * `join` must make of the results of two texts the result of the one that has both, with a line break
 * between them. One variant is kept for each owner.
 */
export function growing<R>(
  compute: (text: string, variant: number) => R,
  join: (before: R, after: R) => R,
): Growing<R> {
  const known = new WeakMap<object, Kept<R>>();
  return {
    of(owner, text, variant = 0) {
      const before = known.get(owner);
      const usable = before?.variant === variant && text.startsWith(before.upTo) ? before : undefined;
      const kept = finishedLines(usable, text, variant);
      if (!kept) return compute(text, variant);
      if (kept !== usable) known.set(owner, kept);
      return join(kept.result, compute(text.slice(kept.upTo.length), variant));
    },
  };

  function finishedLines(before: Kept<R> | undefined, text: string, variant: number): Kept<R> | undefined {
    const from = before?.upTo.length ?? 0;
    const end = text.lastIndexOf('\n') + 1;
    if (end <= from) return before;
    const more = compute(text.slice(from, end - 1), variant);
    return { upTo: text.slice(0, end), variant, result: before ? join(before.result, more) : more };
  }
}
