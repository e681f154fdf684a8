/** Texts that are like answers in what matters to a diff: paragraphs, sentences, common and rare words. */
import { generator } from './random.ts';

const random = generator(20261123);
const VOCABULARY = Array.from({ length: 3000 }, () =>
  Array.from({ length: 2 + Math.floor(random() * 8) }, () => letter(random())).join(''),
);
const COMMON = ['the', 'of', 'and', 'to', 'a', 'in', 'is', 'it'];

/** As many paragraphs as make about so many characters, with a blank line between them. */
export function paragraphs(size: number): string[] {
  const result: string[] = [];
  for (let length = 0; length < size; length += (result.at(-1)?.length ?? 0) + 2) result.push(paragraph());
  return result;
}

export function paragraph(): string {
  return Array.from({ length: 3 + Math.floor(random() * 4) }, sentence).join(' ');
}

function sentence(): string {
  const text = Array.from({ length: 6 + Math.floor(random() * 18) }, word).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A word of prose: four in ten are among the commonest. */
function word(): string {
  const list = random() < 0.4 ? COMMON : VOCABULARY;
  return list[Math.floor(random() ** 2 * list.length)] ?? 'the';
}

/** The same paragraphs, with a share of their words replaced. */
export function reworded(texts: readonly string[], share: number): string[] {
  return texts.map(text =>
    text
      .split(' ')
      .map(old => (random() < share ? word() : old))
      .join(' '),
  );
}

function letter(share: number): string {
  return String.fromCharCode(97 + Math.floor(share * 26));
}
