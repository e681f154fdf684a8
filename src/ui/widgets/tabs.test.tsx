import { Box, useWindowSize } from 'ink';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../text/width.ts';
import { renderToScreen } from '../testing/screen.ts';
import { createTheme } from '../theme.ts';
import { Rule } from './rule.tsx';
import { Tabs, tabSpans } from './tabs.tsx';

const TABS = ['Answer', 'Diff', 'Thinking', 'Prompt'].map(label => ({ id: label.toLowerCase(), label }));
const text = (active: string, width: number) =>
  tabSpans(TABS, active, width)
    .map(span => span.text)
    .join('');

describe('which tabs', () => {
  test('all, where they fit', () => {
    expect(text('diff', 80)).toBe(' Answer  Diff  Thinking  Prompt ');
  });
  test('those around the active one, where they do not', () => {
    expect(text('answer', 20)).toBe(' Answer  Diff ›');
    expect(text('prompt', 20)).toBe('‹ Thinking  Prompt ');
    expect(text('thinking', 12)).toBe('‹ Thinking ›');
  });
  test('never wider than the place, and the active one is always there', () => {
    for (let width = 5; width < 60; width++) {
      for (const { id } of TABS) {
        expect(textWidth(text(id, width))).toBeLessThanOrEqual(width);
        expect(tabSpans(TABS, id, width).filter(span => span.style === 'selection')).toHaveLength(1);
      }
    }
  });
});

function Head({ name }: { name: 'dark' | 'mono' }) {
  const { columns } = useWindowSize();
  const theme = createTheme(name);
  return (
    <Box width="100%" flexDirection="column">
      <Rule width={columns} theme={theme} />
      <Tabs tabs={TABS} active="diff" width={columns} theme={theme} />
      <Rule width={columns} theme={theme} />
    </Box>
  );
}

test('the active tab is on a ground of its own, in bold', async () => {
  const screen = await renderToScreen(<Head name="dark" />, { columns: 40, rows: 5 });
  expect(screen.row(0)).toBe('─'.repeat(40));
  expect(screen.cell(0, 0).fg).toBe('#30363d');
  expect(screen.row(1)).toBe(' Answer  Diff  Thinking  Prompt');
  expect(screen.cell(8, 1)).toMatchObject({ bold: true, bg: '#212e42' });
  expect(screen.cell(1, 1)).toMatchObject({ char: 'A', bold: false, bg: 'default' });
  await screen.resize(30, 5);
  expect(screen.row(0)).toBe('─'.repeat(30));
  expect(screen.row(1)).toBe('‹ Diff  Thinking  Prompt');
  await screen.unmount();
});

test('in mono it is inverse', async () => {
  const screen = await renderToScreen(<Head name="mono" />, { columns: 40, rows: 5 });
  expect(screen.cell(9, 1)).toMatchObject({ char: 'D', bold: true, inverse: true, fg: 'default' });
  expect(screen.cell(1, 1)).toMatchObject({ char: 'A', inverse: false, dim: true });
  await screen.unmount();
});
