import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadQuestions, questionsIn } from './load.ts';
import { allOf } from './testing/all-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'questions-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function messageOf(name: string, text: string): Promise<string> {
  const result = await loadQuestions(write(name, text));
  return result.ok ? 'no error' : result.error.message.replace(`${folder}/`, '');
}

test('the questions of a file are read', async () => {
  const file = write('mine.json', '[{"id":"a","text":"Why?"}]');
  expect(await loadQuestions(file)).toMatchObject({ ok: true, questions: [{ id: 'a' }], problems: [] });
});

test('a file that cannot be read is an error that names it', async () => {
  const absent = join(folder, 'absent.json');
  expect(await loadQuestions(absent)).toMatchObject({
    ok: false,
    error: { file: absent, message: `${absent} could not be read: there is no such file.` },
  });
  expect(await loadQuestions(folder)).toMatchObject({
    error: { message: `${folder} could not be read: it is a folder.` },
  });
});

const SAME = [
  { id: 'a', text: 'How much is 0.1 + 0.2?', reference: ['0.30'], grader: 'numeric', domain: 'your own' },
  {
    id: 'b',
    text: 'Good,\n"really"?',
    reference: ['yes', 'Yes.'],
    grader: 'label',
    labels: ['yes', 'no', 'Yes.'],
    domain: 'mood',
  },
];

describe('the same questions in every format', () => {
  test.each([
    [
      'q.json',
      '\ufeff[{"id":"a","text":"How much is 0.1 + 0.2?","reference":"0.30","grader":"numeric","title":null},\r\n{"id":"b","text":"Good,\\n\\"really\\"?","reference":["yes","Yes."],"grader":"label","labels":["yes","no","Yes."],"domain":"mood"}]',
    ],
    [
      'q.jsonl',
      '{"id":"a","text":"How much is 0.1 + 0.2?","reference":["0.30"],"grader":"numeric"}\r\n\r\n{"id":"b","text":"Good,\\n\\"really\\"?","reference":["yes","Yes."],"grader":"label","labels":["yes","no","Yes."],"domain":"mood"}',
    ],
    [
      'q.csv',
      '\ufeffid,text,reference,grader,labels,domain\r\na,How much is 0.1 + 0.2?,0.30,numeric,,\r\nb,"Good,\n""really""?","[""yes"",""Yes.""]",label,yes|no|Yes.,mood\r\n',
    ],
    [
      'q.yaml',
      '# mine\n- id: a\n  text: How much is 0.1 + 0.2?\n  reference: 0.30\n  grader: numeric\n  title:\n- id: b\n  domain: mood\n  grader: label\n  labels: [yes, no, Yes.]\n  reference: [yes, Yes.]\n  text: |-\n    Good,\n    "really"?\n',
    ],
  ])('%s', async (name, text) => {
    expect(await loadQuestions(write(name, text))).toEqual({ ok: true, questions: SAME, problems: [] });
  });
});

describe('a bad row is named by file and line', () => {
  test.each([
    ['q.csv', 'id,text\na,x\nb,"y\nz"\nc,\n', 'q.csv:5: entry 3 ("c") has no "text".'],
    ['q.csv', 'id,text\na,x\na,y\n', 'q.csv:3: entry 2 ("a") has the same id as line 2.'],
    ['q.csv', 'id,text\na,x,y\n', 'q.csv:2: entry 1 has 3 cells, and the first line names 2 columns.'],
    ['q.csv', 'id,text,id\na,x,b\n', 'q.csv names the column "id" twice.'],
    ['q.csv', 'id,text\n', 'q.csv has no questions in it.'],
    ['q.jsonl', '{"id":"a","text":"x"}\n{"id":\n', /^q\.jsonl:2: entry 2 is not JSON: /],
    [
      'q.jsonl',
      '{"id":"a","text":"x","grader":"magic"}',
      /^q\.jsonl:1: entry 1 \("a"\) has a wrong "grader": /,
    ],
    [
      'q.json',
      '[\n{"id":"a","text":"x"},\n\n{"id":"b",\n"text":7}\n]',
      /^q\.json:4: entry 2 \("b"\) has a wrong "text": .*in quotes/,
    ],
    ['q.json', '[\n]', 'q.json has no questions in it.'],
    ['q.yaml', '- id: a\n  text: x\n\n- id: b\n', 'q.yaml:4: entry 2 ("b") has no "text".'],
    ['q.yaml', 'id: a\ntext: x\n', 'q.yaml is not a YAML list of questions.'],
    ['q.yaml', '- id: "a\n', /^q\.yaml is not YAML: /],
    ['q.txt', 'What?', /^q\.txt has a name that does not end in \.json, .* has to be named\.$/],
    ['q.txt', '', 'q.txt has no questions in it.'],
    [
      'q.jsonl',
      '{"id":"a","text":"x","gold":"SELECT 1","reference":"SELECT 1"}',
      /has a "reference" and a "gold"/,
    ],
    [
      'q.jsonl',
      '{"id":"a","text":"x","database":"none.sqlite"}',
      'q.jsonl:1: entry 1 ("a") has the database "none.sqlite", and there is no such file.',
    ],
  ])('%s %j', async (name, text, message) => {
    expect(await messageOf(name, text)).toMatch(message);
  });

  test('bad rows are left out where that was asked for, and reported', async () => {
    const file = write('q.jsonl', '{"id":"a","text":"x"}\n{\n{"id":"b"}\n{"id":"c","text":"z"}');
    expect(await loadQuestions(file, { skipBad: true })).toMatchObject({
      ok: true,
      questions: [{ id: 'a' }, { id: 'c' }],
      problems: [{ line: 2 }, { line: 3, message: `${file}:3: entry 3 ("b") has no "text".` }],
    });
    const strict = await loadQuestions(file);
    expect(strict).toMatchObject({ ok: false, error: { line: 2 }, problems: [{ line: 2 }, { line: 3 }] });
  });

  test('a file of nothing but bad rows is an error also then', async () => {
    const file = write('q.jsonl', '{\n');
    expect(await loadQuestions(file, { skipBad: true })).toMatchObject({ ok: false, error: { line: 1 } });
  });
});

test('the format can be named where the name of the file says nothing', async () => {
  const file = write('mine.txt', 'id;text\na;x\n');
  expect(await loadQuestions(file, { format: 'csv' })).toMatchObject({ questions: [{ id: 'a', text: 'x' }] });
  expect(await loadQuestions(write('more.txt', ' {"id":"a","text":"x"}'))).toMatchObject({ ok: true });
});

test('a YAML file whose references would grow without end is refused', async () => {
  const bomb = ['- &a [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1) {
    const before = String.fromCharCode(96 + level);
    bomb.push(`- &${String.fromCharCode(97 + level)} [${Array(10).fill(`*${before}`).join(', ')}]`);
  }
  expect((await loadQuestions(write('bomb.yaml', bomb.join('\n')))).ok).toBe(false);
});

test('a field called __proto__ changes nothing', async () => {
  const file = write('proto.csv', 'id,text,__proto__,constructor\na,x,y,z\n');
  const result = await loadQuestions(file);
  expect(result.ok && Object.getPrototypeOf(result.questions[0])).toBe(Object.prototype);
});

test('a gold query is the reference of an SQL question, and its database is found beside the file', async () => {
  const inner = join(folder, 'inner');
  mkdirSync(inner);
  writeFileSync(join(inner, 'shop.sqlite'), '');
  const file = write(
    'sql.yaml',
    '- id: a\n  text: How many?\n  gold: SELECT count(*) FROM sale\n  database: inner/shop.sqlite\n',
  );
  expect(await loadQuestions(file)).toMatchObject({
    questions: [
      { grader: 'sql', reference: ['SELECT count(*) FROM sale'], database: join(inner, 'shop.sqlite') },
    ],
  });
});

test('a limit ends the reading', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => `{"id":"${index}","text":"x"}`);
  const file = write('many.jsonl', [...rows, '{'].join('\n'));
  expect(await loadQuestions(file, { limit: 3 })).toMatchObject({
    ok: true,
    questions: [{ id: '0' }, { id: '1' }, { id: '2' }],
  });
});

test('rows come one by one', async () => {
  const file = write('stream.csv', 'id,text\na,x\nb,\n');
  const rows = await allOf(questionsIn(file));
  expect(rows).toMatchObject([
    { line: 2, question: { id: 'a' } },
    { line: 3, problem: 'has no "text"' },
  ]);
});
