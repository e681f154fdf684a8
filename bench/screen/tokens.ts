/** An answer as a model streams it: Markdown in pieces of about four characters, the same in every run. */

/** `count` tokens of prose in paragraphs, with headings, lists and emphasis among them. */
export function tokensOf(count: number, seed = 1): string[] {
  const random = generator(seed);
  const tokens: string[] = [];
  for (let block = 0; tokens.length < count; block++) {
    for (const piece of piecesOf(blockOf(block, random))) tokens.push(piece);
  }
  return tokens.slice(0, count);
}

type Random = () => number;

function blockOf(index: number, random: Random): string {
  if (index % 12 === 0) return `## ${sentence(random, 4)}\n\n`;
  if (index % 4 === 3) {
    const items = Array.from({ length: 4 }, () => `- **${word(random)}**: ${sentence(random, 9)}`);
    return `${items.join('\n')}\n\n`;
  }
  return `${Array.from({ length: 3 + (index % 3) }, () => sentence(random, 14)).join(' ')}\n\n`;
}

function sentence(random: Random, words: number): string {
  const text = Array.from({ length: words }, () => word(random)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const SYLLABLES = ['ba', 'con', 'del', 'er', 'fi', 'ga', 'in', 'lo', 'mar', 'ne', 'or', 'per', 'sti', 'tu'];

function word(random: Random): string {
  const length = 1 + Math.floor(random() * 3);
  return Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
}

/** A space belongs to the word behind it, and long words are several tokens, as tokenizers have it. */
function piecesOf(text: string): string[] {
  return text.match(/\n+|[ ]?[^\s]{1,5}/g) ?? [];
}

/** Numbers between 0 and 1 (mulberry32). */
function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
