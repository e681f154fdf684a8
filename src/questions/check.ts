/** One row of a question file made a question, or the reason why it is none. Touches no disk. */
import { z } from 'zod';
import { Grader, Question } from '../run/question.ts';
import type { Encoding, Row } from './rows.ts';

/** A row of a file, checked. `entry` counts the rows from 1 and has the id where there is one. */
export type CheckedRow =
  | { readonly line: number; readonly question: Question }
  | { readonly line: number; readonly entry: string; readonly problem: string; readonly remedy: string };

/** What a question file looks like, in a sentence for whoever writes one. */
export const FORM = [
  'A question file is a list (JSON, JSON Lines, CSV or YAML) of questions with "id" and "text", and where wanted',
  '"title", "domain", "reference" (one text or a list),',
  `"grader" (${Grader.options.join(', ')}), "labels",`,
  '"schema" (a JSON Schema of the answer),',
  '"database" (an SQLite file, seen from the question file) and "gold" (the right query, instead of "reference").',
].join(' ');

/** Checks row after row of one file; it remembers the ids that it saw. */
export function createChecker(encoding: Encoding): (row: Row) => CheckedRow {
  const places = new Map<string, string>();
  let count = 0;
  return row => {
    count += 1;
    const { line } = row;
    const bad = (problem: string, remedy: string, value?: unknown): CheckedRow => ({
      line,
      entry: nameOf(value, count),
      problem,
      remedy,
    });
    if ('problem' in row) return bad(row.problem, FORM);
    const { value } = row;
    const written = asWritten(value, encoding);
    if ('problem' in written) return bad(written.problem, FORM, value);
    const checked = Question.safeParse(written.value);
    if (!checked.success) return bad(problemOf(checked.error, value), FORM, value);
    const question = checked.data;
    const earlier = places.get(question.id);
    if (earlier !== undefined)
      return bad(`has the same id as ${earlier}`, 'Give each question an id of its own.', value);
    const strayed = strayReference(question);
    if (strayed !== undefined)
      return bad(
        `has the reference "${strayed}", which is none of its labels`,
        'Write the reference as it stands in "labels", or add it there.',
        value,
      );
    places.set(question.id, encoding === 'json' ? `entry ${count}` : `line ${line}`);
    return { line, question };
  };
}

type Written = { readonly value: unknown } | { readonly problem: string };

/** The short ways in which people write a row, made the long one. Other fields stay as they are. */
function asWritten(value: unknown, encoding: Encoding): Written {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value };
  const { reference, gold, labels, grader, ...rest } = withoutNothing(value);
  if (reference !== undefined && gold !== undefined)
    return { problem: 'has a "reference" and a "gold"; they mean the same' };
  const answer = listOf(gold ?? reference, encoding);
  const implied = rest.schema === undefined ? undefined : 'json';
  const kind = grader ?? (gold === undefined ? implied : 'sql');
  return {
    value: {
      ...rest,
      ...(answer !== undefined && { reference: answer }),
      ...(kind !== undefined && { grader: kind }),
      ...(labels !== undefined && { labels: labelsOf(labels, encoding) }),
    },
  };
}

/** A field that is null is as good as absent. */
function withoutNothing(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

function listOf(value: unknown, encoding: Encoding): unknown {
  if (typeof value !== 'string') return value;
  return (encoding === 'csv' ? listInCell(value) : undefined) ?? [value];
}

function labelsOf(value: unknown, encoding: Encoding): unknown {
  if (typeof value !== 'string') return value;
  const listed = encoding === 'csv' ? listInCell(value) : undefined;
  return listed ?? value.split('|').map(label => label.trim());
}

/** A cell holds a list when it is a JSON list of texts; [0,1] is an interval and stays a text. */
function listInCell(cell: string): string[] | undefined {
  if (!cell.trimStart().startsWith('[')) return undefined;
  try {
    const list = z.array(z.string()).safeParse(JSON.parse(cell));
    return list.success ? list.data : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(value: unknown, count: number): string {
  const id = z.object({ id: z.string().min(1) }).safeParse(value);
  return id.success ? `${count} ("${id.data.id}")` : `${count}`;
}

function problemOf(error: z.ZodError, value: unknown): string {
  const [issue] = error.issues;
  if (!issue) return 'is no question';
  const [name] = issue.path;
  if (name === undefined) return `is no question: ${issue.message}`;
  if (issue.path.length === 1 && isMissing(value, String(name))) return `has no "${String(name)}"`;
  const isNumber = / received number$/.test(issue.message);
  return `has a wrong "${issue.path.join('.')}": ${issue.message}${isNumber ? ' (put numbers in quotes)' : ''}`;
}

function isMissing(value: unknown, name: string): boolean {
  const field = new Map(Object.entries(value ?? {})).get(name);
  return field === undefined || field === null || field === '';
}

function strayReference({ grader, labels, reference }: Question): string | undefined {
  if (grader !== 'label' || !labels) return undefined;
  const known = new Set(labels.map(label => label.trim().toLowerCase()));
  return reference?.find(label => !known.has(label.trim().toLowerCase()));
}
