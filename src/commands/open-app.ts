/** Opens the app: gives it a terminal, the world it works on, and a summary when it leaves. */
import { existsSync } from 'node:fs';
import { summary } from '../plain/printer.ts';
import { createPlayer } from '../replay/player.ts';
import { foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { dataFolder } from '../transcripts/folder.ts';
import type { Transcript } from '../transcripts/read.ts';
import { createAppServices } from './app-services.ts';
import { bundledQuestion, bundledQuestions } from './bundled.ts';
import { openChoices } from './choices.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { onInterrupt } from './interrupts.ts';
import { type LookFlags, lookWith } from './look.ts';
import type { OpenFlags } from './open.ts';
import { quoted } from './run.ts';
import { baseSettings } from './settings.ts';
import { chooseSource } from './source.ts';
import { checkSaveFlags } from './start-run.ts';
import { signsFor } from './terminal.ts';

/** The app at its picker. */
export async function openApp(flags: OpenFlags): Promise<ExitCode> {
  const questions = await bundledQuestions();
  const source = await chooseSource(flags, process.env);
  // What is wrong with the flags is said before the screen is taken.
  checkSaveFlags(flags);
  if (flags.transcript !== undefined && existsSync(flags.transcript)) {
    throw new CommandError(EXIT.usage, `${flags.transcript} exists already: give --transcript another name.`);
  }
  const first = flags.question === undefined ? questions[0] : bundledQuestion(flags.question, questions);
  if (first) baseSettings(flags, first, source);
  const store = openChoices();
  const services = createAppServices({ source, flags, store, questions });
  const { showApp } = await import('../ui/show.tsx');
  const interrupts = onInterrupt(async () => {
    services.cancelAll();
    await services.settle();
    // The app gives the terminal back when the process exits.
    process.exit(EXIT.cancelled);
  });
  const left = await showApp({
    services,
    notice: store.notice,
    keys: store.keys,
    folder: dataFolder(),
    env: process.env,
  });
  await services.settle();
  interrupts.release();
  // Not as it was on leaving: by now it has been cancelled and has an end.
  const { run, file } = services.last();
  tellSummary(run, file);
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}

/** The app at its inspector, playing a saved run. */
export async function openPlayer(
  transcript: Transcript,
  flags: LookFlags & { speed?: number | undefined },
): Promise<ExitCode> {
  const clean = createCleaner();
  const events = transcript.events.map(clean);
  const player = createPlayer(events);
  const speed = flags.speed ?? 1;
  if (!Number.isFinite(speed)) player.seek(Number.POSITIVE_INFINITY);
  const store = openChoices();
  const notices = [...transcript.notices.slice(0, 1), ...(store.notice === undefined ? [] : [store.notice])];
  const { showPlayer } = await import('../ui/show.tsx');
  const left = await showPlayer({
    player,
    speed: Number.isFinite(speed) ? speed : 1,
    notice: notices.length > 0 ? notices.join(' ') : undefined,
    keys: store.keys,
    look: lookWith(store.look, flags),
    folder: dataFolder(),
    env: process.env,
  });
  for (const notice of transcript.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
  // Of the run, not of the moment at which somebody stopped watching.
  tellSummary(foldAll(events), undefined);
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}

function tellSummary(run: Run | undefined, file: string | undefined): void {
  if (!run) return;
  for (const line of summary(run, signsFor(process.env))) process.stdout.write(`${line}\n`);
  if (file === undefined) return;
  process.stdout.write(`Saved: ${sanitizeLine(file)}\n`);
  process.stdout.write(`Replay it: reflectoscope replay ${sanitizeLine(quoted(file))}\n`);
}
