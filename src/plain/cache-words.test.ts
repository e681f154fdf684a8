import { describe, expect, test } from 'vitest';
import type { CacheMiss, CacheNote } from '../analysis/caching.ts';
import type { BreakEven, CacheEffect } from '../analysis/caching-money.ts';
import type { PrefixChange } from '../analysis/caching-prefix.ts';
import { balanceWarning, balanceWords, cacheWords, isRemarkable } from './cache-words.ts';

const effect = (changes: Partial<CacheEffect>): CacheEffect => ({
  read: 0,
  written5m: 0,
  written1h: 0,
  readSaved: 0,
  writeExtra: 0,
  ...changes,
});
const READ = effect({ read: 1310, readSaved: 0.003537 });
const used = (changes: Partial<CacheEffect>): CacheNote => ({
  kind: 'used',
  effect: effect(changes),
  missed: undefined,
});
const short = { kind: 'under-minimum', tokens: 69, minimum: 1024 } as const;

test.each<[CacheNote, string | undefined]>([
  [
    used({ ...READ, written5m: 265, writeExtra: 0.00019875 }),
    'read 1,310 (saved $0.0035), wrote 265 for 5m ($0.000199 more than fresh input)',
  ],
  [
    used({ written5m: 10, written1h: 1310, writeExtra: 0.004 }),
    'wrote 10 for 5m and 1,310 for 1h ($0.0040 more than fresh input)',
  ],
  [used({ written5m: 1310, writeExtra: -0.0001 }), 'wrote 1,310 for 5m ($0.000100 less than fresh input)'],
  [used({ written5m: 1310 }), 'wrote 1,310 for 5m (at the price of fresh input)'],
  [
    used({ read: 7, written5m: 1310, readSaved: undefined, writeExtra: undefined }),
    'read 7, wrote 1,310 for 5m',
  ],
  [
    { kind: 'used', effect: READ, missed: { tokens: 400, why: { kind: 'unexplained' } } },
    'read 1,310 (saved $0.0035); 400 that were cached were not read: nothing that is known explains it',
  ],
  [{ kind: 'implicit', effect: READ }, 'read 1,310 (saved $0.0035) (implicit: no cache point was sent)'],
  [
    { kind: 'not-engaged', why: { ...short, estimated: false } },
    'not engaged: 69 tokens are under the minimum of 1,024',
  ],
  [
    { kind: 'not-engaged', why: { kind: 'before-branch' } },
    'not engaged: it was used last before the branch, how long ago is not known, and it may have expired',
  ],
  [
    { kind: 'not-engaged', why: { kind: 'unexplained' } },
    'not engaged, and nothing that is known explains it',
  ],
  [{ kind: 'not-offered' }, 'not offered by this model'],
  [{ kind: 'not-in-catalogue' }, 'not asked for: the model is not in the catalogue'],
  [{ kind: 'not-asked' }, 'not asked for in this call'],
  [{ kind: 'off' }, 'off'],
  [
    { kind: 'pending', expected: { ...short, estimated: true } },
    'will not engage: ~69 tokens (estimate), under the minimum of 1,024',
  ],
  [
    { kind: 'pending', expected: { ...short, tokens: 1000, estimated: true } },
    'may not engage: ~1,000 tokens (estimate), under the minimum of 1,024',
  ],
  [{ kind: 'pending', expected: undefined }, undefined],
  [{ kind: 'unknown' }, undefined],
])('what the cache did, for %j', (note, words) => {
  expect(cacheWords(note)).toBe(words);
});

const why = (miss: CacheMiss) => cacheWords({ kind: 'not-engaged', why: miss });
const changed = (change: PrefixChange) => why({ kind: 'changed', change });

describe('why it did nothing', () => {
  test('in time, and how far back it is looked', () => {
    expect(why({ kind: 'expired', seconds: 300.2, ttlSeconds: 300 })).toBe(
      'not engaged: 301 s had passed since it was last used, and it is kept for 300 s',
    );
    expect(why({ kind: 'too-far-back', blocks: 31 })).toMatch(/31 content blocks .* about 20/);
    expect(why({ kind: 'minimum-unknown' })).toMatch(/is not known$/);
  });

  test.each<[PrefixChange, string]>([
    [{ kind: 'model', from: 'a', to: 'b\u001b[2J' }, 'the model changed from a to b'],
    [{ kind: 'setting', name: 'thinking' }, 'the setting thinking changed, which is part of the prefix'],
    [{ kind: 'system', character: 3 }, 'the system prompt changed at character 3'],
    [{ kind: 'role', message: 2 }, 'message 2 has another role'],
    [{ kind: 'message', message: 2, character: 1204 }, 'message 2 changed at character 1,204'],
    [{ kind: 'message', message: 2, character: undefined }, 'message 2 changed'],
    [{ kind: 'missing', message: 3 }, 'message 3 is not there any more'],
  ])('in the prefix: %j', (change, words) => {
    expect(changed(change)).toBe(`not engaged: ${words}`);
  });
});

test('what asks for a remark: a cache that did not engage, or did not read what it held', () => {
  expect(isRemarkable({ kind: 'not-engaged', why: { kind: 'unexplained' } })).toBe(true);
  expect(
    isRemarkable({ kind: 'used', effect: READ, missed: { tokens: 1, why: { kind: 'unexplained' } } }),
  ).toBe(true);
  expect(isRemarkable({ kind: 'pending', expected: { ...short, estimated: true } })).toBe(true);
  expect(isRemarkable(used({ read: 1 }))).toBe(false);
  expect(isRemarkable({ kind: 'off' })).toBe(false);
  expect(isRemarkable({ kind: 'pending', expected: undefined })).toBe(false);
});

describe('of the whole run', () => {
  const balance = (breakEven: BreakEven, readSaved = 0) => ({ readSaved, writeExtra: 0.0011, breakEven });

  test('a warning says by how much, and when it would break even', () => {
    expect(balanceWarning(balance({ kind: 'ahead', rounds: 1 }))).toBe(
      'caching has cost $0.0011 more than it saved: breaks even in about 1 more round (estimate)',
    );
    expect(balanceWarning(balance({ kind: 'ahead', rounds: 12 }, 0.0002))).toMatch(
      /cost \$0\.000900 more than it saved: breaks even in about 12 more rounds/,
    );
    expect(balanceWarning(balance({ kind: 'never' }))).toMatch(
      /, and rounds like the last do not change that$/,
    );
  });

  test('without need there is none', () => {
    expect(balanceWarning(undefined)).toBeUndefined();
    expect(balanceWarning(balance({ kind: 'not-needed' }))).toBeUndefined();
    expect(balanceWarning(balance({ kind: 'reached', round: 3 }))).toBeUndefined();
    expect(balanceWords(balance({ kind: 'reached', round: 3 }))).toMatch(/broke even in round 3$/);
    expect(balanceWords(balance({ kind: 'not-needed' }))).toBeUndefined();
  });
});
