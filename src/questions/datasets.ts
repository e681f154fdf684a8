/**
 * Published sets of questions in the files in which they are published: which set a row belongs to,
 * and how it is asked here. The answer's place is named in the text, so that a grader finds it.
 */
import type { Question } from '../run/question.ts';
import { FLORES, type Languages } from './flores.ts';
import { spider } from './spider.ts';

export const DATASETS = ['math-500', 'gsm8k', 'spider', 'flores'] as const;
export type DatasetName = (typeof DATASETS)[number];

/** A row as a question file of one's own would have it, or why that cannot be. */
export type Converted = { readonly value: unknown } | { readonly problem: string };

export type Fields = Readonly<Record<string, unknown>>;

export interface Dataset {
  /** Whether a row has the fields of this set. */
  fits(row: Fields): boolean;
  /** `count` is the number of the row in the file, from 1. */
  convert(row: Fields, count: number): Converted | Promise<Converted>;
}

export interface DatasetOptions {
  /** For Spider: the folder with the databases, where it is not beside the question file. */
  readonly databases?: string;
  /** For FLORES: from which language into which, as the columns are called. */
  readonly languages?: Languages;
}

/** The sets, with what they need to know about the file that holds their rows. */
export function datasetsFor(file: string, options: DatasetOptions): Record<DatasetName, Dataset> {
  return {
    'math-500': MATH,
    gsm8k: GSM8K,
    spider: spider(file, options.databases),
    flores: FLORES(options.languages),
  };
}

/** The set that a file belongs to, by its first row; a file of one's own belongs to none. */
export function datasetOf(row: unknown, datasets: Record<DatasetName, Dataset>): Dataset | undefined {
  const fields = fieldsOf(row);
  if (!fields || typeof fields.text === 'string') return undefined;
  return DATASETS.map(name => datasets[name]).find(dataset => dataset.fits(fields));
}

export function fieldsOf(row: unknown): Fields | undefined {
  return typeof row === 'object' && row !== null && !Array.isArray(row)
    ? Object.fromEntries(Object.entries(row))
    : undefined;
}

/** Answers of MATH are formulas as often as numbers. */
const FORMULA: Question['grader'] = 'mathematics';

/** MATH-500, and MATH in the same shape: `problem`, `answer`, and where given `subject`, `level`, `unique_id`. */
const MATH: Dataset = {
  fits: row => typeof row.problem === 'string' && typeof row.answer === 'string',
  convert(row, count) {
    const { problem, answer, subject, level, unique_id: uniqueId } = row;
    if (typeof problem !== 'string') return { problem: 'has no "problem"' };
    if (typeof answer !== 'string') return { problem: 'has no "answer"' };
    const known = [subject, level === undefined ? undefined : `level ${level}`].filter(Boolean).join(', ');
    return {
      value: {
        id: `math-500-${typeof uniqueId === 'string' ? slug(uniqueId) : number(count)}`,
        ...(known !== '' && { title: known }),
        domain: 'mathematics',
        text: `${problem.trim()}\n\nPut the final answer in \\boxed{}.`,
        reference: [answer],
        grader: FORMULA,
        source: 'MATH-500',
      },
    };
  },
};

/** `test/precalculus/807.json` is `precalculus-807`. */
function slug(uniqueId: string): string {
  return uniqueId
    .replace(/^(?:test|train)\//, '')
    .replace(/\.json$/, '')
    .replace(/[^\w]+/g, '-');
}

/** GSM8K: `question`, and `answer` with the worked solution and the number behind ####. */
const GSM8K: Dataset = {
  fits: row =>
    typeof row.question === 'string' && typeof row.answer === 'string' && row.answer.includes('####'),
  convert(row, count) {
    const { question, answer } = row;
    if (typeof question !== 'string') return { problem: 'has no "question"' };
    const result = typeof answer === 'string' ? /####\s*(\S[^\n]*?)\s*$/.exec(answer)?.[1] : undefined;
    if (result === undefined) return { problem: 'has no "answer" with a number behind ####' };
    return {
      value: {
        id: `gsm8k-${number(count)}`,
        domain: 'mathematics',
        text: `${question.trim()}\n\nPut the result, a number, in <answer> tags.`,
        reference: [result.replace(/(?<=\d),(?=\d{3})/g, '')],
        grader: 'numeric',
        source: 'GSM8K',
      },
    };
  },
};

/** Four digits, so that ids sort as the rows do. */
export function number(count: number): string {
  return String(count).padStart(4, '0');
}
