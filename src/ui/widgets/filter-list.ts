/** A field and the list that it filters, as lines for a place of a fixed size. Pure. */
import { fitLine, type Line, line, padTo, span, spread } from '../line.ts';
import { type ListItem, type ListRow, type ListState, matching, rowsOf, visibleRows } from './list-state.ts';
import { textField } from './text-field.ts';

export interface FilterListLook<T extends ListItem> {
  /** Cells. */
  readonly width: number;
  /** Rows, the field among them. */
  readonly height: number;
  /** Whether it has the keyboard. */
  readonly focused: boolean;
  readonly placeholder: string;
  /** One item in at most `width` cells; `matched` are the graphemes of its label that were found. */
  readonly draw: (item: T, width: number, selected: boolean, matched: readonly number[]) => Line;
}

export interface FilterListView {
  /** Exactly `height` lines of exactly `width` cells. */
  readonly lines: Line[];
  /** Where the cursor belongs in the first of them. */
  readonly cursor: number | undefined;
}

const PROMPT = ' › ';
const ROOM_FOR_COUNT = 7;

export function filterList<T extends ListItem>(list: ListState<T>, look: FilterListLook<T>): FilterListView {
  const { width, height, focused, placeholder } = look;
  const room = Math.max(1, width - PROMPT.length - ROOM_FOR_COUNT);
  const field = textField(list.filter, room, { focused, placeholder });
  const { rows } = visibleRows(rowsOf(list), height - 1);
  const nothing =
    list.items.length === 0 ? 'there is nothing here' : 'nothing matches; esc clears the filter';
  const drawn =
    rows.length === 0 ? [line(span(` ${nothing}`, 'muted'))] : rows.map(row => rowLine(row, look));
  const head = spread([span(PROMPT, focused ? 'accent' : 'muted'), ...field.line], countOf(list), width);
  return {
    lines: padTo([head, ...drawn], height).map(spans => fitLine(spans, width)),
    cursor: field.cursor === undefined ? undefined : PROMPT.length + field.cursor,
  };
}

/** `3/41` under a filter. */
function countOf<T extends ListItem>(list: ListState<T>): Line {
  if (list.filter.text.trim() === '') return [];
  return line(span(`${matching(list).length}/${list.items.length} `, 'muted'));
}

function rowLine<T extends ListItem>(row: ListRow<T>, { width, focused, draw }: FilterListLook<T>): Line {
  if (row.type === 'heading') return line(span(` ${row.group}`, 'accent'));
  const edge = row.selected ? span('▌', focused ? 'accent' : 'muted') : span(' ');
  return [edge, ...draw(row.item, width - 1, row.selected, row.matched)];
}
