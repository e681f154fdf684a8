/** The views of the bundled recordings: every round against the one before and the first. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../run/question.ts';
import { lineWidth } from '../line.ts';
import { createDiffViews, DIFF_KINDS } from './diff-view.ts';

const FOLDER = new URL('../../../fixtures/recordings/', import.meta.url);

interface Recorded {
  readonly question: Question;
  readonly texts: readonly string[];
}

function read(name: string): Recorded {
  const events = readFileSync(new URL(name, FOLDER), 'utf8')
    .trim()
    .split('\n')
    .map((line): { type: string; call: number; channel: string; text: string; question: Question } =>
      JSON.parse(line),
    );
  const texts: string[] = [];
  for (const { type, call, channel, text } of events) {
    if (type === 'call.delta' && channel === 'text') texts[call] = (texts[call] ?? '') + text;
  }
  return { question: events[0]?.question ?? expect.fail(`${name} is empty`), texts };
}

const recordings = readdirSync(FOLDER).filter(name => name.endsWith('.jsonl'));

describe('the bundled recordings', () => {
  it.each(recordings)('%s fits every width, and has changes where words changed', name => {
    const { question, texts } = read(name);
    const views = createDiffViews();
    expect(texts.length).toBeGreaterThan(1);
    for (const [round, text] of texts.entries()) {
      if (round === 0) continue;
      for (const kind of DIFF_KINDS) {
        for (const width of [40, 80, 120, 200]) {
          const old = { text: texts[round - 1] ?? '', round: round - 1 };
          const { lines, changes, title } = views(
            kind,
            old,
            { text, round, streaming: false },
            question,
            width,
          );
          expect([title, ...lines].filter(line => lineWidth(line) > width)).toEqual([]);
          expect(changes.length > 0).toBe(old.text !== text);
          expect(changes.every(index => index < lines.length)).toBe(true);
        }
      }
    }
  });

  it('paint nothing as removed that is not reached', () => {
    const { question, texts } = read('bat-and-ball.sonnet-4-6.jsonl');
    const views = createDiffViews();
    const [first = '', second = ''] = texts;
    for (let length = 0; length < second.length; length += 40) {
      const next = { text: second.slice(0, length), streaming: true };
      const { lines } = views('side-by-side', { text: first }, next, question, 120);
      const removed = lines.flat().filter(({ style }) => style === 'removed');
      const lastRemoved = removed.at(-1)?.text.trim() ?? '';
      expect(first.indexOf(lastRemoved)).toBeLessThanOrEqual(first.length * 0.9);
      expect(lines.flat().some(({ text }) => text.includes('not reached yet'))).toBe(true);
    }
  });
});
