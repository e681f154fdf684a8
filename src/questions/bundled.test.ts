/** The questions that come with the package: each one in order, and each reference right. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradeAnswer } from '../grading/grade.ts';
import type { Question } from '../run/question.ts';
import { bundledDatabases, databaseFor } from './databases.ts';
import { loadBundledQuestions } from './load.ts';
import { fixturesDir } from './package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundled-'));
afterAll(() => rmSync(folder, { recursive: true }));

let questions: readonly Question[] = [];
beforeAll(async () => {
  const loaded = await loadBundledQuestions();
  if (!loaded.ok) throw new Error(loaded.error.message);
  questions = loaded.questions;
});

const inDomain = (domain: string) => questions.filter(question => question.domain === domain);

test('there are fifteen or more for each of the four tasks', () => {
  const domains = Map.groupBy(questions, question => question.domain);
  expect([...domains.keys()].sort()).toEqual(['mathematics', 'sentiment', 'text-to-SQL', 'translation']);
  for (const [, own] of domains) expect(own.length).toBeGreaterThanOrEqual(15);
});

test('every one has a title of its own that fits into a list', () => {
  const titles = questions.map(question => question.title ?? '');
  expect(new Set(titles).size).toBe(titles.length);
  for (const title of titles) expect(title.length).toBeGreaterThan(3);
  for (const title of titles) expect(title.length).toBeLessThanOrEqual(40);
  for (const { id } of questions) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('every one but the one that nobody can answer has a reference', () => {
  const open = questions.filter(question => !question.reference?.length);
  expect(open.map(question => question.id)).toEqual(['half-a-hotel']);
});

test('a number that is the reference is graded right, and another one wrong', () => {
  for (const question of inDomain('mathematics')) {
    for (const reference of question.reference ?? []) {
      expect(gradeAnswer(`So it is <answer>${reference}</answer>.`, question).correct).toBe(true);
    }
    expect(gradeAnswer('So it is <answer>123454321</answer>.', question).correct).toBe(false);
  }
});

test('every label can be graded', () => {
  for (const question of inDomain('sentiment')) {
    for (const label of question.labels ?? []) {
      const { extracted, correct } = gradeAnswer(`Because.\n\nSentiment: ${label}`, question);
      expect(extracted).toBe(label);
      if (question.reference) expect(correct).toBe(question.reference[0] === label);
    }
  }
});

test('translations say from which language into which, and keep what must stay', () => {
  for (const { title, text, reference = [] } of inDomain('translation')) {
    expect(title).toMatch(/, [a-z]{2} to [a-z]{2}$/);
    expect(text).toContain('<translation> tags');
    const source = text.slice(text.indexOf('\n\n') + 2);
    const places = source.match(/\{\w+\}|<\/?\w+>/g) ?? [];
    for (const translation of reference) {
      for (const place of places) expect(translation).toContain(place);
      expect(translation.length / source.length).toBeGreaterThan(0.7);
      expect(translation.length / source.length).toBeLessThan(1.5);
    }
  }
});

describe('text-to-SQL', () => {
  test('every gold query finds something in the database of its question', async () => {
    for (const question of inDomain('text-to-SQL')) {
      const file = await databaseFor(question, { folder });
      expect(file, question.id).toBeDefined();
      const database = new DatabaseSync(file ?? '', { readOnly: true });
      for (const query of question.reference ?? []) {
        expect(database.prepare(query).all().length, question.id).toBeGreaterThan(0);
      }
      database.close();
    }
  });

  test('every question has the schema of its database in it, to the letter', () => {
    const used = new Set<string>();
    for (const { id, text, database } of inDomain('text-to-SQL')) {
      const name = String(database).replace('bundled:', '');
      used.add(name);
      const sql = readFileSync(join(fixturesDir(), 'databases', `${name}.sql`), 'utf8');
      expect(text, id).toContain(sql.split('\n\nINSERT ')[0]?.trim());
    }
    expect([...used].sort()).toEqual(bundledDatabases());
  });

  test('the rows that the first four questions show are those of their databases', () => {
    const shown = inDomain('text-to-SQL').filter(question => question.text.includes('INSERT INTO'));
    expect(shown).toHaveLength(4);
    for (const { text, database } of shown) {
      const name = String(database).replace('bundled:', '');
      const sql = readFileSync(join(fixturesDir(), 'databases', `${name}.sql`), 'utf8');
      expect(text).toContain(sql.trim());
    }
  });
});
