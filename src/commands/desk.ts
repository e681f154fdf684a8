/** The runs of the app: begins them, branches from them, goes on with them, opens saved ones, and ends them all. */
import { homedir } from 'node:os';
import { parse } from 'node:path';
import type { TreeRun } from '../analysis/branch-tree.ts';
import { listModels } from '../models/list.ts';
import { answerableWords, createAnswerable } from '../recorded/answerable.ts';
import type { RecordingInfo } from '../recorded/recordings.ts';
import { createPlayer } from '../replay/player.ts';
import { branchPoint } from '../run/branch.ts';
import { settingsAt } from '../run/edits.ts';
import type { AnyEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import type { PromptVariant } from '../strategies/prompt-library.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { appendEvent } from '../transcripts/journal.ts';
import { readTranscript, type Transcript } from '../transcripts/read.ts';
import type { Desk, RunHandle } from '../ui/desk.ts';
import type { LookSettings } from '../ui/look-settings.ts';
import { createPlayerSession, type PlayerPace } from '../ui/player-session.ts';
import type { PlayedHandle } from '../ui/playlist.ts';
import type { Checks } from '../ui/screens/setting-checks.ts';
import { createLiveSession, type LiveSession } from '../ui/session.ts';
import { createAppExports } from './app-exports.ts';
import { settingsAfter, settingsToBranch } from './branch-settings.ts';
import { databaseOf } from './checks-there.ts';
import { draftBeside } from './draft-beside.ts';
import { CommandError } from './exit-codes.ts';
import { createFamilies } from './family-recordings.ts';
import { createOpenRuns, type MadeRun } from './open-runs.ts';
import { clockFor } from './run.ts';
import { runProblems } from './run-problems.ts';
import type { SaveFlags } from './save-run.ts';
import { checksFrom } from './settings.ts';
import { type Source, withRecordings } from './source.ts';
import {
  type ResumeOf,
  resumeRun,
  type StartedRun,
  type StartOptions,
  startBranch,
  startRun,
} from './start-run.ts';

export interface DeskWorld {
  /** Asked when a run begins; throws `CommandError` where nothing can answer. */
  readonly source: () => Source;
  readonly flags: SaveFlags & Checks & { readonly speed?: number | undefined };
  readonly look: () => LookSettings;
  /** Keeps what somebody changed of it while a run is played. */
  readonly keepLook?: (changes: Partial<LookSettings>) => void;
  readonly prompts: () => readonly PromptVariant[];
  /** An ISO date, by which prices are old. */
  readonly today?: string;
}

export interface RunDesk extends Desk {
  /** `checks`: what may be run on this machine for it, where that is not what the flags name. */
  start(question: Question, settings: Settings, checks?: Checks): RunHandle;
  /** Goes on with a run in its own file. */
  resume(of: ResumeOf): RunHandle;
  /** A saved run, played from its file; at an endless speed it stands at its end. */
  play(transcript: Transcript, speed: number, pace?: Pick<PlayerPace, 'playback' | 'file'>): PlayedHandle;
  /** Cancels every run that still goes on. */
  cancelAll(): void;
  /** Resolves when every run that was started has ended and is on the disk. */
  settle(): Promise<void>;
  /** The runs that were made here, in their order, and where they are saved; the last one as it is by now. */
  made(): readonly MadeRun[];
}

export function createDesk(world: DeskWorld): RunDesk {
  const { flags, look, today = new Date().toISOString() } = world;
  const running = new Map<AbortController, Promise<unknown>>();
  const open = createOpenRuns();
  const families = createFamilies();
  const checksOf = new WeakMap<RunHandle, Checks>();
  const notices = new WeakMap<RunHandle, LiveSession['notify']>();
  let runs = 0;

  /** What every run needs, whatever it begins with. */
  const begin = (
    source: Source,
    { stepping, checks }: { readonly stepping: boolean; readonly checks: Checks },
    make: (options: StartOptions) => StartedRun,
  ): RunHandle => {
    const controller = new AbortController();
    const clock = clockFor(source, flags.speed, true);
    let started: StartedRun | undefined;
    let handle: RunHandle | undefined;
    let problem = false;
    const isWaiting = () => started?.controls?.pending() !== undefined;
    const session = createLiveSession(clock, { calm: !look().animation, isWaiting });
    const clean = createCleaner();
    runs += 1;
    const save = { ...flags, transcript: numbered(flags.transcript, runs) };
    const options = {
      source,
      checks,
      clock,
      stepping,
      signal: controller.signal,
      watch: (event: AnyEvent) => session.push(clean(event)),
      onSaveProblem(message: string) {
        session.notify(message);
        problem = true;
        if (handle) open.keep(handle);
      },
      offer: 'key' as const,
    };
    started = startSomehow(session, save, saving => make({ ...options, save: saving }));
    running.set(
      controller,
      started.done
        .catch(thrown => session.notify(thrown instanceof Error ? thrown.message : String(thrown)))
        .finally(() => running.delete(controller)),
    );
    const { controls, events, file, saveIn } = started;
    handle = {
      session,
      controls,
      events,
      get file() {
        return file();
      },
      saveIn: place => saved(session, saveIn(asTyped(place))),
      append(event) {
        events.push(event);
        session.push(clean(event));
      },
      cancel: () => controller.abort(),
    };
    open.add(handle, checks);
    if (problem) open.keep(handle);
    checksOf.set(handle, checks);
    notices.set(handle, session.notify);
    return handle;
  };

  const relatives = (of: Pick<RunHandle, 'events' | 'file'>): RecordingInfo[] => {
    const run = foldAll(of.events.slice(0, 1));
    return run ? families({ run, file: of.file }) : [];
  };
  /** Offline, what the runs of the family said can be said again. */
  const sourceFor = (of: Pick<RunHandle, 'events' | 'file'>): Source =>
    withRecordings(world.source(), relatives(of));
  const play: RunDesk['play'] = (transcript, speed, { playback, file } = {}) => {
    const events = transcript.events.map(createCleaner());
    const player = createPlayer(events);
    if (!Number.isFinite(speed)) player.seek(Number.POSITIVE_INFINITY);
    const session = createPlayerSession(player, Number.isFinite(speed) ? speed : 1, undefined, undefined, {
      calm: !look().animation,
      playback: { idleMs: idleMsOf(look()), ...playback },
      ...(file && { file }),
      onIdle: idleMs => world.keepLook?.({ idleLimit: (idleMs ?? 0) / 1000 }),
    });
    const handle = {
      session,
      player: session,
      events: transcript.events,
      file: transcript.file,
      append(event: AnyEvent) {
        transcript.events.push(event);
        session.append(createCleaner()(event));
      },
      cancel() {},
    };
    return handle;
  };
  const checksFor = (of: RunHandle) => checksOf.get(of) ?? checksFrom(flags);

  return {
    start: (question, settings, checks = checksFrom(flags)) => {
      // What the question brought may be used by its branches, too.
      const database = checks.database ?? fileOf(question);
      return begin(world.source(), { stepping: look().step, checks: { ...checks, database } }, options =>
        startRun({ ...options, checks, question, settings }),
      );
    },
    branch(of, round, how, changed) {
      const run = foldAll(of.events);
      if (!run) throw new CommandError(2, 'There is no run yet to branch from.');
      const after = branchPoint(run, how === 'after' ? round : round - 1);
      const settings = changed ?? settingsToBranch(run, after, settingsAfter(run, after));
      const events = [...of.events];
      return begin(sourceFor(of), { stepping: true, checks: checksFor(of) }, options =>
        startBranch({ ...options, of: { run, events, after, settings } }),
      );
    },
    resume: of => {
      const source = sourceFor({ events: of.events, file: of.journal.file });
      const checks = checksFrom(flags);
      return begin(source, { stepping: look().step, checks }, options => resumeRun({ ...options, of }));
    },
    play,
    async family(of) {
      const shown = of.session.run();
      const saved = await Promise.all(relatives(of).map(async ({ file }) => readTree(file)));
      const live = open.all().flatMap(({ session, file }): TreeRun[] => {
        const run = session.run();
        return run ? [{ run, file, isLive: run.outcome === undefined }] : [];
      });
      const own: TreeRun[] =
        shown && !of.player ? [{ run: shown, file: of.file, isLive: !shown.outcome }] : [];
      return [...saved.flatMap(one => one ?? []), ...live, ...own];
    },
    async open(id, file) {
      const known = open.of(id);
      if (known) return known;
      if (file === undefined)
        throw new CommandError(2, 'That run is not saved, so it cannot be opened any more.');
      const played = play(await readTranscript(file), Number.POSITIVE_INFINITY);
      const checks = open.checksOf(id);
      if (checks) checksOf.set(played, checks);
      return played;
    },
    note(of, round, text) {
      if (of.file === undefined) return 'The run is not saved, so a note on it could not be kept.';
      try {
        const event = appendEvent(of.file, (seq, at) => ({ seq, at, type: 'user.noted', round, text }));
        of.append(event);
        return undefined;
      } catch (thrown) {
        return thrown instanceof Error ? sanitizeLine(thrown.message) : String(thrown);
      }
    },
    draft: of => draftBeside(of, notices.get(of)),
    otherFolder: process.cwd(),
    ...createAppExports(),
    models: listModels({ today }).map(({ id, model }) => ({ id, name: model.name })),
    prompts: world.prompts,
    check({ id, question }, settings) {
      const checks = open.checksOf(id) ?? checksFrom(flags);
      return runProblems({ question, settings, prices: ownPrices(world), checks, isTrusted: false })[0];
    },
    async answerable(of, request) {
      const source = sourceFor(of);
      if (source.kind === 'live') return undefined;
      const run = of.session.run();
      const asked = run && {
        question: run.question.text,
        settings: settingsAt(run, of.controls?.upcoming() ?? 0),
      };
      return answerableWords(await createAnswerable(source.recordings)(request, asked));
    },
    cancelAll() {
      for (const controller of running.keys()) controller.abort();
    },
    settle: async () => void (await Promise.allSettled(running.values())),
    made: open.made,
  };
}

/** `undefined`: waits are as long as they were. */
function idleMsOf({ idleLimit }: LookSettings): Milliseconds | undefined {
  return idleLimit > 0 ? idleLimit * 1000 : undefined;
}

/** One of the package is found by its name. */
function fileOf(question: Question): string | undefined {
  return databaseOf(question, false) === undefined ? databaseOf(question, true) : undefined;
}

/** A `~` stands for the home of whoever types it. */
function asTyped(place: string): string {
  return place.replace(/^~(?=$|[\\/])/, homedir());
}

/** What was said about the place that failed is over. */
function saved(session: LiveSession, file: string): string {
  session.notify(undefined);
  return file;
}

function ownPrices({ source }: DeskWorld) {
  try {
    return source().prices;
  } catch {
    return undefined;
  }
}

async function readTree(file: string): Promise<TreeRun | undefined> {
  try {
    const { events } = await readTranscript(file);
    const run = foldAll(events.map(createCleaner()));
    return run && { run, file, isLive: false };
  } catch {
    // A file that cannot be read is no branch; who opens it is told why.
    return undefined;
  }
}

/** In the app a transcript that cannot be begun is no reason not to run: it is said, and nothing is saved. */
function startSomehow(
  session: LiveSession,
  save: SaveFlags,
  start: (save: SaveFlags) => StartedRun,
): StartedRun {
  try {
    return start(save);
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    session.notify(thrown.message);
    return start({ save: false });
  }
}

/** The second run of an app goes to `run-2.jsonl` when the first went to `run.jsonl`. */
function numbered(file: string | undefined, run: number): string | undefined {
  if (file === undefined || run === 1) return file;
  const { ext } = parse(file);
  return `${file.slice(0, file.length - ext.length)}-${run}${ext}`;
}
