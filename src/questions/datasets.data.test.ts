/** Published sets as they are published. Skipped where `../shared/data` is absent. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { gradeAnswer } from '../grading/grade.ts';
import { type LoadOptions, loadQuestions } from './load.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/questions/', import.meta.url));
const isAbsent = !existsSync(DATA);

async function load(name: string, options: LoadOptions = {}) {
  const result = await loadQuestions(`${DATA}${name}`, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.questions;
}

describe.skipIf(isAbsent)(`published sets${isAbsent ? ' (skipped: ../shared/data is absent)' : ''}`, () => {
  test('all of MATH-500, each reference graded right in a box', async () => {
    const questions = await load('math500.test.jsonl');
    expect(questions).toHaveLength(500);
    const missed = questions.filter(
      question =>
        !gradeAnswer(`So it is $\\boxed{${question.reference?.[0]}}$.`, { ...question, grader: 'numeric' })
          .correct,
    );
    expect(missed.map(question => question.id)).toEqual([]);
  });

  test('all of GSM8K, each reference graded right in its tags', async () => {
    const questions = await load('gsm8k.test.jsonl');
    expect(questions).toHaveLength(1319);
    const missed = questions.filter(
      question => !gradeAnswer(`<answer>${question.reference?.[0]}</answer>`, question).correct,
    );
    expect(missed.map(question => question.id)).toEqual([]);
  });

  test('all of Spider, each gold query run on the database of its question', async () => {
    const questions = await load('spider.dev.jsonl');
    expect(questions).toHaveLength(1034);
    for (const { id, text, reference, database: path } of questions) {
      expect(text, id).toMatch(/CREATE TABLE/i);
      const database = new DatabaseSync(String(path), {
        readOnly: true,
        // Spider writes texts in double quotes as often as in single ones.
        enableDoubleQuotedStringLiterals: true,
      });
      expect(database.prepare(reference?.[0] ?? '').all(), id).toBeInstanceOf(Array);
      database.close();
    }
  });

  test('Spider without its databases has its schemas from tables.json', async () => {
    const questions = await load('spider.dev.jsonl', { databases: '/nowhere', format: 'spider' });
    expect(questions).toHaveLength(1034);
    const schemas = new Set(
      questions.map(({ text }) => /^CREATE[\s\S]*?(?=\n\nQuestion:)/m.exec(text)?.[0] ?? ''),
    );
    expect(schemas.size).toBe(20);
    for (const schema of schemas) new DatabaseSync(':memory:').exec(schema);
  });

  test('all of FLORES, in every pair of its languages', async () => {
    const languages = ['en', 'de', 'ro', 'zh'];
    for (const from of languages) {
      for (const into of languages.filter(language => language !== from)) {
        const questions = await load('flores101.devtest.en-de-ro-zh.jsonl', { languages: { from, into } });
        expect(questions).toHaveLength(200);
      }
    }
  });
});
