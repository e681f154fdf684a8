import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fillTemplate,
  PLACEHOLDERS,
  placeholdersIn,
  problemsWithTemplate,
  type TemplateValues,
} from './templates.ts';

const VALUES: TemplateValues = { question: 'Q?', answer: 'A.', feedback: 'F!', round: '2' };

describe('a template', () => {
  test.each([
    ['{question} {answer} {feedback} {round}', 'Q? A. F! 2'],
    ['{question}{question}', 'Q?Q?'],
    ['({round})', '(2)'],
    ['nothing to fill in', 'nothing to fill in'],
    ['', ''],
  ])('%j becomes %j', (template, filled) => {
    expect(fillTemplate(template, VALUES)).toBe(filled);
  });
  test('has each of its places named once', () => {
    expect([...placeholdersIn('{round}, {question} and {question}; {mood}')]).toEqual(['round', 'question']);
  });
  test('keeps a place without a value, and one that nobody knows', () => {
    expect(fillTemplate('{question} {answer} {mood} {toString}', { answer: 'A.' })).toBe(
      '{question} A. {mood} {toString}',
    );
  });
  test('is not looked at again where something was put in', () => {
    const values = {
      ...VALUES,
      question: 'What is {answer}, {{answer}}, $& and {question}?',
      answer: '{round}',
    };
    expect(fillTemplate('{question} {answer}', values)).toBe(
      'What is {answer}, {{answer}}, $& and {question}? {round}',
    );
  });
});

describe('a brace that is meant as one', () => {
  test.each([
    ['{{answer}}', '{answer}'],
    ['{{anser}}', '{anser}'],
    ['{{{answer}}}', '{{answer}}'],
    ['{ {answer} }', '{ A. }'],
    ['{} { answer } {1,2} {a b} {"answer": 1}', '{} { answer } {1,2} {a b} {"answer": 1}'],
    ['{"a": {"b": {"c": []}}}', '{"a": {"b": {"c": []}}}'],
    ['{{"a": 1}}', '{{"a": 1}}'],
    [String.raw`\boxed{answer}`, String.raw`\boxed{answer}`],
    [String.raw`\frac{question}{round} of {round}`, String.raw`\frac{question}{round} of 2`],
    [String.raw`x^{2}_{10} \text{round 1}`, String.raw`x^{2}_{10} \text{round 1}`],
    [String.raw`two\n{round}`, String.raw`two\n2`],
    ['{answer', '{answer'],
    ['answer}', 'answer}'],
  ])('%s becomes %s, without a problem', (template, filled) => {
    expect(fillTemplate(template, VALUES)).toBe(filled);
    expect(problemsWithTemplate(template)).toEqual([]);
  });
});

describe('a place that nobody knows', () => {
  test('is said with where it is, what there is, and what would help', () => {
    expect(problemsWithTemplate('Look again\nat your own {anser}.')).toEqual([
      {
        message:
          '{anser} is no placeholder (line 2, column 13): there are {question}, {answer}, {feedback} and {round}; did you mean {answer}? Write {{anser}} for the braces themselves.',
        offset: 23,
        line: 2,
        column: 13,
      },
    ]);
  });
  test.each([
    ['{Question}', 'question'],
    ['{rounds}', 'round'],
    ['{feed-back}', 'feedback'],
    ['{questoin}', 'question'],
  ])('%s is near to {%s}', (template, near) => {
    expect(problemsWithTemplate(template)[0]?.message).toContain(`did you mean {${near}}?`);
  });
  test.each(['{mood}', '{x}', '{Antwort}', '{问题}', `{${'long'.repeat(50)}}`])(
    '%s is near to none',
    template => {
      const [problem] = problemsWithTemplate(template);
      expect(problem?.message).not.toContain('did you mean');
      expect(problem?.message.length).toBeLessThan(250);
    },
  );
  test('is told from one that means nothing here', () => {
    const [problem, ...more] = problemsWithTemplate('{question} {answer}', ['question', 'round']);
    expect(more).toEqual([]);
    expect(problem?.message).toBe(
      '{answer} has no meaning here (line 1, column 12): there are {question} and {round}. Write {{answer}} for the braces themselves.',
    );
  });
  test.each([
    ['\r\n\r\n{x}', 3, 1],
    ['\r{x}', 2, 1],
    ['👨‍👩‍👧 é{x}', 1, 4],
    ['{question} {{y}} {x}', 1, 18],
  ])('in %j it is at line %i, column %i', (template, line, column) => {
    expect(problemsWithTemplate(template)).toMatchObject([{ line, column }]);
  });
  test('is found among many braces, and is one of ten at most', () => {
    const hostile = `${String.raw`\ab`}${'{a}'.repeat(20_000)}${'{'.repeat(20_000)}`;
    expect(problemsWithTemplate(hostile)).toHaveLength(10);
    expect(fillTemplate(hostile, VALUES)).toBe(hostile);
  });
});

const places = fc.constantFrom(...PLACEHOLDERS);
const text = fc.string({ unit: 'grapheme' });
const plain = text.map(one => one.replaceAll(/[{}\\]/g, ''));

test('whatever is between its places and in its values stands in the text as it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(plain, places)),
      plain,
      fc.record(
        Object.fromEntries(PLACEHOLDERS.map(name => [name, text])) as Record<
          (typeof PLACEHOLDERS)[number],
          typeof text
        >,
      ),
      (parts, end, values) => {
        const template = parts.map(([before, name]) => `${before}{${name}}`).join('') + end;
        const filled = parts.map(([before, name]) => before + values[name]).join('') + end;
        expect(fillTemplate(template, values)).toBe(filled);
        expect(problemsWithTemplate(template)).toEqual([]);
        expect(placeholdersIn(template)).toEqual(new Set(parts.map(([, name]) => name)));
      },
    ),
  );
});

test('every problem is where an unknown place is, and with doubled braces it is none', () => {
  const pieces = fc.constantFrom('{', '}', '{{', '}}', 'a', '{mood}', '{round}', '\\frac', '\n', ' ');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), parts => {
      const template = parts.join('');
      const problems = problemsWithTemplate(template);
      for (const { offset } of problems) expect(template.slice(offset)).toMatch(/^\{\p{L}[\p{L}\d_-]*\}/u);
      const escaped = problems.reduceRight(
        (sofar, { offset }) => sofar.slice(0, offset) + sofar.slice(offset).replace(/^\{([^}]*)\}/, '{{$1}}'),
        template,
      );
      expect(problemsWithTemplate(escaped)).toEqual([]);
    }),
  );
});

test('a template without a brace is itself', () => {
  fc.assert(
    fc.property(plain, template => {
      expect(fillTemplate(template, VALUES)).toBe(template);
    }),
  );
});
