/**
 * A shortcut for Ink, which makes every row of every frame anew, cell by cell, though most are those of the
 * frame before. Where each row is one text, a row is made of its text alone, and known the next time.
 * `scripts/build.ts` puts it into the Ink of the bundle; without it Ink draws the same, more slowly.
 */
export { remembering } from '../text/remembering.ts';
export { textWidth } from '../text/width.ts';

/** What Ink notes while it walks through its tree. */
export interface Operation {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly transformers: readonly ((line: string, index: number) => string)[];
}

/**
 * The frame, where every operation writes one line that begins at the left edge of a row of its own, and
 * no transformer changes it; otherwise `undefined`. `rewrite` is how Ink writes a line with its styles.
 */
export function rowsOf(
  operations: readonly Partial<Operation>[],
  height: number,
  rewrite: (line: string) => string,
): { readonly output: string; readonly height: number } | undefined {
  const rows = Array<string | undefined>(height).fill(undefined);
  for (const { type, x, y = -1, text = '', transformers = [] } of operations) {
    if (type !== 'write' || x !== 0 || text.includes('\n')) return undefined;
    if (y < 0 || y >= height) continue;
    const line = rewrite(text);
    // Every text has one, which does nothing where it has no colour.
    if (transformers.some(transformer => transformer(line, 0) !== line)) return undefined;
    if (rows[y] !== undefined) return undefined;
    // Ink writes it a second time, with what the transformers made of it.
    rows[y] = rewrite(line).trimEnd();
  }
  return { output: rows.map(row => row ?? '').join('\n'), height };
}
