import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { critiqueTurn, ISSUES_LINE, MOST_ITEMS, readChecklist, readCritique } from './critique.ts';
import type { Verdict } from './judge.ts';

const about = { question: 'What is 2 + 2?', answer: 'It is 5.' };

describe('what the critic is asked', () => {
  test('alone, it is shown the question and the answer', () => {
    const turn = critiqueTurn({ ...about, isInThread: false });
    expect(turn).toContain('<question>\nWhat is 2 + 2?\n</question>');
    expect(turn).toContain('<answer>\nIt is 5.\n</answer>');
    expect(turn.endsWith(ISSUES_LINE)).toBe(true);
  });

  test('in the conversation, nothing is quoted that stands there', () => {
    const turn = critiqueTurn({ ...about, isInThread: true });
    expect(turn).not.toContain('It is 5.');
    expect(turn.endsWith(ISSUES_LINE)).toBe(true);
  });

  test('with a checklist, it is asked for YES or NO an item', () => {
    const turn = critiqueTurn({ ...about, isInThread: false, checklist: ['Is it right?', 'Is it short?'] });
    expect(turn).toContain('<checklist>\n1. Is it right?\n2. Is it short?\n</checklist>');
    expect(turn).not.toContain(ISSUES_LINE);
  });
});

describe('a critique', () => {
  test.each<[string, Verdict]>([
    ['All of it holds.\nIssues: none', 'pass'],
    ['All of it holds.\n**Issues: none**', 'pass'],
    ['All of it holds.\n**Issues:** None.', 'pass'],
    ['Issues: 0', 'pass'],
    ['Issues found: none', 'pass'],
    ['{"issues": 0}', 'pass'],
    ['The sum is right.\n\nNo issues found.', 'pass'],
    ['I found no errors.', 'pass'],
    ['"It is 5": 2 + 2 is 4.\nIssues: 1', 'fail'],
    ['"It is 5": 2 + 2 is 4.\nIssues: one', 'fail'],
    ['Issues: none\nBut wait, 2 + 2 is 4.\nIssues: 1', 'fail'],
    ['Step 1:\nNo issues found.\nStep 2: 2 + 2 is 4.', 'unknown'],
    ['No issues with the first step, but the second is wrong.', 'unknown'],
    ['Issues: none of them is grave', 'unknown'],
    ['2 + 2 is 4.', 'unknown'],
    ['', 'unknown'],
  ])('%j says %s', (text, verdict) => {
    expect(readCritique(text)).toEqual({ verdict, reason: text.trim() });
  });
});

describe('a checklist', () => {
  test.each<[string, string[]]>([
    ['1. Is it right?\n2. Is it short?', ['Is it right?', 'Is it short?']],
    ['Here it is:\n\n1) Is it right?\n2) Is it short?\n\nThat is all.', ['Is it right?', 'Is it short?']],
    ['**1.** Is it right?', ['Is it right?']],
    ['- Is it right?\n- [ ] Is it short?', ['Is it right?', 'Is it short?']],
    ['I cannot.', []],
    ['', []],
  ])('in %j', (text, items) => {
    expect(readChecklist(text)).toEqual(items);
  });

  test('is never longer than a critic goes through with care', () => {
    const text = Array.from({ length: 99 }, (_, index) => `${index + 1}. Item?`).join('\n');
    expect(readChecklist(text)).toHaveLength(MOST_ITEMS);
  });
});

describe('a critique by a checklist', () => {
  const items = ['Is it right?', 'Is it short?'];

  test('that says YES to all finds nothing', () => {
    expect(readCritique('1: YES\n2: YES', items)).toEqual({
      verdict: 'pass',
      reason: '1. Is it right? YES\n2. Is it short? YES',
    });
  });

  test('that says NO to one says why, with the item', () => {
    expect(readCritique('It is four.\n1: NO, 2 + 2 is 4.\n2: YES', items)).toEqual({
      verdict: 'fail',
      reason: '1. Is it right? NO: 2 + 2 is 4.\n2. Is it short? YES',
    });
  });

  test.each<[string, Verdict]>([
    ['1. **YES**\n2. **YES**', 'pass'],
    ['1. Is it right? YES\n2. Is it short? YES', 'pass'],
    ['1. Is there no error? YES\n2. Is it short? YES', 'pass'],
    ['| 1 | YES |\n| 2 | NO | too long |', 'fail'],
    ['1. Is it right?\n   Yes, it is.\n2. Is it short?\n   No: five lines.', 'fail'],
    ['(1) yes\n(2) yes', 'pass'],
    ['1: YES\n2: NO\n\nOn second thoughts:\n1: YES\n2: YES', 'pass'],
    ['1: YES', 'unknown'],
    ['1: NO', 'fail'],
    ['All good.', 'unknown'],
    ['1: mostly\n2: YES', 'unknown'],
    ['', 'unknown'],
  ])('%j says %s', (text, verdict) => {
    expect(readCritique(text, items).verdict).toBe(verdict);
  });

  test('that does not tick every item is shown as it came, under the items', () => {
    expect(readCritique('1: YES', items).reason).toBe(
      'The checklist:\n1. Is it right?\n2. Is it short?\n\n1: YES',
    );
  });

  test('is read the same however many items there are', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: MOST_ITEMS }), ticks => {
        const list = ticks.map((_, index) => `Does it do ${index}?`);
        const text = ticks
          .map((isYes, index) => `${index + 1}: ${isYes ? 'YES' : 'NO, it does not.'}`)
          .join('\n');
        expect(readCritique(text, list).verdict).toBe(ticks.every(Boolean) ? 'pass' : 'fail');
      }),
    );
  });
});

test('a critic who goes on after "none" may have found something', () => {
  expect(readCritique('Issues: none\n\nHowever, the second step is wrong.').verdict).toBe('unknown');
  expect(readCritique('All holds.\nIssues: none').verdict).toBe('pass');
});
