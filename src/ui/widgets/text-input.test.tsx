import { Box, Text, useInput, useWindowSize } from 'ink';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { renderToScreen } from '../testing/screen.ts';
import { createTheme } from '../theme.ts';
import { EMPTY_TEXT, textState } from './text-editing.ts';
import { TextInput } from './text-input.tsx';

const theme = createTheme('mono');

interface FormProps {
  readonly real?: boolean;
  readonly start?: string;
  readonly multiline?: boolean;
  readonly submitted?: (text: string) => void;
}

/** Two fields; Tab goes from one to the other. */
function Form({ real = false, start = '', multiline = false, submitted }: FormProps) {
  const { columns, rows } = useWindowSize();
  const [first, setFirst] = useState(textState(start));
  const [second, setSecond] = useState(EMPTY_TEXT);
  const [active, setActive] = useState(0);
  useInput((_input, key) => {
    if (key.tab) setActive(field => 1 - field);
  });
  const field = { width: columns - 2, theme, multiline, ...(submitted && { onSubmit: submitted }) };
  return (
    <Box width="100%" height={rows} flexDirection="column">
      <Text>question</Text>
      <Box>
        <Text>{'> '}</Text>
        <TextInput
          {...field}
          value={first}
          onChange={setFirst}
          focused={active === 0}
          placeholder="write your own…"
          isCommand={(name, value) => name === '?' && value.text === ''}
          {...(real && { origin: { x: 2, y: 1 } })}
        />
      </Box>
      <Box>
        <Text>{'> '}</Text>
        <TextInput
          {...field}
          value={second}
          onChange={setSecond}
          focused={active === 1}
          placeholder="reference"
          {...(real && { origin: { x: 2, y: 2 } })}
        />
      </Box>
      <Text>{JSON.stringify(first.text)}</Text>
    </Box>
  );
}

describe('typing', () => {
  test('emoji, CJK and accents are edited as whole characters', async () => {
    const screen = await renderToScreen(<Form />, { columns: 40, rows: 8 });
    await screen.type('a世👨‍👩‍👧e\u0301');
    expect(screen.row(1)).toBe('> a世👨‍👩‍👧e\u0301');
    expect(screen.cell(8, 1)).toMatchObject({ char: ' ', inverse: true });
    await screen.press('left', 'left');
    expect(screen.cell(5, 1)).toMatchObject({ char: '👨‍👩‍👧', width: 2, inverse: true });
    await screen.press('backspace');
    expect(screen.row(3)).toBe('"a👨‍👩‍👧e\u0301"');
    await screen.press('delete');
    expect(screen.row(3)).toBe('"ae\u0301"');
    await screen.unmount();
  });

  test('a chunk with keys of every kind in it is edited in order', async () => {
    const screen = await renderToScreen(<Form />, { columns: 40, rows: 8 });
    await screen.type('abc\u007f\u007f\u001b[DX\u0005Y');
    expect(screen.row(3)).toBe('"XaY"');
    await screen.unmount();
  });

  test('Ctrl+A, E, W, U and K, and words by Alt and Ctrl', async () => {
    const screen = await renderToScreen(<Form start="one two three" />, { columns: 40, rows: 8 });
    await screen.press('alt+b', 'ctrl+left', 'ctrl+k');
    expect(screen.row(3)).toBe('"one "');
    await screen.press('ctrl+a');
    await screen.type('> ');
    await screen.press('ctrl+e', 'ctrl+w');
    expect(screen.row(3)).toBe('"> "');
    await screen.press('ctrl+u');
    expect(screen.row(3)).toBe('""');
    await screen.unmount();
  });

  test('a paste is text, whatever it holds', async () => {
    const screen = await renderToScreen(<Form />, { columns: 40, rows: 8 });
    expect(screen.output()).toContain('\u001b[?2004h');
    await screen.paste('two\r\nlines\tand \u001b[31mred');
    expect(screen.row(3)).toBe('"two lines and red"');
    await screen.unmount();
  });

  test('a paste of many lines keeps them where they are wanted', async () => {
    const screen = await renderToScreen(<Form multiline />, { columns: 40, rows: 8 });
    await screen.paste('a\nb');
    expect(screen.row(1)).toBe('> a⏎b');
    expect(screen.row(3)).toBe('"a\\nb"');
    await screen.unmount();
  });

  test('Enter hands over the text, also when it comes in the same chunk', async () => {
    const texts: string[] = [];
    const screen = await renderToScreen(<Form submitted={text => texts.push(text)} />, {
      columns: 40,
      rows: 8,
    });
    await screen.type('son\r');
    expect(texts).toEqual(['son']);
    await screen.unmount();
  });

  test('a key that the screen claims is no text', async () => {
    const screen = await renderToScreen(<Form />, { columns: 40, rows: 8 });
    await screen.type('?');
    expect(screen.row(3)).toBe('""');
    await screen.type('why?');
    expect(screen.row(3)).toBe('"why?"');
    await screen.unmount();
  });
});

describe('drawing', () => {
  test('a placeholder is dim, and goes with the first character', async () => {
    const screen = await renderToScreen(<Form />, { columns: 40, rows: 8 });
    expect(screen.row(1)).toBe('>  write your own…');
    expect(screen.cell(2, 1).inverse).toBe(true);
    expect(screen.cell(3, 1)).toMatchObject({ char: 'w', dim: true });
    expect(screen.row(2)).toBe('> reference');
    await screen.type('x');
    expect(screen.row(1)).toBe('> x');
    await screen.unmount();
  });

  test('a text that is too long shows its end, and after a resize still', async () => {
    const screen = await renderToScreen(<Form start="a rather long question about bats" />, {
      columns: 24,
      rows: 8,
    });
    expect(screen.row(1)).toBe('> … question about bats');
    expect(screen.cell(23, 1).inverse).toBe(true);
    await screen.resize(16, 8);
    expect(screen.row(1)).toBe('> …n about bats');
    await screen.resize(60, 8);
    expect(screen.row(1)).toBe('> a rather long question about bats');
    await screen.unmount();
  });

  test("with an origin the terminal's own cursor is where the text is written", async () => {
    const screen = await renderToScreen(<Form real />, { columns: 40, rows: 8 });
    await screen.type('世a');
    expect(screen.cursor()).toEqual({ x: 5, y: 1, visible: true });
    expect(screen.cell(5, 1).inverse).toBe(false);
    await screen.press('left');
    expect(screen.cursor()).toEqual({ x: 4, y: 1, visible: true });
    await screen.unmount();
  });

  test("the terminal's cursor goes along when the keyboard goes to another field, there and back", async () => {
    const screen = await renderToScreen(<Form real start="ab" />, { columns: 40, rows: 8 });
    expect(screen.cursor()).toEqual({ x: 4, y: 1, visible: true });
    await screen.press('tab');
    expect(screen.cursor()).toEqual({ x: 2, y: 2, visible: true });
    await screen.press('tab');
    expect(screen.cursor()).toEqual({ x: 4, y: 1, visible: true });
    await screen.resize(30, 6);
    expect(screen.cursor()).toEqual({ x: 4, y: 1, visible: true });
    expect(screen.row(0)).toBe('question');
    await screen.unmount();
  });
});
