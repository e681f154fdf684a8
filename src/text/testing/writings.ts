/** Texts as people and models write them all over the world, for properties of widths. Only tests import it. */
import fc from 'fast-check';

/**
 * What makes a text wider or narrower than it has characters, by name. Not among them is what no one
 * writes: an emoji with an accent or an idle joiner behind it, of which every terminal makes something else.
 */
export const WRITINGS: Readonly<Record<string, readonly string[]>> = {
  'Chinese, Japanese, Korean': [
    '世界',
    '，',
    '「日本」',
    'カナ',
    'ｶﾅ',
    '한국어',
    '\u1112\u1161\u11ab',
    '\u3000',
  ],
  'emoji with joiners': ['👨‍👩‍👧', '🏳️‍🌈', '👩‍🚀', '❤️‍🔥', '🐻‍❄️'],
  flags: ['🇩🇪', '🇯🇵', '🇩', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  keycaps: ['1️⃣', '#️⃣', '*️⃣'],
  'skin tones': ['👍🏽', '🧑🏿‍🦰', '✊🏾'],
  'text or emoji': ['☺︎', '☺️', '✔', '✔️', '©️', '▶️'],
  'combining marks': ['e\u0301', 'a\u0308\u0304', 'Z\u0335\u0321\u0356', 'ê\u0323'],
  'right to left': ['שלום', 'مرحبا', 'שָׁלוֹם', 'مُحَمَّد', '٣٤٥'],
  'India and the south-east': ['नमस्ते', 'क्षत्रिय', 'ไทยน้ำ', 'தமிழ்', 'ភាសាខ្មែរ'],
  'nothing to see': ['a\u200b', 'b\u200d', '\ufeff', 'c\u00ad', 'd\ufe0f', '\u2060', 'e\u200c'],
  'ambiguous width': ['α', 'Я', '—', '“', '…', '°', '①', '─', '●'],
};

/** Words of all of them, some of them stuck together. */
export const mixedText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Object.values(WRITINGS).flat()),
      fc.constantFrom(' ', ' ', '\n', '\t'),
      fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''));
