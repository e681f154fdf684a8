/** A field and the list that it filters, in a place of a fixed size. Draws; the screen moves the selection. */
import { Box, Text } from 'ink';
import { fit } from '../../text/pad.ts';
import type { KeyName } from '../key-names.ts';
import type { Theme } from '../theme.ts';
import { LinesView } from './lines-view.tsx';
import {
  type ListItem,
  type ListRow,
  type ListState,
  rowsOf,
  visibleRows,
  withFilter,
} from './list-state.ts';
import type { TextState } from './text-editing.ts';
import { TextInput } from './text-input.tsx';

export interface FilterListProps<T extends ListItem> {
  readonly list: ListState<T>;
  /** Called with a change to apply to the newest state: several may come before the next frame. */
  readonly onChange: (change: (list: ListState<T>) => ListState<T>) => void;
  readonly isCommand?: (name: KeyName, filter: TextState) => boolean;
  readonly focused: boolean;
  /** Cells. */
  readonly width: number;
  /** Rows, the field among them. */
  readonly height: number;
  readonly theme: Theme;
  readonly placeholder?: string;
  /** One item, styled, in exactly `width` cells. Without it, the label. */
  readonly draw?: (item: T, width: number, selected: boolean) => string;
  /** Where its first cell is on the screen: the terminal's own cursor is used then. */
  readonly origin?: { readonly x: number; readonly y: number };
}

const PROMPT = ' › ';

export function FilterList<T extends ListItem>(props: FilterListProps<T>) {
  const { list, theme, width, height, focused, origin } = props;
  const visible = visibleRows(rowsOf(list), height - 1);
  const nothing =
    list.items.length === 0 ? 'there is nothing here' : 'nothing matches; esc clears the filter';
  const lines =
    visible.rows.length === 0
      ? [theme.style('muted', fit(` ${nothing}`, width))]
      : visible.rows.map(row => drawRow(row, props));
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Box height={1}>
        <Text>{theme.style(focused ? 'accent' : 'muted', PROMPT)}</Text>
        <TextInput
          value={list.filter}
          onChange={change => props.onChange(newest => withFilter(newest, change(newest.filter)))}
          focused={focused}
          width={Math.max(1, width - PROMPT.length)}
          theme={theme}
          {...(props.isCommand && { isCommand: props.isCommand })}
          {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
          {...(origin && { origin: { x: origin.x + PROMPT.length, y: origin.y } })}
        />
      </Box>
      <LinesView lines={lines} offset={0} height={height - 1} />
    </Box>
  );
}

function drawRow<T extends ListItem>(row: ListRow<T>, props: FilterListProps<T>): string {
  const { theme, width, focused, draw } = props;
  if (row.type === 'heading') return theme.style('accent', fit(` ${row.group}`, width));
  const edge = row.selected ? theme.style(focused ? 'accent' : 'muted', '▌') : ' ';
  const body = draw
    ? draw(row.item, width - 1, row.selected)
    : theme.style(row.selected ? 'strong' : 'text', fit(row.item.label, width - 1));
  return edge + body;
}
