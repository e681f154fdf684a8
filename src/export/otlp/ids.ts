/** Where spans stand in a trace, and when: the same for the same run, however often it is exported. */
import { createHash } from 'node:crypto';
import type { Milliseconds } from '../../run/price.ts';

/** Hexadecimal, 16 bytes: of the run. */
export function traceIdOf(run: string): string {
  return digest(`trace ${run}`, 32);
}

/** Hexadecimal, 8 bytes: of a part of the run, as `call 3`. */
export function spanIdOf(run: string, part: string): string {
  return digest(`span ${run} ${part}`, 16);
}

/** An id of zeros alone would be none. */
function digest(text: string, length: number): string {
  const id = createHash('sha256').update(text).digest('hex').slice(0, length);
  return /^0+$/.test(id) ? id.replace(/0$/, '1') : id;
}

/** Seconds and nanoseconds since 1970, as the API has it. */
export type HrTime = [seconds: number, nanoseconds: number];

const NANOS = 1_000_000_000n;

/**
 * A place in a run as a time of day, to the nanosecond: a number of milliseconds since 1970 with its
 * fraction has no room for them. A start that is no date counts as 1970.
 */
export function timeAt(startedAt: string, at: Milliseconds): HrTime {
  const start = Date.parse(startedAt);
  const nanos =
    BigInt(Number.isFinite(start) ? start : 0) * 1_000_000n +
    BigInt(Math.trunc(at)) * 1_000_000n +
    BigInt(Math.round((at % 1) * 1_000_000));
  return [Number(nanos / NANOS), Number(nanos % NANOS)];
}
