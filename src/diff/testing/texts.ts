/** Texts for property tests: arbitrary ones, ones like a model's answers, and revisions of these. */
import fc from 'fast-check';

const word = fc.constantFrom(
  ...[
    'the',
    'bat',
    'ball',
    'costs',
    '1.10',
    'x',
    'answer',
    'SELECT',
    'Singer.Age',
    'don’t',
    'naïve',
    'e\u0301tude',
  ],
  ...['答案', '是五分', '猫が', 'кот', '👩‍👩‍👧', '🇩🇪', '**', '!=', '\\frac', '{', '}', '-', '1.', '```', '|'],
);
const space = fc.constantFrom(' ', ' ', ' ', '  ', '\u00a0', '\t');
const lineBreak = fc.constantFrom('\n', '\n', '\n\n', '\r\n', '\n    ', ' \n');
const end = fc.constantFrom('.', '.', '?', '!', ':', ';', '。', '');

const sentence = fc
  .tuple(fc.array(fc.tuple(word, space), { minLength: 1, maxLength: 9 }), end)
  .map(([words, mark]) => words.flat().slice(0, -1).join('') + mark);

const prose = fc
  .array(fc.tuple(sentence, fc.oneof(space, lineBreak)), { maxLength: 12 })
  .map(pieces => pieces.flat().join(''));

/** Anything: lone surrogates, control characters, white space of every kind. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.constantFrom(' ', '\n', '\r\n', '\r', '\t', '\u2028', '\u3000', 'a', '.', '\u0308'), {
      maxLength: 30,
    })
    .map(list => list.join('')),
);

export const anyText: fc.Arbitrary<string> = fc.oneof(prose, prose, anything);

/** A text and what might have become of it: pieces taken out, put in, or put elsewhere. */
export const revision: fc.Arbitrary<[string, string]> = fc
  .tuple(prose, fc.array(fc.tuple(fc.nat(), fc.nat(40), anyText), { maxLength: 5 }))
  .map(([text, edits]) => {
    let revised = text;
    for (const [at, length, put] of edits) {
      const from = at % (revised.length + 1);
      revised = revised.slice(0, from) + put + revised.slice(from + length);
    }
    return [text, revised];
  });

export const anyPair: fc.Arbitrary<[string, string]> = fc.oneof(revision, fc.tuple(anyText, anyText));

/** Words and marks with white space between them, and the same with other white space. */
export const respaced: fc.Arbitrary<[string, string]> = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'bc', 'def.', 'Ghi', 'j!', 'K:', '5'),
      lineBreak,
      fc.oneof(space, lineBreak),
    ),
    {
      maxLength: 20,
    },
  )
  .map(words => [
    words.map(([text, before]) => text + before).join(''),
    words.map(([text, , after]) => text + after).join(''),
  ]);
