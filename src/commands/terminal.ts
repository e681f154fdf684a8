/** Whether there is a terminal that can show the app, and how plain lines are written without it. */
import type { Environment } from '../bedrock/credentials.ts';
import { type Signs, UNICODE_SIGNS, WORD_SIGNS } from '../plain/signs.ts';
import { canUnicode } from '../text/unicode.ts';
import { CommandError, EXIT } from './exit-codes.ts';

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
  return hasScreenReader(env) ? 'screen-reader' : undefined;
}

/** Whether a line may be written over while somebody waits: not where that leaves rubbish, or is read aloud. */
export function mayWriteOver(stream: { isTTY?: boolean }, env: Environment): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && !hasScreenReader(env);
}

/** Lines go on by themselves. Throws `CommandError` where somebody wants to stand at the gate. */
export function needsTerminalToStep({ step }: { readonly step?: boolean | undefined }): void {
  if (!step) return;
  throw new CommandError(
    EXIT.usage,
    '--step waits for somebody before every step, and that needs the app in a terminal: leave it out here.',
  );
}

/** The signs of plain lines: words alone where signs cannot be shown, or would be read aloud. */
export function signsFor(env: Environment, platform: NodeJS.Platform = process.platform): Signs {
  return hasScreenReader(env) || !canUnicode(env, platform) ? WORD_SIGNS : UNICODE_SIGNS;
}

function hasScreenReader(env: Environment): boolean {
  return isOn(env.ACCESSIBLE) || isOn(env.INK_SCREEN_READER);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
