/** The rig for end-to-end tests: the built program as a child process, without a terminal. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { inject } from 'vitest';
import { RunEvent } from '../../run/events.ts';
import { PROGRAM } from '../../ui/testing/pty.ts';
import { type Home, makeHome } from './home.ts';

export interface Ended {
  /** The signal's name where a signal ended it. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves once the output matches; throws when it ends without. */
  saw(pattern: RegExp): Promise<void>;
  readonly ended: Promise<Ended>;
}

export interface ProgramOptions {
  readonly home?: Home;
  readonly stdin?: string;
  readonly cwd?: string;
  /** Instead of this Node. */
  readonly node?: readonly string[];
}

/** Runs it to its end. */
export function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  return startProgram(args, options).ended;
}

export function startProgram(args: readonly string[], options: ProgramOptions = {}): Program {
  const home = options.home ?? makeHome();
  const [node = process.execPath, ...nodeArgs] = options.node ?? [];
  const child = spawn(node, [...nodeArgs, builtProgram(), ...args], {
    cwd: options.cwd ?? home.folder,
    env: { ...home.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {}).end(options.stdin ?? '');
  const text = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', chunk => {
      text[name] += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: signal ?? code ?? 0, ...text }));
  });
  return {
    child,
    ended,
    saw: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text.stdout + text.stderr)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(end => reject(new Error(`ended without ${pattern}: ${JSON.stringify(end)}`)));
      }),
  };
}

/** Its path. Throws when it could not be built from these sources. */
export function builtProgram(): string {
  const problem = inject('buildProblem');
  if (problem !== '') throw new Error(`The program could not be built: ${problem}`);
  return PROGRAM;
}

/** The events of `--json`, each checked against the schema; `seq` must not have a gap. */
export function eventsOf(stdout: string): RunEvent[] {
  const events = stdout
    .trimEnd()
    .split('\n')
    .map(line => RunEvent.parse(JSON.parse(line)));
  for (const [index, { seq }] of events.entries()) {
    if (seq !== index) throw new Error(`event ${index} has the number ${seq}`);
  }
  return events;
}
