/** Why the program takes a terminal for what it does: which variable decided. Pure. */
import type { Environment } from '../../bedrock/credentials.ts';
import { coloursOf } from '../../ui/terminal/abilities.ts';

/** As a clause. In the order in which `themeFor` and `coloursOf` ask. */
export function colourReason(env: Environment): string {
  if (env.NO_COLOR) return 'NO_COLOR is set';
  const forced = env.FORCE_COLOR;
  if (forced === '0' || forced === 'false') return `FORCE_COLOR is ${forced}`;
  if (forced === '3') return 'FORCE_COLOR is 3';
  const term = env.TERM ?? '';
  const colours = coloursOf(env);
  if (colours === 'none' && forced) return 'FORCE_COLOR is set';
  if (colours === 'none') return `TERM is ${term}`;
  if (colours !== 'truecolor')
    return term === '' ? 'TERM is not set' : `TERM is ${term}, COLORTERM says no more`;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return `COLORTERM is ${env.COLORTERM}`;
  if (env.WT_SESSION) return 'it is Windows Terminal';
  return env.TERM_PROGRAM ? `it is ${env.TERM_PROGRAM}` : `TERM is ${term}`;
}

/** As a clause. In the order in which `saysAsciiOnly` asks. */
export function unicodeReason(env: Environment): string {
  if (env.TERM === 'linux') return 'the font of the console has few characters';
  const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find(candidate => env[candidate]);
  return name === undefined ? 'no locale says otherwise' : `${name} is ${env[name]}`;
}

export function remoteWords(multiplexer: 'tmux' | 'screen' | undefined, isRemote: boolean): string {
  const parts = [...(multiplexer === undefined ? [] : [multiplexer]), ...(isRemote ? ['ssh'] : [])];
  return parts.length === 0 ? 'neither tmux, screen nor ssh' : parts.join(' and ');
}
