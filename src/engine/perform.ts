/** Performs one step of a run: makes the call, retries what may be retried, tells all that happens. */
import type { Clock } from '../run/clock.ts';
import { CANCELLED, type CallError, type CallRequest, type NewEvent, type Timing } from '../run/events.ts';
import { CallFailure, type Model, type WholeRequest } from '../run/model.ts';
import type { Milliseconds } from '../run/price.ts';
import { formatSeconds } from '../text/numbers.ts';
import { timeCapError } from './time-cap.ts';

/** Attempts for one call before any text has come; after that a retry would repeat paid work. */
export const MAX_ATTEMPTS = 4;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 20_000;
/** What a service may ask a call to wait; whoever asks for more is not asked again, and that is said. */
export const LONGEST_RETRY_AFTER_MS: Milliseconds = 120_000;

export interface PerformOptions {
  readonly model: Model;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** 0 <= random() < 1; jitter, so that many runs do not retry in step. */
  readonly random: () => number;
  readonly emit: (event: NewEvent) => void;
}

export interface CallToMake {
  readonly call: number;
  readonly round: number;
  readonly lane: number;
  readonly purpose: string;
  readonly request: WholeRequest;
  /** The earlier call whose thread this one continues, and how many messages that thread has. */
  readonly extends?: { readonly call: number; readonly messages: number };
  /** The call of this round that is made once more. */
  readonly again?: number;
}

/** Makes the call. Returns the error that it ended with, or nothing when it finished. */
export async function performCall(
  toMake: CallToMake,
  options: PerformOptions,
): Promise<CallError | undefined> {
  const { clock, emit, signal } = options;
  const { call, round, lane, purpose, request, again } = toMake;
  emit({
    type: 'call.started',
    call,
    round,
    lane,
    purpose,
    model: request.model,
    request: asRecorded(toMake),
    ...(again !== undefined && { again }),
  });
  for (let attempt = 1; ; attempt++) {
    const failed = await attemptCall(toMake, options);
    if (!failed) return undefined;
    const { error } = failed;
    const mayRetry =
      isFree(failed) && error.retryable && attempt < MAX_ATTEMPTS && !isTooLong(error.retryAfterMs);
    if (!mayRetry || signal.aborted) return end(failed, mayRetry);
    const waitMs = backoff(attempt, error, options.random);
    emit({ type: 'call.retried', call, attempt, attempts: MAX_ATTEMPTS, reason: error, waitMs });
    await clock.sleep(waitMs, signal);
    // Nobody waits for the next attempt any more, and what was sent before was free.
    if (timeCapError(signal, { hasText: false, charged: 'no' })) return end(failed, true);
  }

  function end({ error: own, timing }: Failed, wasHeldUp: boolean): CallError {
    const hasText = timing.firstDeltaMs !== undefined;
    const charged = own.charged ?? 'unknown';
    const capped = wasHeldUp || own.name === CANCELLED;
    const error = (capped && timeCapError(signal, { hasText, charged })) || withLongWait(own);
    emit({ type: 'call.failed', call, error, timing });
    return error;
  }
}

/** Whether making the call again repeats nothing that is paid for: thinking may go on unseen. */
function isFree({ error, timing }: Failed): boolean {
  return timing.firstDeltaMs === undefined && error.charged !== 'unknown';
}

interface Failed {
  readonly error: CallError;
  /** Of this attempt; without `firstDeltaMs` when nothing had come yet. */
  readonly timing: Timing;
}

async function attemptCall(
  { call, request }: CallToMake,
  { model, clock, signal, emit }: PerformOptions,
): Promise<Failed | undefined> {
  const started = clock.now();
  const elapsed = () => Math.round(clock.now() - started);
  let firstDeltaMs: Milliseconds | undefined;
  const timing = (serverMs?: Milliseconds): Timing => ({
    ...(firstDeltaMs !== undefined && { firstDeltaMs }),
    ...(serverMs !== undefined && { serverMs }),
    wallMs: elapsed(),
  });
  let finished = false;
  try {
    for await (const event of model.stream(request, signal)) {
      if (event.type === 'delta') {
        firstDeltaMs ??= elapsed();
        emit({ type: 'call.delta', call, channel: event.channel, text: event.text });
        continue;
      }
      finished = true;
      const { stopReason, usage, content, serverMs, serviceTier } = event;
      emit({
        type: 'call.finished',
        call,
        stopReason,
        usage,
        timing: timing(serverMs),
        content,
        ...(serviceTier !== undefined && { serviceTier }),
      });
    }
  } catch (thrown) {
    if (thrown instanceof CallFailure) return { error: thrown.error, timing: timing() };
    throw thrown;
  }
  // Taking it for an end would ask the strategy again, and so make the call again, for ever.
  if (!finished) throw new Error(`the model ended the stream of call ${call} without finishing it`);
  return undefined;
}

/**
 * Exponential, with full jitter above half. What the service asks for goes first, with a jitter on top of
 * it: those whom it asked at the same time shall not come back at the same time.
 */
function backoff(attempt: number, { retryAfterMs }: CallError, random: () => number): Milliseconds {
  if (retryAfterMs !== undefined) {
    return Math.round(retryAfterMs + random() * Math.min(FIRST_WAIT_MS, retryAfterMs / 4));
  }
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random() / 2));
}

function isTooLong(retryAfterMs: Milliseconds = 0): boolean {
  return retryAfterMs > LONGEST_RETRY_AFTER_MS;
}

const AN_HOUR: Milliseconds = 3_600_000;

/** Asking earlier than that would be of no use, and nobody wants to find a run that sleeps till tomorrow. */
function withLongWait(error: CallError): CallError {
  const { retryAfterMs = 0, remedy } = error;
  if (!isTooLong(retryAfterMs)) return error;
  const asked = retryAfterMs > AN_HOUR ? 'more than an hour' : formatSeconds(retryAfterMs);
  const waits = formatSeconds(LONGEST_RETRY_AFTER_MS);
  const longWait = `It asks to wait for ${asked}, and a call waits for ${waits} at most: go on with the run then.`;
  return { ...error, remedy: remedy === undefined ? longWait : `${longWait} ${remedy}` };
}

function asRecorded({ request, extends: parent }: CallToMake): CallRequest {
  const { model: _model, messages, ...rest } = request;
  return {
    ...rest,
    ...(parent && { extends: parent.call }),
    messages: messages.slice(parent?.messages ?? 0),
  };
}
