import { expect, test } from 'vitest';
import type { CacheNote } from '../analysis/caching.ts';
import { cacheWords } from './cache-words.ts';

test.each<[CacheNote, string | undefined]>([
  [{ kind: 'used', read: 1310, written: 265 }, 'read 1,310, wrote 265'],
  [{ kind: 'used', read: 0, written: 1310 }, 'wrote 1,310'],
  [{ kind: 'implicit', read: 1310 }, 'read 1,310 (implicit: no cache point was sent)'],
  [
    { kind: 'under-minimum', prompt: 69, minimum: 1024 },
    'not engaged: 69 tokens are under the minimum of 1,024',
  ],
  [{ kind: 'not-offered' }, 'not offered by this model'],
  [{ kind: 'unexplained' }, 'not engaged'],
  [{ kind: 'off' }, 'off'],
  [{ kind: 'pending' }, undefined],
  [{ kind: 'unknown' }, undefined],
])('what the cache did, for %j', (note, words) => {
  expect(cacheWords(note)).toBe(words);
});
