/**
 * Gives the Ink of the bundle a shortcut for rows that are one text (`src/ui/ink-rows.ts`), and a memory for
 * what it asks of each row, every frame: the same frames, for a third of the time. A build fails when Ink is
 * not written any more as it was when this was.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const ROWS = JSON.stringify(join(import.meta.dirname, '../src/ui/ink-rows.ts'));

const OUTPUT = /[\\/]ink[\\/]build[\\/]output\.js$/;
const SANITIZE = /[\\/]ink[\\/]build[\\/]sanitize-ansi\.js$/;
/** They measure what was measured for the frame before. */
const MEASURING = /[\\/](?:ink[\\/]build[\\/]line-update|widest-line[\\/]index)\.js$/;

export const shortcutForRows: Plugin = {
  name: 'shortcut-for-rows',
  setup(builder) {
    const change = (filter: RegExp, make: (source: string) => string) =>
      builder.onLoad({ filter }, ({ path }) => ({ contents: make(readFileSync(path, 'utf8')) }));
    change(OUTPUT, withShortcut);
    change(SANITIZE, withMemory);
    change(MEASURING, measuringOnce);
  },
};

/** Ink's `output.js`. Throws when it is another one. */
export function withShortcut(source: string): string {
  const shortcut = [
    'get() {',
    'const rows = rowsOf(this.operations, this.height, rewrite);',
    'if (rows) return rows;',
  ];
  return [
    `import { remembering, rowsOf } from ${ROWS};`,
    'const charactersOf = text => new OutputCaches().getStyledChars(text);',
    'const rewrite = remembering(line => styledCharsToString(charactersOf(line)));',
    changed(source, /^ {4}get\(\) \{$/gm, shortcut.join('\n')),
  ].join('\n');
}

function withMemory(source: string): string {
  const remembered = 'export default remembering(sanitizeAnsi);';
  return [
    `import { remembering } from ${ROWS};`,
    changed(source, /^export default sanitizeAnsi;$/gm, remembered),
  ].join('\n');
}

/** Our own measure is the same package, with a memory. */
function measuringOnce(source: string): string {
  return changed(
    source,
    /^import stringWidth from 'string-width';$/gm,
    `import { textWidth as stringWidth } from ${ROWS};`,
  );
}

/** What the pattern finds, which must be there once, replaced. */
function changed(source: string, pattern: RegExp, by: string): string {
  const found = source.match(pattern)?.length ?? 0;
  if (found !== 1) throw new Error(`Ink is another one: ${pattern} is ${found} times in its source`);
  return source.replace(pattern, by);
}
