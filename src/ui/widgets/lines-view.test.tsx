import { Box, Text, useInput, useWindowSize } from 'ink';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { commandsFor } from '../keys.ts';
import { renderToScreen } from '../testing/screen.ts';
import { createTheme } from '../theme.ts';
import { LinesView } from './lines-view.tsx';
import { AT_TOP, offsetOf, percent, scrollBy, scrollPages, toBottom } from './scroll.ts';

const theme = createTheme('dark');
const LINES = Array.from({ length: 10_000 }, (_, index) =>
  index % 3 === 1 ? '' : `line ${index} ${theme.style('added', 'new 世界')}`,
);

function Reader({ lines = LINES }: { lines?: string[] }) {
  const { rows } = useWindowSize();
  const [scroll, setScroll] = useState(AT_TOP);
  const extent = { total: lines.length, height: rows - 1 };
  useInput((input, key) => {
    for (const command of commandsFor(input, key, 'inspector')) {
      if (command === 'scroll.down') setScroll(newest => scrollBy(newest, 1, extent));
      if (command === 'scroll.page-down') setScroll(newest => scrollPages(newest, 1, extent));
      if (command === 'scroll.bottom') setScroll(toBottom(extent));
    }
  });
  return (
    <Box width="100%" height={rows} flexDirection="column">
      <LinesView lines={lines} offset={offsetOf(scroll, extent)} height={rows - 1} />
      <Text>{`${percent(scroll, extent)} %`}</Text>
    </Box>
  );
}

test('exactly the visible lines are drawn, blank ones too', async () => {
  const screen = await renderToScreen(<Reader />, { columns: 30, rows: 5 });
  expect(screen.text().split('\n')).toEqual([
    'line 0 new 世界',
    '',
    'line 2 new 世界',
    'line 3 new 世界',
    '0 %',
  ]);
  expect(screen.cell(7, 0)).toMatchObject({ char: 'n', fg: '#56d364', bg: '#123820' });
  expect(screen.cell(6, 0)).toMatchObject({ char: ' ', bg: 'default' });
  expect(screen.output()).not.toContain('line 5');
  await screen.unmount();
});

test('it scrolls by lines, by a chunk of keys, by pages and to the end', async () => {
  const screen = await renderToScreen(<Reader />, { columns: 30, rows: 5 });
  await screen.type('jjj');
  expect(screen.row(0)).toBe('line 3 new 世界');
  await screen.press('pagedown');
  expect(screen.row(0)).toBe('line 6 new 世界');
  await screen.type('G');
  expect(screen.row(3)).toBe('line 9999 new 世界');
  expect(screen.row(4)).toBe('100 %');
  await screen.unmount();
});

test('fewer lines than rows leave blank rows, and what is below stays in its place', async () => {
  const screen = await renderToScreen(<Reader lines={['only']} />, { columns: 30, rows: 5 });
  expect(screen.text().split('\n')).toEqual(['only', '', '', '', '100 %']);
  await screen.unmount();
});

test('a line that is too wide is cut, not wrapped', async () => {
  const screen = await renderToScreen(<Reader lines={['x'.repeat(50), 'next']} />, { columns: 20, rows: 4 });
  expect(screen.row(1)).toBe('next');
  await screen.unmount();
});

test('shrinking to 20x5 and back leaves nothing behind', async () => {
  const screen = await renderToScreen(<Reader />, { columns: 80, rows: 24 });
  const before = screen.text();
  await screen.resize(20, 5);
  expect(screen.text().split('\n')).toEqual([
    'line 0 new 世界',
    '',
    'line 2 new 世界',
    'line 3 new 世界',
    '0 %',
  ]);
  await screen.resize(80, 24);
  expect(screen.text()).toBe(before);
  await screen.unmount();
});
