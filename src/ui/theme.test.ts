import { describe, expect, test } from 'vitest';
import { createTheme } from './theme.ts';

describe('style', () => {
  test('wraps a text in its escape sequences and a reset', () => {
    const theme = createTheme('dark');
    expect(theme.style('good', 'FIX')).toBe('\u001b[38;2;86;211;100mFIX\u001b[0m');
    expect(theme.style('removed', 'x')).toBe('\u001b[9;38;2;255;123;114;48;2;73;24;29mx\u001b[0m');
    expect(createTheme('dark', 'ansi16').style('removed', 'x')).toBe('\u001b[9;97;41mx\u001b[0m');
  });
  test('plain text and no text have no escape sequences', () => {
    expect(createTheme('dark').style('text', 'a')).toBe('a');
    expect(createTheme('dark').style('good', '')).toBe('');
  });
  test('several roles are one style, the later ones win', () => {
    expect(createTheme('dark', 'ansi16').style(['strong', 'good', 'bad'], 'a')).toBe(
      '\u001b[1;91ma\u001b[0m',
    );
  });
  test('spans are painted one after another', () => {
    const spans = [
      { text: 'cost ', style: 'label' },
      { text: '$1', style: 'strong' },
    ] as const;
    expect(createTheme('mono').paint(spans)).toBe('\u001b[2mcost \u001b[0m\u001b[1m$1\u001b[0m');
  });
});

test('without colours the kinds of tokens in a bar have characters of their own', () => {
  const drawn = (['cacheRead', 'cacheWrite', 'fresh', 'output'] as const).map(role =>
    createTheme('mono').style(role, '━━╸'),
  );
  expect(drawn).toEqual(['░░░', '▒▒▒', '···', '███']);
  expect(createTheme('dark', 'ansi16').style('output', '━━╸')).toContain('━━╸');
});
