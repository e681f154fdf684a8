import { describe, expect, it } from 'vitest';
import { elided } from './elision.ts';
import { rowsOf } from './hunks.ts';
import { diffWords } from './words.ts';

function shown(before: string, after: string, context: number): string {
  const [row] = rowsOf(diffWords(before, after).parts);
  const spans = row ? elided(row, context) : [];
  return spans.map(span => (span.kind === 'elided' ? `<${span.words}>` : span.text)).join('');
}

const LONG = Array.from({ length: 30 }, (_, index) => `w${index}`).join(' ');

describe('a changed line cut to its changes', () => {
  it('keeps some words on each side of a change', () => {
    expect(shown(`${LONG} old ${LONG}.`, `${LONG} new ${LONG}.`, 2)).toBe('<28>w28 w29 old new w0 w1<28>');
  });

  it('keeps the words between two changes that are near', () => {
    expect(shown(`old ${LONG.slice(0, 30)} here.`, `new ${LONG.slice(0, 30)} there.`, 3)).not.toContain('<');
  });

  it('leaves words out between two changes that are far apart', () => {
    expect(shown(`old ${LONG} here.`, `new ${LONG} there.`, 3)).toBe(
      'old new w0 w1 w2<24>w27 w28 w29 here there.',
    );
  });

  it('shows a line as it is when nothing changed in it', () => {
    expect(shown(LONG, LONG, 2)).toBe(LONG);
  });

  it('counts words of a script without spaces', () => {
    const text = '私は毎朝駅まで歩いて新聞を買って静かな喫茶店で読みます。';
    expect(shown(`${text}古い`, `${text}新しい`, 2)).toMatch(/^<\d+>/);
  });
});
