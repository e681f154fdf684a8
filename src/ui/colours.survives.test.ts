import { describe, expect, test } from 'vitest';
import { foldAll } from '../run/fold.ts';
import type { Line } from './line.ts';
import { type Colour, monoLooks, truecolorLooks } from './palette.ts';
import { inspectorFrame } from './screens/inspector-frame.ts';
import { INITIAL, PANES } from './screens/inspector-state.ts';
import { debuggerStates } from './testing/debugger-states.ts';
import { laneStates } from './testing/lane-states.ts';
import { recordedEvents } from './testing/recorded.ts';
import { type ColourDepth, createTheme, type Role, type ThemeName, themeFor } from './theme.ts';
import { AT_TOP } from './widgets/scroll.ts';

const ROLES = Object.keys(truecolorLooks.dark) as Role[];
const THEMES: [ThemeName, ColourDepth][] = [
  ['dark', 'truecolor'],
  ['dark', 'ansi16'],
  ['light', 'truecolor'],
  ['light', 'ansi16'],
  ['mono', 'truecolor'],
];

/** The SGR parameters that a role turns on. */
function parameters(name: ThemeName, depth: ColourDepth, role: Role): string[] {
  const sequence = createTheme(name, depth).style(role, 'x').split('x')[0] ?? '';
  return sequence.match(/\d+/g) ?? [];
}

/** WCAG 2.2 relative luminance. */
function luminance(colour: Colour): number {
  if (typeof colour === 'number') throw new Error('not a true colour');
  const [r = 0, g = 0, b = 0] = colour.map(value => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(one: Colour, other: Colour): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Grounds that people have: black and white, and those of editors and of well-known colour schemes. */
const GROUNDS: Readonly<Record<'dark' | 'light', readonly Colour[]>> = {
  dark: [
    [0, 0, 0],
    [13, 17, 23],
    [30, 30, 30],
    [40, 42, 54],
    [0, 43, 54],
  ],
  light: [
    [255, 255, 255],
    [250, 250, 250],
    [253, 246, 227],
  ],
};
/** A rule parts what blank rows and headings part, too. */
const NO_TEXT = new Set(['rule']);
/** A bar is a drawing: WCAG asks 3 to 1 of those. */
const DRAWN = new Set(['cacheRead', 'cacheWrite', 'fresh', 'output']);

const bat = await recordedEvents('bat-and-ball.sonnet-4-6');

function linesOfManyScreens(): Line[] {
  const run = foldAll(bat);
  const panes = PANES.flatMap(pane =>
    inspectorFrame({
      run,
      log: [],
      state: { ...INITIAL, pane, scroll: AT_TOP },
      player: undefined,
      notice: undefined,
      width: 120,
      height: 36,
    }),
  );
  const others = [...Object.values(debuggerStates(bat)), ...Object.values(laneStates())];
  return [...panes, ...others.flatMap(draw => draw(120, 36))];
}

describe('People', () => {
  test.each([
    ['NO_COLOR with any value', { NO_COLOR: '1', COLORTERM: 'truecolor' }, 'mono'],
    ['NO_COLOR=0, which is a value', { NO_COLOR: '0' }, 'mono'],
    ['NO_COLOR without a value', { NO_COLOR: '' }, 'dark 16'],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0', COLORTERM: 'truecolor' }, 'mono'],
    ['a terminal without colours', { TERM: 'vt100' }, 'mono'],
    ['the same with FORCE_COLOR=1', { TERM: 'vt100', FORCE_COLOR: '1' }, 'dark 16'],
    ['no word at all', {}, 'dark 16'],
    ['TERM=screen', { TERM: 'screen' }, 'dark 16'],
    ['TERM=tmux-256color', { TERM: 'tmux-256color' }, 'dark 16'],
    ['COLORTERM=truecolor', { COLORTERM: 'truecolor' }, 'dark true'],
    ['COLORTERM=24bit', { COLORTERM: '24bit' }, 'dark true'],
    ['COLORTERM with another word', { COLORTERM: 'yes' }, 'dark 16'],
    ['FORCE_COLOR=1 where there are more', { FORCE_COLOR: '1', COLORTERM: 'truecolor' }, 'dark 16'],
    ['FORCE_COLOR=2 where there are more', { FORCE_COLOR: '2', COLORTERM: 'truecolor' }, 'dark 16'],
    ['FORCE_COLOR=3', { FORCE_COLOR: '3' }, 'dark true'],
    ['COLORFGBG with a light ground', { COLORFGBG: '0;default;15' }, 'light 16'],
    ['COLORFGBG with a dark ground', { COLORFGBG: '15;0' }, 'dark 16'],
  ] as const)('%s: the colours are those that were asked for', (_name, env, look) => {
    const { name, depth } = themeFor(env);
    expect(name === 'mono' ? name : `${name} ${depth === 'truecolor' ? 'true' : '16'}`).toBe(look);
  });

  test('a light terminal, and a theme that was chosen: asked goes before guessed, chosen before both', () => {
    expect(themeFor({}, 'auto', 'light').name).toBe('light');
    expect(themeFor({ COLORFGBG: '15;0' }, 'auto', 'light').name).toBe('light');
    expect(themeFor({ TERM: 'vt100' }, 'auto', 'light').name).toBe('mono');
    expect(themeFor({ NO_COLOR: '1' }, 'light', 'dark').name).toBe('light');
  });

  test('dark and light grounds in true colour: every text has 4.5 to 1 of contrast (WCAG AA), every bar 3 to 1', () => {
    for (const name of ['dark', 'light'] as const) {
      for (const [role, look] of Object.entries(truecolorLooks[name])) {
        if (NO_TEXT.has(role) || look.fg === undefined) continue;
        const least = DRAWN.has(role) ? 3 : 4.5;
        for (const ground of look.bg ? [look.bg] : GROUNDS[name]) {
          expect(contrast(look.fg, ground), `${name} ${role} on ${ground}`).toBeGreaterThanOrEqual(least);
        }
      }
    }
  });

  test('the sixteen colours of a terminal: bright black, which many have as their ground, is never used', () => {
    for (const name of ['dark', 'light'] as const) {
      const codes = ROLES.flatMap(role => parameters(name, 'ansi16', role));
      expect(codes.filter(code => code === '90' || code === '100')).toEqual([]);
    }
  });

  test('one colour only: attributes tell added, removed, selected, found and quiet text apart', () => {
    for (const role of ROLES) {
      expect(parameters('mono', 'truecolor', role).join()).toMatch(/^([12479](,[12479])*)?$/);
    }
    const told = [
      'added',
      'removed',
      'selection',
      'muted',
      'text',
      'accent',
      'match',
      'currentMatch',
    ] as const;
    expect(new Set(told.map(role => parameters('mono', 'truecolor', role).join())).size).toBe(told.length);
    const strokes = ['cacheRead', 'cacheWrite', 'fresh', 'output'] as const;
    expect(new Set(strokes.map(role => monoLooks[role].stroke)).size).toBe(strokes.length);
  });

  test.each(THEMES)(
    'colours that look alike to somebody, %s %s: removed is struck through, selected is bold',
    (...theme) => {
      expect(parameters(...theme, 'removed')).toContain('9');
      expect(parameters(...theme, 'added')).not.toContain('9');
      expect(parameters(...theme, 'selection')).toContain('1');
    },
  );

  test('colours that look alike to somebody: no mark is good in one place and bad in another by its colour', () => {
    const marks = { good: new Set<string>(), bad: new Set<string>() };
    for (const { text, style } of linesOfManyScreens().flat()) {
      const roles = [style].flat();
      for (const role of ['good', 'bad'] as const) if (roles.includes(role)) marks[role].add(text.trim());
    }
    expect(marks.good).toContain('✓ FIX');
    expect(marks.bad).toContain('✗ wrong');
    expect([...marks.good].filter(text => text !== '' && marks.bad.has(text))).toEqual([]);
  });

  test('a terminal with nothing but ASCII (LANG=C): every sign of the program has one, as wide as it was', () => {
    const theme = themeFor({ LANG: 'C', NO_COLOR: '1' });
    expect(theme.style('text', '▌1  0.05  ✓ FIX ── ● …')).toBe('>1  0.05  + FIX -- * .');
    expect(theme.style('cacheRead', '━━╸')).toContain(':::');
    const painted = linesOfManyScreens().map(theme.paint).join('\n');
    const theirs = new Set(JSON.stringify(bat).match(/[^\u0000-\u007f]/gu));
    const left = new Set(painted.match(/[^\u0000-\u007f]/gu));
    expect([...left].filter(char => !theirs.has(char))).toEqual([]);
    expect(themeFor({ NO_COLOR: '1' }).style('text', '▌…')).toBe('▌…');
  });
});
