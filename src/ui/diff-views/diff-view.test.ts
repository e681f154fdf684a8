import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPair } from '../../diff/testing/texts.ts';
import type { Grader } from '../../run/question.ts';
import { sanitize } from '../../text/sanitize.ts';
import { type Line, lineWidth } from '../line.ts';
import { createDiffViews, DIFF_KINDS, type DiffKind, diffView } from './diff-view.ts';

const numeric = { grader: 'numeric' } as const;

/** As it might stand on a screen, with «removed» and ‹added›. */
function show(line: Line): string {
  const text = line.map(({ style, text: words }) => {
    if (style === 'removed') return `«${words}»`;
    return style === 'added' ? `‹${words}›` : words;
  });
  return text.join('').trimEnd();
}

function view(kind: DiffKind, before: string, after: string, width = 80) {
  const { title, lines, changes } = diffView(
    kind,
    { text: before, round: 1 },
    { text: after, round: 2, streaming: false },
    numeric,
    width,
  );
  return { title: show(title), lines: lines.map(show), changes };
}

const kinds = fc.constantFrom(...DIFF_KINDS);
const texts = anyPair.map(([a, b]): [string, string] => [sanitize(a), sanitize(b)]);
const graders = fc.constantFrom<Grader>('numeric', 'exact', 'sql', 'text', 'label');

describe('laws of every view', () => {
  it('has no line that is wider than the screen', () => {
    fc.assert(
      fc.property(kinds, texts, fc.integer({ min: 12, max: 220 }), graders, fc.boolean(), (...drawn) => {
        const [kind, [before, after], width, grader, streaming] = drawn;
        const old = { text: before, round: 0 };
        const { title, lines } = diffView(kind, old, { text: after, round: 1, streaming }, { grader }, width);
        for (const line of [title, ...lines]) expect(lineWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 400 },
    );
  });

  it('says where its changes are, from top to bottom, each on a line with a sign', () => {
    fc.assert(
      fc.property(kinds, texts, fc.constantFrom(60, 120), (kind, [before, after], width) => {
        const { lines, changes } = view(kind, before, after, width);
        expect(changes).toEqual([...new Set(changes)].sort((a, b) => a - b));
        for (const index of changes) expect(lines[index]).toMatch(/^[-−+~]| [-−+~]( |$)/);
        const isMarked = lines.some(line => /[«‹]/.test(line));
        if (isMarked) expect(changes.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('removes nothing while the old text is written again', () => {
    fc.assert(
      fc.property(kinds, texts, fc.nat(), (kind, [before], cut) => {
        const soFar = before.slice(0, cut % (before.length + 1));
        const next = { text: soFar, streaming: true };
        const { lines, changes } = diffView(kind, { text: before }, next, { grader: 'exact' }, 120);
        expect(changes).toEqual([]);
        expect(lines.map(show).join()).not.toMatch(/[«‹]/);
      }),
      { numRuns: 200 },
    );
  });

  it('takes no answer for another one while it may still become the old one', () => {
    const ask = (before: string, soFar: string) =>
      diffView('answer-first', { text: before }, { text: soFar, streaming: true }, numeric, 80).changes;
    expect(ask('So it is.\n\nAnswer: 10', 'So it is.\n\nAnswer: 1')).toEqual([]);
    expect(ask('Answer: 7. No.\n\nAnswer: 10', 'Answer: 7.')).toEqual([]);
    expect(ask('So it is.\n\nAnswer: 10', 'Now it is.\n\nAnswer: 7')).not.toEqual([]);
  });

  it('does not depend on what was asked before', () => {
    const views = createDiffViews();
    const cuts = fc.array(fc.nat(), { maxLength: 3 });
    fc.assert(
      fc.property(kinds, texts, cuts, (kind, [before, after], moments) => {
        for (const moment of [...moments, after.length]) {
          const text = after.slice(0, moment % (after.length + 1));
          for (const streaming of [true, false]) {
            const what = [kind, { text: before }, { text, streaming }, numeric, 100] as const;
            expect(views(...what)).toEqual(diffView(...what));
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('memory', () => {
  it('hands out the same view for the same texts', () => {
    const views = createDiffViews();
    const ask = (width: number) =>
      views('inline', { text: 'one two' }, { text: 'one three', streaming: false }, numeric, width);
    const first = ask(80);
    expect(ask(100)).not.toBe(first);
    expect(ask(80)).toBe(first);
  });

  it('lays out only what is new of a text that grows', () => {
    const views = createDiffViews();
    const old = { text: Array.from({ length: 30 }, (_, index) => `Line ${index} of it.`).join('\n') };
    const after = old.text.replaceAll('of it', 'of them');
    const at = (length: number) =>
      views('inline', old, { text: after.slice(0, length), streaming: true }, numeric, 80).lines;
    const [first, second] = [at(200), at(260)];
    expect(second[1]).toBe(first[1]);
    expect(second[5]).toBe(first[5]);
  });
});

describe('the inline view', () => {
  const BEFORE =
    'First line.\n\nThe bat costs one dollar more.\n\nIt is so.\n\nAnd so on.\n\nMore.\n\nThe end.';

  it('shows changes where they are, and folds what is far from them', () => {
    const after = BEFORE.replace('one dollar more', 'x + 1.00').replace('First', 'The first');
    expect(view('inline', BEFORE, after).lines).toEqual([
      '~  «First» ‹The first› line.',
      '',
      '~  The bat costs «one dollar more» ‹x + 1.00›.',
      '',
      '   It is so.',
      '',
      '   ···  5 lines as before',
    ]);
  });

  it('has the sign on those lines of the screen that have changed words', () => {
    const words = 'The committee met on Monday morning, and nobody had expected that it would.';
    const { lines, changes } = view('inline', words, words.replace('nobody', 'no one'), 40);
    expect(lines).toEqual([
      '   The committee met on Monday morning,',
      '~  and «nobody» ‹no one› had expected that',
      '   it would.',
    ]);
    expect(changes).toEqual([1]);
  });

  it('names what is compared and counts the words', () => {
    expect(view('inline', 'one two three', 'one two four five').title).toBe(
      'round 2 against 1, words, inline   +2 −1   67 % kept',
    );
    expect(view('inline', 'one two three', 'one two four five', 40).title).toBe(
      '2 against 1, inline   +2 −1   67 % kept',
    );
    expect(view('inline', 'one two three', 'one two four five', 20).title).toBe('inline   +2 −1');
    expect(view('inline', 'one two three', 'one two four five', 12).title).toBe('+2 −1');
  });

  it('says that nothing changed', () => {
    expect(view('inline', BEFORE, BEFORE).lines).toEqual([
      '   No word has changed.',
      '',
      '   ···  11 lines as before',
    ]);
  });

  it('says what is not reached, and what never was', () => {
    const old = { text: 'One two three. Four five six. Seven.', round: 3 };
    const ask = (next: { text: string; streaming: boolean; cut?: boolean }, width = 80) =>
      diffView('inline', old, next, numeric, width).lines.map(show);
    expect(ask({ text: 'One two three.', streaming: true })).toEqual([
      '   One two three.',
      '',
      '   ···  the rest of round 3 (4 words) is not reached yet',
    ]);
    expect(ask({ text: '', streaming: true })).toEqual(['   ···  round 3 (7 words) is not reached yet']);
    expect(ask({ text: 'One two three.', streaming: false, cut: true }).at(-1)).toBe(
      '   ···  the rest of round 3 (4 words) was not reached',
    );
    expect(ask({ text: 'One two three.', streaming: true }, 40).at(-1)).toBe(
      '   ···  4 words are not reached yet',
    );
  });

  it('shows the end of a text that grows, though nothing changed in it', () => {
    const text = Array.from({ length: 20 }, (_, index) => `Line ${index}.`).join('\n');
    const lines = diffView(
      'inline',
      { text },
      { text: text.slice(0, 120), streaming: true },
      numeric,
      80,
    ).lines;
    expect(lines.map(show).slice(0, 5)).toEqual([
      '   ···  11 lines as before',
      '   Line 11.',
      '   Line 12.',
      '   Line 13.',
      '   Line',
    ]);
  });
});

describe('unchanged lines', () => {
  it('are left around a change as many as one likes', () => {
    const before = Array.from({ length: 9 }, (_, index) => `line ${index}`).join('\n');
    const next = { text: before.replace('line 4', 'line four'), streaming: false };
    const shown = (context?: number) =>
      diffView('inline', { text: before }, next, numeric, 80, context).lines.map(show);
    expect(shown(1)).toEqual([
      '   ···  3 lines as before',
      '   line 3',
      '~  line «4» ‹four›',
      '   line 5',
      '   ···  3 lines as before',
    ]);
    expect(shown(9)).toHaveLength(9);
  });
});

describe('changes only', () => {
  it('leaves out unchanged lines, and of changed ones what is far from the change', () => {
    const many = Array.from({ length: 40 }, (_, index) => `w${index}`).join(' ');
    const before = `Same.\n\nSame again.\n\n${many} old ${many}.\n\nSame.\n\nThe end of it all.`;
    expect(view('changes', before, before.replace('old', 'new')).lines).toEqual(
      [
        '   ···  4 lines as before',
        '~  ··· 32 words ··· w32 w33 w34 w35 w36 w37 w38 w39 «old» ‹new› w0 w1 w2 w3 w4 w5 w6',
        '   w7 ··· 32 words ···',
        '   ···  4 lines as before',
      ].map(line => line.replaceAll(/··· (\d+) words ···/g, '···\u00a0$1\u00a0words\u00a0···')),
    );
  });
});

describe('side by side', () => {
  it('gives the inline view where there is no room, and says so', () => {
    const { lines, title } = view('side-by-side', 'one two three', 'one two four', 84);
    expect(title).toContain('words, inline');
    expect(lines).toEqual([
      '   Side by side needs 100 columns, and there are 84: inline instead.',
      '',
      '~  one two «three» ‹four›',
    ]);
  });
});
