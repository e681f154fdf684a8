import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractAnswer, findAnswer, type Graded } from './extract.ts';

const numeric: Graded = { grader: 'numeric' };
const sentiment: Graded = { grader: 'label', labels: ['positive', 'negative', 'very positive'] };
const choice: Graded = { grader: 'label', labels: ['A', 'B', 'C', 'D'] };
const mathematics: Graded = { grader: 'mathematics' };
const exact: Graded = { grader: 'exact' };
const sql: Graded = { grader: 'sql' };
const text: Graded = { grader: 'text' };
const ALL = [numeric, mathematics, sentiment, choice, { grader: 'label' as const }, exact, sql, text];

function found(answer: string, question: Graded): string | undefined {
  const extracted = extractAnswer(answer, question);
  return extracted && `${extracted.value} (${extracted.method})`;
}

describe('a numeric answer', () => {
  test.each([
    ['So \\boxed{10} is wrong, and it is \\boxed{\\frac{1}{2}}.', '1/2 (in a box)'],
    ['\\boxed{\\text{The ball costs } \\$0.05}', '$0.05 (in a box)'],
    ['\\boxed{p - q}', 'p - q (in a box)'],
    ['\\boxed{\\{1\\pm\\sqrt{5},-2\\}}', '\\{1\\pm\\sqrt{5},-2\\} (in a box)'],
    ['I put it in \\boxed{}. \\boxed{7}', '7 (in a box)'],
    ['\\boxed 7', '7 (in a box)'],
    ['<answer>10</answer> no: <answer> $0.05 </answer>', '$0.05 (in tags)'],
    ['I use <answer> tags. Answer: 7', '7 (after a label)'],
    ['Answer: 12', '12 (after a label)'],
    ['**Answer:** $0.05', '$0.05 (after a label)'],
    ['The final answer is 12.\nThat took 3 steps.', '12 (after a label)'],
    ['... $0.90 in all. Final answer: 90 cents', '90 cents (after a label)'],
    ['Answer: 1\nOn reflection:\nAnswer: 2', '2 (after a label)'],
    ['## Final answer\n\n$$\n12\n$$\n', '12 (after a label)'],
    ['She makes 9 * 2 = $18.\n#### 18', '18 (after a label)'],
    ['Answer: 5. So it is more than 4 and', '5 (after a label)'],
    ['My answer remains 0.05, because 0.05 + 1.05 = 1.10.', '0.05 (after a label)'],
    ['The answer to the question is **1,204**.', '1,204 (after a label)'],
    ['Answer: 16 - 3 - 4 = 9 eggs', '9 (after a label)'],
    ['Answer: the ball costs $0.05 (5 cents).', '$0.05 (after a label)'],
    ['Answer (in dollars): 0.05', '0.05 (after a label)'],
    ['Answer: $3\\sqrt{13}$', '3\\sqrt{13} (after a label)'],
    ['My previous answer was 0.10, which is wrong. It costs $0.05.', '$0.05 (last number)'],
    ['The answer is not 0.10. The ball costs 5 cents', '5 cents (last number)'],
    ['If the answer is 10, the sum is 120. So 5', '5 (last number)'],
    ['The ball costs **5 cents**.\n\nCheck: 0.05 + 1.05 = 1.10.', '5 cents (in bold)'],
    ['**The ball costs $0.05 (5 cents).**\n\n**Check 1:**\n- Total: $1.10', '$0.05 (in bold)'],
    ['**Step 2: Add.**\nSo it is 7', '7 (last number)'],
    ['There are 4 and 5 of them. Answer: two', '2 (after a label)'],
    ['**Verification:** 3 × 4 = 12 ✓\n\n**Final Answer: 12**', '12 (after a label)'],
    ['### Final Answer\n\\[\n\\boxed{5 \\text{ cents}}\n\\]', '5 cents (in a box)'],
    ['The answer is therefore $x=\\frac{3}{4}$.', '3/4 (after a label)'],
    ['**1.** Add.\n**2.** So 7', '7 (last number)'],
    ['It takes 2 + 1 = 3 bolts.', '3 (last number)'],
    ['In all she grew 5 + 3 = 8 limbs after 15 days.', '8 (last equation)'],
    ['She has \u22124 left', '-4 (last number)'],
  ])('%s', (answer, expected) => expect(found(answer, numeric)).toBe(expected));

  test.each([
    '',
    ' \n\t',
    'I do not know.',
    '12 is \\boxed{1',
    'Answer: 1\nAnswer:',
    '<answer>1',
    'so 12, <answer>',
  ])('nothing is found in "%s"', answer => expect(extractAnswer(answer, numeric)).toBeUndefined());

  test('of a text that is known to be cut off only what it states counts', () => {
    expect(extractAnswer('First, 16 - 3', numeric, 'cut')).toBeUndefined();
    expect(extractAnswer('The answer is 13. To check, 16 - 3', numeric, 'cut')?.value).toBe('13');
  });

  test('a number far from the end of a long text is found', () => {
    expect(found(`It is 42 ${'indeed '.repeat(2000)}`, numeric)).toBe('42 (last number)');
  });
});

describe('a label', () => {
  test.each([
    ['Sentiment: **Positive**', sentiment, 'positive (after a label)'],
    ['<answer>negative</answer>', sentiment, 'negative (in tags)'],
    ['The sentiment is very positive.', sentiment, 'very positive (after a label)'],
    ['At first it seems positive. In the end it is negative.', sentiment, 'negative (last label named)'],
    ['This is negative, not positive.', sentiment, 'negative (last label named)'],
    ['More negative than positive.', sentiment, 'negative (last label named)'],
    ['Thought: ...\nAction: Answer("B")', choice, 'B (after a label)'],
    ['The correct answer is B) Annapolis', choice, 'B (after a label)'],
    ['Answer: b', choice, 'B (after a label)'],
    ['A list is a thing. I choose (C).', choice, 'C (last label named)'],
    ['Answer("B")\nThis choice is the best of all. A and C are not.', choice, 'B (after a label)'],
  ])('%s', (answer, question, expected) => expect(found(answer, question)).toBe(expected));

  test.each([
    ['It could be positive or negative.', sentiment, 'ambiguous'],
    ['Positive at first, but it is not positive.', sentiment, 'positive'],
    ['It looks positive. It is not positive.', sentiment, 'ambiguous'],
    ['Answer("A") or Answer("C")', choice, 'ambiguous'],
    ['Answer: A or C', choice, 'ambiguous'],
    ['B is close. Answer("None of the Above")', choice, 'absent'],
    ['This is a review.', choice, 'absent'],
  ])('"%s" is %s', (answer, question, expected) => {
    const result = findAnswer(answer, question);
    expect(typeof result === 'string' ? result : result.value).toBe(expected);
  });
});

test.each([
  ['The capital is old.\n**Answer:** Paris. It lies on the Seine.', 'Paris (after a label)'],
  ['\\boxed{\\text{Evelyn}}', 'Evelyn (in a box)'],
  ['Answer: St. Louis', 'St. Louis (after a label)'],
  ['Paris.', 'Paris (whole answer)'],
  ['Let me think.\nIt may be Paris.', undefined],
])('an exact answer: %s', (answer, expected) => expect(found(answer, exact)).toBe(expected));

describe('SQL', () => {
  test.each([
    ['```sql\nSELECT 1\n```\nBetter:\n```sql\nSELECT 2;\n```', 'SELECT 2; (SQL block)'],
    ['```sql\nSELECT 1\n```\n```text\nmany rows\n```', 'SELECT 1 (SQL block)'],
    ['```\nselect a from b\n```', 'select a from b (code block)'],
    ['```sqlite SELECT 1```', 'SELECT 1 (SQL block)'],
    ['<answer>SELECT 1</answer>', 'SELECT 1 (SQL in tags)'],
    ['select a from b; that is all', 'select a from b (bare SQL)'],
    [
      "SELECT a FROM b WHERE c = ';x'\n  AND d\n\nDone.",
      "SELECT a FROM b WHERE c = ';x'\n  AND d (bare SQL)",
    ],
    ['With this we count.\nSQL: SELECT a\nFROM b', 'SELECT a\nFROM b (bare SQL)'],
    ['With some care, select the rows.', undefined],
    ['```sql\nSELECT 1', undefined],
  ])('%s', (answer, expected) => expect(found(answer, sql)).toBe(expected));
});

test.each([
  ['Here you are: <translation>Guten Tag</translation>', 'Guten Tag (in tags)'],
  ['**Revised translation (German):** Guten Tag.\n\nNotes: none.', 'Guten Tag. (after a label)'],
  ['Translation:\n\nGuten\nTag.\n\nNote on the translation: none', 'Guten\nTag. (after a label)'],
  ['  Guten Tag.\n', 'Guten Tag. (whole answer)'],
  ['<translation>Guten', undefined],
])('a translation: %s', (answer, expected) => expect(found(answer, text)).toBe(expected));

describe('whatever the text', () => {
  const pieces = [
    '\\boxed{',
    '}',
    '<answer>',
    '</answer>',
    'answer: ',
    'the answer is ',
    '**',
    '```',
    'sql',
    '1',
    ',',
    '.',
    '/',
    '^',
    '{',
    '-',
    '$',
    ' ',
    '\n',
    'not ',
    'A',
    'SELECT ',
    "'",
    'translation:',
    '\\frac',
    '\ud800',
  ];
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map(parts => parts.join('')),
  );

  test('extraction does not throw, and finds no empty answer', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(...ALL),
        fc.constantFrom('whole' as const, 'cut' as const),
        (answer, question, ending) => {
          expect(extractAnswer(answer, question, ending)?.value.trim()).not.toBe('');
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('white space around the text changes nothing', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...ALL), (answer, question) => {
        expect(extractAnswer(`\n\n${answer}\n\n`, question)).toEqual(extractAnswer(answer, question));
      }),
    );
  });

  // With a pattern that backtracks, these would run for minutes and hit the test's time limit.
  test.each([
    ...pieces,
    '1,111,',
    '\\frac{1',
    '<',
    '`',
    '*',
    '(',
    'answer ',
    '\t',
    'positive ',
    '/*',
    '1/2 ',
  ])('200 KB of "%s" are no trouble', piece => {
    const answer = piece.repeat(Math.ceil(200_000 / piece.length));
    for (const question of ALL) expect(() => extractAnswer(`${answer} end`, question)).not.toThrow();
  });
});

describe('an answer in mathematics', () => {
  test.each([
    ['So \\boxed{10}, no: \\boxed{\\frac{1}{\\sqrt{2}}}.', '\\frac{1}{\\sqrt{2}} (in a box)'],
    ['\\boxed{\\left\\{1, \\frac{2}{3}\\right\\}}', '\\left\\{1, \\frac{2}{3}\\right\\} (in a box)'],
    ['\\boxed{\\text{The ball costs } \\$0.05}', '$0.05 (in a box)'],
    ['<answer>(1, 2]</answer>', '(1, 2] (in tags)'],
    ['The answer is $x^2 + 1$.', 'x^2 + 1 (after a label)'],
    ['The answers are $1$ and $-2$.', '1, -2 (after a label)'],
    ['The solutions are $1$, $2$ and $3$.', '1, 2, 3 (after a label)'],
    ['# Solution\n\nFirst $2+2=4$. So the area is $12\\pi$', '12\\pi (last formula)'],
    ['The answer is $5$, because $5 > 3$.', '5 (after a label)'],
    ['Answer: \\(\\frac{3}{4}\\)', '\\frac{3}{4} (after a label)'],
    ['Answer: (C)', '(C) (after a label)'],
    ['**Final answer:** 2k + 2', '2k + 2 (after a label)'],
    ['The answer is 12 eggs, which she sells for 3 dollars each.', '12 (after a label)'],
    ['Hence it is **$3\\sqrt{2}$** in the end.', '$3\\sqrt{2}$ (in bold)'],
    ['x = 5', 'x = 5 (whole answer)'],
    ['We see that the value of this sum is therefore $\\pi/2$', '\\pi/2 (last formula)'],
    ['She sells twelve of them, so she makes 18 dollars', '18 dollars (last number)'],
  ])('of %j is %s', (answer, expected) => {
    expect(found(answer, mathematics)).toBe(expected);
  });

  test('of a text that is cut off inside its box is not there', () => {
    expect(findAnswer('So \\boxed{\\frac{1}{', mathematics)).toBe('cut');
    expect(findAnswer('First we have $1 + 1$', mathematics, 'cut')).toBe('absent');
  });
});

describe('a text that nobody grades', () => {
  const found = (text: string) => extractAnswer(text, { grader: 'text' })?.value;
  test('is counted by the short answer that it states at its end', () => {
    expect(found('I add them.\n\nThe answer is \\boxed{5}.')).toBe('5');
    expect(found('I add them.\n\n**Answer:** five')).toBe('five');
    expect(found('First this.\nThe final answer is 42.')).toBe('42');
  });
  test('is its own answer where it states none', () => {
    expect(found('The sky scatters blue light.')).toBe('The sky scatters blue light.');
    const question = 'The answer is that light scatters.\n\nMore of it follows here.';
    expect(found(question)).toBe(question);
  });
});
