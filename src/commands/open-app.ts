/** Opens the app: gives it a terminal, the world it works on, and a summary when it leaves. */
import { summary } from '../plain/printer.ts';
import { createPlayer } from '../replay/player.ts';
import type { Run } from '../run/run.ts';
import { createCleaner } from '../transcripts/clean.ts';
import type { Transcript } from '../transcripts/read.ts';
import { createAppServices } from './app-services.ts';
import { bundledQuestions } from './bundled.ts';
import { openChoices } from './choices.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { OpenFlags } from './open.ts';
import { chooseSource } from './source.ts';

/** The app at its picker. */
export async function openApp(flags: OpenFlags): Promise<ExitCode> {
  const source = await chooseSource(flags, process.env);
  const store = openChoices();
  const services = createAppServices({ source, flags, store, questions: await bundledQuestions() });
  const { showApp } = await import('../ui/show.tsx');
  const left = await showApp({ services, notice: store.notice, env: process.env });
  await services.settle();
  tellSummary(left.run, services.lastFile());
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}

/** The app at its inspector, playing a saved run. */
export async function openPlayer(
  transcript: Transcript,
  flags: { speed?: number | undefined },
): Promise<ExitCode> {
  const clean = createCleaner();
  const player = createPlayer(transcript.events.map(clean));
  const speed = flags.speed ?? 1;
  if (!Number.isFinite(speed)) player.seek(Number.POSITIVE_INFINITY);
  const { showPlayer } = await import('../ui/show.tsx');
  const left = await showPlayer({
    player,
    speed: Number.isFinite(speed) ? speed : 1,
    notice: transcript.notices[0],
    env: process.env,
  });
  for (const notice of transcript.notices) process.stderr.write(`${notice}\n`);
  tellSummary(left.run, undefined);
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}

function tellSummary(run: Run | undefined, file: string | undefined): void {
  if (!run) return;
  for (const line of summary(run)) process.stdout.write(`${line}\n`);
  if (file !== undefined) process.stdout.write(`Saved: ${file}\n`);
}
