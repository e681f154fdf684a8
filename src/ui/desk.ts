/** The runs that are open, and what can be begun from them. commands/ hands it in; no screen knows a disk or a model. */
import type { TreeRun } from '../analysis/branch-tree.ts';
import type { Controls } from '../engine/gate.ts';
import type { AnyEvent } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import type { PromptVariant } from '../strategies/prompt-library.ts';
import type { PlayerSession } from './player-session.ts';
import type { Session } from './session.ts';

/** A run on the screen, as it happens or as it is played from its file. */
export interface RunHandle {
  readonly session: Session;
  /** Present where somebody stands at the gate: stepping, edits, probes, retries. */
  readonly controls?: Controls | undefined;
  /** Present when a saved run is played. */
  readonly player?: PlayerSession | undefined;
  /** All that has happened, verbatim: to branch from, never to be shown. */
  readonly events: readonly AnyEvent[];
  /** Takes an event that was written into the file of a run that has ended. */
  append(event: AnyEvent): void;
  /** Ends the running call and keeps its text. */
  cancel(): void;
  /** Where it is saved by now. */
  readonly file: string | undefined;
  /**
   * Writes all of the run into another folder, and what comes from now on. Returns the file. Throws an `Error`
   * whose message says why it could not. Absent where the run lies in its file anyway.
   */
  saveIn?(folder: string): string;
}

/** `after`: the next round is another one; `anew`: this round is made once more, from its request on. */
export type BranchHow = 'after' | 'anew';

export interface Desk {
  /**
   * Begins a branch, which waits at its first step. Throws an `Error` whose message says why it cannot.
   * It goes on from the last whole round where the one that is named is not whole.
   */
  branch(of: RunHandle, round: number, how: BranchHow, settings?: Settings): RunHandle;
  /** The runs that belong together with this one by branching, the open ones as they are by now. */
  family(of: RunHandle): Promise<readonly TreeRun[]>;
  /** The run with this id: the open one, else from its file, at its end. */
  open(run: string, file: string | undefined): Promise<RunHandle>;
  /** Writes a note on a round of a run that has ended into its file. Returns why it could not. */
  note(of: RunHandle, round: number, text: string): string | undefined;
  /** What is being written beside a run, kept in case the program is killed. */
  draft(of: RunHandle): DraftKeeper;
  /** Proposed where a run is to be saved elsewhere. */
  readonly otherFolder?: string;
  /** What can be asked: models, prompts, and why a model would refuse some settings. */
  readonly models: readonly { readonly id: string; readonly name: string }[];
  prompts(): readonly PromptVariant[];
  check(run: Run, settings: Settings): string | undefined;
  /** What a run can be exported as, in the order of the menu. */
  readonly exportFormats: readonly ExportFormat[];
  /** Writes the run, as far as it has come, to a file of its own. Resolves to a sentence: where, or why not. */
  exportAs(of: RunHandle, format: string): Promise<string>;
  /** What recordings can answer here, in a sentence; `undefined` where there is nothing to say. */
  answerable(of: RunHandle, request: WholeRequest): Promise<string | undefined>;
}

export interface ExportFormat {
  readonly id: string;
  /** As a person says it: `a Markdown document to read`. */
  readonly name: string;
}

export interface DraftKeeper {
  keep(value: unknown): void;
  clear(): void;
  read(): unknown;
}
