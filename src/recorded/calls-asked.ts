/**
 * Which call of a run a request belongs to. The wire says neither lane nor purpose; the run does, when it
 * begins a call. Of the same request that was sent for several calls, the first that came is the first call.
 */
import type { RunEvent } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { WholeRequest } from '../run/model.ts';
import { type Call, type Run, threadOf } from '../run/run.ts';
import { requestKey } from './recordings.ts';

export interface CallsAsked {
  /** To be told every event of the run, in order. */
  tell(event: RunEvent): void;
  /** The call that this request was sent for; each call is told once. */
  asked(request: WholeRequest): Call | undefined;
}

export function createCallsAsked(): CallsAsked {
  let run: Run | undefined;
  const waiting = new Map<string, Call[]>();
  return {
    tell(event) {
      run = fold(run, event);
      if (event.type !== 'call.started') return;
      const call = run.calls[event.call];
      if (!call) return;
      const { system, additionalModelRequestFields } = call.request;
      const key = requestKey({
        model: call.model,
        system,
        messages: threadOf(run, call),
        ...(additionalModelRequestFields && { additionalModelRequestFields }),
      });
      waiting.set(key, [...(waiting.get(key) ?? []), call]);
    },
    asked: request => waiting.get(requestKey(request))?.shift(),
  };
}
