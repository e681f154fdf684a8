/**
 * Text of a model, a question or a file as Markdown that shows it and does nothing: no link, no image, no
 * HTML, no mention of anybody, and no end of the block it stands in. For GitHub's Markdown. Pure.
 */

/** In one line, in running text, in a heading or in a cell of a table. */
export function inert(text: string): string {
  return (
    text
      .trim()
      .replaceAll(/\s*\n\s*/g, ' ')
      .replaceAll(/[\\`*_{}[\]<>|~&$^]/g, '\\$&')
      .replaceAll('://', '\\://')
      .replaceAll(/\bwww\./gi, match => `${match.slice(0, -1)}\\.`)
      // Nobody is told of a run in which his name stands, and no issue is linked.
      .replaceAll(/[@#]/g, '$&<!-- -->')
      .replace(/^(?:[-+=](?=\s|[-=]|$)|\d+(?=[.)](?:\s|$)))/, match =>
        /\d/.test(match) ? `${match}\\` : `\\${match}`,
      )
  );
}

/** In one line, to the character where it has no line break. Not for a table: no code can hold its bar. */
export function codeSpan(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' ');
  if (line === '') return '(empty)';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const apart = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${apart}${line}${apart}${ticks}`;
}

/** A block to the character; the fence is longer than any that stands in it. */
export function fenced(text: string, info = 'text'): string[] {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${ticks}${info}`, ...text.replace(/\n+$/, '').split('\n'), ticks];
}

/** A block of what was said to the model. */
export function quoted(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '>' : `> ${line}`));
}

/** A block that is folded away at first. */
export function folded(summary: string, lines: readonly string[]): string[] {
  return ['<details>', `<summary>${htmlText(summary)}</summary>`, '', ...lines, '', '</details>'];
}

/** Text inside of HTML. */
export function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
