/**
 * The gate before every step: a person may look at what would be sent, change it, let it go, or end the
 * run there. What they decide about the run is told as events at once, so that nothing of it is lost.
 */
import type { Edit } from '../run/edits.ts';
import { editsOf } from '../run/edits.ts';
import type { CallError, NewEvent } from '../run/events.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Price } from '../run/price.ts';
import { answerCall, attemptsOf, lanesOf, type Run } from '../run/run.ts';
import type { CallStep, CheckStep } from '../strategies/strategy.ts';
import type { Story } from './story.ts';

/** A call as it would be sent. */
export interface PendingCall {
  readonly step: CallStep;
  readonly request: WholeRequest;
  /** The last turn of the user as the strategy proposed it. */
  readonly proposed: string;
}

/** What waits for somebody to let it happen. */
export type Pending =
  | {
      readonly kind: 'calls';
      readonly round: number;
      readonly roundKind: string;
      readonly calls: readonly PendingCall[];
      /** Checks on this machine that start together with the calls. */
      readonly checks?: readonly CheckStep[];
      /** Why it cannot be sent as it stands, in a sentence. */
      readonly problem?: string | undefined;
      /** What the attempt before ended with. */
      readonly failed?: CallError | undefined;
    }
  /** The run would end by this rule. */
  | { readonly kind: 'end'; readonly round: number; readonly rule: string };

/** `again`: something was changed, so what comes next has to be asked again. */
export type Decision = 'go' | 'again' | 'stop' | 'cancelled';

/** The side of the engine. */
export interface Gate {
  attach(story: Story): void;
  /** Resolves at once where nobody wants to look, unless what comes next cannot be sent. */
  wait(pending: Pending, signal: AbortSignal): Promise<Decision>;
  /** Whether a call that fails comes back to the gate, and does not end the run. */
  stepping(): boolean;
  /** The run has ended. */
  close(): void;
}

/**
 * The side of the person. What changes something answers with the reason why it could not, in a
 * sentence, or `undefined` when it was done.
 */
export interface Controls {
  pending(): Pending | undefined;
  stepping(): boolean;
  /** With stepping off, what waits goes on. */
  setStepping(on: boolean): void;
  /** Lets the next step happen. */
  go(): string | undefined;
  /** Ends the run before the next step. */
  stop(): string | undefined;
  /** The round that edits are for: the one that waits, else the one after the newest. */
  upcoming(): number;
  /** Changes the next round. */
  edit(change: Edit): string | undefined;
  /** Makes the answer of the newest round once more; asked again before it was sent, it is not made. */
  retry(lane?: number): string | undefined;
  /** Which attempt of the newest round goes on. */
  choose(call: number): string | undefined;
  note(round: number, text: string): string | undefined;
  subscribe(listener: () => void): () => void;
}

export interface GateOptions {
  readonly stepping: boolean;
  /** The price of a model that an edit brings in; `undefined` is unknown. */
  readonly priceOf?: (model: string) => Price | undefined;
}

export function createGate({ stepping: atFirst, priceOf }: GateOptions): Gate & Controls {
  const listeners = new Set<() => void>();
  let stepping = atFirst;
  let story: Story | undefined;
  let closed = false;
  let stopping = false;
  let waiting: { readonly pending: Pending; readonly decide: (decision: Decision) => void } | undefined;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const decide = (decision: Decision) => waiting?.decide(decision);
  /** Tells an event, and has what waits looked at anew. */
  const change = (event: NewEvent) => {
    story?.add(event);
    decide('again');
    tell();
  };
  const upcoming = () => waiting?.pending.round ?? (newestRound(story) ?? -1) + 1;
  const whyNot = () => (closed || !story ? 'The run has ended: branch from it to go on.' : undefined);
  const whyNotNow = (what: string) =>
    whyNot() ?? (waiting ? undefined : `An answer is still coming: ${what} when it is there, or cancel it.`);

  return {
    attach(lent) {
      story = lent;
    },
    close() {
      closed = true;
      tell();
    },
    wait(pending, signal) {
      if (signal.aborted) return Promise.resolve('cancelled');
      if (stopping) return Promise.resolve('stop');
      if (!stepping && !needsSomebody(pending)) return Promise.resolve('go');
      return new Promise(resolve => {
        const done = (decision: Decision) => {
          signal.removeEventListener('abort', cancelled);
          waiting = undefined;
          resolve(decision);
        };
        const cancelled = () => {
          done('cancelled');
          tell();
        };
        signal.addEventListener('abort', cancelled, { once: true });
        waiting = { pending, decide: done };
        tell();
      });
    },
    pending: () => waiting?.pending,
    stepping: () => stepping,
    setStepping(on) {
      stepping = on;
      const { pending } = waiting ?? {};
      const canGo = pending?.kind === 'end' || (pending?.kind === 'calls' && pending.problem === undefined);
      if (!on && canGo) decide('go');
      tell();
    },
    go() {
      if (!waiting) return whyNot() ?? 'Nothing waits to be sent.';
      const { pending } = waiting;
      if (pending.kind === 'calls' && pending.problem !== undefined) return pending.problem;
      decide('go');
      tell();
      return undefined;
    },
    stop() {
      if (closed || !story) return 'The run has ended already.';
      stopping = true;
      decide('stop');
      tell();
      return undefined;
    },
    upcoming,
    edit(edit) {
      const why = whyNot();
      if (why !== undefined || !story) return why;
      if (story.run().retrying !== undefined) {
        return 'A round is about to be made once more: R takes that back first.';
      }
      const price = edit.model === undefined ? undefined : newPrice(story.run(), edit.model, priceOf);
      change({
        type: 'user.edited',
        round: upcoming(),
        change: { ...withoutOldWords(edit, story.run(), upcoming()), ...(price && { prices: [price] }) },
      });
      return undefined;
    },
    retry(lane = 0) {
      const why = whyNotNow('retry it');
      if (why !== undefined || !story) return why;
      const run = story.run();
      const round = run.rounds.at(-1);
      const call = answerCall(run, round, lane);
      if (!round || call?.status !== 'finished') {
        const isFailed = waiting?.pending.kind === 'calls' && waiting.pending.failed !== undefined;
        return isFailed
          ? 'The round has no answer yet: letting it go asks for it again.'
          : 'There is no answer yet that could be asked for once more.';
      }
      // The second time, the wish is taken back.
      if (run.retrying !== undefined) {
        change({ type: 'user.edited', round: round.index, change: { choose: call.id } });
        return undefined;
      }
      change({ type: 'user.edited', round: round.index, change: { retry: call.again ?? call.id } });
      return undefined;
    },
    choose(id) {
      const why = whyNotNow('choose');
      if (why !== undefined || !story) return why;
      const run = story.run();
      const round = run.rounds.at(-1);
      const lanes = round ? lanesOf(run, round) : [];
      const call = lanes.flatMap(lane => attemptsOf(run, round, lane)).find(attempt => attempt.id === id);
      if (!round || !call)
        return 'Only attempts of the newest round can be chosen: branch from an earlier one.';
      if (call.status !== 'finished') return 'That attempt has no whole answer.';
      change({ type: 'user.edited', round: round.index, change: { choose: id } });
      return undefined;
    },
    note(round, text) {
      const why = closed || !story ? 'The run has ended.' : undefined;
      if (why !== undefined || !story) return why;
      story.add({ type: 'user.noted', round, text });
      tell();
      return undefined;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function newestRound(story: Story | undefined): number | undefined {
  return story?.run().rounds.at(-1)?.index;
}

function newPrice(run: Run, model: string, priceOf: GateOptions['priceOf']): Price | undefined {
  return run.prices.some(price => price.model === model) ? undefined : priceOf?.(model);
}

/** What cannot be sent, and another sample that failed while there is an answer to go on with. */
function needsSomebody(pending: Pending): boolean {
  if (pending.kind === 'end') return false;
  const isRetry = pending.calls.some(({ step }) => step.again !== undefined);
  return pending.problem !== undefined || (isRetry && pending.failed !== undefined);
}

/** Words that were written for another kind of turn do not stay; they come back when that is taken back. */
function withoutOldWords(edit: Edit, run: Run, round: number): Edit {
  if (edit.probe === undefined || edit.prompt !== undefined) return edit;
  if (editsOf(run, round).prompt) return { ...edit, prompt: null };
  const before = run.edits.findLast(one => one.round === round && one.change.prompt);
  return edit.probe === null && before?.change.prompt ? { ...edit, prompt: before.change.prompt } : edit;
}
