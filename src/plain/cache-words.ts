/** What the cache did in a call and in a run, and why, in words. Pure. */
import type { CacheMiss, CacheNote } from '../analysis/caching.ts';
import type { CacheBalance, CacheEffect } from '../analysis/caching-money.ts';
import type { PrefixChange } from '../analysis/caching-prefix.ts';
import type { Usd } from '../run/price.ts';
import { formatCount, formatUsd } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** Whether it is said as a remark, not as a fact among others. */
export function isRemarkable(note: CacheNote): boolean {
  if (note.kind === 'pending') return note.expected !== undefined;
  return note.kind === 'not-engaged' || (note.kind === 'used' && note.missed !== undefined);
}

/** Whether tokens were read or written. */
export function isCached(note: CacheNote): boolean {
  return note.kind === 'used' || note.kind === 'implicit';
}

/** What the cache did, after the word "cache"; nothing when there is nothing to say. */
export function cacheWords(note: CacheNote): string | undefined {
  switch (note.kind) {
    case 'used': {
      const { effect, missed } = note;
      const why =
        missed && `${formatCount(missed.tokens)} that were cached were not read: ${missWords(missed.why)}`;
      return [effectWords(effect), ...(why ? [why] : [])].join('; ');
    }
    case 'implicit':
      return `${effectWords(note.effect)} (implicit: no cache point was sent)`;
    case 'not-engaged':
      return note.why.kind === 'unexplained'
        ? `not engaged, and ${missWords(note.why)}`
        : `not engaged: ${missWords(note.why)}`;
    case 'not-in-catalogue':
      return 'not asked for: the model is not in the catalogue';
    case 'not-asked':
      return 'not asked for in this call';
    case 'not-offered':
      return 'not offered by this model';
    case 'off':
      return 'off';
    case 'pending':
      return note.expected && `${expectationWords(note.expected)}: ${missWords(note.expected)}`;
    case 'unknown':
      return undefined;
  }
}

/** An estimate that comes close to the minimum does not say more than that it may be missed. */
const CLOSE = 0.8;

function expectationWords(miss: CacheMiss): string {
  const isClose = miss.kind === 'under-minimum' && miss.tokens > miss.minimum * CLOSE;
  return isClose ? 'may not engage' : 'will not engage';
}

/** `read 1,310 (saved $0.0035), wrote 60 for 5m ($0.000045 more than fresh input)`. */
function effectWords({ read, readSaved, written5m, written1h, writeExtra }: CacheEffect): string {
  const saved = readSaved === undefined ? '' : ` (saved ${formatUsd(readSaved)})`;
  const writes = [
    ...(written5m > 0 ? [`${formatCount(written5m)} for 5m`] : []),
    ...(written1h > 0 ? [`${formatCount(written1h)} for 1h`] : []),
  ];
  return [
    ...(read > 0 ? [`read ${formatCount(read)}${saved}`] : []),
    ...(writes.length > 0 ? [`wrote ${writes.join(' and ')}${extraWords(writeExtra)}`] : []),
  ].join(', ');
}

function extraWords(extra: Usd | undefined): string {
  if (extra === undefined) return '';
  if (extra === 0) return ' (at the price of fresh input)';
  return ` (${formatUsd(Math.abs(extra))} ${extra > 0 ? 'more' : 'less'} than fresh input)`;
}

function missWords(why: CacheMiss): string {
  switch (why.kind) {
    case 'under-minimum':
      return why.estimated
        ? `~${formatCount(why.tokens)} tokens (estimate), under the minimum of ${formatCount(why.minimum)}`
        : `${formatCount(why.tokens)} tokens are under the minimum of ${formatCount(why.minimum)}`;
    case 'minimum-unknown':
      return 'how many tokens this model needs at least is not known';
    case 'expired':
      return `${secondsWords(why.seconds)} had passed since it was last used, and it is kept for ${formatCount(why.ttlSeconds)} s`;
    case 'changed':
      return changeWords(why.change);
    case 'too-far-back':
      return `it ends ${formatCount(why.blocks)} content blocks before the next cache point, and about 20 are looked at`;
    case 'before-branch':
      return 'it was used last before the branch, how long ago is not known, and it may have expired';
    case 'unexplained':
      return 'nothing that is known explains it';
  }
}

/** Rounded down a time that has just passed its limit would look as if it had not. */
function secondsWords(seconds: number): string {
  return `${formatCount(Math.ceil(seconds))} s`;
}

function changeWords(change: PrefixChange): string {
  switch (change.kind) {
    case 'model':
      return `the model changed from ${sanitizeLine(change.from)} to ${sanitizeLine(change.to)}`;
    case 'setting':
      return `the setting ${sanitizeLine(change.name)} changed, which is part of the prefix`;
    case 'system':
      return `the system prompt changed${placeWords(change.character)}`;
    case 'role':
      return `message ${change.message} has another role`;
    case 'message':
      return `message ${change.message} changed${placeWords(change.character)}`;
    case 'missing':
      return `message ${change.message} is not there any more`;
  }
}

function placeWords(character: number | undefined): string {
  return character === undefined ? '' : ` at character ${formatCount(character)}`;
}

/** That writing has cost more than reading has saved so far, and when that would change; else nothing. */
export function balanceWarning(balance: CacheBalance | undefined): string | undefined {
  if (!balance || !isBehind(balance)) return undefined;
  const { writeExtra, readSaved } = balance;
  return `caching has cost ${formatUsd(writeExtra - readSaved)} more than it saved${breakEvenWords(balance)}`;
}

/** The warning, or in which round the cache has paid for itself; nothing where it never was behind. */
export function balanceWords(balance: CacheBalance | undefined): string | undefined {
  if (balance?.breakEven.kind === 'reached') {
    return `caching cost more than it saved at first, and broke even in round ${balance.breakEven.round}`;
  }
  return balanceWarning(balance);
}

function isBehind({ breakEven }: CacheBalance): boolean {
  return breakEven.kind === 'ahead' || breakEven.kind === 'never';
}

/** After what it has cost. */
function breakEvenWords({ breakEven }: CacheBalance): string {
  if (breakEven.kind !== 'ahead') return ', and rounds like the last do not change that';
  const rounds = breakEven.rounds === 1 ? 'round' : 'rounds';
  return `: breaks even in about ${formatCount(breakEven.rounds)} more ${rounds} (estimate)`;
}
