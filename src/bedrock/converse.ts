/**
 * A model that answers over ConverseStream, through the real SDK client; the client decides whether
 * Bedrock, a server elsewhere or a recording is at the other end. Knows no strategy and no screen.
 */
import { type BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { CANCELLED, type CallError } from '../run/events.ts';
import { CallFailure, type Model, type StreamEvent, type WholeRequest } from '../run/model.ts';
import type { Milliseconds } from '../run/price.ts';
import { createAssembler } from './assemble.ts';
import { type CallContext, explainFailure, isConfiguration, retryAfterMs } from './failures.ts';
import { prepare } from './request.ts';
import { toConverse } from './wire.ts';

export interface ConverseOptions extends Omit<CallContext, 'model'> {
  readonly client: Pick<BedrockRuntimeClient, 'send'>;
  /** A stream that says nothing for this long is given up. */
  readonly idleTimeoutMs: Milliseconds;
  /** Asked before the next call where credentials were not accepted: there may be better ones by then. */
  readonly renew?: () => Promise<void>;
}

export function converseModel(options: ConverseOptions): Model {
  const credentials: Credentials = { wereRefused: false };
  return { prepare, stream: (request, signal) => stream(options, request, signal, credentials) };
}

/** What is known of them from call to call. */
interface Credentials {
  wereRefused: boolean;
}

async function* stream(
  options: ConverseOptions,
  request: WholeRequest,
  signal: AbortSignal,
  credentials: Credentials,
): AsyncGenerator<StreamEvent> {
  // Leaving the loop does not close the connection, and Bedrock goes on generating and billing:
  // only an abort ends it.
  const connection = new AbortController();
  const cancel = () => connection.abort();
  signal.addEventListener('abort', cancel, { once: true });
  const watchdog = createWatchdog(options.idleTimeoutMs, cancel);
  const assembler = createAssembler(request.cachePoints.at(-1)?.ttl);
  let progress: 'sent' | 'accepted' | 'answering' = 'sent';
  try {
    if (signal.aborted) throw new CallFailure(WAS_CANCELLED);
    if (credentials.wereRefused) await orAborted(options.renew?.(), signal);
    credentials.wereRefused = false;
    watchdog.reset();
    const response = await options.client.send(new ConverseStreamCommand(toConverse(request)), {
      abortSignal: connection.signal,
    });
    progress = 'accepted';
    for await (const item of response.stream ?? []) {
      // A slow reader is not a silent stream.
      watchdog.stop();
      const delta = assembler.take(item);
      if (delta) {
        progress = 'answering';
        yield delta;
      }
      const finished = assembler.finished();
      if (finished) {
        // The answer is whole: whatever becomes of the connection now is no failure of the call.
        yield finished;
        return;
      }
      watchdog.reset();
    }
    // Over HTTP/2 an aborted, reset or stalled stream ends without an error.
    if (signal.aborted || watchdog.fired()) throw new Error('aborted');
    throw new CallFailure(interrupted(assembler));
  } catch (thrown) {
    if (thrown instanceof CallFailure) throw thrown;
    if (signal.aborted) throw new CallFailure(WAS_CANCELLED);
    if (watchdog.fired()) throw new CallFailure(stalled(options.idleTimeoutMs, assembler));
    const error = explain(thrown, request, options);
    credentials.wereRefused = isConfiguration(error);
    throw new CallFailure({ ...error, charged: chargeOf(error, progress) }, { cause: thrown });
  } finally {
    watchdog.end();
    signal.removeEventListener('abort', cancel);
    connection.abort(OVER);
  }
}

/** Where no credentials are found, the call says so; whoever is asked for them may take for ever. */
async function orAborted(renewing: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
  let stop = () => {};
  const aborted = new Promise<void>(resolve => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([renewing?.catch(() => {}), aborted]);
  signal.removeEventListener('abort', stop);
}

/**
 * Made once: an error keeps whoever was on the stack when it was made, and the SDK keeps the signal of its
 * first call. With an error of its own that would be the whole first run, to the end of the program.
 */
const OVER = new DOMException('The call is over.', 'AbortError');

function explain(thrown: unknown, { model }: WholeRequest, options: ConverseOptions): CallError {
  const { region, profile, endpoint } = options;
  const error = explainFailure(thrown, { model, region, profile, endpoint });
  const wait = retryAfterMs(thrown);
  return wait === undefined ? error : { ...error, retryAfterMs: wait };
}

/**
 * Whether the call may have to be paid. A request that was not accepted, or that the service itself
 * gave up before it had answered anything, costs nothing; nobody documents what the rest costs.
 */
function chargeOf(
  { name }: CallError,
  progress: 'sent' | 'accepted' | 'answering',
): NonNullable<CallError['charged']> {
  const gaveUp = progress === 'accepted' && name.endsWith('Exception');
  return progress === 'sent' || gaveUp ? 'no' : 'unknown';
}

const WAS_CANCELLED: CallError = {
  name: CANCELLED,
  message: 'The call was cancelled.',
  retryable: false,
  charged: 'unknown',
};

type Progress = Pick<ReturnType<typeof createAssembler>, 'sawText' | 'sawStop'>;

function interrupted(progress: Progress): CallError {
  return {
    name: 'StreamInterrupted',
    message: progress.sawStop()
      ? 'The stream ended after the answer but before its usage was reported.'
      : 'The stream ended before the answer was finished.',
    remedy: `${keptText(progress)}Check the network, then try again.`,
    retryable: true,
    charged: 'unknown',
  };
}

function stalled(idleMs: Milliseconds, progress: Progress): CallError {
  return {
    name: 'StreamStalled',
    message: `Nothing came for ${idleMs / 1000} s, so the call was given up.`,
    remedy: `${keptText(progress)}Try again, or wait longer with --idle-timeout.`,
    retryable: true,
    charged: 'unknown',
  };
}

function keptText({ sawText }: Progress): string {
  return sawText() ? 'The text so far is kept. ' : '';
}

/** The longest time that Node can wait for; more would be over at once. */
const LONGEST_TIMER_MS: Milliseconds = 2 ** 31 - 1;

/**
 * Barks when there was no `stop` for so long after a `reset`. A new timer for each piece of an answer would
 * cost more than the piece: there is one, which begins anew, and which nobody listens to after a `stop`.
 *
 * Real time on purpose: a recording may be played without waiting, a stalled socket is real.
 */
function createWatchdog(ms: Milliseconds, bark: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let waiting = false;
  let fired = false;
  const over = () => {
    timer = undefined;
    if (!waiting) return;
    fired = true;
    bark();
  };
  return {
    reset() {
      waiting = true;
      timer = timer?.refresh() ?? setTimeout(over, Math.min(ms, LONGEST_TIMER_MS));
    },
    stop() {
      waiting = false;
    },
    /** Nobody will reset it any more. */
    end: () => clearTimeout(timer),
    fired: () => fired,
  };
}
