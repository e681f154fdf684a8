/** Lines as plain text, for tests. Only tests import it. */
import type { Line } from '../line.ts';

export function textOf(line: Line): string {
  return line
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}

export function textsOf(lines: readonly Line[]): string[] {
  return lines.map(textOf);
}

/** The texts in one style. */
export function inStyle(lines: readonly Line[], style: string): string[] {
  return lines.flatMap(line => line.filter(span => span.style === style).map(({ text }) => text));
}
