/** Extraction on published answers that nobody here wrote. Skipped where `../shared/data` is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sameAnswer } from './equal.ts';
import { extractAnswer } from './extract.ts';
import { normalSql } from './sql-text.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isAbsent = !existsSync(DATA);
const numeric = { grader: 'numeric' as const };

describe.skipIf(isAbsent)(
  `published answers${isAbsent ? ' (skipped: ../shared/data is absent)' : ''}`,
  () => {
    test('every GSM8K answer is found behind its ####', () => {
      const rows = jsonLines('questions/gsm8k.test.jsonl');
      const missed = rows.filter(({ answer = '' }) => {
        const found = extractAnswer(withoutCalculator(answer), numeric);
        return found?.method !== 'after a label' || !sameAnswer(found.value, gsmReference(answer), numeric);
      });
      expect(rows).toHaveLength(1319);
      expect(missed).toEqual([]);
    });

    test('of GSM8K solutions without the ####, 99 in 100 end in their answer', () => {
      const rows = jsonLines('questions/gsm8k.test.jsonl');
      const right = rows.filter(({ answer = '' }) => {
        const found = extractAnswer(withoutCalculator(answer).split('\n####')[0] ?? '', numeric);
        return found && sameAnswer(found.value, gsmReference(answer), numeric);
      });
      // Most of the eleven others ask for cents and end in dollars, or say more after the answer.
      expect(right).toHaveLength(1308);
    });

    test('every MATH-500 answer is found in its box', () => {
      const rows = jsonLines('questions/math500.test.jsonl');
      const missed = rows.filter(({ solution = '', answer = '' }) => {
        const found = extractAnswer(solution, numeric);
        return found?.method !== 'in a box' || !sameAnswer(found.value, answer, numeric);
      });
      expect(rows).toHaveLength(500);
      expect(missed).toEqual([]);
    });

    test('every Spider query is found in an answer, fenced or bare', () => {
      for (const { query = '' } of jsonLines('questions/spider.dev.jsonl')) {
        const fenced = `Here it is:\n\n\`\`\`sql\n${query};\n\`\`\`\n\nIt counts.`;
        expect(normalSql(extractAnswer(fenced, { grader: 'sql' })?.value ?? '')).toBe(normalSql(query));
        expect(normalSql(extractAnswer(`${query};\n\nIt counts.`, { grader: 'sql' })?.value ?? '')).toBe(
          normalSql(query),
        );
      }
    });

    test('the sentiment that a model names last is found in every Self-Refine review', () => {
      const labels = ['Very positive', 'Positive', 'Neutral', 'Negative', 'Very negative'];
      const verdicts = jsonLines('madaan_self-refine/data/outputs/yelp/gpt4.jsonl').flatMap(row => {
        const said = /The sentiment is ((?:very )?(?:positive|negative)|neutral)\.?$/i.exec(
          row.transferred_review_sentiment ?? '',
        );
        return said ? [{ text: said.input, label: said[1] ?? '' }] : [];
      });
      const missed = verdicts.filter(({ text, label }) => {
        const found = extractAnswer(text, { grader: 'label', labels });
        return !found || !sameAnswer(found.value, label, { grader: 'label' });
      });
      expect(verdicts.length).toBeGreaterThan(2000);
      expect(missed).toEqual([]);
    });

    test('the choice of every Renze dialog is found, or honestly not', () => {
      const labels = ['A', 'B', 'C', 'D', 'E'];
      const results = renzeResponses().map(response => {
        const actions = [...response.matchAll(/Answer\("([A-Z])"\)/g)].map(match => match[1]);
        const found = extractAnswer(response, { grader: 'label', labels })?.value;
        if (new Set(actions).size !== 1) return 'no single choice';
        return found === actions[0] ? 'same' : 'different';
      });
      const count = (kind: string) => results.filter(result => result === kind).length;
      expect(count('same')).toBeGreaterThan(90);
      expect(count('different')).toBe(0);
    });
  },
);

type Row = Partial<Record<string, string>>;

function jsonLines(file: string): Row[] {
  const lines = readFileSync(`${DATA}${file}`, 'utf8').trim().split('\n');
  return lines.map(line => JSON.parse(line) as Row);
}

/** GSM8K writes its sums twice, once for a calculator: `<<2+3=5>>`. */
function withoutCalculator(answer: string): string {
  return answer.replace(/<<[^>]*>>/g, '');
}

function gsmReference(answer: string): string {
  return answer.slice(answer.lastIndexOf('####') + 4).trim();
}

function renzeResponses(): string[] {
  const folder = `${DATA}matthewrenze_self-reflection/dialogs/claude-3-opus-20240229 - baseline - comprehensive-100/`;
  return Array.from({ length: 100 }, (_, index) => {
    const dialog = JSON.parse(readFileSync(`${folder}Problem ${index + 1}.json`, 'utf8')) as {
      content: string;
    }[];
    return dialog.at(-1)?.content ?? '';
  });
}
