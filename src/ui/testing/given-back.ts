/** Whether a terminal is as it was before the app, by the bytes that the app wrote and by its driver. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * What is still switched on after this output, in words; empty when all was given back. The wheel
 * (1007) is on in most terminals from the start, so it must be as it was.
 */
export function stillTaken(output: string): string[] {
  const isOn = (mode: number) => lastOf(output, new RegExp(`\\u001b\\[\\?${mode}([hl])`, 'g')) === 'h';
  const taken = Object.entries(MODES).flatMap(([mode, name]) => (isOn(Number(mode)) ? [name] : []));
  if (lastOf(output, /\u001b\[\?25([hl])/g) === 'l') taken.push('the cursor is hidden');
  if ((lastOf(output, /\u001b\[\?1007([hlsr])/g) ?? 'r') !== 'r') taken.push('the wheel');
  if (count(output, /\u001b\[>\d*u/g) > count(output, /\u001b\[<\d*u/g)) taken.push('the kitty keyboard');
  if (count(output, /\u001b\][02];/g) > 0 && !/\u001b\[23(?:;\d)*t/.test(output)) taken.push('the title');
  // The last colour that was set is followed by its end.
  if (!/^(?:|0|[23]9|[23]9;[23]9|22|23|24|27|29|49)$/.test(lastOf(output, /\u001b\[([\d;]*)m/g) ?? '')) {
    taken.push('colours');
  }
  return taken;
}

const MODES: Readonly<Record<number, string>> = {
  1: 'application cursor keys',
  1000: 'the mouse',
  1002: 'the mouse',
  1003: 'the mouse',
  1004: 'focus',
  1006: 'the mouse',
  1049: 'the alternate screen',
  2004: 'bracketed paste',
  2026: 'synchronized output',
};

/** Whether the driver of a program's terminal makes lines and signals of keys, and echoes them. Linux only. */
export function isCooked(pid: number): boolean {
  const said = execFileSync('stty', ['-a', '-F', readlinkSync(`/proc/${pid}/fd/0`)], { encoding: 'utf8' });
  return isCookedBy(said);
}

/** The same of what `stty -a` said. */
export function isCookedBy(said: string): boolean {
  return ['icanon', 'isig', 'echo', 'icrnl', 'opost'].every(flag =>
    new RegExp(`(?:^|\\s)${flag}\\b`).test(said),
  );
}

/** Whether a process is stopped, as the shell stops one. Linux only. */
export function isStopped(pid: number): boolean {
  return / [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/\(.*\)/s, ''));
}

function lastOf(text: string, pattern: RegExp): string | undefined {
  return [...text.matchAll(pattern)].at(-1)?.[1];
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
