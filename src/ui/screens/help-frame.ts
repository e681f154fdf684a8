/** The help screen as lines. Pure. */
import { helpLines, type Screen } from '../keys.ts';
import { EMPTY, fitLine, indented, type Line, line, span } from '../line.ts';
import { type Extent, linesBelow, offsetOf, type Scroll } from '../widgets/scroll.ts';
import { AROUND_BODY, titled } from './titled.ts';

const TITLES: Readonly<Record<Screen, string>> = {
  picker: 'Keys: choosing what to run',
  form: 'Keys: the settings',
  presets: 'Keys: presets',
  prompts: 'Keys: the library of prompts',
  'own-question': 'Keys: a question of your own',
  menu: 'Keys: a choice',
  search: 'Keys: searching',
  inspector: 'Keys: while a run goes on',
  waiting: 'Keys: while a step waits',
  tree: 'Keys: the branches of a run',
  finished: 'Keys: a run that is over',
  'go-to': 'Keys: going to a place',
  player: 'Keys: playing a saved run',
  compare: 'Keys: comparing two rounds',
  'step-editor': 'Keys: changing the next step',
  'debug-input': 'Keys: writing a text',
  library: 'Keys: the saved runs',
  'library-input': 'Keys: writing in the library',
  report: 'Keys: the report',
  'report-runs': 'Keys: the runs behind a figure',
  help: 'Keys',
  small: 'Keys',
};

const COLUMN_GAP = 4;
/** From here on two columns are not too wide. */
const TWO_COLUMNS = 90;

/** Exactly `height` lines. */
export function helpFrame(screen: Screen, scroll: Scroll, width: number, height: number): Line[] {
  const content = contentOf(screen, width, height);
  const extent = helpExtent(screen, width, height);
  const from = offsetOf(scroll, extent);
  const below = linesBelow(scroll, extent);
  const more = extent.total > extent.height ? `↑↓ ${below > 0 ? `${below} more` : 'scroll'}   ` : '';
  const foot = line(span(` ${more}any other key closes`, 'muted'));
  const body = indented(content.slice(from, from + extent.height), 1);
  return titled({ title: TITLES[screen], right: '', body, foot }, width, height);
}

export function helpExtent(screen: Screen, width: number, height: number): Extent {
  return { total: contentOf(screen, width, height).length, height: roomIn(height) };
}

function roomIn(height: number): number {
  return Math.max(1, height - AROUND_BODY);
}

function contentOf(screen: Screen, width: number, height: number): Line[] {
  return inColumns(helpLines(screen), width - 2, roomIn(height));
}

/** Two columns where one is too long and two are not too wide. */
function inColumns(lines: readonly Line[], width: number, room: number): Line[] {
  if (lines.length <= room || width < TWO_COLUMNS) return [...lines];
  const [left, right] = halves(lines, room);
  const column = Math.floor((width - COLUMN_GAP) / 2);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => [
    ...fitLine(left[row] ?? EMPTY, column + COLUMN_GAP),
    ...(right[row] ?? EMPTY),
  ]);
}

/** A group is torn apart only where all of them can be seen at once so: then its name stands over both parts. */
function halves(lines: readonly Line[], room: number): readonly [readonly Line[], readonly Line[]] {
  const half = breakNear(lines, Math.ceil(lines.length / 2));
  const whole = [lines.slice(0, half), lines.slice(half)] as const;
  if (whole.every(column => column.length <= room)) return whole;
  const name = lines[lines.findLastIndex((spans, index) => index < room && spans.length === 0) + 1] ?? EMPTY;
  const torn = [lines.slice(0, room), [name, ...lines.slice(room)]] as const;
  return torn[1].length <= room ? torn : whole;
}

/** After the blank line next to the middle, so that no group is torn apart. */
function breakNear(lines: readonly Line[], middle: number): number {
  const breaks = lines.flatMap((spans, index) => (spans.length === 0 ? [index + 1] : []));
  return breaks.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle;
}
