/** What the cache did in a call, in words. */
import type { CacheNote } from '../analysis/caching.ts';
import { formatCount } from '../text/numbers.ts';

/** Whether it is said as a remark, not as a fact among others. */
export function isRemarkable({ kind }: CacheNote): boolean {
  return kind === 'under-minimum' || kind === 'unexplained';
}

/** What the cache did, after the word "cache"; nothing when there is nothing to say. */
export function cacheWords(note: CacheNote): string | undefined {
  switch (note.kind) {
    case 'used': {
      const read = note.read > 0 ? [`read ${formatCount(note.read)}`] : [];
      const wrote = note.written > 0 ? [`wrote ${formatCount(note.written)}`] : [];
      return [...read, ...wrote].join(', ');
    }
    case 'implicit':
      return `read ${formatCount(note.read)} (implicit: no cache point was sent)`;
    case 'under-minimum':
      return `not engaged: ${formatCount(note.prompt)} tokens are under the minimum of ${formatCount(note.minimum)}`;
    case 'not-in-catalogue':
      return 'not asked for: the model is not in the catalogue';
    case 'not-offered':
      return 'not offered by this model';
    case 'unexplained':
      return 'not engaged';
    case 'off':
      return 'off';
    case 'pending':
    case 'unknown':
      return undefined;
  }
}
