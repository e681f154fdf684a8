/** Opens the app: gives it a terminal, the world it works on, and a summary when it leaves. */
import { existsSync } from 'node:fs';
import { gapWords } from '../plain/imported-words.ts';
import { summary } from '../plain/printer.ts';
import { isKnown } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { allPrompts } from '../strategies/prompt-library.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { dataFolder } from '../transcripts/folder.ts';
import type { Transcript } from '../transcripts/read.ts';
import { whyNotResumable } from '../transcripts/resume.ts';
import type { BranchHow, RunHandle } from '../ui/desk.ts';
import type { LookSettings } from '../ui/look-settings.ts';
import type { PlayerSession } from '../ui/player-session.ts';
import { type AppServices, createAppServices } from './app-services.ts';
import { bundledQuestion, bundledQuestions } from './bundled.ts';
import { whyNoFile } from './checks-there.ts';
import { type ChoiceStore, openChoices } from './choices.ts';
import { createDesk } from './desk.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { onInterrupt } from './interrupts.ts';
import { lookWith } from './look.ts';
import type { OpenFlags } from './open.ts';
import { questionSet } from './question-set.ts';
import type { ReplayFlags, SavedRuns } from './replay.ts';
import { quoted } from './run.ts';
import { checkSaveFlags } from './save-run.ts';
import { baseSettings } from './settings.ts';
import { askable, chooseSource, loadClient, noticesOf, type Source, type SourceFlags } from './source.ts';
import type { ResumeOf } from './start-run.ts';
import { signsFor } from './terminal.ts';

/** The app at its picker. */
export async function openApp(flags: OpenFlags): Promise<ExitCode> {
  const { questions: given, generated, notices: leftOut } = await questionSet(flags);
  const source = await chooseSource(flags, process.env);
  const questions = askable(given, source);
  const notices = [...leftOut, ...noticesOf(source)];
  // What is wrong with the flags is said before the screen is taken.
  checkSaveFlags(flags);
  if (flags.transcript !== undefined && existsSync(flags.transcript)) {
    throw new CommandError(EXIT.usage, `${flags.transcript} exists already: give --transcript another name.`);
  }
  const asked = flags.question ?? generated?.id;
  const first = asked === undefined ? questions[0] : bundledQuestion(asked, questions);
  if (first) baseSettings(flags, first, source);
  const missing = whyNoFile(flags);
  if (missing !== undefined) throw new CommandError(EXIT.usage, missing);
  const store = openChoices();
  const services = createAppServices({ source, flags: { ...flags, question: asked }, store, questions });
  const notice = [...notices, ...(store.notice === undefined ? [] : [store.notice])].join(' ');
  return showServices(services, store, undefined, notice === '' ? undefined : notice);
}

/** The app at a run that is gone on with. */
export function openResumed(of: ResumeOf & { readonly notices: readonly string[] }, flags: OpenFlags) {
  return openAt(flags, services => services.resume(of), of.notices[0]);
}

/** The app at a branch of a saved run, which waits at its first step. */
export function openBranch(
  transcript: Transcript,
  round: number,
  { how, settings }: { readonly how: BranchHow; readonly settings: Settings },
  flags: OpenFlags,
) {
  return openAt(
    flags,
    ({ desk, play }) => desk.branch(play(transcript, Number.POSITIVE_INFINITY), round, how, settings),
    transcript.notices[0],
  );
}

async function openAt(
  flags: OpenFlags,
  begin: (services: AppServices) => RunHandle,
  notice: string | undefined,
): Promise<ExitCode> {
  const source = await chooseSource(flags, process.env);
  const questions = askable(await bundledQuestions(), source);
  const store = openChoices();
  const services = createAppServices({ source, flags, store, questions });
  return showServices(services, store, begin(services), notice);
}

async function showServices(
  services: AppServices,
  store: ChoiceStore,
  first?: RunHandle,
  notice = store.notice,
): Promise<ExitCode> {
  const { showApp } = await import('../ui/show.tsx');
  const interrupts = endOnSignals(services);
  const left = await showApp({
    services,
    first,
    notice,
    keys: store.keys,
    folder: dataFolder(),
    env: process.env,
    onShown: () => void loadClient().catch(() => {}),
  });
  services.closeLibrary();
  // Runs that wait behind the one on the screen wait for nobody any more.
  services.cancelAll();
  await services.settle();
  interrupts.release();
  tellRuns(services);
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}

type Ending = Pick<AppServices, 'cancelAll' | 'settle' | 'made'>;

/** The app gives the terminal back when the process exits. */
export function endOnSignals(services: Ending) {
  return onInterrupt(async () => {
    services.cancelAll();
    await services.settle();
    process.exit(EXIT.cancelled);
  });
}

/** Of the last run, not as it was on leaving: by now it has been cancelled and has an end. */
export function tellRuns({ made }: Ending): void {
  const runs = made();
  const last = runs.at(-1);
  tellSummary(last?.run, last?.file);
  for (const { run, file } of runs.slice(0, -1)) {
    if (file === undefined) continue;
    process.stdout.write(`Saved as well: ${sanitizeLine(file)}\n`);
    tellResume(run, file);
  }
}

/** What the source of an imported run does not tell, so that nobody takes a gap for a fault. */
function importedNotice({ events: [first] }: Transcript): string[] {
  const imported = first && isKnown(first) && first.type === 'run.started' ? first.imported : undefined;
  const gaps = imported && gapWords(imported);
  return gaps === undefined ? [] : [`Imported from ${imported?.from}; ${sanitizeLine(gaps)}.`];
}

/** The app at its inspector, playing saved runs; `read` reads one of the later files once it is wanted. */
export async function openPlayer(
  { first: transcript, of, read }: SavedRuns,
  flags: ReplayFlags,
): Promise<ExitCode> {
  const store = openChoices();
  let look = lookWith(store.look, flags);
  const source = await sourceToBranch(flags);
  const prompts = allPrompts(store.prompts);
  const keepLook = (changes: Partial<LookSettings>) => {
    look = { ...look, ...changes };
    store.keepLook(changes);
  };
  const desk = createDesk({ source, flags, look: () => look, keepLook, prompts: () => prompts });
  const playback = { loop: flags.loop ?? false, presenting: flags.present ?? false };
  const play = (one: Transcript, number: number) =>
    desk.play(one, flags.speed ?? 1, { playback, ...(of > 1 && { file: { number, of } }) });
  const handle = play(transcript, 1);
  if (flags.at !== undefined) handle.player.goTo(placeIn(handle.player, flags.at));
  const opened = new Map([[1, handle]]);
  const open = async (number: number) => {
    const known = opened.get(number);
    if (known) return known;
    const one = await read(number);
    const next = play(one, number);
    if (one.notices[0] !== undefined) next.player.notify(one.notices[0]);
    opened.set(number, next);
    return next;
  };
  const notices = [
    ...importedNotice(transcript),
    ...transcript.notices.slice(0, 1),
    ...(store.notice === undefined ? [] : [store.notice]),
  ];
  const { showPlayer } = await import('../ui/show-player.tsx');
  const interrupts = endOnSignals(desk);
  const left = await showPlayer({
    handle,
    playlist: { of, open },
    desk,
    notice: notices.length > 0 ? notices.join(' ') : undefined,
    keys: store.keys,
    look,
    folder: dataFolder(),
    env: process.env,
  });
  desk.cancelAll();
  await desk.settle();
  interrupts.release();
  for (const notice of transcript.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
  // Of the run, not of the moment at which somebody stopped watching.
  if (desk.made().length === 0) tellSummary(foldAll(transcript.events.map(createCleaner())), undefined);
  else tellRuns(desk);
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}

/** Throws `CommandError` when it is no place in the run. */
function placeIn(player: PlayerSession, place: string): Milliseconds {
  const found = player.find(place);
  if ('problem' in found) throw new CommandError(EXIT.usage, `--at: ${found.problem}`);
  return found.atMs;
}

/** Where a branch is answered from; who only watches is not told of what is missing for it. */
export async function sourceToBranch(flags: SourceFlags): Promise<() => Source> {
  try {
    const source = await chooseSource(flags, process.env);
    return () => source;
  } catch (thrown) {
    return () => {
      throw thrown;
    };
  }
}

function tellSummary(run: Run | undefined, file: string | undefined): void {
  if (!run) return;
  for (const line of summary(run, signsFor(process.env))) process.stdout.write(`${line}\n`);
  if (file === undefined) return;
  process.stdout.write(`Saved: ${sanitizeLine(file)}\n`);
  process.stdout.write(`Replay it: reflectoscope replay ${sanitizeLine(quoted(file))}\n`);
  tellResume(run, file);
}

function tellResume(run: Run | undefined, file: string): void {
  if (!run || whyNotResumable(run) !== undefined) return;
  process.stdout.write(`Go on with it: reflectoscope resume ${sanitizeLine(quoted(file))}\n`);
}
