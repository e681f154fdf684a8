/** Ctrl+C and its kin without a terminal UI: the first cancels the call, the second quits. */
import { EXIT } from './exit-codes.ts';

export interface Interrupts {
  readonly signal: AbortSignal;
  /** As if the user had interrupted. */
  abort(): void;
  /** Gives the signals back to whoever had them. */
  release(): void;
}

/**
 * Raises its abort signal on the first SIGINT, SIGTERM or SIGHUP, after `onFirst`; the second ends
 * the process with 130.
 */
export function onInterrupt(onFirst: () => unknown = () => {}): Interrupts {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    onFirst();
    controller.abort();
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, handle);
  return {
    signal: controller.signal,
    abort: () => controller.abort(),
    release: () => {
      for (const name of names) process.off(name, handle);
    },
  };
}
