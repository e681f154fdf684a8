/** Whether there is a terminal that can show the app. */
import type { Environment } from '../bedrock/credentials.ts';

interface Streams {
  readonly stdin: { isTTY?: boolean };
  readonly stdout: { isTTY?: boolean };
}

/** Plain lines for a pipe, a dumb terminal, a screen reader, and whoever asks for them. */
export function wantsPlain(
  flags: { plain?: boolean | undefined },
  env: Environment,
  streams: Streams,
): boolean {
  if (flags.plain || !streams.stdin.isTTY || !streams.stdout.isTTY) return true;
  return env.TERM === 'dumb' || isOn(env.ACCESSIBLE) || isOn(env.INK_SCREEN_READER);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
