import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FacingLine, facingRows, isUnchanged } from './facing.ts';
import { anyPair, respaced } from './testing/texts.ts';
import { diffWords } from './words.ts';

function rows(before: string, after: string) {
  return facingRows(diffWords(before, after).parts);
}

function textOf({ spans }: FacingLine): string {
  return spans.map(span => span.text).join('');
}

/** As it might stand on a screen: `margin|text` on both sides, with «removed» and ‹added›. */
function screen(before: string, after: string): string[] {
  const line = ({ margin, spans }: FacingLine) => {
    const text = spans.map(span => {
      if (span.kind === 'removed') return `«${span.text}»`;
      return span.kind === 'added' ? `‹${span.text}›` : span.text;
    });
    return `${margin}|${text.join('')}`;
  };
  return rows(before, after).map(
    ({ old, next }) => `${old.map(line).join(' / ')} :: ${next.map(line).join(' / ')}`,
  );
}

describe('laws', () => {
  it('keeps the lines of both texts, each on its side', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const lines = (text: string) => {
          const all = text.split(/\r\n|\n/).map(line => line.trimEnd());
          return all.at(-1) === '' ? all.slice(0, -1) : all;
        };
        const side = (which: 'old' | 'next') => {
          const all = rows(before, after).flatMap(row => row[which].map(line => textOf(line).trimEnd()));
          return all.at(-1) === '' && lines(which === 'old' ? before : after).length < all.length
            ? all.slice(0, -1)
            : all;
        };
        expect(side('old')).toEqual(lines(before));
        expect(side('next')).toEqual(lines(after));
      }),
      { numRuns: 400 },
    );
  });

  it('has no word of the one text on the side of the other, and an honest margin', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        for (const { old, next } of rows(before, after)) {
          expect(old.flatMap(line => line.spans).every(span => span.kind !== 'added')).toBe(true);
          expect(next.flatMap(line => line.spans).every(span => span.kind !== 'removed')).toBe(true);
          for (const { margin, spans } of [...old, ...next]) {
            const marked = spans.some(span => span.kind === 'removed' || span.kind === 'added');
            if (marked) expect(margin).not.toBe(' ');
            if (spans.length > 0 && margin !== '~') expect(marked).toBe(margin !== ' ');
          }
        }
      }),
      { numRuns: 250 },
    );
  });

  it('puts words that both texts have into one row', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        for (const { old, next } of rows(before, after)) {
          const same = (lines: readonly FacingLine[]) =>
            lines
              .flatMap(line => line.spans)
              .flatMap(span => (span.kind === 'same' ? span.text : []))
              .join('')
              .replace(/\s/g, '');
          expect(same(old)).toBe(same(next));
        }
      }),
      { numRuns: 250 },
    );
  });

  it('finds nothing changed where only line breaks differ', () => {
    fc.assert(
      fc.property(respaced, ([before, after]) => {
        for (const row of rows(before, after)) {
          expect([...row.old, ...row.next].every(({ margin }) => margin === ' ' || margin === '~')).toBe(
            true,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('rows', () => {
  it('let a changed line face what became of it', () => {
    expect(screen('Let the bat cost x.\nDone.', 'Let the ball cost x.\nDone.')).toEqual([
      '~|Let the «bat» cost x. :: ~|Let the ‹ball› cost x.',
      ' |Done. ::  |Done.',
    ]);
  });

  it('let a new line and one that went face nothing', () => {
    expect(screen('one is here\ntwo went away\nthree', 'one is here\nthree\nfour is quite new')).toEqual([
      ' |one is here ::  |one is here',
      '-|«two went away» :: ',
      ' |three ::  |three',
      ' :: +|‹four is quite new›',
    ]);
  });

  it('let lines that were replaced whole face each other, text against text', () => {
    expect(
      screen('a\n\nThe first idea.\n\nz', 'a\n\nSomething else.\nMore words.\n\nEven more.\n\nz'),
    ).toEqual([
      ' |a ::  |a',
      ' | ::  |',
      '-|«The first idea.» :: +|‹Something else.›',
      ' :: +|‹More words.›',
      ' | ::  |',
      ' :: +|‹Even more.›',
      ' ::  |',
      ' |z ::  |z',
    ]);
  });

  it('put a line that was split beside all that came of it', () => {
    expect(
      screen(
        'Alpha is the first letter, and beta is the second letter.',
        'Alpha is the first letter,\nand beta is the second letter.',
      ),
    ).toEqual([
      ' |Alpha is the first letter, and beta is the second letter. ::  |Alpha is the first letter, /  |and beta is the second letter.',
    ]);
  });

  it('say that a line was only moved to the right', () => {
    const [, , line] = rows('if x:\n  y = 1\n  return y', 'if x:\n  y = 1\n    return y');
    expect(line?.old[0]?.margin).toBe('~');
    expect(line?.next[0]?.margin).toBe('~');
    expect(line && isUnchanged(line)).toBe(false);
  });

  it('mark what went in one piece where nothing stayed between', () => {
    expect(screen('Keep this. One went. Two went.', 'Keep this. New here. Other words came.')[0]).toMatch(
      /^~\|Keep this\. «One went\. Two went\.» ::/,
    );
  });
});
