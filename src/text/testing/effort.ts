/**
 * How hard a test tries: `npm run fuzz` sets REFLECTOSCOPE_LONG, and takes its time; every other run of
 * the tests tries as much as fits into a minute or two for all of them.
 */
export const isLong = process.env.REFLECTOSCOPE_LONG === '1';

/** Of two numbers of tries the one that there is time for. */
export function effort(short: number, long: number): number {
  return isLong ? long : short;
}
