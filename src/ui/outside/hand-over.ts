/** Hands the terminal over to a program of the user's, and takes it back when that has ended. Knows no text. */
import { spawn as startProcess } from 'node:child_process';
import type { Environment } from '../theme.ts';

/** Gives the terminal up while the work is done, as Ink's `suspendTerminal` does. */
export type Suspend = (work: () => Promise<void>) => Promise<void>;

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** What it reads on its standard input; else that is the terminal. */
  readonly input?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Runs a program to its end; rejects when it cannot be started. */
export type Spawn = (program: Program) => Promise<Ended>;

/**
 * Runs it on this process's terminal. It may take all the time it wants. Keys and the signals that
 * keys make (Ctrl+C, Ctrl+\) are the program's meanwhile; when this process ends, it is told to end.
 */
export const spawnOnTerminal: Spawn = async program => {
  await stopReading(process.stdin);
  const heedSignals = ignoreSignals();
  running++;
  try {
    return await runProgram(program);
  } finally {
    running--;
    heedSignals();
  }
};

let running = 0;

/** Whether the terminal is a program's now, so that nothing of ours may be written on it. */
export function isHandedOver(): boolean {
  return running > 0;
}

function runProgram({ command, args, env, input }: Program): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const stdin = input === undefined ? 'inherit' : 'pipe';
    const child = startProcess(command, args, { stdio: [stdin, 'inherit', 'inherit'], env });
    const hangUp = () => child.kill('SIGHUP');
    process.on('exit', hangUp);
    const settle = (done: () => void) => {
      process.off('exit', hangUp);
      done();
    };
    child.on('error', error => settle(() => reject(error)));
    child.on('exit', (code, signal) => settle(() => resolve({ code, signal })));
    // Whoever leaves a pager early does not read the rest.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/**
 * Ink 8 no longer listens to the keyboard while it is suspended, but a read is under way: the first
 * key would come here and not to the program (seen in a pty). Pausing the stream ends that read, but
 * only when the listener is gone, a tick after it was removed, and when the stream was flowing.
 */
export async function stopReading(stdin: NodeJS.ReadStream): Promise<void> {
  await nextTurn();
  stdin.resume();
  stdin.pause();
  await nextTurn();
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

const FROM_KEYS = ['SIGINT', 'SIGQUIT'] as const;

/** The terminal sends these to everyone in the foreground: they are not meant for us now. */
function ignoreSignals(): () => void {
  const ignore = () => {};
  const kept = FROM_KEYS.map(name => ({
    name,
    listeners: process.rawListeners(name) as NodeJS.SignalsListener[],
  }));
  for (const { name } of kept) {
    process.on(name, ignore);
    for (const listener of process.rawListeners(name) as NodeJS.SignalsListener[]) {
      if (listener !== ignore) process.off(name, listener);
    }
  }
  return () => {
    for (const { name, listeners } of kept) {
      for (const listener of listeners) process.on(name, listener);
      process.off(name, ignore);
    }
  };
}
