/** Lines as text that a test can read: what is not plain stands in braces, with its roles before it. */
import type { Line } from '../../line.ts';

export function looks(lines: readonly Line[]): string[] {
  return lines.map(line =>
    line
      .map(({ text, style }) => (style === 'text' ? text : `{${[style].flat().join('+')}:${text}}`))
      .join(''),
  );
}

export function plain(lines: readonly Line[]): string[] {
  return lines.map(line => line.map(span => span.text).join(''));
}
