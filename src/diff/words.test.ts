import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { newSide, oldSide, type Part } from './parts.ts';
import { anyPair, anyText, respaced } from './testing/texts.ts';
import { diffWords } from './words.ts';

/** The parts with their marks: `[-removed-]`, `{+added+}`, and `_` for white space that differs. */
function marked(oldText: string, newText: string): string {
  return diffWords(oldText, newText).parts.map(write).join('');
}

function write({ kind, text, oldText }: Part): string {
  if (oldText !== undefined) return `_${text}`;
  return { same: text, removed: `[-${text}-]`, added: `{+${text}+}` }[kind];
}

describe('laws', () => {
  it('rebuilds both texts to the character', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const { parts } = diffWords(before, after);
        expect(oldSide(parts)).toBe(before);
        expect(newSide(parts)).toBe(after);
      }),
      { numRuns: 1500 },
    );
  });

  it('never marks white space alone as added or removed', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        for (const part of diffWords(before, after).parts) {
          if (part.kind !== 'same') expect(part.text.trim()).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing but white space when only white space differs', () => {
    fc.assert(
      fc.property(respaced, ([before, after]) => {
        const { parts, stats } = diffWords(before, after);
        expect(parts.filter(part => part.kind !== 'same')).toEqual([]);
        expect(stats).toMatchObject({ added: 0, removed: 0, changes: 0, keptShare: 1 });
      }),
      { numRuns: 500 },
    );
  });

  it('keeps white space that differs in parts of their own', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        for (const { kind, text, oldText } of diffWords(before, after).parts) {
          if (oldText === undefined) continue;
          expect(kind).toBe('same');
          expect((text + oldText).trim()).toBe('');
          expect(text).not.toBe(oldText);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('joins neighbours of one kind', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const { parts } = diffWords(before, after);
        parts.forEach((part, index) => {
          const previous = parts[index - 1];
          if (part.oldText !== undefined || !previous || previous.oldText !== undefined) return;
          expect(part.kind).not.toBe(previous.kind);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('finds no change in a text compared with itself, and the whole text in one with nothing', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(diffWords(text, text).parts).toEqual(text === '' ? [] : [{ kind: 'same', text }]);
        expect(diffWords('', text).stats).toMatchObject({ removed: 0, kept: 0 });
        expect(diffWords(text, '').stats).toMatchObject({ added: 0, kept: 0 });
      }),
    );
  });

  it('counts every word of both texts once', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const { stats } = diffWords(before, after);
        expect(stats.kept + stats.removed).toBe(diffWords('', before).stats.added);
        expect(stats.kept + stats.added).toBe(diffWords('', after).stats.added);
      }),
      { numRuns: 500 },
    );
  });
});

describe('prose', () => {
  it('marks the words that changed in a sentence', () => {
    expect(marked('The bat costs one dollar.', 'The ball costs one dollar.')).toBe(
      'The [-bat-]{+ball+} costs one dollar.',
    );
  });

  it('leaves the white space around an insertion where it was', () => {
    expect(marked('a good idea, they say', 'a very good idea, they say')).toBe(
      'a {+very +}good idea, they say',
    );
    expect(marked('The result is five.', 'The result is five cents.')).toBe('The result is five{+ cents+}.');
    expect(marked('We met at seven despite all.', 'We met at seven, despite all.')).toBe(
      'We met at seven{+,+} despite all.',
    );
  });

  it('shows a sentence of which too little was kept as replaced whole', () => {
    expect(marked('I hope this helps you. Bye.', 'Let me check the sum again. Bye.')).toBe(
      '[-I hope this helps you.-]{+Let me check the sum again.+} Bye.',
    );
  });

  it('marks words in a sentence of which too little was kept, when told to', () => {
    const { parts } = diffWords('red blue green one', 'red two three four five', { minKept: 0 });
    expect(parts[0]).toEqual({ kind: 'same', text: 'red ' });
  });

  it('swallows one or two kept words between larger changes', () => {
    expect(
      marked(
        'Prices went up because energy became scarce of late in the whole of southern Europe.',
        'Prices went up since the cost of transport tripled within months in the whole of southern Europe.',
      ),
    ).toBe(
      'Prices went up [-because energy became scarce of late-]{+since the cost of transport tripled within months+} in the whole of southern Europe.',
    );
  });

  it('keeps a word between two mere insertions', () => {
    expect(marked('we have an answer here', 'all of us here say we now of course have an answer here')).toBe(
      '{+all of us here say +}we {+now of course +}have an answer here',
    );
  });

  it('sets sentence against sentence in a rewritten paragraph', () => {
    const before = 'The committee met on Monday morning. Nobody had expected the minister to resign.';
    const after =
      'On Monday the whole committee came together. That the minister would resign, nobody had foreseen.';
    const kinds = diffWords(before, after, { minKept: 0.9 }).parts.map(part => part.kind);
    expect(kinds).toEqual(['removed', 'added', 'same', 'removed', 'added']);
  });

  it('finds its way after a sentence was put in before the first', () => {
    expect(marked('Bat costs x. Ball costs y.', 'Let us see. Bat costs x. Ball costs z.')).toBe(
      '{+Let us see. +}Bat costs x. Ball costs [-y-]{+z+}.',
    );
  });

  it('reads a sentence that was split in two against both halves', () => {
    expect(
      marked(
        'The train left the station at noon and it arrived in Vienna before sunset.',
        'The train left the station at noon. It arrived in Vienna before sunset.',
      ),
    ).toBe('The train left the station at noon[- and it-]{+. It+} arrived in Vienna before sunset.');
  });

  it('takes a number, an abbreviation or the mark of a list for no sentence', () => {
    expect(marked('1. Dr. Smith paid 1.10 dollars.', '1. Dr. Smith paid 1.05 dollars.')).toBe(
      '1. Dr. Smith paid [-1.10-]{+1.05+} dollars.',
    );
  });

  it('cuts Chinese and Japanese into words', () => {
    const { parts, stats } = diffWords('这只猫坐在垫子上。', '这只狗坐在垫子上。');
    expect(parts.map(write).join('')).toBe('这只[-猫-]{+狗+}坐在垫子上。');
    expect(stats).toMatchObject({ added: 1, removed: 1 });
  });

  it('never tears an emoji or a combined letter apart', () => {
    expect(marked('one 👩‍👩‍👧 two e\u0301', 'one 👩‍👩‍👦 two e\u0300')).toBe(
      'one [-👩‍👩‍👧-]{+👩‍👩‍👦+} two [-e\u0301-]{+e\u0300+}',
    );
  });

  it('takes Windows line ends for the same lines', () => {
    const { parts, stats } = diffWords('one\r\ntwo\r\n', 'one\ntwo\n');
    expect(stats).toMatchObject({ changes: 0, respaced: 2 });
    expect(parts[1]).toEqual({ kind: 'same', text: '\n', oldText: '\r\n' });
  });
});

describe('code', () => {
  it('takes a whole line for an insertion, not the end of one and the beginning of the next', () => {
    expect(marked('a = 1\n    b = 2\nc = 3\n', 'a = 1\n    b = 2\n    d = 4\nc = 3\n')).toBe(
      'a = 1\n    b = 2\n{+    d = 4\n+}c = 3\n',
    );
  });

  it('takes a whole line for an insertion between indented lines, too', () => {
    expect(marked('f:\n    a = 1\n    c = 3\n', 'f:\n    a = 1\n    b = 2\n    c = 3\n')).toBe(
      'f:\n    a = 1\n{+    b = 2\n+}    c = 3\n',
    );
  });

  it('keeps the indentation when the first word of a line goes', () => {
    expect(marked('if x:\n    await run(x)\n', 'if x:\n    run(x)\n')).toBe('if x:\n    [-await -]run(x)\n');
  });

  it('marks what changed in a line of SQL', () => {
    expect(
      marked(
        'SELECT name FROM singer\nWHERE age > 40 ORDER BY age',
        'SELECT name FROM singer\nWHERE singer.age >= 40 ORDER BY age',
      ),
    ).toBe('SELECT name FROM singer\nWHERE [-age >-]{+singer.age >=+} 40 ORDER BY age');
  });

  it('sees that a query was only laid out anew', () => {
    const { stats } = diffWords(
      'SELECT name FROM singer WHERE age > 40',
      'SELECT name\n  FROM singer\n WHERE age > 40',
    );
    expect(stats).toMatchObject({ added: 0, removed: 0, changes: 0, respaced: 2 });
  });

  it('keeps a change at the end of a line apart from a line that went after it', () => {
    expect(marked('WHERE age > 40\nORDER BY age;\nend', 'WHERE age > 40;\nend')).toBe(
      'WHERE age > 40{+;+}\n[-ORDER BY age;\n-]end',
    );
  });

  it('marks inside brackets, not across them', () => {
    expect(marked('so $\\frac{1}{2}$ is right', 'so $\\frac{3}{4}$ is right')).toBe(
      'so $\\frac{[-1-]{+3+}}{[-2-]{+4+}}$ is right',
    );
  });
});

test('the share that was kept does not fall when words are only added', () => {
  expect(diffWords('one two three four', 'one two three four five six').stats).toMatchObject({
    added: 2,
    removed: 0,
    kept: 4,
    keptShare: 1,
    notReached: 0,
  });
  expect(diffWords('one two three four', 'one two three five').stats.keptShare).toBe(0.75);
});

test('a change of marks alone is a change, though no word changed', () => {
  expect(diffWords('2 < 3', '2 > 3').stats).toMatchObject({ added: 0, removed: 0, changes: 1, keptShare: 1 });
});

describe('great texts', () => {
  const sentences = (count: number, word: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => `Sentence ${index} says ${word(index)} once.`).join(' ');

  it('finds one change among thousands of sentences', () => {
    const { stats } = diffWords(
      sentences(3000, () => 'yes'),
      sentences(3000, index => (index === 1500 ? 'no' : 'yes')),
    );
    expect(stats).toMatchObject({ added: 1, removed: 1, changes: 1 });
  });

  it.each([
    ['a line of dots', '.'.repeat(100_000), '.,'.repeat(50_000)],
    ['one word again and again', 'a '.repeat(50_000), 'b a '.repeat(25_000)],
    ['one line again and again', 'a\n'.repeat(20_000), 'a\nb\n'.repeat(10_000)],
    ['a sentence without an end', 'a b c '.repeat(20_000), 'c b a d '.repeat(15_000)],
  ])('survives %s', (_, before, after) => {
    const { parts } = diffWords(before, after);
    expect(oldSide(parts) === before && newSide(parts) === after).toBe(true);
  });
});
