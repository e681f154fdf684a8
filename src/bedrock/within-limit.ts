/** A limit for what cannot be called off: whoever waits goes on. */
import type { Milliseconds } from '../run/price.ts';

/** Rejects with a `TimeoutError` of these words once the limit is over; what comes later is dropped. */
export async function withinLimit<T>(slow: Promise<T>, limitMs: Milliseconds, why: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(why), { name: 'TimeoutError' })), limitMs);
  });
  try {
    return await Promise.race([slow, late]);
  } finally {
    clearTimeout(timer);
  }
}
