/** Starts a run: the engine, the transcript and whoever watches, wired together. */
import { join, resolve } from 'node:path';
import { ulid } from 'ulid';
import { reflect } from '../engine/engine.ts';
import { priceOf } from '../models/prices.ts';
import { whyNotRecorded } from '../recorded/refusal.ts';
import type { Clock } from '../run/clock.ts';
import type { Provenance, RunEvent } from '../run/events.ts';
import type { Question } from '../run/question.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { strategyById } from '../strategies/index.ts';
import { runsFolder, transcriptName } from '../transcripts/folder.ts';
import { type Journal, openJournal } from '../transcripts/journal.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import type { Source } from './source.ts';
import { version } from './version.ts';

export interface SaveFlags {
  /** False with --no-save. */
  readonly save: boolean;
  readonly transcript?: string | undefined;
}

export interface StartOptions {
  readonly source: Source;
  readonly question: Question;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly save: SaveFlags;
  /** Told every event after it was written to the transcript. */
  readonly watch: (event: RunEvent) => void;
  /** Told once when the transcript cannot be written; the run goes on. */
  readonly onSaveProblem: (message: string) => void;
}

export interface StartedRun {
  /** Where it is saved; absent when it is not. */
  readonly file: string | undefined;
  readonly done: Promise<Run>;
}

export function startRun(options: StartOptions): StartedRun {
  const { source, question, settings, clock, signal } = options;
  const strategy = strategyById(settings.strategy.id);
  if (!strategy) throw new CommandError(EXIT.usage, `There is no strategy ${settings.strategy.id}.`);
  const id = ulid();
  const startedAt = new Date().toISOString();
  const journal = journalFor({ id, startedAt, question }, options);
  const price = priceOf(settings.model, source.kind === 'live' ? source.region : undefined, source.prices);
  let broken = false;
  const lost = (thrown: unknown) => {
    if (!broken) options.onSaveProblem(lostProblem(journal?.file ?? '', thrown));
    broken = true;
  };
  const closeJournal = () => {
    try {
      journal?.close();
    } catch (thrown) {
      lost(thrown);
    }
  };
  // Whoever quits in the middle of an answer keeps it up to the last word.
  process.once('exit', closeJournal);
  const done = reflect({
    id,
    startedAt,
    app: `reflectoscope/${version()}`,
    provenance: provenanceOf(source, question, settings),
    question,
    settings,
    prices: price ? [price] : [],
    strategy,
    model: source.model(clock),
    clock,
    signal,
    emit(event) {
      try {
        if (!broken) journal?.append(event);
      } catch (thrown) {
        lost(thrown);
      }
      options.watch(event);
    },
  }).finally(() => {
    process.off('exit', closeJournal);
    closeJournal();
  });
  return { file: journal?.file, done };
}

function journalFor(
  run: { id: string; startedAt: string; question: Question },
  { save, onSaveProblem }: StartOptions,
): Journal | undefined {
  checkSaveFlags(save);
  if (!save.save) return undefined;
  const file = save.transcript ? resolve(save.transcript) : join(runsFolder(), transcriptName(run));
  try {
    return openJournal(file);
  } catch (thrown) {
    // A file that somebody named is wanted there and nowhere else.
    if (save.transcript) throw new CommandError(EXIT.usage, saveProblem(file, thrown));
    onSaveProblem(saveProblem(file, thrown));
    return undefined;
  }
}

function lostProblem(file: string, thrown: unknown): string {
  return `The transcript ${file} cannot be written any more (${reason(thrown)}): the run goes on, its rest is not saved.`;
}

/** Throws `CommandError` when they contradict each other. */
export function checkSaveFlags({ save, transcript }: SaveFlags): void {
  if (save || transcript === undefined) return;
  throw new CommandError(EXIT.usage, '--no-save and --transcript exclude each other: choose one.');
}

function saveProblem(file: string, thrown: unknown): string {
  const { code, syscall } = thrown as { code?: string; syscall?: string };
  // Making its folder says EEXIST too, where a file stands in the way.
  if (code === 'EEXIST' && syscall === 'open') {
    return `${file} exists already, and a transcript is never written over: give another name.`;
  }
  return `The run is not saved: ${file} cannot be written (${reason(thrown)}). --transcript FILE names another place.`;
}

/** Without the path, which is named already: `EACCES: permission denied`. */
function reason(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/, \w+( '.*)?$/s, '');
}

function provenanceOf(source: Source, question: Question, settings: Settings): Provenance {
  if (source.kind === 'live') return 'live';
  const recording = source.recordings.find(
    candidate => whyNotRecorded([candidate], question, settings) === undefined,
  );
  return recording?.head.provenance === 'synthetic' ? 'synthetic' : 'recorded';
}
