/** Ctrl+C and its kin without a terminal UI: the first cancels the call, the second quits. */
import { EXIT } from './exit-codes.ts';

/** An abort signal that the first SIGINT, SIGTERM or SIGHUP raises. Call `release` when done. */
export function onInterrupt(): { signal: AbortSignal; abort: () => void; release: () => void } {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
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
