/** Mathematics on published references that nobody here wrote. Skipped where `../shared/data` is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { extractAnswer } from '../extract.ts';
import { readAnswer } from './answer.ts';
import { sameMathematicsNow } from './same.ts';

const DATA = fileURLToPath(new URL('../../../../shared/data/questions/', import.meta.url));
const isAbsent = !existsSync(DATA);
const mathematics = { grader: 'mathematics' as const };

describe.skipIf(isAbsent)(
  `published mathematics${isAbsent ? ' (skipped: ../shared/data is absent)' : ''}`,
  () => {
    test('every MATH-500 reference is the same as itself, written in another way', () => {
      const rows = jsonLines('math500.test.jsonl');
      const missed = rows.flatMap(({ answer = '' }) =>
        rewritten(answer).filter(other => sameMathematicsNow(answer, other) !== true),
      );
      expect(rows).toHaveLength(500);
      expect(missed).toEqual([]);
    });

    test('every MATH-500 reference differs from the next one, but for three that are the same', () => {
      const answers = jsonLines('math500.test.jsonl').map(({ answer = '' }) => answer);
      const verdicts = answers.map((answer, at) => {
        const next = answers[(at + 1) % answers.length] ?? '';
        return { pair: `${answer} | ${next}`, verdict: sameMathematicsNow(answer, next) };
      });
      const those = (wanted: boolean | undefined) =>
        verdicts.filter(({ verdict }) => verdict === wanted).map(({ pair }) => pair);
      expect(those(true)).toEqual(['5 | x=5', '7 | 7', '3 | 3']);
      // Dollars and degrees: nobody converts them.
      expect(those(undefined)).toEqual(['\\$18.90 | 75^\\circ']);
    });

    test('every MATH-500 reference is understood', () => {
      const unread = jsonLines('math500.test.jsonl')
        .map(({ answer = '' }) => ({ answer, read: readAnswer(answer) }))
        .filter(({ read }) => read.kind === 'text' && !read.isWords);
      expect(unread).toEqual([]);
    });

    test('every MATH-500 answer is found in its box', () => {
      const missed = jsonLines('math500.test.jsonl').filter(({ solution = '', answer = '' }) => {
        const found = extractAnswer(solution, mathematics);
        return found?.method !== 'in a box' || sameMathematicsNow(found.value, answer) !== true;
      });
      expect(missed).toEqual([]);
    });

    test('every MATH-500 answer is found behind "the answer is", with and without dollar signs', () => {
      const missed = jsonLines('math500.test.jsonl').flatMap(({ answer = '' }) =>
        [`So the answer is $${answer}$.`, `**Final answer:** \\(${answer}\\)`, `Answer: ${answer}`].filter(
          text => {
            const found = extractAnswer(text, mathematics);
            return !found || sameMathematicsNow(found.value, answer) !== true;
          },
        ),
      );
      expect(missed).toEqual([]);
    });

    test('every GSM8K answer is found behind its ####', () => {
      const rows = jsonLines('gsm8k.test.jsonl');
      const missed = rows.filter(({ answer = '' }) => {
        const reference = answer.slice(answer.lastIndexOf('####') + 4).trim();
        const found = extractAnswer(answer.replace(/<<[^>]*>>/g, ''), mathematics);
        return found?.method !== 'after a label' || sameMathematicsNow(found.value, reference) !== true;
      });
      expect(rows).toHaveLength(1319);
      expect(missed).toEqual([]);
    });
  },
);

/** The same answer with other spaces, fractions and brackets. */
function rewritten(answer: string): string[] {
  return [
    answer,
    ` ${answer}\n`,
    `${answer}.`,
    `$${answer}$`,
    `\\boxed{${answer}}`,
    answer.replace(/([=+])/g, ' $1 '),
    answer.replace(/\\d?frac/g, '\\dfrac'),
    answer.replace(/\\dfrac/g, '\\frac'),
    answer.replace(/\\frac(\d)(\d)/g, '\\frac{$1}{$2}'),
    answer.replace(/(?<!\d ?)\\frac\{(\d+)\}\{(\d+)\}/g, '($1/$2)'),
    answer
      .replace(/\\left|\\right/g, '')
      .replace(/[([]/g, '\\left$&')
      .replace(/[)\]]/g, '\\right$&'),
    answer.replace(/\\mbox/g, '\\text').replace(/\\!\s?/g, ''),
  ];
}

type Row = Partial<Record<string, string>>;

function jsonLines(file: string): Row[] {
  const lines = readFileSync(`${DATA}${file}`, 'utf8').trim().split('\n');
  return lines.map(line => JSON.parse(line) as Row);
}
