/** Performs the checks of a round: what runs on this machine, and whose outcome is feedback. */
import type { CallError } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import type { Call, Run } from '../run/run.ts';
import type { Verdict } from '../strategies/judge.ts';
import type { CheckStep } from '../strategies/strategy.ts';
import type { Story } from './story.ts';

/** What a check said of an answer. */
export interface CheckSaid {
  /** What is put before the model. */
  readonly text: string;
  readonly verdict: Verdict;
  readonly durationMs: Milliseconds;
}

/**
 * Checks the answer of a call. Resolves also when the check fails or is cut off: that is feedback, too.
 * Rejects only for what is a bug, or when the signal aborts.
 */
export type RunCheck = (
  check: { readonly source: CheckStep['source']; readonly about: Call; readonly run: Run },
  signal: AbortSignal,
) => Promise<CheckSaid>;

/** Returns why they could not be made; nothing when they were. */
export async function performChecks(
  checks: readonly CheckStep[],
  round: number,
  { check, signal }: { readonly check?: RunCheck | undefined; readonly signal: AbortSignal },
  story: Story,
): Promise<CallError | undefined> {
  const run = story.run();
  for (const { source, lane, about } of checks) {
    const call = run.calls[about];
    if (!call) continue;
    if (!check) return unnamed(source);
    try {
      const said = await check({ source, about: call, run }, signal);
      story.add({ type: 'check.finished', round, lane, source, about, ...said });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      return { name: 'Cancelled', message: 'The check was cancelled.', retryable: false, charged: 'no' };
    }
  }
  return undefined;
}

/** A transcript or a question never brings its own check: it has to be named for every run. */
function unnamed(source: CheckStep['source']): CallError {
  const flag = source === 'sql' ? '--database FILE' : "--check 'COMMAND'";
  return {
    name: 'NoCheck',
    message: `The feedback of this run comes from ${source === 'sql' ? 'a database' : 'a command'}, and none was named.`,
    remedy: `Name it with ${flag}.`,
    retryable: false,
    charged: 'no',
  };
}
