import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Reading, read, readOn } from './reading.ts';
import { anyPair, anyText } from './testing/texts.ts';
import { Vocabulary } from './tokens.ts';

function tokens(text: string): string[] {
  return read(text, new Vocabulary()).tokens.map(token => text.slice(token.from, token.to));
}

function sentences(text: string): string[] {
  const reading = read(text, new Vocabulary());
  const at = (index: number) => reading.tokens[index]?.start ?? text.length;
  return reading.sentences.map(({ from, to }) => text.slice(at(from), at(to)));
}

describe('tokens', () => {
  it('lie end to end over the whole text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const reading = read(text, new Vocabulary());
        const ends = reading.tokens.map(token => token.end);
        expect(reading.tokens.map(token => token.start)).toEqual(
          ends.length ? [0, ...ends.slice(0, -1)] : [],
        );
        if (text.trim() !== '') expect(ends.at(-1)).toBe(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('are words and single marks', () => {
    expect(tokens("It doesn't cost $1,204.50, (really).")).toEqual([
      'It',
      "doesn't",
      'cost',
      '$',
      '1,204.50',
      ',',
      '(',
      'really',
      ')',
      '.',
    ]);
  });

  it('keep operators, fences, ellipses and LaTeX commands whole', () => {
    expect(tokens('a != b => **c** ... ```sql \\frac{1}')).toEqual([
      'a',
      '!=',
      'b',
      '=>',
      '**',
      'c',
      '**',
      '...',
      '```',
      'sql',
      '\\frac',
      '{',
      '1',
      '}',
    ]);
  });

  it('own the white space after them, but the indentation of their own line', () => {
    const text = 'a  b\n\n    c';
    const reading = read(text, new Vocabulary());
    expect(reading.tokens.map(token => text.slice(token.start, token.end))).toEqual([
      'a  ',
      'b\n\n',
      '    c',
    ]);
    expect(reading.tokens.map(token => token.endsLine)).toEqual([false, true, false]);
  });

  it('are not there in a blank text', () => {
    expect(tokens(' \n\t ')).toEqual([]);
  });
});

describe('sentences', () => {
  it('end at full stops and at line ends', () => {
    expect(sentences('One. Two? Three\nfour.\n\nFive')).toEqual([
      'One. ',
      'Two? ',
      'Three\n',
      'four.\n\n',
      'Five',
    ]);
  });

  it('do not end after the mark of a list or an initial', () => {
    expect(sentences('1. He came. 2. She left. J. Smith stayed.')).toEqual([
      '1. He came. ',
      '2. She left. ',
      'J. Smith stayed.',
    ]);
  });

  it('are equal when only the length of their white space differs', () => {
    const vocabulary = new Vocabulary();
    const [a, b] = ['two  words here.', 'two words here. '].map(text => read(text, vocabulary));
    expect(a?.sentences[0]?.id).toBe(b?.sentences[0]?.id);
  });
});

describe('reading on', () => {
  it('is the same as reading anew, however the text grows', () => {
    fc.assert(
      fc.property(anyPair, fc.array(fc.nat(), { maxLength: 8 }), ([a, b], cuts) => {
        const text = a + b;
        const vocabulary = new Vocabulary();
        let reading: Reading = read('', vocabulary);
        for (const end of [...cuts.map(cut => cut % (text.length + 1)).sort((x, y) => x - y), text.length]) {
          const part = text.slice(0, end);
          reading = readOn(part, reading, vocabulary);
          expect(reading).toEqual(read(part, vocabulary));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('looks back to where the segmenter began anew, and not to the middle of a token', () => {
    const vocabulary = new Vocabulary();
    const part = 'First.\n\nSELECT the !=! \u200D👩\u200D👧  猫が naïve ball. \n';
    const whole = read(`${part}Last. `, vocabulary);
    expect(readOn(part, whole, vocabulary)).toEqual(read(part, vocabulary));
  });

  it('is the same as reading anew for the beginning of a text, and for another text', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(), ([a, b], cut) => {
        const vocabulary = new Vocabulary();
        const whole = read(a + b, vocabulary);
        const part = (a + b).slice(0, cut % (a.length + b.length + 1));
        expect(readOn(part, whole, vocabulary)).toEqual(read(part, vocabulary));
        expect(readOn(b, whole, vocabulary)).toEqual(read(b, vocabulary));
      }),
      { numRuns: 1000 },
    );
  });
});
