/** The cap on the time of a run, as a signal that ends the calls that are going on when it is reached. */
import type { Clock } from '../run/clock.ts';
import { type CallError, TIME_CAP_REACHED } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';

/** Seconds, as in the settings. */
type Seconds = number;

/** What a signal was aborted with when the cap was reached, and not by somebody. */
class TimeCapReached extends Error {
  override readonly name = TIME_CAP_REACHED;
  readonly cap: Seconds;
  constructor(cap: Seconds) {
    super(`the run has taken ${cap} s`);
    this.cap = cap;
  }
}

export interface TimeCap {
  /** Aborts when the cap is reached. */
  readonly signal: AbortSignal;
  /** Time that passes from now on does not count, until what it returns is called. */
  pause(): () => void;
  /** When the run has ended. */
  release(): void;
}

/** Counts from now; without a cap the signal never aborts. `used`: what the run has taken already. */
export function timeCap(clock: Clock, cap: Seconds | undefined, used: Milliseconds = 0): TimeCap {
  const controller = new AbortController();
  if (cap === undefined) return { signal: controller.signal, pause: () => () => {}, release() {} };
  const reached = () => controller.abort(new TimeCapReached(cap));
  let left = cap * 1000 - used;
  let since = clock.now();
  let release = () => {};
  const count = () => {
    since = clock.now();
    if (left <= 0) reached();
    else release = clock.alarm(left, reached);
  };
  count();
  return {
    signal: controller.signal,
    pause() {
      release();
      left -= clock.now() - since;
      return count;
    },
    release: () => release(),
  };
}

/** The error of a call that the cap cut off; `undefined` when the signal was not aborted by the cap. */
export function timeCapError(
  { reason }: AbortSignal,
  call: { readonly hasText: boolean; readonly charged: NonNullable<CallError['charged']> },
): CallError | undefined {
  if (!(reason instanceof TimeCapReached)) return undefined;
  return {
    name: TIME_CAP_REACHED,
    message: `The call was cut off by the time cap of ${reason.cap} s.`,
    remedy: `${call.hasText ? 'The text so far is kept. ' : ''}Give the run more time with --max-seconds.`,
    retryable: false,
    charged: call.charged,
  };
}
