/** Random texts of what an editor finds hard: clusters, wide characters, words, blanks, line breaks. */
import fc from 'fast-check';

export const FAMILY = '👨‍👩‍👧';

const PIECES = [
  ...['the', 'bat,', "can't", 'x', '3.14', 'snake_case', 'https://a.b/c', '(a)'],
  ...[' ', ' ', ' ', '  ', '\n', '\n', '\n\n', '\u3000', '\u00a0'],
  ...['世界', '球棒和球。', '我们喜欢，', 'カタカナ', 'ひらがな', '한국어', '「引」', '１２，３'],
  ...[
    FAMILY,
    '🇨🇭',
    '🇨',
    '👩',
    '\u200d',
    '\ufe0f',
    '\u0301',
    'e\u0301',
    'क्षि',
    'ไทย',
    '\u0600',
    '\u1100',
    '\u1161',
  ],
];

/** As it is once it was pasted: `openEditor` has sanitised it. */
export const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map(parts => parts.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map(parts => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

/** What one key types. */
export const typed = fc.oneof(
  fc.constantFrom('a', 'b', ' ', '世', FAMILY, '\u0301', '\u200d', '🇨'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);
