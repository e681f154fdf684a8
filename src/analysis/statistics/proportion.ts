/** A proportion and how far it can be trusted. Pure. */

/** Of a confidence of 95 % on both sides: the 0.975 quantile of the standard normal distribution. */
export const Z_95 = 1.959963984540054;

/** `successes` of `of`, both whole; `low` and `high` are the ends of the interval, from 0 to 1. */
export interface Proportion {
  readonly successes: number;
  readonly of: number;
  /** `undefined` of nothing. */
  readonly share: number | undefined;
  readonly low: number;
  readonly high: number;
}

/**
 * A proportion with its 95 % interval by Wilson's score method, without a correction for continuity
 * (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927; method 3 of R. G. Newcombe, Statist. Med. 17, 1998). Of
 * nothing the interval is everything. Throws `RangeError` where the counts are none.
 */
export function proportion(successes: number, of: number, z = Z_95): Proportion {
  if (!Number.isInteger(successes) || !Number.isInteger(of) || successes < 0 || successes > of) {
    throw new RangeError(`${successes} of ${of} is no proportion`);
  }
  if (of === 0) return { successes, of, share: undefined, low: 0, high: 1 };
  const share = successes / of;
  const spread = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const middle = share + z ** 2 / (2 * of);
  const scale = 1 + z ** 2 / of;
  return {
    successes,
    of,
    share,
    // At the ends rounding would leave a trace of what is nothing.
    low: successes === 0 ? 0 : (middle - spread) / scale,
    high: successes === of ? 1 : (middle + spread) / scale,
  };
}
