import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairSentences } from './pairing.ts';
import { read } from './reading.ts';
import { anyPair } from './testing/texts.ts';
import { Vocabulary } from './tokens.ts';

/** Pairs as "old sentences:new sentences", counted from 0. */
function pairs(oldText: string, newText: string): string[] {
  return areas(oldText, newText).map(({ oldFrom, oldTo, newFrom, newTo }) => {
    const range = (from: number, to: number) => (to - from === 1 ? `${from}` : `${from}-${to - 1}`);
    return `${range(oldFrom, oldTo)}:${range(newFrom, newTo)}`;
  });
}

function areas(oldText: string, newText: string) {
  const vocabulary = new Vocabulary();
  const [old, next] = [read(oldText, vocabulary), read(newText, vocabulary)];
  const [oldTo, newTo] = [old.sentences.length, next.sentences.length];
  return pairSentences(old, next, { oldFrom: 0, oldTo, newFrom: 0, newTo });
}

describe('pairs of sentences', () => {
  it('ascend and never overlap', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        let [oldAt, newAt] = [0, 0];
        for (const pair of areas(before, after)) {
          expect(pair.oldFrom).toBeGreaterThanOrEqual(oldAt);
          expect(pair.newFrom).toBeGreaterThanOrEqual(newAt);
          expect(pair.oldTo).toBeGreaterThan(pair.oldFrom);
          expect(pair.newTo).toBeGreaterThan(pair.newFrom);
          [oldAt, newAt] = [pair.oldTo, pair.newTo];
        }
      }),
    );
  });

  it('pass over sentences that resemble nothing', () => {
    expect(
      pairs(
        'The bat costs one dollar. The ball costs ten cents.',
        'Something else entirely. The bat costs two dollars. Nothing of the kind. The ball costs five cents.',
      ),
    ).toEqual(['0:1', '1:3']);
  });

  it('prefer the better partner to the nearer one', () => {
    expect(
      pairs(
        'Ann sold seven red apples on Monday.',
        'Bob sold nine green apples. Ann sold eight red apples on Monday.',
      ),
    ).toEqual(['0:1']);
  });

  it('join two sentences against one that says both', () => {
    expect(
      pairs(
        'Ann sold seven apples on Monday morning. Bob bought twelve oranges on Tuesday evening.',
        'Ann sold seven apples on Monday morning and Bob bought twelve oranges on Tuesday evening.',
      ),
    ).toEqual(['0-1:0']);
  });

  it('never join two lines', () => {
    expect(
      pairs('alpha = beta + gamma\ndelta = alpha * epsilon\n', 'delta = (beta + gamma) * epsilon\n'),
    ).toEqual(['1:0']);
  });

  it('are found beyond one window of sentences', () => {
    const text = (verb: string) =>
      Array.from({ length: 150 }, (_, index) => `Person${index} ${verb} apple${index} today.`).join(' ');
    expect(pairs(text('sold'), text('bought'))).toEqual(
      Array.from({ length: 150 }, (_, index) => `${index}:${index}`),
    );
  });
});
