/** How lines are laid out: indented text, and a blank line between the parts. */

export function indent(text: string): string[] {
  return text.split('\n').map(line => (line === '' ? '' : `  ${line}`));
}

/** The parts that have something to say, with a blank line between them. */
export function apart(...parts: readonly (readonly string[])[]): string[] {
  return parts.filter(part => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

/** A title, a model or an answer with a line break in it must not look like a line of ours. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
