import { describe, expect, it } from 'vitest';
import type { Graded } from '../../grading/extract.ts';
import type { Line } from '../line.ts';
import { diffView, type GrowingSide } from './diff-view.ts';

function show(line: Line): string {
  const text = line.map(({ style, text: part }) => {
    if (style === 'removed') return `«${part}»`;
    return style === 'added' ? `‹${part}›` : part;
  });
  return text.join('').trimEnd();
}

/** The table above the words, and what follows it. */
function answerFirst(before: string, next: GrowingSide, question: Graded, width = 90) {
  const { lines, changes } = diffView('answer-first', { text: before, round: 0 }, next, question, width);
  const shown = lines.map(show);
  const blank = shown.indexOf('');
  return { table: shown.slice(0, blank), words: shown.slice(blank + 1), changes };
}

const numeric = { grader: 'numeric' } as const;

describe('the answer-first table', () => {
  it('has the answers, then the numbers and formulas that came, went or changed', () => {
    const before = 'Take the dollar away: 1.10 - 1.00 = 0.10.\n\nThat is 10 cents.\n\nAnswer: 0.10';
    const after =
      'Take the dollar away: 1.10 - 1.00 = 0.10.\n\nHalf of it: $0.10 \\div 2 = 0.05$\n\nAnswer: 0.05';
    const { table, changes } = answerFirst(before, { text: after, streaming: false }, numeric);
    expect(table).toEqual([
      '~  answer    «0.10»  →  ‹0.05›   changed',
      '+  numbers   ‹2›  ‹0.05› ×2',
      '             3 numbers as before',
      '+  formulas  ‹0.10 \\div 2 = 0.05›',
      '             1 formula as before',
    ]);
    expect(changes.slice(0, 2)).toEqual([0, 3]);
  });

  it('says that the answer is the same, and leaves out what is not there', () => {
    const { table, words } = answerFirst(
      'Sentiment: positive',
      { text: 'It is so.\nSentiment: positive', streaming: false },
      {
        grader: 'label',
        labels: ['positive', 'negative'],
      },
    );
    expect(table).toEqual(['   answer    positive   the same']);
    expect(words).toEqual(['   word by word', '', '+  ‹It is so.›', '   Sentiment: positive']);
  });

  it('takes the answer as it was graded', () => {
    const old = { text: 'about five', answer: '5' };
    const next = { text: 'about six', answer: null, streaming: false };
    const { lines } = diffView('answer-first', old, next, numeric, 80);
    expect(show(lines[0] ?? [])).toBe('~  answer    «5»  →  none found   changed');
  });

  it('waits for an answer that is not stated yet', () => {
    const { table } = answerFirst(
      'It is 24.\n\nAnswer: 24',
      { text: 'Let me see', streaming: true },
      numeric,
    );
    expect(table).toEqual(['   answer    24  →  not stated yet', '   numbers   1 number not reached yet']);
  });

  it('shows a query clause by clause, and not again below', () => {
    const query = 'SELECT name\nFROM singer\nWHERE age > 40\nORDER BY name;';
    const fenced = (sql: string) => `Here it is:\n\n\`\`\`sql\n${sql}\n\`\`\``;
    const after = fenced(query.replace('40', '50').replace('\nORDER BY name', ''));
    const { table, words } = answerFirst(fenced(query), { text: after, streaming: false }, { grader: 'sql' });
    expect(table).toEqual([
      '~  query     WHERE age > «40» ‹50›',
      '−            «ORDER BY name»',
      '             2 clauses as before',
    ]);
    expect(words.slice(2)).toEqual([
      '   No other word has changed.',
      '',
      '   Here it is:',
      '',
      '   ```sql',
      '   ···  the query, see above',
      '   ```',
    ]);
  });

  it('shows an answer that is a text word by word', () => {
    const text = (word: string) =>
      `<translation>\nDer alte Marten stand jeden Morgen am ${word}, und niemand sah ihn dort.\n</translation>`;
    const { table } = answerFirst(text('Ufer'), { text: text('Kai'), streaming: false }, { grader: 'text' });
    expect(table).toEqual([
      '~  answer    Der alte Marten stand jeden Morgen am «Ufer» ‹Kai›, und niemand sah ihn dort.',
    ]);
  });

  it('does not show a text twice that is its own answer', () => {
    const words = 'The whole reply is the answer here, and it goes on for more than one line of sixty.';
    const next = { text: words.replace('reply', 'text'), streaming: false };
    const { table, words: below } = answerFirst(words, next, { grader: 'text' });
    expect(table).toEqual(['   answer    the whole text, see below']);
    expect(below[2]).toContain('«reply» ‹text›');
  });

  it('says how many figures it leaves out', () => {
    const many = Array.from({ length: 60 }, (_, index) => 1000 + index).join(', ');
    const { table } = answerFirst(
      'Nothing.',
      { text: `Nothing. ${many}`, streaming: false },
      { grader: 'text' },
      60,
    );
    expect(table.slice(1)).toEqual([
      '+  numbers   ‹1000›  ‹1001›  ‹1002›  ‹1003›  ‹1004›  ‹1005›  ‹1006›  ‹1007›',
      '+            ‹1008›  ‹1009›  ‹1010›  ‹1011›  ‹1012›  ‹1013›  ‹1014›  ‹1015›',
      '+            ‹1016›  ‹1017›  ‹1018›  ‹1019›  ‹1020›  ‹1021›  ‹1022›  ‹1023›',
      '             and 36 more',
    ]);
    const formulas = Array.from({ length: 9 }, (_, index) => `$x + ${index} = 9$`).join(' and ');
    const shown = answerFirst('Nothing.', { text: formulas, streaming: false }, { grader: 'text' }).table;
    expect(shown.at(-1)).toBe('             and 3 more new');
  });

  it('puts a formula below the one before where both do not fit', () => {
    const before = 'So $184100 - 349 = 183751$ it is.';
    const after = 'So $184100 - 526 = 183574$ it is.';
    const { table } = answerFirst(before, { text: after, streaming: false }, { grader: 'exact' }, 50);
    expect(table.slice(-2)).toEqual([
      '−  formulas  184100 - «349» = «183751»',
      '+            184100 - ‹526› = ‹183574›',
    ]);
  });
});
