/** Whether there is a terminal that can show the app. */
import type { Environment } from '../bedrock/credentials.ts';

interface Streams {
  readonly stdin: { isTTY?: boolean };
  readonly stdout: { isTTY?: boolean };
}

export type PlainReason = 'asked' | 'no-terminal' | 'dumb-terminal' | 'screen-reader';

/** Why there are plain lines instead of the app; `undefined` when the app can be shown. */
export function whyPlain(
  flags: { plain?: boolean | undefined },
  env: Environment,
  { stdin, stdout }: Streams,
): PlainReason | undefined {
  if (flags.plain) return 'asked';
  if (!stdin.isTTY || !stdout.isTTY) return 'no-terminal';
  if (env.TERM === 'dumb') return 'dumb-terminal';
  return isOn(env.ACCESSIBLE) || isOn(env.INK_SCREEN_READER) ? 'screen-reader' : undefined;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
