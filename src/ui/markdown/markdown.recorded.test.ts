import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../line.ts';
import { createMarkdown, markdownLines } from './markdown.ts';
import { plain } from './testing/looks.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/recordings');

/** The answers in a recording, by call, each as the pieces in which it came. */
function answersIn(file: string): string[][] {
  const answers = new Map<number, string[]>();
  for (const line of readFileSync(join(FOLDER, file), 'utf8').trim().split('\n')) {
    const { type, channel, call, text } = JSON.parse(line);
    if (type !== 'call.delta' || channel !== 'text') continue;
    answers.set(call, [...(answers.get(call) ?? []), text]);
  }
  return [...answers.values()];
}

const FORMULA =
  /\$\$[^$]+\$\$|\$[^\s$]\$|\$[^\s$][^$\n]*[^\s$]\$(?![\p{L}\p{N}])|\\\(.+?\\\)|\\\[[^\]]+\\\]/gu;
const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

describe.each(readdirSync(FOLDER))('%s', file => {
  const answers = answersIn(file);

  test('has answers', () => {
    expect(answers.length).toBeGreaterThan(0);
  });

  test('keeps its words, and its formulas as they are', () => {
    for (const pieces of answers) {
      const text = pieces.join('');
      const shown = plain(markdownLines(text, 10_000)).join('\n');
      expect(letters(shown)).toHaveLength(letters(text).length);
      for (const [formula] of text.matchAll(FORMULA)) expect(shown).toContain(formula);
    }
  });

  test('fits a narrow window', () => {
    for (const pieces of answers) {
      expect(Math.max(...markdownLines(pieces.join(''), 40).map(lineWidth))).toBeLessThanOrEqual(40);
    }
  });

  test('never gets shorter while it comes, and looks the same in the end', () => {
    for (const pieces of answers) {
      const growing = createMarkdown(76);
      let text = '';
      let height = 0;
      for (const piece of pieces) {
        text += piece;
        const lines = growing.lines(text).length;
        expect(lines).toBeGreaterThanOrEqual(height);
        height = lines;
      }
      expect(growing.lines(text)).toEqual(markdownLines(text, 76));
    }
  });
});
