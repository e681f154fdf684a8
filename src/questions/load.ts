/**
 * Question sets on the disk: the bundled ones, and a user's file in any of its formats. What is wrong
 * with a file is a value; nothing is thrown for it. Rows are checked in `check.ts`.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Question } from '../run/question.ts';
import { type CheckedRow, createChecker } from './check.ts';
import {
  DATASETS,
  type Dataset,
  type DatasetName,
  type DatasetOptions,
  datasetOf,
  datasetsFor,
  fieldsOf,
} from './datasets.ts';
import { fixturesDir } from './package-root.ts';
import {
  emptyFailure,
  failure,
  fileFailure,
  parseQuestions,
  type Questions,
  rowFailure,
  rowMessage,
} from './parse.ts';
import { ENCODINGS, type Encoding, encodingOf, FileProblem, type Row, rowsOf } from './rows.ts';
import { reasonOf, textOf } from './text-of.ts';

/** How a file is written, or which published set it is. */
export const FORMATS = [...ENCODINGS, ...DATASETS] as const;
export type Format = (typeof FORMATS)[number];

export interface LoadOptions extends DatasetOptions {
  /** Without it: by the file's name and by what stands in it. */
  readonly format?: Format;
  /** Leaves bad rows out, and reports them in `problems`. Otherwise the first one is an error. */
  readonly skipBad?: boolean;
  /** Reads no further after so many questions. */
  readonly limit?: number;
}

/** A row that is no question; the message names the file and the line. */
export interface RowProblem {
  readonly line: number;
  readonly message: string;
}

/** Without `skipBad`, the problems are those of the first bad rows, at most 100. */
export type LoadedQuestions = Questions & { readonly problems: readonly RowProblem[] };

type BadRow = Extract<CheckedRow, { problem: string }>;

const ENOUGH_PROBLEMS = 100;

/** The questions of a file. */
export async function loadQuestions(file: string, options: LoadOptions = {}): Promise<LoadedQuestions> {
  const questions: Question[] = [];
  const problems: RowProblem[] = [];
  let first: BadRow | undefined;
  try {
    for await (const row of questionsIn(file, options)) {
      if ('question' in row) questions.push(row.question);
      else {
        first ??= row;
        problems.push({ line: row.line, message: rowMessage(file, row) });
      }
      if (questions.length === options.limit) break;
      if (!options.skipBad && problems.length === ENOUGH_PROBLEMS) break;
    }
  } catch (error) {
    if (error instanceof FileProblem) return { ...fileFailure(file, error), problems };
    const remedy = 'Check the path, and that you may read the file.';
    return { ...failure(file, `could not be read: ${reasonOf(error)}`, remedy), problems };
  }
  const isWhole = questions.length > 0 && (options.skipBad || !first);
  if (isWhole) return { ok: true, questions, problems };
  return { ...(first ? rowFailure(file, first) : emptyFailure(file)), problems };
}

/**
 * The rows of a file one by one, checked: a file of any size is read with the memory of one row
 * (JSON arrays and YAML are read as a whole). Throws what the file system throws, and `FileProblem`.
 */
export async function* questionsIn(file: string, options: LoadOptions = {}): AsyncGenerator<CheckedRow> {
  const { pieces, encoding } = await opened(file, options.format);
  const datasets = datasetsFor(file, options);
  let dataset: Dataset | undefined = isDataset(options.format) ? datasets[options.format] : undefined;
  let isKnown = options.format !== undefined && isDataset(options.format);
  const check = createChecker(encoding);
  const place = createPlacer(file);
  let count = 0;
  for await (const row of rowsOf(pieces, encoding)) {
    count += 1;
    if (!isKnown && 'value' in row) {
      dataset = datasetOf(row.value, datasets);
      isKnown = true;
    }
    yield place(check(dataset ? await converted(row, dataset, count) : row), count);
  }
}

function isDataset(format: Format | undefined): format is DatasetName {
  return DATASETS.some(name => name === format);
}

async function converted(row: Row, dataset: Dataset, count: number): Promise<Row> {
  if ('problem' in row) return row;
  const fields = fieldsOf(row.value);
  if (!fields) return row;
  return { line: row.line, ...(await dataset.convert(fields, count)) };
}

/** Makes the path of a question's database absolute, and sees that it is there. */
function createPlacer(file: string): (row: CheckedRow, count: number) => CheckedRow {
  const folder = dirname(resolve(file));
  const present = new Map<string, boolean>();
  return (row, count) => {
    if (!('question' in row)) return row;
    const { database } = row.question;
    if (database === undefined || (typeof database === 'string' && database.startsWith('bundled:')))
      return row;
    const entry = `${count} ("${row.question.id}")`;
    const remedy = 'Give the path of an SQLite file, seen from the folder of the question file.';
    if (typeof database !== 'string' || database === '')
      return { line: row.line, entry, problem: 'has a wrong "database": it is no path', remedy };
    const path = resolve(folder, database);
    const isThere = present.get(path) ?? existsSync(path);
    present.set(path, isThere);
    if (!isThere)
      return {
        line: row.line,
        entry,
        problem: `has the database "${database}", and there is no such file`,
        remedy,
      };
    return { line: row.line, question: { ...row.question, database: path } };
  };
}

/** The text of a file and how it is written; looks at its beginning where the name does not say. */
async function opened(
  file: string,
  format: Format | undefined,
): Promise<{ pieces: AsyncIterable<string>; encoding: Encoding }> {
  const text = textOf(file);
  const { value: beginning = '' } = await text.next();
  const named = ENCODINGS.find(name => name === format);
  const encoding = named ?? encodingOf(file, beginning);
  if (encoding === undefined) {
    await text.return(undefined);
    if (beginning === '') throw new FileProblem('has no questions in it');
    throw new FileProblem(
      'has a name that does not end in .json, .jsonl, .csv or .yaml, so its format has to be named',
    );
  }
  return { pieces: resumed(beginning, text), encoding };
}

/** Whoever stops early closes the file, also before its second piece. */
async function* resumed(beginning: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield beginning;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** The questions that come with the package: the first ones, then those of each task. */
export async function loadBundledQuestions(): Promise<Questions> {
  const files = await bundledFiles();
  if (!files.ok) return files.failed;
  const sets = await Promise.all(files.names.map(readSet));
  const wrong = sets.find(set => !set.ok);
  if (wrong) return wrong;
  const questions = sets.flatMap(set => (set.ok ? set.questions : []));
  const twice = questions.find(({ id }, index) => questions.findIndex(other => other.id === id) < index);
  if (twice) return failure(fixturesDir(), `has two questions with the id "${twice.id}"`, DAMAGED);
  return { ok: true, questions };
}

const DAMAGED = 'Installing reflectoscope again would help.';

async function bundledFiles() {
  const folder = join(fixturesDir(), 'questions');
  try {
    const names = (await readdir(folder)).filter(name => name.endsWith('.json')).sort();
    return {
      ok: true as const,
      names: [join(fixturesDir(), 'questions.json'), ...names.map(name => join(folder, name))],
    };
  } catch (error) {
    return { ok: false as const, failed: failure(folder, `could not be read: ${reasonOf(error)}`, DAMAGED) };
  }
}

/** Bundled sets are small JSON files; nothing else is loaded for them when the program starts. */
async function readSet(file: string): Promise<Questions> {
  try {
    return parseQuestions(await readFile(file, 'utf8'), file);
  } catch (error) {
    return failure(file, `could not be read: ${reasonOf(error)}`, DAMAGED);
  }
}
