/** The id of an imported run: a ULID that is the same whenever the same run is imported. Pure. */
import { createHash } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const OTHER_DIGITS = 16;
/** 48 bits, as a ULID has. */
const LAST_MOMENT = 2 ** 48 - 1;

/**
 * `startedAt` (ISO 8601) is the time of the id, as in every ULID; 0 where the source does not tell it.
 * The rest comes of the format and the key.
 */
export function importedRunId(format: string, key: string, startedAt?: string): string {
  const moment = Date.parse(startedAt ?? '');
  const time = Number.isFinite(moment) ? Math.min(Math.max(0, Math.floor(moment)), LAST_MOMENT) : 0;
  const hash = createHash('sha256').update(`${format}\0${key}`).digest();
  const other = [...hash.subarray(0, OTHER_DIGITS)].map(byte => DIGITS[byte % DIGITS.length]).join('');
  return timeDigits(time) + other;
}

function timeDigits(time: number): string {
  let rest = time;
  let digits = '';
  for (let place = 0; place < TIME_DIGITS; place++) {
    digits = `${DIGITS[rest % DIGITS.length]}${digits}`;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}
