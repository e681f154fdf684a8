/** The names of the panes in one line, the open one marked, with what the pane has to say to the right. Pure. */
import { fitLine, type Line, lineWidth, spread } from '../line.ts';
import { choices } from '../widgets/choices.ts';

const GAP = 2;

/**
 * `words` are ways to say the same, the longest first: the first that leaves the names whole is taken.
 * Where none does, names far from the open one give way to the shortest.
 */
export function tabsLine(
  names: readonly string[],
  open: string,
  words: readonly Line[],
  width: number,
): Line {
  const labels = names.map(name => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('-', ' '));
  const whole = choices(labels, names.indexOf(open), width);
  const room = width - lineWidth(whole) - GAP;
  const fitting = words.find(candidate => lineWidth(candidate) <= room);
  if (fitting) return spread(whole, fitting, width);
  const shortest = words.at(-1);
  const left = width - GAP - (shortest ? lineWidth(shortest) : width);
  if (!shortest || left < width / 2) return fitLine(whole, width);
  return spread(choices(labels, names.indexOf(open), left), shortest, width);
}
