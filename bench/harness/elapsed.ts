/** Milliseconds that a piece of work takes. */
export function elapsed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
