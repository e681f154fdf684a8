/** Starts a run, a branch of one, or goes on with one: the engine, the transcript and whoever watches, wired together. */
import { ulid } from 'ulid';
import { goOn, type Makers, reflect } from '../engine/engine.ts';
import { type Controls, createGate, type Gate } from '../engine/gate.ts';
import { priceOf } from '../models/prices.ts';
import { whyNotRecorded } from '../recorded/refusal.ts';
import { branchEvents } from '../run/branch.ts';
import type { Clock } from '../run/clock.ts';
import type { AnyEvent, EventOf, Provenance, RunEvent } from '../run/events.ts';
import type { Price } from '../run/price.ts';
import type { Question } from '../run/question.ts';
import type { Run } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { strategyById } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { openDraft } from '../transcripts/drafts.ts';
import { transcriptName } from '../transcripts/folder.ts';
import type { Journal } from '../transcripts/journal.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { createKeeper, type Keeper } from './keep-run.ts';
import { type CheckFlags, createRunChecks } from './run-checks.ts';
import { newJournal, type Offer, type Place, type SaveFlags } from './save-run.ts';
import type { Source } from './source.ts';
import { version } from './version.ts';

export interface StartOptions {
  readonly source: Source;
  /** What may be run on this machine. */
  readonly checks?: CheckFlags | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly save: SaveFlags;
  /** Whether it waits before every step; absent: nobody stands at the gate. */
  readonly stepping?: boolean | undefined;
  /** Told every event after it was written to the transcript, from the first of the run. */
  readonly watch: (event: AnyEvent) => void;
  /** Told once when the transcript cannot be written; the run goes on. */
  readonly onSaveProblem: (message: string) => void;
  /** What is offered then; a flag unless it is said. */
  readonly offer?: Offer | undefined;
}

/** `file`, `isWhole` and `saveIn`: where it is saved by now, and another place for it. */
export interface StartedRun extends Pick<Keeper, 'file' | 'isWhole' | 'saveIn'> {
  readonly done: Promise<Run>;
  /** Present where somebody stands at the gate. */
  readonly controls: Controls | undefined;
  /** All that has happened, verbatim. */
  readonly events: AnyEvent[];
}

export interface NewRun {
  readonly question: Question;
  readonly settings: Settings;
}

export function startRun(options: StartOptions & NewRun): StartedRun {
  const { source, question, settings } = options;
  const id = ulid();
  const startedAt = new Date().toISOString();
  const place = newJournal({ id, startedAt, question }, options);
  return perform(place, { question, settings, isTrusted: true }, options, [], makers =>
    reflect({
      ...makers,
      id,
      startedAt,
      app: APP,
      provenance: provenanceOf(source, question, settings),
      question,
      settings,
      prices: pricesFor(source, settings, question),
    }),
  );
}

/** Where a branch comes from. */
export interface BranchOf {
  readonly run: Run;
  /** All of its events, verbatim. */
  readonly events: readonly AnyEvent[];
  /** The last round that both have; `undefined`: the question alone. */
  readonly after: number | undefined;
  /** The settings of the branch, where they are not those of the run. */
  readonly settings?: Settings | undefined;
}

export function startBranch(options: StartOptions & { readonly of: BranchOf }): StartedRun {
  const { source, of } = options;
  const { question } = of.run;
  const settings = of.settings ?? of.run.settings;
  const id = ulid();
  const startedAt = new Date().toISOString();
  const place = newJournal({ id, startedAt, question }, options);
  const past = branchEvents(of, of.after, {
    id,
    startedAt,
    app: APP,
    provenance: branchProvenance(source, of.run),
    settings,
    prices: [...of.run.prices, ...missing(of.run.prices, pricesFor(source, settings, question))],
  });
  const about = { question, settings, isTrusted: false };
  return perform(place, about, options, past, makers => goOn({ ...makers, past }), past);
}

/** A run that is gone on with; nobody else writes its file. */
export interface ResumeOf {
  readonly journal: Journal;
  readonly run: Run;
  /** All of them, verbatim. */
  readonly events: readonly AnyEvent[];
}

/** Goes on with a run that was killed, was cancelled or failed, in its own file. */
export function resumeRun(options: StartOptions & { readonly of: ResumeOf }): StartedRun {
  const { source, of } = options;
  const { run, events: past } = of;
  const resumed = {
    resumedAt: new Date().toISOString(),
    app: APP,
    ...resumedProvenance(source, run),
  };
  const about = { question: run.question, settings: run.settings, isTrusted: false };
  const place = { file: of.journal.file, journal: of.journal };
  return perform(place, about, options, past, makers => goOn({ ...makers, past, resumed }));
}

const APP = `reflectoscope/${version()}`;

/** What a run is about; `isTrusted`: it was given for this run, and does not come from a transcript. */
interface About extends NewRun {
  readonly isTrusted: boolean;
}

/** `unsaved`: events of the past that are not in the file yet. */
function perform(
  place: Place | undefined,
  { question, settings, isTrusted }: About,
  options: StartOptions,
  past: readonly AnyEvent[],
  make: (makers: Makers) => Promise<Run>,
  unsaved: readonly AnyEvent[] = [],
): StartedRun {
  const { source, clock, signal } = options;
  const events: AnyEvent[] = [...past];
  const keeper = createKeeper({
    place,
    events,
    name: () => nameFrom(events),
    rescue: options.save.rescue,
    offer: options.offer,
    onProblem: options.onSaveProblem,
  });
  keeper.keepAll(unsaved);
  for (const event of past) options.watch(event);
  const gate = gateFor(options);
  const checks = createRunChecks(question, options.checks ?? {}, isTrusted);
  const done = make({
    strategy: strategyOf(settings),
    model: source.model(clock),
    clock,
    signal,
    gate,
    check: checks.check,
    grade: checks.grade,
    emit(event: RunEvent) {
      events.push(event);
      keeper.keep(event);
      options.watch(event);
    },
  }).finally(() => {
    checks.close();
    keeper.close();
  });
  // What is being written for a step that will not come is of no use any more.
  const forget = ({ outcome }: Run) => {
    const file = keeper.file();
    if (file !== undefined && outcome?.kind === 'stopped') openDraft(file).clear();
  };
  void done.then(forget, () => {});
  return { ...keeper, done, controls: gate, events };
}

/** What its file would be called. */
function nameFrom([head]: readonly AnyEvent[]): string {
  const started = head as EventOf<'run.started'>;
  return transcriptName({ id: started.run, startedAt: started.startedAt, question: started.question });
}

function gateFor({ stepping, source }: StartOptions): (Gate & Controls) | undefined {
  if (stepping === undefined) return undefined;
  return createGate({ stepping, priceOf: model => pricesOf(source, model)[0] });
}

function strategyOf(settings: Settings): Strategy {
  const strategy = strategyById(settings.strategy.id);
  if (!strategy) throw new CommandError(EXIT.usage, `There is no strategy ${settings.strategy.id}.`);
  return strategy;
}

function pricesOf(source: Source, model: string): Price[] {
  const price = priceOf(model, source.kind === 'live' ? source.region : undefined, source.prices);
  return price ? [price] : [];
}

/** Of every model that the run is going to ask. */
function pricesFor(source: Source, settings: Settings, question: Question): Price[] {
  const others = strategyById(settings.strategy.id)?.models?.(settings) ?? [];
  const isJudged = settings.feedback.source === 'judge' || question.grader === 'judge';
  const judge = isJudged ? (settings.feedback.judge ?? settings.model) : settings.model;
  const models = new Set([settings.model, judge, ...others]);
  return [...models].flatMap(model => pricesOf(source, model));
}

function missing(known: readonly Price[], more: readonly Price[]): Price[] {
  return more.filter(({ model }) => !known.some(price => price.model === model));
}

function provenanceOf(source: Source, question: Question, settings: Settings): Provenance {
  if (source.kind === 'live') return source.provenance ?? 'live';
  const recording = source.recordings.find(
    candidate => whyNotRecorded([candidate], question, settings) === undefined,
  );
  return recording?.head.provenance === 'synthetic' ? 'synthetic' : 'recorded';
}

/** What a branch shares with its parent is no better than that was. */
function branchProvenance(source: Source, { provenance }: Run): Provenance {
  if (provenance === 'synthetic') return 'synthetic';
  return saidBy(source);
}

/** Said where what comes from now on is no better than what there is, and not the same. */
function resumedProvenance(source: Source, { provenance }: Run): { readonly provenance?: Provenance } {
  const now = saidBy(source);
  const isWorse = now === 'synthetic' ? provenance !== 'synthetic' : provenance === 'live';
  return now !== 'live' && isWorse ? { provenance: now } : {};
}

function saidBy(source: Source): Provenance {
  return source.kind === 'live' ? (source.provenance ?? 'live') : 'recorded';
}
