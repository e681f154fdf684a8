/** The world as the app sees it: models, questions, recordings, and how a run is started. */
import { parse } from 'node:path';
import { problemsWith } from '../bedrock/request.ts';
import { listModels } from '../models/list.ts';
import { whyNotRecorded } from '../recorded/refusal.ts';
import type { Question } from '../run/question.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { createCleaner } from '../transcripts/clean.ts';
import type { LookSettings } from '../ui/look-settings.ts';
import type { Choices, RunHandle, Services } from '../ui/services.ts';
import { createLiveSession, type LiveSession } from '../ui/session.ts';
import { askAccount, watchAccount } from './account.ts';
import type { ChoiceStore } from './choices.ts';
import { estimateFor } from './estimate.ts';
import { CommandError } from './exit-codes.ts';
import { lookWith } from './look.ts';
import type { OpenFlags } from './open.ts';
import { clockFor } from './run.ts';
import { baseSettings, DEFAULT_MODEL } from './settings.ts';
import type { Source } from './source.ts';
import { type SaveFlags, type StartedRun, startRun } from './start-run.ts';

export interface AppServices extends Services {
  /** Cancels every run that still goes on. */
  cancelAll(): void;
  /** Resolves when every run that was started has ended and is on the disk. */
  settle(): Promise<void>;
  /** The last run that was started, as it is by now, and where it is saved. */
  last(): { readonly run: Run | undefined; readonly file: string | undefined };
}

export interface AppWorld {
  readonly source: Source;
  readonly flags: OpenFlags;
  readonly store: ChoiceStore;
  readonly questions: readonly Question[];
  /** An ISO date, by which prices are old. */
  readonly today?: string;
}

export function createAppServices(world: AppWorld): AppServices {
  const { source, flags, store, questions, today = new Date().toISOString() } = world;
  const running = new Map<AbortController, Promise<unknown>>();
  const prices = { today, own: source.prices };
  const account = source.kind === 'live' ? source.account : undefined;
  let runs = 0;
  let last: RunHandle | undefined;
  let presets = store.presets;
  let look: LookSettings = lookWith(store.look, flags);

  const start = (question: Question, settings: Settings): RunHandle => {
    const controller = new AbortController();
    const clock = clockFor(source, flags.speed, true);
    const session = createLiveSession(clock, { calm: !look.animation });
    const clean = createCleaner();
    runs += 1;
    const started = startSomehow(session, { ...flags, transcript: numbered(flags.transcript, runs) }, save =>
      startRun({
        source,
        question,
        settings,
        clock,
        signal: controller.signal,
        save,
        watch: event => session.push(clean(event)),
        onSaveProblem: session.notify,
      }),
    );
    running.set(
      controller,
      started.done
        .catch(thrown => session.notify(thrown instanceof Error ? thrown.message : String(thrown)))
        .finally(() => running.delete(controller)),
    );
    last = { session, cancel: () => controller.abort(), file: started.file };
    return last;
  };

  return {
    sourceLine: sourceLine(source),
    models: listModels(prices),
    prices,
    ...(account && { account: watchAccount(() => askAccount(account, process.env)) }),
    questions,
    recorded:
      source.kind === 'offline'
        ? source.recordings.map(({ head }) => ({ questionText: head.question.text, settings: head.settings }))
        : undefined,
    initial: flagsFirst(store.choices, flags),
    flags: { model: flags.model },
    defaultModel: DEFAULT_MODEL,
    settingsFor: (model, question) => baseSettings({ ...flags, model }, question, source),
    refusal: (question, settings) =>
      problemsWith(settings, source.prices)[0] ??
      (source.kind === 'offline' ? whyNotRecorded(source.recordings, question, settings) : undefined),
    estimate: (question, settings) => estimateFor(source, question, settings),
    start,
    remember: store.remember,
    recent: store.recent,
    presets: () => presets,
    keepPresets(saved) {
      presets = saved;
      store.keepPresets(saved);
    },
    look: () => look,
    keepLook(changes) {
      look = { ...look, ...changes };
      store.keepLook(changes);
    },
    cancelAll() {
      for (const controller of running.keys()) controller.abort();
    },
    settle: async () => void (await Promise.allSettled(running.values())),
    last: () => ({ run: last?.session.run(), file: last?.file }),
  };
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

/** The setting that each flag is about, by the name of its field in the app. */
const FIELDS = {
  rounds: 'rounds',
  cache: 'cache',
  thinking: 'thinking',
  repeatQuestion: 'repeatQuestion',
  sendReasoning: 'sendReasoning',
  system: 'system',
  reflectionPrompt: 'reflection',
  maxTokens: 'maxTokens',
  temperature: 'temperature',
  tier: 'tier',
  stopWhenStable: 'answerStable',
  maxCost: 'maxCost',
  maxSeconds: 'maxSeconds',
  maxTokensTotal: 'maxTokensTotal',
} as const satisfies Partial<Record<keyof OpenFlags, string>>;

/** What was chosen the last time, without what the command line says now. */
function flagsFirst(choices: Choices, flags: OpenFlags): Choices {
  const said = new Set<string>(
    Object.entries(FIELDS).flatMap(([flag, field]) =>
      flags[flag as keyof typeof FIELDS] === undefined ? [] : [field],
    ),
  );
  const overrides = Object.fromEntries(
    Object.entries(choices.overrides ?? {}).filter(([field]) => !said.has(field)),
  );
  return { ...choices, overrides, ...(flags.question !== undefined && { question: flags.question }) };
}

function sourceLine(source: Source): string {
  if (source.kind === 'live') return `live · ${source.where}`;
  const synthetic = source.recordings.every(({ head }) => head.provenance === 'synthetic');
  return `offline · answers come from recordings${synthetic ? ' (synthetic)' : ''}`;
}
