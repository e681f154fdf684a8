import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { type LoadOptions, loadQuestions } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'datasets-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, rows: readonly object[]): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    name.endsWith('.json') ? JSON.stringify(rows) : rows.map(row => JSON.stringify(row)).join('\n'),
  );
  return file;
}

async function first(name: string, row: object, options: LoadOptions = {}) {
  const result = await loadQuestions(write(name, [row]), options);
  return result.ok ? result.questions[0] : result.error.message.replace(`${folder}/`, '');
}

test('a row of MATH-500 asks for a box', async () => {
  const row = {
    problem: 'What is $1+1$?',
    solution: '$\\boxed{2}$',
    answer: '2',
    subject: 'Algebra',
    level: 1,
    unique_id: 'test/algebra/7.json',
  };
  expect(await first('math.jsonl', row)).toEqual({
    id: 'math-500-algebra-7',
    title: 'Algebra, level 1',
    domain: 'mathematics',
    text: 'What is $1+1$?\n\nPut the final answer in \\boxed{}.',
    reference: ['2'],
    grader: expect.any(String),
    source: 'MATH-500',
  });
  expect(await first('math.jsonl', { problem: 'x', answer: 3 }, { format: 'math-500' })).toBe(
    'math.jsonl:1: entry 1 has no "answer".',
  );
});

test('a row of GSM8K has its number behind ####', async () => {
  const row = { question: 'How many?', answer: 'It is <<1000+1=1001>>1,001.\n#### 1,001' };
  expect(await first('gsm.jsonl', row)).toMatchObject({
    id: 'gsm8k-0001',
    text: 'How many?\n\nPut the result, a number, in <answer> tags.',
    reference: ['1001'],
    grader: 'numeric',
  });
  expect(await first('gsm.jsonl', { question: 'x', answer: 'y' }, { format: 'gsm8k' })).toBe(
    'gsm.jsonl:1: entry 1 has no "answer" with a number behind ####.',
  );
});

const SPIDER = { db_id: 'zoo', question: 'How many animals?', query: 'SELECT count(*) FROM animal' };

test('a row of Spider has the schema of its database, from the database or from tables.json', async () => {
  expect(await first('dev.json', SPIDER)).toMatch(
    /^dev\.json:1: entry 1 is about the database "zoo", which is neither/,
  );

  writeFileSync(
    join(folder, 'tables.json'),
    JSON.stringify([
      {
        db_id: 'zoo',
        table_names_original: ['animal', 'cage'],
        column_names_original: [
          [-1, '*'],
          [0, 'id'],
          [0, 'full name'],
          [0, 'cage'],
          [1, 'id'],
        ],
        column_types: ['text', 'number', 'text', 'number', 'number'],
        primary_keys: [1, 4],
        foreign_keys: [[3, 4]],
      },
    ]),
  );
  const described = await first('dev.json', SPIDER);
  expect(described).toMatchObject({ reference: [SPIDER.query], grader: 'sql' });
  expect(described).toHaveProperty(
    'text',
    'This is the schema of an SQLite database.\n\nCREATE TABLE animal (\n  id NUMERIC,\n  "full name" TEXT,\n  cage NUMERIC,\n  PRIMARY KEY (id),\n  FOREIGN KEY (cage) REFERENCES cage(id)\n);\nCREATE TABLE cage (\n  id NUMERIC,\n  PRIMARY KEY (id)\n);\n\nQuestion: How many animals?\n\nAnswer with one query, and put it in one sql block.',
  );
  expect(described).not.toHaveProperty('database');

  mkdirSync(join(folder, 'database', 'zoo'), { recursive: true });
  const file = join(folder, 'database', 'zoo', 'zoo.sqlite');
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE animal (id INTEGER PRIMARY KEY AUTOINCREMENT)');
  database.close();
  expect(await first('dev.json', SPIDER)).toMatchObject({
    database: file,
    text: expect.stringContaining(
      '\n\nCREATE TABLE animal (id INTEGER PRIMARY KEY AUTOINCREMENT);\n\nQuestion',
    ),
  });
  expect(await first('dev.json', SPIDER, { databases: join(folder, 'elsewhere') })).not.toHaveProperty(
    'database',
  );
});

test('a database that is none is said, and the question file is not blamed', async () => {
  mkdirSync(join(folder, 'databases'), { recursive: true });
  const file = join(folder, 'databases', 'broken.sqlite');
  writeFileSync(file, 'This is no database, but it is long enough to look at.'.repeat(100));
  expect(await first('broken.json', { ...SPIDER, db_id: 'broken' })).toMatch(
    /^broken\.json:1: entry 1 is about the database "broken": \S*databases\/broken\.sqlite could not be read: file is not a database\.$/,
  );
});

test('the name of a database is no path', async () => {
  expect(await first('evil.json', { ...SPIDER, db_id: '../zoo' })).toBe(
    'evil.json:1: entry 1 has no "db_id".',
  );
});

test('a row of FLORES is translated between the languages that were chosen', async () => {
  const row = { id: 3, en: 'Good morning.', de: 'Guten Morgen.', zh: '早上好。' };
  expect(await first('flores.jsonl', row)).toMatchObject({
    id: 'flores-en-de-0003',
    domain: 'translation',
    text: 'Translate this sentence from English into German. Put the translation in <translation> tags.\n\nGood morning.',
    reference: ['Guten Morgen.'],
  });
  expect(await first('flores.jsonl', row, { languages: { from: 'zh', into: 'en' } })).toMatchObject({
    id: 'flores-zh-en-0003',
    text: expect.stringContaining('from Chinese into English'),
  });
  expect(await first('flores.jsonl', row, { languages: { from: 'en', into: 'fr' } })).toBe(
    'flores.jsonl:1: entry 1 has no sentence from "en" into "fr"; its languages are: en, de, zh.',
  );
  const published = { sentence_eng_Latn: 'Good morning.', sentence_zho_Hans: '早上好。' };
  expect(await first('flores.jsonl', published)).toMatchObject({
    text: expect.stringContaining('from English into Simplified Chinese'),
    id: 'flores-eng_Latn-zho_Hans-0001',
  });
});

test('a file of one’s own with other fields beside is no published set', async () => {
  const row = { id: 'a', text: 'Why?', problem: 'p', answer: 'q', en: 'x', de: 'y' };
  expect(await first('own.jsonl', row)).toMatchObject({ id: 'a', text: 'Why?' });
});
