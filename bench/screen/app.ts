/** The built program with a run in its inspector, answered from a recording of the bench's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../../src/ui/testing/pty.ts';
import { type Program, type ProgramOptions, startProgram } from './program.ts';
import { QUESTION, type Streamed, writeRecording } from './recording.ts';

/** It asks for marked pastes once it takes keys. */
const LISTENS = '\u001b[?2004h';

export interface App extends Program {
  /** Begins the run; resolves when it streams. */
  run(): Promise<void>;
}

/** At its picker, with the question chosen. Each run streams these answers, one a round. */
export async function startApp(answers: readonly Streamed[], options: ProgramOptions = {}): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-recording-'));
  writeRecording(folder, answers);
  const rounds = ['--question', QUESTION, '--rounds', String(answers.length - 1)];
  const program = await startProgram([PROGRAM, '--offline', '--recordings', folder, ...rounds], options);
  await program.waitFor(LISTENS);
  return {
    ...program,
    async run() {
      const begun = program.waitFor('tok/s');
      program.write('\r');
      await begun;
    },
    async end() {
      await program.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
