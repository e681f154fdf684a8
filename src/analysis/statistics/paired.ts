/** Whether two ways of answering the same questions differ. Pure. */

/** Of questions that were answered both ways, those that only one of them got right. */
export interface Discordant {
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** `undecided`: the data do not carry a difference, which does not say that there is none. */
export type Decision = 'first' | 'second' | 'undecided';

/** Above this, a difference is called undecided. */
export const ALPHA = 0.05;

/**
 * The two-sided p-value of McNemar's exact test: that `onlyFirst` and `onlySecond` come from one coin
 * (Q. McNemar, Psychometrika 12, 1947; exact by the binomial distribution). 1 where there is no such
 * question. Throws `RangeError` where the counts are none.
 */
export function mcnemarExact({ onlyFirst, onlySecond }: Discordant): number {
  if (![onlyFirst, onlySecond].every(count => Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`${onlyFirst} and ${onlySecond} are no counts`);
  }
  const of = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  if (onlyFirst === onlySecond) return 1;
  // In logarithms: 2 to the power of thousands is no number.
  let logTerm = -of * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= fewer; k++) {
    logTerm += Math.log((of - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}

export function decide(discordant: Discordant, alpha = ALPHA): Decision {
  if (mcnemarExact(discordant) > alpha) return 'undecided';
  return discordant.onlyFirst > discordant.onlySecond ? 'first' : 'second';
}
