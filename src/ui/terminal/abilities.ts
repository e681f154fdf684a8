/** What the terminal can do, as far as the environment tells. Pure; what the user wants (NO_COLOR) is not asked. */
import type { Environment } from '../theme.ts';

/** What stands between us and the terminal, and may hold sequences back. */
export function multiplexerOf(env: Environment): 'tmux' | 'screen' | undefined {
  if (env.TMUX) return 'tmux';
  return env.STY ? 'screen' : undefined;
}

/** By what they say themselves; https://github.com/termstandard/colors lists them. */
const TRUECOLOR_PROGRAMS = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'mintty', 'rio']);
const TRUECOLOR_TERMS = /-direct$|^(xterm-)?(kitty|ghostty)$|^(alacritty|foot|wezterm|contour)(-|$)/;

/** A name that is not known means the least that every terminal has: 16 colours. */
export function coloursOf(
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): 'truecolor' | '256' | '16' | 'none' {
  const term = env.TERM ?? '';
  if (term === 'dumb' || /^vt\d/.test(term)) return 'none';
  // Whoever set it may have meant the terminal outside: the console and screen do without.
  if (term === 'linux') return '16';
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 'truecolor';
  if (env.WT_SESSION || (platform === 'win32' && term === '')) return 'truecolor';
  if (TRUECOLOR_TERMS.test(term)) return 'truecolor';
  if (TRUECOLOR_PROGRAMS.has(env.TERM_PROGRAM ?? '')) return 'truecolor';
  return term.includes('256') ? '256' : '16';
}
