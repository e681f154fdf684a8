/** The world as the app sees it: models, questions, recordings, and how a run is started. */
import { listModels } from '../models/list.ts';
import { whyNotRecorded } from '../recorded/refusal.ts';
import type { Question } from '../run/question.ts';
import { allPrompts } from '../strategies/prompt-library.ts';
import type { LookSettings } from '../ui/look-settings.ts';
import { checkOverrides, withoutChecks } from '../ui/screens/setting-checks.ts';
import type { Choices, Services } from '../ui/services.ts';
import { askAccount, watchAccount } from './account.ts';
import { createFileExports } from './app-exports.ts';
import type { ChoiceStore } from './choices.ts';
import { createDesk, type RunDesk } from './desk.ts';
import { estimateFor } from './estimate.ts';
import { createLibraryDesk, type OpenedLibrary } from './library-desk.ts';
import { lookWith } from './look.ts';
import type { OpenFlags } from './open.ts';
import { promptsFrom } from './prompt-flags.ts';
import { runProblems } from './run-problems.ts';
import { baseSettings, checksFrom, DEFAULT_MODEL } from './settings.ts';
import type { Source } from './source.ts';

export interface AppServices extends Services {
  /** Cancels every run that still goes on. */
  cancelAll(): void;
  /** Resolves when every run that was started has ended and is on the disk. */
  settle(): Promise<void>;
  closeLibrary(): void;
  readonly made: RunDesk['made'];
  readonly resume: RunDesk['resume'];
  readonly play: RunDesk['play'];
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
  const prices = { today, own: source.prices };
  const account = source.kind === 'live' ? source.account : undefined;
  let presets = store.presets;
  let prompts = store.prompts;
  // What --prompt names stays what it was, also when it is changed or deleted meanwhile.
  const ownAtFirst = () => store.prompts;
  // Flags that are wrong are refused before anything is drawn.
  promptsFrom(flags, {}, ownAtFirst);
  let look: LookSettings = lookWith(store.look, flags);

  const keepLook = (changes: Partial<LookSettings>) => {
    look = { ...look, ...changes };
    store.keepLook(changes);
  };
  let library: OpenedLibrary | undefined;
  const desk = createDesk({
    source: () => source,
    flags,
    look: () => look,
    keepLook,
    prompts: () => allPrompts(prompts),
    today,
  });

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
    settingsFor: (model, question) => baseSettings({ ...flags, model }, question, source, ownAtFirst),
    refusal: (question, settings, checks = checksFrom(flags)) =>
      runProblems({ question, settings, prices: source.prices, checks })[0] ??
      (source.kind === 'offline' ? whyNotRecorded(source.recordings, question, settings) : undefined),
    estimate: (question, settings) => estimateFor(source, question, settings),
    start: desk.start,
    desk,
    library() {
      library ??= createLibraryDesk({ desk, flags, exports: createFileExports() });
      return library;
    },
    closeLibrary: () => library?.close(),
    remember: chosen =>
      store.remember({ ...chosen, ...(chosen.overrides && { overrides: withoutChecks(chosen.overrides) }) }),
    recent: store.recent,
    presets: () => presets,
    keepPresets(saved) {
      presets = saved;
      store.keepPresets(saved);
    },
    prompts: () => allPrompts(prompts),
    keepPrompts(own) {
      prompts = own;
      store.keepPrompts(own);
    },
    look: () => look,
    keepLook,
    problem: store.problem,
    cancelAll: desk.cancelAll,
    settle: desk.settle,
    made: desk.made,
    resume: desk.resume,
    play: desk.play,
  };
}

/** A prompt is one thing: its name and its texts are not mixed with those of another. */
const PROMPT = ['name', 'first', 'reflection'];

/** The settings that each flag is about, by the names of their fields in the app. */
const FIELDS = {
  strategy: 'strategy',
  rounds: 'rounds',
  cache: 'cache',
  thinking: 'thinking',
  repeatQuestion: 'repeatQuestion',
  sendReasoning: 'sendReasoning',
  system: 'system',
  prompt: PROMPT,
  firstPrompt: PROMPT,
  reflectionPrompt: PROMPT,
  maxTokens: 'maxTokens',
  temperature: 'temperature',
  tier: 'tier',
  stopWhenStable: 'answerStable',
  maxCost: 'maxCost',
  maxSeconds: 'maxSeconds',
  maxTokensTotal: 'maxTokensTotal',
  feedback: 'feedback',
  judge: ['feedback', 'judge'],
  judgeRepeats: ['feedback', 'repeats'],
  check: 'feedback',
  stopOnPass: 'verdictPass',
  stopOnNoOp: 'noOp',
  stopOnOscillation: 'oscillation',
  stopOnEntropy: 'entropy',
  returnBest: 'regressionGuard',
} as const satisfies Partial<Record<keyof OpenFlags, string | readonly string[]>>;

/** What was chosen the last time, without what the command line says now. */
function flagsFirst(choices: Choices, flags: OpenFlags): Choices {
  const said = new Set<string>(
    Object.entries(FIELDS).flatMap(([flag, field]) =>
      flags[flag as keyof typeof FIELDS] === undefined ? [] : field,
    ),
  );
  const kept = Object.entries(withoutChecks(choices.overrides ?? {})).filter(([field]) => !said.has(field));
  // A command that is to be run is never taken from a file.
  const overrides = { ...withoutSet(kept, flags.set), ...checkOverrides(flags) };
  return { ...choices, overrides, ...(flags.question !== undefined && { question: flags.question }) };
}

/** Without the parameters that --set names, of whatever strategy. */
function withoutSet(fields: readonly (readonly [string, string])[], set: OpenFlags['set'] = []) {
  const plain = (name: string) => name.replaceAll('-', '').toLowerCase();
  const named = new Set(set.map(pair => plain(pair.split('=')[0]?.trim() ?? '')));
  return Object.fromEntries(
    fields.filter(([field]) => !named.has(plain(field.slice(field.indexOf('.') + 1)))),
  );
}

function sourceLine(source: Source): string {
  if (source.kind === 'live') return `live · ${source.where}`;
  const synthetic = source.recordings.every(({ head }) => head.provenance === 'synthetic');
  return `offline · answers come from recordings${synthetic ? ' (synthetic)' : ''}`;
}
