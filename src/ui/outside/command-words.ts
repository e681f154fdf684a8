/** The words of a command, as `$EDITOR` and `$PAGER` hold one. Expands nothing, and asks no shell. */

const QUOTED = String.raw`'[^']*'|"(?:[^"\\]|\\[\s\S])*"`;
const WORD = new RegExp(String.raw`(?:${QUOTED}|\\[\s'"\\]|[^\s'"])+`, 'g');
const PART = new RegExp(String.raw`${QUOTED}|\\[\s'"\\]`, 'g');

/**
 * `code --wait`, `"/opt/my editor/edit" -n`: split as a shell does, but that a backslash before
 * anything but white space, a quote or a backslash stands for itself, as folders on Windows need it.
 * A quote that is never closed stands for nothing.
 */
export function commandWords(command: string): string[] {
  return (command.match(WORD) ?? []).map(word => word.replace(PART, unquoted));
}

function unquoted(part: string): string {
  if (part.startsWith('\\')) return part.slice(1);
  const inner = part.slice(1, -1);
  return part.startsWith("'") ? inner : inner.replace(/\\(["\\$`])/g, '$1');
}
