/** Characters that turn, hide, pile up or are none, and texts of a size that nobody writes. */
import { type HostileText, named } from './named-texts.ts';

const spelt = (text: string, from: number) =>
  Array.from(text, char => String.fromCodePoint(from + (char.codePointAt(0) ?? 0))).join('');

const DIRECTIONS = named('direction', {
  'override to the left (RLO)': 'left \u202egnp.exe right',
  'override to the right (LRO)': 'left \u202dmid\u202c right',
  'embeddings (LRE, RLE)': 'left \u202amid\u202b right',
  'isolates (LRI, RLI, FSI)': 'left \u2066a\u2067b\u2068c right',
  'pops without a start': 'left \u202c\u2069\u202c\u2069 right',
  'marks (LRM, RLM, ALM)': 'left \u200e\u200f\u061c right',
  'a thousand embeddings': `left ${'\u202b'.repeat(1_000)} right`,
  'source that reads otherwise (Trojan Source)': 'if (access != "user\u202e \u2066// admin\u2069 \u2066") {',
  'override over a line break': 'left \u202e\nmid\u2028right',
  'deprecated shaping controls': 'left \u206a\u206b\u206c\u206d\u206e\u206f right',
  'letters that are written to the left': 'left שלום עליكم مرحبا right',
});

const CHARACTERS = named('characters', {
  'zero-width space storm': `left${'\u200b'.repeat(2_000)}right`,
  'joiner storm': `left${'\u200d'.repeat(2_000)}right`,
  'non-joiner and word joiner storm': `left${'\u200c\u2060'.repeat(1_000)}right`,
  'zip of combining marks': `left Z${'\u0300\u0316\u0489'.repeat(300)} right`,
  'zip on every letter': Array.from('left right', char => char + '\u030d\u0353'.repeat(60)).join(''),
  'a mark with nothing under it': '\u0301left \n\u0301 right',
  'marks that enclose': 'left \u20dd\u20de\u20e0\u0488\u0489 right',
  'variation selector storm': `left${'\ufe0f'.repeat(1_000)}right`,
  'selectors that carry a text': `left${spelt('OWNED', 0xe0100)}right`,
  'tags that carry a text': `left${spelt('ignore the user', 0xe0000)}right`,
  'a flag of tags without an end': `left \u{1f3f4}${spelt('owned', 0xe0000)} right`,
  'emoji joined without an end': `left ${'\u{1f468}\u200d'.repeat(200)} right`,
  'skin tones without an emoji': `left ${'\u{1f3fd}'.repeat(20)} right`,
  'regional indicators, an odd number': `left ${'\u{1f1e8}'.repeat(21)} right`,
  keycaps: `left ${'1\ufe0f\u20e3'.repeat(40)} right`,
  'Hangul fillers': `left${'\u3164\u115f\u1160\uffa0'.repeat(40)}right`,
  'Hangul jamo that pile up': `left ${'\u1100'.repeat(60)}${'\u1161'.repeat(60)}${'\u11a8'.repeat(60)} right`,
  'conjuncts of Devanagari that pile up': `left ${'\u0915\u094d'.repeat(80)} right`,
  'Thai and Tibetan stacks': `left \u0e01${'\u0e49'.repeat(80)} \u0f40${'\u0f71'.repeat(80)} right`,
  'Arabic in one glyph': 'left \ufdfd \ufdfa right',
  'cuneiform that is very wide': 'left \u{1242b}\u{12219} right',
  'spaces of all kinds': 'left\u00a0\u1680\u2000\u2007\u200a\u202f\u205f\u3000\u2800right',
  'soft hyphens': `left${'\u00ad'.repeat(300)}right`,
  'invisible operators': `left${'\u2061\u2062\u2063\u2064'.repeat(50)}right`,
  'interlinear annotations': 'left \ufff9base\ufffaowned\ufffb right',
  'musical controls': 'left \u{1d173}\u{1d174}\u{1d17a} right',
  'Mongolian vowel separators': `left${'\u180e\u180b\u180f'.repeat(50)}right`,
  'Egyptian format controls': 'left \u{13430}\u{13431}\u{13440} right',
  'lone surrogates': 'left \ud83d mid \ude00 right \udbff',
  'surrogates in the wrong order': `left ${'\ude00\ud83d'.repeat(20)} right`,
  noncharacters: 'left \ufffe\uffff\ufdd0\ufdef\u{1ffff}\u{10ffff} right',
  'private use': 'left \ue000\uf8ff\u{f0000}\u{10fffd} right',
  unassigned: 'left \u0378\u{1fbfd}\u{e0fff} right',
  'byte order marks': '\ufeffleft \ufeff\ufeff right',
  'replacement characters': 'left \ufffd\ufffc right',
  'line and paragraph separators': 'left\u2028mid\u2029right',
  'NEL, and breaks of all kinds': 'left\u0085mid\u000bmid\u000cmid\u2028right',
  'ambiguous widths': `left ${'\u00a7\u2018\u25a0\u2460\u03b1'.repeat(30)} right`,
  'letters of two cells': `left ${'世界'.repeat(120)} right`,
  'half-width kana and their marks': `left ${'\uff76\uff9e'.repeat(80)} right`,
  'letters that look like others': 'left раypаl.com \u0430\u0440\u0440\u04cf\u0435 right',
  'a frame drawn into the frame': 'left │ ─ ┌┐└┘ ▌ █ ▏ … ⏎ ━ ■ right',
});

const SIZES = named('size', {
  'a word of 20,000 letters': 'W'.repeat(20_000),
  'a word of 2,000 wide letters': '界'.repeat(2_000),
  '5,000 spaces': `left${' '.repeat(5_000)}right`,
  '2,000 tabs': `left${'\t'.repeat(2_000)}right`,
  '2,000 blank lines': `left${'\n'.repeat(2_000)}right`,
  '2,000 short lines': 'a\n'.repeat(2_000),
  nothing: '',
  'only spaces': '   \t  ',
  'only line breaks': '\n\r\n\n',
  'only what is removed': '\u001b[2J\u0007\u202e\u0000',
});

export const CHARACTER_TEXTS: readonly HostileText[] = [...DIRECTIONS, ...CHARACTERS, ...SIZES];
