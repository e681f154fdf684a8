import { describe, expect, test } from 'vitest';
import { type Colour, truecolorLooks } from './palette.ts';
import { type ColourDepth, createTheme, type Role, type ThemeName, themeFor } from './theme.ts';

const ROLES = Object.keys(truecolorLooks.dark) as Role[];
const THEMES: [ThemeName, ColourDepth][] = [
  ['dark', 'truecolor'],
  ['dark', 'ansi16'],
  ['light', 'truecolor'],
  ['light', 'ansi16'],
  ['mono', 'truecolor'],
  ['mono', 'ansi16'],
];

/** The SGR parameters that a role turns on. */
function parameters(name: ThemeName, depth: ColourDepth, role: Role): string[] {
  const sequence = createTheme(name, depth).style(role, 'x').split('x')[0] ?? '';
  return sequence.match(/\d+/g) ?? [];
}

describe('which theme', () => {
  test.each([
    ['dark is the default', {}, 'auto', undefined, 'dark'],
    ['the setting wins over everything', { NO_COLOR: '1' }, 'light', 'dark', 'light'],
    ['NO_COLOR means mono', { NO_COLOR: '1', COLORTERM: 'truecolor' }, 'auto', 'dark', 'mono'],
    ['an empty NO_COLOR means nothing', { NO_COLOR: '' }, 'auto', undefined, 'dark'],
    ['FORCE_COLOR=0 means mono', { FORCE_COLOR: '0' }, 'auto', undefined, 'mono'],
    ['the background of the terminal decides', {}, 'auto', 'light', 'light'],
    ['or COLORFGBG', { COLORFGBG: '0;default;15' }, 'auto', undefined, 'light'],
    ['which may be dark', { COLORFGBG: '15;0' }, 'auto', undefined, 'dark'],
    ['a terminal without colours means mono', { TERM: 'vt100' }, 'auto', 'light', 'mono'],
    ['what the terminal said itself goes first', { COLORFGBG: '15;0' }, 'auto', 'light', 'light'],
  ] as const)('%s', (_name, env, setting, background, name) => {
    expect(themeFor(env, setting, background).name).toBe(name);
  });

  test('true colour where COLORTERM promises it, else the 16 colours', () => {
    expect(themeFor({ COLORTERM: 'truecolor' }).depth).toBe('truecolor');
    expect(themeFor({ COLORTERM: '24bit' }).depth).toBe('truecolor');
    expect(themeFor({ COLORTERM: 'yes' }).depth).toBe('ansi16');
    expect(themeFor({}).depth).toBe('ansi16');
  });
});

describe('a terminal that says it has only ASCII', () => {
  test('gets signs that it has, one cell for one cell', () => {
    const theme = themeFor({ LC_ALL: 'C', NO_COLOR: '1' });
    expect(theme.style('text', '▌1  0.05  ✓ FIX ── ● …')).toBe('>1  0.05  + FIX -- * .');
    expect(theme.style('cacheRead', '━━╸')).toContain(':::');
    expect(themeFor({ NO_COLOR: '1' }).style('text', '▌…')).toBe('▌…');
  });
});

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

describe('nothing is said by colour alone', () => {
  test.each(THEMES)('%s %s: removed is struck through, and selection is bold', (name, depth) => {
    expect(parameters(name, depth, 'removed')).toContain('9');
    expect(parameters(name, depth, 'selection')).toContain('1');
  });
  test.each(THEMES.filter(([name]) => name !== 'mono'))(
    '%s %s: added and removed have a ground',
    (name, depth) => {
      const ground = depth === 'truecolor' ? /^48$/ : /^4\d$/;
      for (const role of ['added', 'removed'] as const) {
        expect(parameters(name, depth, role).some(code => ground.test(code))).toBe(true);
      }
    },
  );
  test('mono has attributes only, and they tell added, removed, selected and muted apart', () => {
    for (const role of ROLES) {
      expect(parameters('mono', 'truecolor', role).join()).toMatch(/^([12479](,[12479])*)?$/);
    }
    const styles = (['added', 'removed', 'selection', 'muted', 'text', 'accent'] as const).map(role =>
      parameters('mono', 'truecolor', role).join(),
    );
    expect(new Set(styles).size).toBe(styles.length);
  });
});

test('without colours the kinds of tokens in a bar have characters of their own', () => {
  const drawn = (['cacheRead', 'cacheWrite', 'fresh', 'output'] as const).map(role =>
    createTheme('mono').style(role, '━━╸'),
  );
  expect(drawn).toEqual(['░░░', '▒▒▒', '···', '███']);
  expect(createTheme('dark', 'ansi16').style('output', '━━╸')).toContain('━━╸');
});

test('the bright black of the 16 colours is never used', () => {
  for (const name of ['dark', 'light'] as const) {
    for (const role of ROLES) {
      const codes = parameters(name, 'ansi16', role);
      expect(codes).not.toContain('90');
      expect(codes).not.toContain('100');
    }
  }
});

/** WCAG 2.2 relative luminance. */
function luminance(colour: Colour): number {
  if (typeof colour === 'number') throw new Error('not a true colour');
  const [r, g, b] = colour.map(value => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('text in true colour can be read (WCAG AA, 4.5 to 1)', () => {
  test.each([
    ['dark', [13, 17, 23]],
    ['light', [255, 255, 255]],
  ] as const)('%s', (name, ground) => {
    for (const [role, look] of Object.entries(truecolorLooks[name])) {
      // A rule is no text, and neither is a bar.
      if (role === 'rule' || role === 'fresh' || look.fg === undefined) continue;
      const [high, low] = [luminance(look.fg), luminance(look.bg ?? ground)].sort((a, b) => b - a) as [
        number,
        number,
      ];
      expect((high + 0.05) / (low + 0.05), role).toBeGreaterThanOrEqual(4.5);
    }
  });
});
