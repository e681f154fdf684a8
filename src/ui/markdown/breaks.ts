/** Line breaks of a text, counted. By hand: a pattern for those at the end would try each of the others. */

export function countBreaks(text: string): number {
  return text.split('\n').length - 1;
}

export function withoutLastBreaks(text: string): string {
  return text.slice(0, text.length - lastBreaks(text));
}

/** How many there are at the end. */
export function lastBreaks(text: string): number {
  let count = 0;
  while (text[text.length - 1 - count] === '\n') count++;
  return count;
}
