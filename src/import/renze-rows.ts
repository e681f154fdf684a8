/** The rows of a CSV of details of matthewrenze/self-reflection: an answer each, with its marks and tokens. */
import { z } from 'zod';
import { type CsvRow, csvRows } from '../questions/csv.ts';
import type { ImportProblem } from './importer.ts';
import { ImportError } from './importer.ts';
import { readRow } from './read-row.ts';

const NEEDED = ['problem_id', 'problem', 'response', 'agent_answer', 'correct_answer', 'score'] as const;

const count = z
  .string()
  .transform(text => (/^\d+(?:\.0+)?$/.test(text) ? Number(text) : undefined))
  .optional();

const Row = z.looseObject({
  problem_id: z.string().min(1),
  date_time: z.string().optional(),
  model_name: z.string().optional(),
  agent_name: z.string().optional(),
  exam_name: z.string().optional(),
  topic: z.string().optional(),
  problem: z.string().min(1),
  choices: z.string().optional(),
  response: z.string(),
  agent_answer: z.string(),
  correct_answer: z.string(),
  score: z.string(),
  input_tokens: count,
  output_tokens: count,
  error: z.string().optional(),
});
export type RenzeRow = z.infer<typeof Row>;

/** Whether a first line is the header of such a file. */
export function isDetailsHeader(line: string): boolean {
  return NEEDED.every(name => line.split(',').includes(name));
}

/** Throws `ImportError` when the columns are not there. A problem that comes again is told, and left out. */
export async function* renzeRows(
  path: string,
  text: AsyncIterable<string>,
): AsyncGenerator<{ readonly line: number; readonly row: RenzeRow } | ImportProblem> {
  const lines = new Map<string, number>();
  let names: readonly string[] | undefined;
  for await (const read of csvRows(text)) {
    if (!names) {
      names = namesIn(path, read);
      continue;
    }
    const { line } = read;
    const place = `line ${line}`;
    const checked = rowOf(names, read);
    if ('problem' in checked) {
      yield { place, problem: checked.problem };
      continue;
    }
    const { row } = checked;
    const before = lines.get(row.problem_id);
    if (before !== undefined) {
      yield {
        place,
        problem: `Problem ${row.problem_id} was there in line ${before}; the first one counts.`,
      };
      continue;
    }
    lines.set(row.problem_id, line);
    yield { line, row };
  }
  if (!names) throw new ImportError(`${path} is empty.`);
}

function namesIn(path: string, { cells }: CsvRow): readonly string[] {
  const missing = NEEDED.filter(name => !cells.includes(name));
  if (missing.length === 0) return cells;
  throw new ImportError(
    cells.includes('Accuracy')
      ? `${path} has only sums of whole exams, and no answers: import the files of the folder details.`
      : `${path} has no column ${missing.map(name => `"${name}"`).join(', ')}: it is no file of details.`,
  );
}

function rowOf(names: readonly string[], { cells, problem }: CsvRow) {
  if (problem !== undefined) return { problem: `It ${problem}.` };
  if (cells.length !== names.length) {
    return { problem: `It has ${cells.length} cells, and the header ${names.length}: it may be cut off.` };
  }
  return readRow(Row, Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
}
