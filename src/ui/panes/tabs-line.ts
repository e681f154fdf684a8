/** The names of the panes in one line, the open one marked, with what the pane has to say to the right. Pure. */
import { fitLine, type Line, lineWidth, spread } from '../line.ts';
import { choices } from '../widgets/choices.ts';

const GAP = 2;

/** `words` are ways to say the same, the longest first: the first that leaves the names whole is taken. */
export function tabsLine(
  names: readonly string[],
  open: string,
  words: readonly Line[],
  width: number,
): Line {
  const labels = names.map(name => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('-', ' '));
  const tabs = choices(labels, names.indexOf(open), width);
  const room = width - lineWidth(tabs) - GAP;
  const right = words.find(candidate => lineWidth(candidate) <= room);
  return right ? spread(tabs, right, width) : fitLine(tabs, width);
}
