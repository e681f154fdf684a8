/** What the app asks of the world: commands/ hands it in, so that no screen knows Bedrock or a disk. */
import type { RunEstimate } from '../analysis/estimate.ts';
import type { AccountModels } from '../models/account.ts';
import type { ListedModel, ListOptions } from '../models/list.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import type { OwnPrompts, PromptVariant } from '../strategies/prompt-library.ts';
import type { Desk, RunHandle } from './desk.ts';
import type { LibraryDesk } from './library/library-desk.ts';
import type { LookSettings } from './look-settings.ts';
import type { Recent } from './recent.ts';
import type { SavedPresets } from './screens/presets.ts';
import type { Checks } from './screens/setting-checks.ts';

/** What is recorded for a question, where answers come from recordings. */
export interface Recorded {
  readonly questionText: string;
  readonly settings: Settings;
}

/** What was chosen the last time. */
export interface Choices {
  readonly model?: string;
  readonly question?: string;
  readonly ownQuestion?: string;
  readonly reference?: string;
  /** Settings that were changed, by the name of their field. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** What is known by now of what the account can run, and when that changes. */
export interface AccountWatch {
  now(): AccountModels | undefined;
  subscribe(listener: () => void): () => void;
}

export interface Services {
  /** `offline · answers come from recordings (synthetic)`, or where the calls go. */
  readonly sourceLine: string;
  readonly models: readonly ListedModel[];
  /** What prices of other ids are read with. */
  readonly prices?: ListOptions;
  /** Absent offline, and where nothing lists what can be run. */
  readonly account?: AccountWatch;
  readonly questions: readonly Question[];
  /** Absent when answers come from Bedrock. */
  readonly recorded: readonly Recorded[] | undefined;
  readonly initial: Choices;
  /** What was named on the command line goes before what was chosen last. */
  readonly flags: { readonly model: string | undefined };
  /** Chosen where nothing else says what is. */
  readonly defaultModel: string;
  /** The settings to begin with for a model and a question: as recorded, or the defaults. */
  settingsFor(model: string, question: Question): Settings;
  /** Why this cannot be run, in a sentence; `undefined` when it can. */
  refusal(question: Question, settings: Settings, checks?: Checks): string | undefined;
  /** What it would cost and use. */
  estimate(question: Question, settings: Settings): RunEstimate;
  /** `checks`: what may be run on this machine for it. */
  start(question: Question, settings: Settings, checks?: Checks): RunHandle;
  readonly desk: Desk;
  /** The saved runs: read when they are asked for the first time. Absent where there are none to be shown. */
  library?(): LibraryDesk;
  /** What was run is chosen the next time, and is among the recent ones. */
  remember(choices: Choices): void;
  /** What was run before this start. */
  readonly recent: Recent;
  /** The user's own, as they are by now. */
  presets(): SavedPresets;
  keepPresets(saved: SavedPresets): void;
  /** The library of prompts as it is by now, the user's own included. */
  prompts(): readonly PromptVariant[];
  keepPrompts(own: OwnPrompts): void;
  /** As it is by now; what the command line says goes first, and is not kept. */
  look(): LookSettings;
  keepLook(changes: Partial<LookSettings>): void;
  /** What came up while something was kept, in a sentence; told once. */
  problem?(): string | undefined;
}
