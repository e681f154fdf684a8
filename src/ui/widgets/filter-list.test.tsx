import { Box, useInput, useWindowSize } from 'ink';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { fit as padded } from '../../text/pad.ts';
import { commandOf, commandsFor } from '../keys.ts';
import { renderToScreen } from '../testing/screen.ts';
import { createTheme, type Theme } from '../theme.ts';
import { FilterList } from './filter-list.tsx';
import { createList, type ListItem, moveSelection, selectLast } from './list-state.ts';

const MODELS: ListItem[] = Array.from({ length: 500 }, (_, index) => ({
  id: `model-${index}`,
  label: index === 42 ? '世界 👨‍👩‍👧 model' : `Model ${index}`,
  group: `Family ${Math.floor(index / 10)}`,
}));

function Picker({ theme = createTheme('dark'), items = MODELS }: { theme?: Theme; items?: ListItem[] }) {
  const { columns, rows } = useWindowSize();
  const [list, setList] = useState(() => createList(items));
  useInput((input, key) => {
    for (const command of commandsFor(input, key, 'picker', list.filter.text !== '')) {
      if (command === 'select.down') setList(newest => moveSelection(newest, 1));
      if (command === 'select.page-down') setList(newest => moveSelection(newest, rows - 2));
      if (command === 'select.last') setList(selectLast);
    }
  });
  return (
    <Box width="100%" height={rows}>
      <FilterList
        list={list}
        onChange={setList}
        isCommand={(name, filter) => commandOf(name, 'picker', filter.text !== '') !== undefined}
        focused
        width={columns}
        height={rows}
        theme={theme}
        placeholder="filter"
        draw={(item, width, selected) => theme.style(selected ? 'strong' : 'text', padded(item.label, width))}
      />
    </Box>
  );
}

describe('500 items', () => {
  test('only the visible rows are drawn', async () => {
    const screen = await renderToScreen(<Picker />, { columns: 30, rows: 8 });
    expect(screen.text().split('\n')).toEqual([
      ' ›  filter',
      ' Family 0',
      '▌Model 0',
      ' Model 1',
      ' Model 2',
      ' Model 3',
      ' Model 4',
      ' Model 5',
    ]);
    expect(screen.cell(1, 2)).toMatchObject({ char: 'M', bold: true });
    expect(screen.cell(0, 2).fg).toBe('#79c0ff');
    expect(screen.cell(1, 3).bold).toBe(false);
    expect(screen.output()).not.toContain('Model 6');
    await screen.unmount();
  });

  test('the selection moves, by keys and by pages, and stays in sight', async () => {
    const screen = await renderToScreen(<Picker />, { columns: 30, rows: 8 });
    await screen.press('down', 'down', 'down', 'down', 'down');
    expect(screen.text()).toContain('▌Model 5');
    await screen.press('pagedown');
    expect(screen.text()).toContain('▌Model 11');
    await screen.press('end');
    expect(screen.row(7)).toBe('▌Model 499');
    await screen.unmount();
  });

  test('several keys in one chunk are all seen', async () => {
    const screen = await renderToScreen(<Picker />, { columns: 30, rows: 8 });
    await screen.type('\u001b[B\u001b[B\u001b[B');
    expect(screen.text()).toContain('▌Model 3');
    await screen.unmount();
  });

  test('typing filters, and says when nothing is left', async () => {
    const screen = await renderToScreen(<Picker />, { columns: 50, rows: 8 });
    await screen.type('49 mod');
    expect(screen.text().split('\n').slice(0, 4)).toEqual([
      ' › 49 mod',
      ' Family 4',
      '▌Model 49',
      ' Family 14',
    ]);
    await screen.type('zz');
    expect(screen.row(1)).toBe(' nothing matches; esc clears the filter');
    await screen.press('ctrl+u');
    expect(screen.row(2)).toBe('▌Model 0');
    await screen.unmount();
  });

  test('wide characters keep their cells', async () => {
    const screen = await renderToScreen(<Picker />, { columns: 20, rows: 5 });
    await screen.type('世');
    expect(screen.row(2)).toBe('▌世界 👨‍👩‍👧 model');
    expect(screen.cell(6, 2)).toMatchObject({ char: '👨‍👩‍👧', width: 2 });
    await screen.unmount();
  });

  test('a resize draws as many rows as there are then', async () => {
    const screen = await renderToScreen(<Picker />, { columns: 60, rows: 20 });
    await screen.press('end');
    for (const [columns, rows] of [
      [40, 20],
      [20, 5],
      [80, 24],
    ] as const) {
      await screen.resize(columns, rows);
      expect(screen.row(0)).toBe(' ›  filter');
      expect(screen.row(rows - 1)).toBe('▌Model 499');
      expect(screen.text().match(/▌/g)).toHaveLength(1);
    }
    await screen.unmount();
  });
});

test('in mono the selected row has its edge and is bold', async () => {
  const screen = await renderToScreen(<Picker theme={createTheme('mono')} />, { columns: 30, rows: 8 });
  expect(screen.cell(0, 2)).toMatchObject({ char: '▌', bold: true, fg: 'default' });
  expect(screen.cell(1, 2)).toMatchObject({ char: 'M', bold: true, fg: 'default' });
  await screen.unmount();
});

test('an empty list says so', async () => {
  const screen = await renderToScreen(<Picker items={[]} />, { columns: 30, rows: 4 });
  expect(screen.row(1)).toBe(' there is nothing here');
  await screen.unmount();
});
