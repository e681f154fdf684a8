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

const ANY = new RegExp(`[${Object.keys(SIGNS).join('')}]`, 'g');

export function asciiSigns(text: string): string {
  return text.replaceAll(ANY, sign => SIGNS[sign] ?? sign);
}
