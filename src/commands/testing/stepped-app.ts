/** The rig for tests of the debugger: the built app in a pty that waits before every step, and its transcripts. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyEvent, EventOf, RunEvent } from '../../run/events.ts';
import { foldAll } from '../../run/fold.ts';
import type { Run } from '../../run/run.ts';
import { readTranscript } from '../../transcripts/read.ts';
import { type PtyProgram, startInPty } from '../../ui/testing/pty.ts';
import { type Home, makeHome, runsIn } from './home.ts';
import { builtProgram, type Ended, runProgram } from './program.ts';
import { type QuotingBedrock, startQuotingBedrock } from './quoting-bedrock.ts';

export interface Saved {
  readonly file: string;
  readonly events: readonly AnyEvent[];
  readonly run: Run;
}

export interface DebuggerWorld {
  readonly home: Home;
  readonly server: QuotingBedrock;
  /** The app, with more arguments. It waits before every step. */
  start(args?: readonly string[], env?: Readonly<Record<string, string>>): PtyProgram;
  /** The app at the first step of a run of bat-and-ball. */
  atFirstStep(args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<PtyProgram>;
  /** A command without a terminal, at the same endpoint. */
  plain(command: string, file: string): Promise<Ended>;
  /** The names in the folder of saved runs, in the order of their beginnings. */
  names(): string[];
  /** Every transcript, as it is on the disk, in the order of their beginnings. Throws on one that is damaged. */
  saved(): Promise<Saved[]>;
}

/** Call it inside a test. */
export async function debuggerWorld(): Promise<DebuggerWorld> {
  const home = makeHome();
  const server = await startQuotingBedrock();
  const endpoint = ['--endpoint', server.url];
  const names = () => (existsSync(runsIn(home)) ? readdirSync(runsIn(home)).sort() : []);
  const start: DebuggerWorld['start'] = (args = [], env = {}) =>
    startInPty([builtProgram(), ...args, ...endpoint, '--step'], {
      columns: 140,
      rows: 40,
      cwd: home.folder,
      env: { ...home.env, REFLECTOSCOPE_CLIPBOARD: 'file', ...env },
    });
  return {
    home,
    server,
    start,
    async atFirstStep(args = [], env = {}) {
      const app = start(['--question', 'bat-and-ball', ...args], env);
      await listens(app);
      await app.waitFor('enter run');
      app.press('enter');
      await waitsAt(app, 'Round 0 · answer');
      return app;
    },
    plain: (command, file) =>
      runProgram([command, file, '--plain', ...(command === 'replay' ? [] : endpoint)], { home }),
    names,
    saved: () =>
      Promise.all(
        names().flatMap(name => (name.endsWith('.jsonl') ? savedIn(join(runsIn(home), name)) : [])),
      ),
  };
}

async function savedIn(file: string): Promise<Saved> {
  const { events, notices } = await readTranscript(file);
  const run = foldAll(events);
  if (!run || notices.length > 0) throw new Error(`${file} is not whole: ${notices.join(' ')}`);
  return { file, events, run };
}

/**
 * Waits until the app takes keys: it asks for marked pastes once it does, and what is pressed before that
 * may be echoed by the terminal.
 */
export async function listens(app: PtyProgram): Promise<void> {
  await app.waitFor(() => app.output().includes('\u001b[?2004h'));
}

/** Waits until this step is the one that could be sent, for instance `Round 1 · reflection`. */
export async function waitsAt(app: PtyProgram, step: string): Promise<void> {
  await app.waitFor(() => app.text().includes(step) && app.text().includes('enter send'));
}

/** Opens the editor of the step that waits, for the prompt of this round. */
export async function openEditor(app: PtyProgram, round: number): Promise<void> {
  app.type('e');
  await app.waitFor(`prompt of round ${round}`);
}

/** Writes another prompt over the one that is proposed; it is on the screen then, and not applied. */
export async function writePrompt(app: PtyProgram, round: number, text: string): Promise<void> {
  await openEditor(app, round);
  app.press('ctrl+u');
  app.type(text);
  await app.waitFor(text);
}

/** Changes the prompt of the step that waits. */
export async function editPrompt(app: PtyProgram, round: number, text: string): Promise<void> {
  await writePrompt(app, round, text);
  app.press('enter');
  await app.waitFor('Changed. Enter sends it.');
}

/** Branches after the round that is shown; the branch waits on the screen then. */
export async function branchAfter(app: PtyProgram, round: number): Promise<void> {
  app.type('b');
  await app.waitFor('Branch from here');
  app.press('enter');
  await app.waitFor(`A branch after round ${round}.`);
  await waitsAt(app, `Round ${round + 1} · reflection`);
}

/** The events of one type, in their order. */
export function eventsOfType<T extends RunEvent['type']>(events: readonly AnyEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}
