/** Long work in slices, so that keys and frames come in between. */
import type { Milliseconds } from '../run/price.ts';
import type { Rest } from './read-run.ts';

/** Half a frame at 60 Hz. */
const SLICE_MS: Milliseconds = 8;

export function inSlices(sliceMs = SLICE_MS): Rest {
  let until = performance.now() + sliceMs;
  return () => {
    if (performance.now() < until) return undefined;
    return new Promise(resolve => {
      setImmediate(() => {
        until = performance.now() + sliceMs;
        resolve();
      });
    });
  };
}
