import { Box, Text, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { createTheme } from '../theme.ts';
import { renderToScreen } from './screen.ts';

const theme = createTheme('dark');

/** Shows what reaches it. */
function Probe() {
  const { columns, rows } = useWindowSize();
  const { exit } = useApp();
  const [log, setLog] = useState<string[]>([]);
  const add = (entry: string) => setLog(entries => [...entries, entry]);
  useInput((input, key) => {
    if (input === 'x') exit('done');
    const names = Object.entries(key).flatMap(([name, on]) => (on === true ? name : []));
    add(JSON.stringify([input, ...names]));
  });
  usePaste(text => add(`paste ${JSON.stringify(text)}`));
  return (
    <Box width="100%" height={rows} flexDirection="column">
      <Text wrap="truncate">{`head ${columns}x${rows}`}</Text>
      <Text wrap="truncate">{theme.style(['removed', 'strong'], 'gone')}</Text>
      <Text wrap="truncate">世界 👨‍👩‍👧 e{'\u0301'}|</Text>
      {log.map(entry => (
        <Text key={entry} wrap="truncate">
          {entry}
        </Text>
      ))}
    </Box>
  );
}

test('cells have characters, attributes and colours', async () => {
  const screen = await renderToScreen(<Probe />, { columns: 40, rows: 10 });
  expect(screen.buffer()).toBe('alternate');
  expect(screen.row(0)).toBe('head 40x10');
  expect(screen.cell(0, 1)).toMatchObject({
    char: 'g',
    bold: true,
    strikethrough: true,
    fg: '#ff7b72',
    bg: '#49181d',
  });
  expect(screen.cell(5, 1)).toMatchObject({ char: ' ', bold: false, fg: 'default', bg: 'default' });
  expect(screen.cursor().visible).toBe(false);
  await screen.unmount();
  expect(screen.buffer()).toBe('normal');
  expect(screen.cursor().visible).toBe(true);
});

test('a grapheme takes the cells that we count for it', async () => {
  const screen = await renderToScreen(<Probe />, { columns: 40, rows: 10 });
  expect(screen.row(2)).toBe('世界 👨‍👩‍👧 e\u0301|');
  expect(screen.cell(0, 2)).toMatchObject({ char: '世', width: 2 });
  expect(screen.cell(5, 2)).toMatchObject({ char: '👨‍👩‍👧', width: 2 });
  expect(screen.cell(8, 2)).toMatchObject({ char: 'e\u0301', width: 1 });
  expect(screen.find('|')).toEqual({ x: 9, y: 2 });
  await screen.unmount();
});

test('keys arrive as a terminal sends them, a chunk in one piece', async () => {
  const screen = await renderToScreen(<Probe />, { columns: 40, rows: 12 });
  await screen.press('down', 'shift+left', 'ctrl+a', 'escape', 'alt+b');
  await screen.type('jjj');
  await screen.paste('two\nlines');
  expect(screen.text().split('\n').slice(3, 10)).toEqual([
    '["","downArrow"]',
    '["","leftArrow","shift"]',
    '["a","ctrl"]',
    '["","escape"]',
    '["b","meta"]',
    '["jjj"]',
    'paste "two\\nlines"',
  ]);
  await screen.unmount();
});

test('narrowing, widening and shrinking leave no trace of the size before', async () => {
  const screen = await renderToScreen(<Probe />, { columns: 80, rows: 24 });
  for (const [columns, rows] of [
    [60, 24],
    [40, 24],
    [120, 36],
    [20, 6],
    [80, 24],
  ] as const) {
    await screen.resize(columns, rows);
    expect(screen.row(0)).toBe(`head ${columns}x${rows}`);
    expect(screen.text().match(/head/g)).toHaveLength(1);
  }
  await screen.unmount();
});

test('waiting for what never comes shows the screen', async () => {
  const screen = await renderToScreen(<Probe />, { columns: 30, rows: 6 });
  await expect(screen.settle('nowhere', 200)).rejects.toThrow(/nowhere[\s\S]*head 30x6/);
  expect(() => screen.find('nowhere')).toThrow(/head 30x6/);
  await screen.unmount();
});

test('an app that ends itself hands over its result', async () => {
  const screen = await renderToScreen(<Probe />, { columns: 30, rows: 6 });
  await screen.type('x');
  expect(await screen.waitUntilExit()).toBe('done');
});
