/**
 * Roles to styles: a screen names what a text is, a theme says how that looks. Pure: the environment
 * is handed in. Ink's own colours are not used, because they ignore NO_COLOR and lose bold and
 * underline with FORCE_COLOR=0.
 */
import { saysAsciiOnly } from '../text/unicode.ts';
import type { Span } from '../text/wrap.ts';
import { asciiSigns } from './ascii-signs.ts';
import { ansi16Looks, type Colour, type Look, monoLooks, type Role, truecolorLooks } from './palette.ts';
import { coloursOf } from './terminal/abilities.ts';
import { drawn } from './undrawn.ts';

export type { BarRole, Role } from './palette.ts';

export type ThemeName = 'dark' | 'light' | 'mono';
/** What the user chose; `auto` looks at the environment. */
export type ThemeSetting = ThemeName | 'auto';
export type ColourDepth = 'truecolor' | 'ansi16';
/** One role, or several of which the later ones win where they say different things. */
export type Roles = Role | readonly Role[];

export interface Theme {
  readonly name: ThemeName;
  readonly depth: ColourDepth;
  /**
   * The text with its style around it. Styles do not nest: name several roles, or paint spans. Where
   * a theme has no colours, the lines of a bar (`━`) become another character for each of its roles.
   */
  style(roles: Roles, text: string): string;
  /** A row of spans as one string. */
  paint(spans: readonly Span<Roles>[]): string;
}

/** The environment variables that are read: COLORFGBG, COLORTERM, FORCE_COLOR, NO_COLOR, TERM, the locale and those by which terminals name themselves. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The theme for a terminal. A setting other than `auto` wins; then NO_COLOR (when it is not empty)
 * or FORCE_COLOR=0 mean mono (https://no-color.org: a setting of the program itself goes first);
 * then `background`, when the terminal was asked for it; then COLORFGBG; then dark.
 */
export function themeFor(
  env: Environment,
  setting: ThemeSetting = 'auto',
  background?: 'dark' | 'light',
): Theme {
  const make = (name: ThemeName) => createTheme(name, depthOf(env), saysAsciiOnly(env));
  if (setting !== 'auto') return make(setting);
  return make(isColourless(env) ? 'mono' : (background ?? backgroundOf(env)));
}

/**
 * A theme by name. The depth makes no difference to mono, which has attributes only. With `ascii` the
 * program's signs become such that every terminal has.
 */
export function createTheme(name: ThemeName, depth: ColourDepth = 'truecolor', ascii = false): Theme {
  const looks = looksOf(name, depth);
  const known = new Map<string, Resolved>();
  const resolve = (roles: Roles) => {
    const key = typeof roles === 'string' ? roles : roles.join();
    const resolved = known.get(key);
    if (resolved) return resolved;
    const look = typeof roles === 'string' ? looks[roles] : merge(roles.map(role => looks[role]));
    const fresh = { open: sgr(look), stroke: look.stroke };
    known.set(key, fresh);
    return fresh;
  };
  const style = (roles: Roles, text: string) => {
    if (text === '') return '';
    const { open, stroke } = resolve(roles);
    const seen = drawn(text);
    const stroked = stroke === undefined ? seen : seen.replaceAll(/[━╸]/g, stroke);
    const signed = ascii ? asciiSigns(stroked) : stroked;
    return open === '' ? signed : `${open}${signed}\u001b[0m`;
  };
  return {
    name,
    depth,
    style,
    paint: spans => spans.map(span => style(span.style, span.text)).join(''),
  };
}

interface Resolved {
  readonly open: string;
  readonly stroke: string | undefined;
}

function looksOf(name: ThemeName, depth: ColourDepth): Readonly<Record<Role, Look>> {
  if (name === 'mono') return monoLooks;
  return depth === 'truecolor' ? truecolorLooks[name] : ansi16Looks[name];
}

/** What the user wants goes before what the terminal can do. */
function isColourless(env: Environment): boolean {
  if (env.NO_COLOR || env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false') return true;
  return !env.FORCE_COLOR && coloursOf(env) === 'none';
}

/** A number in FORCE_COLOR is how many colours there are, as for Node itself: 1 is 16, 2 is 256, 3 is all. */
function depthOf(env: Environment): ColourDepth {
  const forced = /^[123]$/.exec(env.FORCE_COLOR ?? '')?.[0];
  if (forced !== undefined) return forced === '3' ? 'truecolor' : 'ansi16';
  return coloursOf(env) === 'truecolor' ? 'truecolor' : 'ansi16';
}

/** COLORFGBG is `foreground;background`, sometimes with a part between; 7 and 15 are the whites. */
function backgroundOf(env: Environment): 'dark' | 'light' {
  const background = env.COLORFGBG?.split(';').at(-1);
  return background === '7' || background === '15' ? 'light' : 'dark';
}

function merge(looks: readonly Look[]): Look {
  return Object.assign({}, ...looks);
}

/** The escape sequence that turns a look on; empty for a plain one. */
function sgr(look: Look): string {
  const codes: string[] = [];
  if (look.bold) codes.push('1');
  if (look.dim) codes.push('2');
  if (look.underline) codes.push('4');
  if (look.inverse) codes.push('7');
  if (look.strike) codes.push('9');
  if (look.fg !== undefined) codes.push(colourCode(look.fg, 30));
  if (look.bg !== undefined) codes.push(colourCode(look.bg, 40));
  return codes.length === 0 ? '' : `\u001b[${codes.join(';')}m`;
}

/** `base` is 30 for the foreground, 40 for the background; the bright colours are 60 further on. */
function colourCode(colour: Colour, base: 30 | 40): string {
  if (typeof colour !== 'number') return [base + 8, 2, ...colour].join(';');
  return String(colour < 8 ? base + colour : base + 60 + colour - 8);
}
