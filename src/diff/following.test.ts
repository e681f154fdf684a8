import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFollower } from './following.ts';
import { newSide, oldSide } from './parts.ts';
import { diffWhileStreaming } from './streaming.ts';
import { anyPair } from './testing/texts.ts';
import { diffWords } from './words.ts';

describe('following a text', () => {
  it('is the diff of the text so far, whatever was asked before', () => {
    fc.assert(
      fc.property(anyPair, fc.array(fc.nat(), { maxLength: 4 }), ([before, after], cuts) => {
        const follow = createFollower(before);
        for (const cut of cuts) {
          const soFar = after.slice(0, cut % (after.length + 1));
          expect(follow(soFar, 'growing')).toEqual({ ...diffWhileStreaming(before, soFar), open: '' });
        }
        expect(follow(after, 'whole')).toEqual({ ...diffWords(before, after), notReached: '', open: '' });
      }),
      { numRuns: 100 },
    );
  });

  it('keeps apart the end of a long text that is not compared yet', () => {
    const before = 'One sentence of some words. '.repeat(1000);
    const follow = createFollower(before);
    for (let length = 1000; length < before.length; length += 2997) {
      const text = before.slice(0, length).replaceAll('some', 'few');
      const { parts, open, notReached } = follow(text, 'growing');
      expect(newSide(parts) + open).toBe(text);
      expect(oldSide(parts) + notReached).toBe(before);
    }
  });

  it('hands out the same parts while nothing more was compared', () => {
    const before = 'One sentence of some words. '.repeat(1000);
    const follow = createFollower(before);
    const first = follow(`${before.slice(0, 5000)}x`, 'growing');
    const second = follow(`${before.slice(0, 5000)}xy`, 'growing');
    expect(second.parts).toBe(first.parts);
    expect(second.open).toBe(`${first.open}y`);
  });

  it('compares a text that broke off to its very end', () => {
    const before = 'One sentence of some words. '.repeat(1000);
    const cut = createFollower(before)(before.slice(0, 5003), 'cut');
    expect(cut.open).toBe('');
    expect(cut.stats.notReached).toBeGreaterThan(1000);
    expect(cut.stats.removed).toBe(0);
  });
});
