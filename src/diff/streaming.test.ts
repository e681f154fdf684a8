import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSide, oldSide } from './parts.ts';
import { createStreamingDiff, diffWhileStreaming } from './streaming.ts';
import { anyPair, anyText } from './testing/texts.ts';
import { diffWords } from './words.ts';

const BEFORE =
  'Let the ball cost x. The bat costs one dollar more. Together they cost 1.10. So the ball costs 5 cents. I hope this helps.';

describe('laws', () => {
  it('rebuilds the new text, and the old one together with what is not reached', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), ([before, after], cut) => {
        const soFar = after.slice(0, cut % (after.length + 1));
        const { parts, notReached } = diffWhileStreaming(before, soFar);
        expect(oldSide(parts) + notReached).toBe(before);
        expect(newSide(parts)).toBe(soFar);
      }),
      { numRuns: 1500 },
    );
  });

  it('never ends with something removed', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        expect(diffWhileStreaming(before, after).parts.at(-1)?.kind).not.toBe('removed');
      }),
      { numRuns: 500 },
    );
  });

  it('finds no change while the old text is written again', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, cut) => {
        const soFar = text.slice(0, cut % (text.length + 1));
        const { parts, notReached } = diffWhileStreaming(text, soFar);
        expect(parts).toEqual(soFar === '' ? [] : [{ kind: 'same', text: soFar }]);
        expect(notReached).toBe(text.slice(soFar.length));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on what it was told before', () => {
    fc.assert(
      fc.property(anyPair, fc.array(fc.nat(), { maxLength: 5 }), ([before, after], cuts) => {
        const step = createStreamingDiff(before);
        for (const cut of [...cuts, after.length]) {
          const soFar = after.slice(0, cut % (after.length + 1));
          expect(step(soFar)).toEqual(diffWhileStreaming(before, soFar));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('while an answer streams', () => {
  it('does not count as removed what it has not reached', () => {
    const { stats, notReached } = diffWhileStreaming(BEFORE, 'Let the ball cost x. The bat');
    expect(notReached).toBe(
      ' costs one dollar more. Together they cost 1.10. So the ball costs 5 cents. I hope this helps.',
    );
    expect(stats).toMatchObject({ added: 0, removed: 0, kept: 7, keptShare: 1, notReached: 18 });
  });

  it('takes a word that is half written for the old one', () => {
    const { parts, notReached } = diffWhileStreaming(BEFORE, 'Let the ball cost y. The bat costs one dol');
    expect(parts.map(part => part.kind)).toEqual(['same', 'removed', 'added', 'same']);
    expect(notReached).toMatch(/^lar more\. Together/);
  });

  it('marks changed words in a sentence that is not finished', () => {
    const { parts, notReached } = diffWhileStreaming(
      BEFORE,
      'Let the ball cost x. The racket costs one dollar',
    );
    expect(parts).toEqual([
      { kind: 'same', text: 'Let the ball cost x. The ' },
      { kind: 'removed', text: 'bat' },
      { kind: 'added', text: 'racket' },
      { kind: 'same', text: ' costs one dollar' },
    ]);
    expect(notReached).toMatch(/^ more\. Together/);
  });

  it('removes what was passed over once something behind it stands again', () => {
    const { stats, notReached } = diffWhileStreaming(
      BEFORE,
      'Let the ball cost x. Together they cost 1.10. So the ball costs',
    );
    expect(stats).toMatchObject({ added: 0, removed: 6 });
    expect(notReached).toBe(' 5 cents. I hope this helps.');
  });

  it('does not jump ahead for a short sentence that stands everywhere', () => {
    const before =
      'Alpha holds. Choice one was examined with care. Choice two was examined with care. Yes. The end.';
    const { stats } = diffWhileStreaming(before, 'Alpha holds. Yes.');
    expect(stats).toMatchObject({ removed: 0, added: 1 });
  });

  it('takes new text for added while nothing old is found in it', () => {
    const { parts, notReached } = diffWhileStreaming(BEFORE, 'Okay, I will think again');
    expect(parts).toEqual([{ kind: 'added', text: 'Okay, I will think again' }]);
    expect(notReached).toBe(BEFORE);
  });

  it('shows nothing but the old text to come before the first word', () => {
    const { parts, stats } = diffWhileStreaming(BEFORE, '');
    expect(parts).toEqual([]);
    expect(stats).toMatchObject({ kept: 0, keptShare: 1, notReached: 25 });
  });

  it('has reached the whole old text at the end of a text that goes on after it', () => {
    const after = `${BEFORE} Check: 0.05 + 1.05 = 1.10.`;
    expect(diffWhileStreaming(BEFORE, after)).toEqual({ ...diffWords(BEFORE, after), notReached: '' });
  });
});
