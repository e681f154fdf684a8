/** The program's signs where a terminal has nothing but ASCII: one cell for one cell, so that no line changes its width. */

const SIGNS: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '┼': '+',
  '├': '+',
  '└': '+',
  '↩': '<',
  '┴': '+',
  '┬': '+',
  '━': '=',
  '╸': '-',
  '░': ':',
  '▒': '%',
  '█': '#',
  '▌': '>',
  '›': '>',
  '‹': '<',
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '▶': '>',
  '■': '#',
  '‖': '"',
  '●': '*',
  '○': 'o',
  '★': '*',
  '◆': '*',
  '•': '*',
  '·': '.',
  '…': '.',
  '✓': '+',
  '✗': 'x',
  '≠': '~',
  '▲': '!',
  '×': 'x',
  '−': '-',
  '≥': '>',
  '≤': '<',
  '⏎': '|',
};

const ANY = new RegExp(`[${Object.keys(SIGNS).join('')}\\u2800-\\u28ff]`, 'g');

export function asciiSigns(text: string): string {
  return text.replaceAll(ANY, sign => SIGNS[sign] ?? dots(sign));
}

/** The dots of a braille pattern (U+2800 and on, a bit each) in its upper two and lower two rows. */
const UPPER = 0b0001_1011;
const LOWER = 0b1110_0100;

function dots(sign: string): string {
  const pattern = (sign.codePointAt(0) ?? 0) - 0x2800;
  const isAbove = (pattern & UPPER) !== 0;
  const isBelow = (pattern & LOWER) !== 0;
  if (isAbove && isBelow) return ':';
  return isAbove ? "'" : isBelow ? '.' : ' ';
}
