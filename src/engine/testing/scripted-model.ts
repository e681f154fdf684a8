/** A model that does what a test tells it, attempt by attempt. Knows no wire and no recordings. */
import type { Clock } from '../../run/clock.ts';
import type { CallError } from '../../run/events.ts';
import { CallFailure, type Model, type StreamEvent, type WholeRequest } from '../../run/model.ts';
import { usageOf } from '../../run/testing/sample-run.ts';

export type Act =
  | StreamEvent
  /** Time passes. */
  | { readonly type: 'waits'; readonly ms: number }
  /** Nothing comes any more, until the call is cancelled. */
  | { readonly type: 'hangs' }
  | { readonly type: 'fails'; readonly error: CallError }
  /** A bug in the model, not a failure of the call. */
  | { readonly type: 'breaks'; readonly message: string };

/** What one attempt does. */
export type Script = readonly Act[];

export interface ScriptedModel extends Model {
  /** What it was asked, attempt by attempt. */
  readonly requests: readonly WholeRequest[];
  /** How many of its streams were cancelled. */
  cancelled(): number;
}

export const CANCELLED: CallError = { name: 'Cancelled', message: 'It was cancelled.', retryable: false };

/** Follows the scripts in their order, the last one again and again. */
export function scriptedModel(clock: Clock, scripts: readonly Script[]): ScriptedModel {
  const requests: WholeRequest[] = [];
  let cancelled = 0;
  return {
    requests,
    cancelled: () => cancelled,
    prepare: ({ model, system, messages }, settings) => ({
      model,
      system: system === undefined ? [] : [{ text: system }],
      messages,
      cachePoints: [],
      inferenceConfig: { maxTokens: settings.maxTokens },
    }),
    async *stream(request, signal) {
      const script = scripts[Math.min(requests.length, scripts.length - 1)] ?? [];
      requests.push(request);
      for (const act of script) {
        if (act.type === 'fails') throw new CallFailure(act.error);
        if (!signal.aborted && act.type === 'waits') await clock.sleep(act.ms, signal);
        if (!signal.aborted && act.type === 'hangs') await aborted(signal);
        if (signal.aborted) {
          cancelled++;
          throw new CallFailure(CANCELLED);
        }
        if (act.type === 'breaks') throw new TypeError(act.message);
        if (act.type === 'delta' || act.type === 'finished') yield act;
      }
    },
  };
}

/** Deltas of these pieces, `everyMs` apart, and a good end. */
export function says(pieces: readonly string[], everyMs = 10): Script {
  return [...streams(pieces, everyMs), finishes(pieces.join(''))];
}

/** Deltas of these pieces, `everyMs` apart, and no end. */
export function streams(pieces: readonly string[], everyMs = 10): Script {
  return pieces.flatMap((text): Act[] => [
    { type: 'waits', ms: everyMs },
    { type: 'delta', channel: 'text', text },
  ]);
}

export function finishes(text: string, stopReason = 'end_turn'): Act {
  const usage = usageOf({ input: 100, output: 10 });
  return { type: 'finished', stopReason, usage, serverMs: 5, content: [{ text }] };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}
