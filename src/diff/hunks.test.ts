import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Row, rowsOf } from './hunks.ts';
import { anyPair } from './testing/texts.ts';
import { diffWords } from './words.ts';

function rows(oldText: string, newText: string): Row[] {
  return rowsOf(diffWords(oldText, newText).parts);
}

/** Rows as they might stand on a screen: margin, then text with «removed» and ‹added›. */
function screen(oldText: string, newText: string): string[] {
  return rows(oldText, newText).map(({ margin, spans }) => {
    const text = spans.map(span => {
      if (span.kind === 'removed') return `«${span.text}»`;
      return span.kind === 'added' ? `‹${span.text}›` : span.text;
    });
    return `${margin}|${text.join('')}`;
  });
}

function letters(list: readonly Row[], kinds: readonly string[]): string {
  const spans = list.flatMap(row => row.spans).filter(span => kinds.includes(span.kind));
  return spans
    .map(span => span.text)
    .join('')
    .replace(/\s/g, '');
}

describe('laws', () => {
  it('shows every word of both texts once and in order', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const list = rows(before, after);
        expect(letters(list, ['same', 'added'])).toBe(after.replace(/\s/g, ''));
        expect(letters(list, ['same', 'removed'])).toBe(before.replace(/\s/g, ''));
      }),
      { numRuns: 1500 },
    );
  });

  it('has no line break and nothing empty in a span', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        for (const { text } of rows(before, after).flatMap(row => row.spans)) {
          expect(text).not.toBe('');
          expect(text).not.toMatch(/\n/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says in the margin what is in the row', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        for (const { margin, spans, reindented } of rows(before, after)) {
          const has = (kind: string) => spans.some(span => span.kind === kind);
          if (margin === ' ') expect(has('added') || has('removed')).toBe(false);
          if (margin === '+') expect(has('removed')).toBe(false);
          if (margin === '-') expect(has('added')).toBe(false);
          if (margin === '~') expect(has('added') || has('removed') || reindented).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lays an unchanged text out line by line', () => {
    expect(screen('one\r\n\r\n  two\n', 'one\r\n\r\n  two\n')).toEqual([' |one', ' |', ' |  two']);
    expect(rows('', '')).toEqual([]);
  });
});

describe('rows', () => {
  it('mark a line that is new, one that went and one that changed', () => {
    expect(
      screen('first line\nWho goes there?\nlast line', 'first line\nlast new line\nMore to come.'),
    ).toEqual([' |first line', '-|«Who goes there?»', '~|last ‹new› line', '+|‹More to come.›']);
  });

  it('put a removed and an added word apart', () => {
    const [row] = rows('Let the bat cost x, they said.', 'Let the ball cost x, they said.');
    expect(row?.spans).toEqual([
      { kind: 'same', text: 'Let the ' },
      { kind: 'removed', text: 'bat' },
      { kind: 'gap', text: ' ' },
      { kind: 'added', text: 'ball' },
      { kind: 'same', text: ' cost x, they said.' },
    ]);
  });

  it('leave white space at the edges of a change without a mark', () => {
    const [row] = rows('we saw it coming', 'we never saw it coming');
    expect(row?.spans).toEqual([
      { kind: 'same', text: 'we ' },
      { kind: 'added', text: 'never' },
      { kind: 'gap', text: ' ' },
      { kind: 'same', text: 'saw it coming' },
    ]);
  });

  it('keep the indentation of a whole new line in its span', () => {
    expect(
      screen('cost 1.10:\n\nSo it is.', 'cost 1.10:\n\n    2x + 1.00 = 1.10\n    x = 0.05\n\nSo it is.'),
    ).toEqual([' |cost 1.10:', ' |', '+|‹    2x + 1.00 = 1.10›', '+|‹    x = 0.05›', '+|', ' |So it is.']);
  });

  it('set lines that were replaced whole one below the other', () => {
    expect(screen('0.10', '0.05')).toEqual(['-|«0.10»', '+|‹0.05›']);
    expect(
      screen(
        'def f():\n    a = 1\n    b = 2\n    return 0\n',
        'def f():\n    when(x)\n    then(y)\n    z()\n    return 0\n',
      ),
    ).toEqual([
      ' |def f():',
      '-|«    a = 1»',
      '-|«    b = 2»',
      '+|‹    when(x)›',
      '+|‹    then(y)›',
      '+|‹    z()›',
      ' |    return 0',
    ]);
  });

  it('leave sentence against sentence in one row', () => {
    const before = 'The committee met on Monday morning. Nobody had expected the minister to resign.';
    const after =
      'On Monday the whole committee came together. That the minister would resign, nobody had foreseen.';
    const parts = diffWords(before, after, { minKept: 0.9 }).parts;
    expect(rowsOf(parts).map(row => row.margin)).toEqual(['~']);
  });

  it('say that only the indentation of a line changed', () => {
    const [, , line] = rows('if x:\n  y = 1\n  return y', 'if x:\n  y = 1\n    return y');
    expect(line).toEqual({ margin: '~', reindented: true, spans: [{ kind: 'same', text: '    return y' }] });
  });

  it('take lines that are only broken elsewhere for unchanged', () => {
    expect(screen('one two three four', 'one two\nthree four')).toEqual([' |one two', ' |three four']);
  });
});
