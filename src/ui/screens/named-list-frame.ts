/** A list of named things as lines: a row each, below it what there is to say of one, and a name that is written. Pure. */
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { textWidth } from '../../text/width.ts';
import { keyLine, type Screen } from '../keys.ts';
import { clip, EMPTY, indented, type Line, line, padTo, span, wrapped } from '../line.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { textField } from '../widgets/text-field.ts';
import type { NamedItem, NamedState } from './named-list.ts';
import { AROUND_BODY, TITLE_ROWS, titled } from './titled.ts';

export interface NamedRow extends NamedItem {
  readonly about: string;
  readonly deleted: boolean;
}

export interface NamedFrameInput {
  readonly title: string;
  readonly screen: Screen;
  readonly list: NamedState<unknown>;
  /** One at least. */
  readonly rows: readonly NamedRow[];
  /** About the one under the cursor, in so many rows at most. */
  readonly below: (room: number) => readonly Line[];
  /** At the end of the title. */
  readonly right?: string;
  /** A word where the list has none. */
  readonly notice?: string | undefined;
  readonly width: number;
  readonly height: number;
}

const WIDEST_NAME = 28;
/** However much there is to say below it. */
const LEAST_LIST = 4;
const NAME_LABEL = ' save as › ';
const NAME_LOOK = { focused: true, placeholder: 'a name; enter keeps it, esc gives up' };

/** Exactly `height` lines, and where the cursor is while a name is written. */
export function namedListFrame(input: NamedFrameInput): { lines: Line[]; cursor: Place | undefined } {
  const { list, rows, width, height } = input;
  const column = Math.min(WIDEST_NAME, Math.max(...rows.map(({ name }) => textWidth(name))));
  const word = list.said ?? input.notice;
  const said = word === undefined ? [] : indented(wrapped(sanitizeLine(word), width - 2, 'warning'), 1);
  const naming = list.name && textField(list.name, width - NAME_LABEL.length - 1, NAME_LOOK);
  const foot = [...(naming ? [line(span(NAME_LABEL, 'accent'), ...naming.line)] : []), ...said];
  const room = height - AROUND_BODY;
  const below = input.below(Math.max(0, room - LEAST_LIST - foot.length - 1));
  const shown = Math.max(1, Math.min(rows.length, room - below.length - foot.length - 2));
  const from = Math.min(Math.max(0, list.row - shown + 1), rows.length - shown);
  const drawn = rows.map((row, index) => rowLine(row, column, index === list.row, width));
  const body = [
    ...drawn.slice(from, from + shown),
    EMPTY,
    ...below,
    ...(foot.length > 0 ? [EMPTY, ...foot] : []),
  ];
  const place = rows.length > shown ? `${list.row + 1} of ${rows.length}` : '';
  const right = [input.right ?? '', place].filter(Boolean).join(' · ');
  const titles = { title: input.title, right, body, foot: keyLine(input.screen, width) };
  const y = TITLE_ROWS + shown + below.length + 2;
  const cursor = naming?.cursor === undefined ? undefined : { x: NAME_LABEL.length + naming.cursor, y };
  return { lines: padTo(titled(titles, width, height), height), cursor };
}

function rowLine(
  { name, about, own, deleted }: NamedRow,
  column: number,
  selected: boolean,
  width: number,
): Line {
  const role = deleted ? 'muted' : selected ? 'strong' : 'text';
  const words = deleted ? 'Deleted; the same key brings it back.' : own ? `★ ${about}` : about;
  return clip(
    [
      span(selected ? '▌' : ' ', 'accent'),
      span(`${fit(sanitizeLine(name), column)}  `, role),
      span(words, own && !deleted ? 'accent' : 'muted'),
    ],
    width,
  );
}
