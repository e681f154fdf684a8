/** The parts of a query line: words, and fields with their values, each with its place. Pure; knows no field. */

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly not: boolean;
  /** Before the colon; absent for a word. */
  readonly field?: string;
  /** Parted at commas outside of quotes; of a word one. */
  readonly values: readonly string[];
  readonly isOpen: boolean;
}

export function* tokensOf(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at])) {
      at++;
      continue;
    }
    const token = tokenAt(text, at);
    yield token;
    at = token.end;
  }
}

const FIELD = /^[A-Za-z][A-Za-z-]*:/;

function tokenAt(text: string, start: number): Token {
  const not = text[start] === '-' && start + 1 < text.length && !isSpace(text[start + 1]);
  let at = not ? start + 1 : start;
  const field = FIELD.exec(text.slice(at, at + 40))?.[0];
  if (field !== undefined) at += field.length;
  const values: string[] = [];
  let value = '';
  let isOpen = false;
  for (; at < text.length && (isOpen || !isSpace(text[at])); at++) {
    const char = text[at] ?? '';
    if (char === '"') isOpen = !isOpen;
    else if (char === ',' && !isOpen && field !== undefined) {
      values.push(value);
      value = '';
    } else value += char;
  }
  values.push(value);
  return { start, end: at, not, ...(field !== undefined && { field: field.slice(0, -1) }), values, isOpen };
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && char.trim() === '';
}
