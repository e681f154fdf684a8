/** What can be found out about another process of this machine. */
import { readFileSync } from 'node:fs';

/** The fields of /proc/PID/stat behind the name of the program: state is field 3, start time field 22. */
const STATE = 0;
const START_TIME = 19;

/** Of a process that is not there, or a zombie that nobody has collected: false. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // Anything else (EPERM) is the answer of a process that is there.
    if ((thrown as { code?: string }).code === 'ESRCH') return false;
  }
  const state = statOf(pid)?.[STATE];
  return state !== 'Z' && state !== 'X';
}

/**
 * Tells a process from an older one with the same number: the boot, and the start in clock ticks
 * after it. `undefined` where the system has no /proc.
 */
export function birthOf(pid: number): string | undefined {
  const ticks = statOf(pid)?.[START_TIME];
  const boot = contentOf('/proc/sys/kernel/random/boot_id')?.trim();
  return ticks && boot ? `${boot}/${ticks}` : undefined;
}

/** The name of the program stands in parentheses, and may have spaces and parentheses in it. */
function statOf(pid: number): string[] | undefined {
  const stat = contentOf(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
