/** The animated picture: the program as a person drives it, from a question to what was saved. */
import { setTimeout } from 'node:timers/promises';
import { PROGRAM, type PtyProgram } from '../src/ui/testing/pty.ts';
import { type Frame, framesOf } from './frames.ts';
import { record } from './record.ts';

const COLUMNS = 100;
const ROWS = 28;
/** 20 frames a second. */
const TICK_MS = 50;

/** The clocks on the screen are true, so two recordings differ in a few digits. */
export async function recordReflection(env: Record<string, string>): Promise<Frame[]> {
  const recorder = record([PROGRAM, '--offline', '--speed', '2'], { columns: COLUMNS, rows: ROWS, env });
  const { program } = recorder;
  await program.waitFor('strategy');
  await setTimeout(500);
  recorder.start();
  await chooseQuestion(program);
  await program.waitFor('stopped by max-rounds', 60_000);
  await setTimeout(1200);
  await lookAtTheFix(program);
  return framesOf(await recorder.stop(), COLUMNS, ROWS, TICK_MS);
}

async function chooseQuestion(program: PtyProgram): Promise<void> {
  await setTimeout(1200);
  for (const letter of 'bat') {
    program.type(letter);
    await setTimeout(220);
  }
  await setTimeout(800);
  program.press('enter');
}

/** Round 1 is the one in which the answer was mended. */
async function lookAtTheFix(program: PtyProgram): Promise<void> {
  program.press('left');
  await setTimeout(400);
  program.press('left');
  await program.waitFor('round 1 against 0');
  await setTimeout(1500);
  // In one go, since side by side is too wide for this window.
  program.type('vvv');
  await program.waitFor('answer first');
  await setTimeout(500);
}
