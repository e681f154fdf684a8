import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPair } from '../../diff/testing/texts.ts';
import { diffWords } from '../../diff/words.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Line } from '../line.ts';
import { diffView } from './diff-view.ts';
import { inlineLines } from './inline.ts';
import { createLaidRows } from './laid-rows.ts';
import { MARGIN } from './marked-lines.ts';
import { sideBySideLines } from './side-by-side.ts';

/** A character that two spans share has the style of the first, so there are none that could join. */
const plain = (text: string) =>
  sanitize(text).replace(
    /[^\s\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Cyrillic}\p{Nd}\p{P}]/gu,
    '',
  );
const texts = anyPair.map(([a, b]): [string, string] => [plain(a), plain(b)]);

function words(lines: readonly Line[], styles: readonly unknown[]): string {
  const spans = lines.flat().filter(({ style }) => styles.includes(style));
  return spans
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '');
}

/** The columns of a line, without their signs. */
function columnsOf(line: Line): [Line, Line] {
  const wall = line.findIndex(({ style }) => style === 'rule');
  return [line.slice(1, wall), line.slice(wall + 2)];
}

function show(line: Line): string {
  const text = line.map(({ style, text: part }) => {
    if (style === 'removed') return `«${part}»`;
    return style === 'added' ? `‹${part}›` : part;
  });
  return text.join('').trimEnd();
}

function sideBySide(before: string, after: string, streaming = false): string[] {
  const next = { text: after, round: 1, streaming };
  const { lines } = diffView('side-by-side', { text: before, round: 0 }, next, { grader: 'text' }, 100);
  return lines.map(line => show(line).replace(/ {3,}/g, '   '));
}

describe('every word of both texts', () => {
  it('stands in the inline view, in order', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 12, max: 90 }), ([before, after], width) => {
        const marked = inlineLines(diffWords(before, after).parts, { width }, createLaidRows());
        const lines = marked.map(({ line }) => line.slice(1));
        expect(words(lines, ['text', 'added'])).toBe(after.replace(/\s/g, ''));
        expect(words(lines, ['text', 'removed'])).toBe(before.replace(/\s/g, ''));
        for (const { line } of marked) expect(line[0]?.text.length ?? MARGIN).toBe(MARGIN);
      }),
      { numRuns: 300 },
    );
  });

  it('stands in its column side by side, in order', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 100, max: 200 }), ([before, after], width) => {
        const options = { width, heads: ['', ''] as const, foot: [] };
        const marked = sideBySideLines(diffWords(before, after).parts, options, createLaidRows());
        const columns = marked.map(({ line }) => columnsOf(line));
        const [old, next] = [columns.map(([left]) => left), columns.map(([, right]) => right)];
        expect(words(old, ['text', 'removed'])).toBe(before.replace(/\s/g, ''));
        expect(words(next, ['text', 'added'])).toBe(after.replace(/\s/g, ''));
      }),
      { numRuns: 300 },
    );
  });
});

describe('side by side', () => {
  it('has both texts with their marks, line against line', () => {
    expect(
      sideBySide('Let the bat cost x.\nGone it is.\nDone.', 'Let the ball cost x.\nDone.\nNew words.'),
    ).toEqual([
      '  round 0   │   round 1',
      '   │',
      '~ Let the «bat» cost x.   │ ~ Let the ‹ball› cost x.',
      '− «Gone it is.»   │',
      '  Done.   │   Done.',
      '   │ + ‹New words.›',
    ]);
  });

  it('folds what stayed across both columns', () => {
    const before = Array.from({ length: 12 }, (_, index) => `line ${index}`).join('\n');
    expect(sideBySide(before, before.replace('line 0', 'first line')).slice(2)).toEqual([
      '~ line «0»   │ ~ ‹first› line',
      '  line 1   │   line 1',
      '  line 2   │   line 2',
      '  line 3   │   line 3',
      '  ···  8 lines as before',
    ]);
  });

  it('says under the old text what is not reached', () => {
    expect(sideBySide('One two three. Four five six.', 'One two three.', true).slice(2)).toEqual([
      '  One two three.   │   One two three.',
      '   │',
      '  ···  3 words are not reached yet   │',
    ]);
  });
});
