/**
 * Details of matthewrenze/self-reflection: a CSV for each model, agent and exam. An agent was asked only
 * what the baseline had wrong, so that a run is the baseline's answer and, where there is one, the agent's.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ImportedRun } from './imported-run.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { reflectionBeside, withDialog } from './renze-beside.ts';
import { BASELINE, detailsBeside, detailsName, isRetry, type RenzeName } from './renze-names.ts';
import { isDetailsHeader, type RenzeRow, renzeRows } from './renze-rows.ts';
import { type RenzeParts, renzeRun } from './renze-run.ts';
import { sourceFile } from './source-file.ts';

export const renzeDetails: Importer = {
  id: 'renze',
  name: 'Self-reflection details of M. Renze (.csv)',
  detects: ({ text }: Beginning) => {
    const [header = ''] = text.split(/\r?\n/, 1);
    return isDetailsHeader(header) || isSums(header);
  },
  runs,
};

/** The sums beside the details: recognised, so that what is said of them helps. */
function isSums(header: string): boolean {
  return ['Agent Name', 'Exam Name', 'Accuracy'].every(name => header.split(',').includes(name));
}

async function* runs(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  const name = detailsName(file.path);
  let count = 0;
  for await (const one of name && name.agent !== BASELINE ? joined(file, name) : alone(file, name)) {
    if (!('problem' in one)) count += 1;
    yield one;
  }
  if (count === 0) throw new ImportError(`${file.path} holds no answer that could be read.`);
}

/** A baseline, or a file whose name does not say of which answers it is the second. */
async function* alone(
  file: SourceFile,
  known: RenzeName | undefined,
): AsyncGenerator<ImportedRun | ImportProblem> {
  for await (const read of renzeRows(file.path, file.text())) {
    if ('problem' in read) {
      yield read;
      continue;
    }
    const { row, line } = read;
    const name = known ?? nameIn(row);
    const answer = await withDialog(rootOf(file), name, row);
    const parts = { name, problem: row.problem_id, file: basename(file.path), place: placeOf(row, line) };
    yield renzeRun({ ...parts, ...(name.agent === BASELINE ? { baseline: answer } : { again: answer }) });
  }
}

function nameIn({ model_name, agent_name, exam_name }: RenzeRow): RenzeName {
  return { model: model_name || 'unknown', agent: agent_name || BASELINE, exam: exam_name || 'exam' };
}

/** The rows of an agent are held, the larger baseline is read past them. */
async function* joined(file: SourceFile, name: RenzeName): AsyncGenerator<ImportedRun | ImportProblem> {
  const again = new Map<string, { readonly row: RenzeRow; readonly line: number }>();
  for await (const read of renzeRows(file.path, file.text())) {
    if ('problem' in read) yield read;
    else again.set(read.row.problem_id, read);
  }
  const expected = detailsBeside(file.path, { ...name, agent: BASELINE });
  const baseline = [expected, `${expected}.gz`].find(path => existsSync(path));
  if (baseline === undefined) {
    yield { problem: `"${basename(expected)}" is not beside it: the first answers are unknown.` };
  } else {
    for await (const first of renzeRows(baseline, sourceFile(baseline).text())) {
      if ('problem' in first) {
        yield { ...first, place: `${first.place ?? ''} of the baseline`.trim() };
        continue;
      }
      const second = again.get(first.row.problem_id);
      again.delete(first.row.problem_id);
      yield await runOf(file, name, first, second);
    }
  }
  for (const second of again.values()) {
    if (baseline !== undefined) {
      const problem = 'It is not in the baseline: its first answer is unknown.';
      yield { place: placeOf(second.row, second.line), problem };
    }
    yield await runOf(file, name, undefined, second);
  }
}

interface Read {
  readonly row: RenzeRow;
  readonly line: number;
}

/** One of the two is there. */
async function runOf(
  file: SourceFile,
  name: RenzeName,
  first: Read | undefined,
  second: Read | undefined,
): Promise<ImportedRun> {
  const root = rootOf(file);
  const problem = (first ?? second)?.row.problem_id ?? '';
  const parts: RenzeParts = {
    name,
    problem,
    file: basename(file.path),
    place: second ? placeOf(second.row, second.line) : `problem ${problem}, not asked again`,
    baseline: first && (await withDialog(root, { ...name, agent: BASELINE }, first.row)),
  };
  if (!second) return renzeRun(parts);
  const again = await withDialog(root, name, second.row);
  const reflection = isRetry(name.agent) ? undefined : await reflectionBeside(root, name, problem);
  return renzeRun({ ...parts, again, reflection });
}

function placeOf({ problem_id }: RenzeRow, line: number): string {
  return `problem ${problem_id}, line ${line}`;
}

function rootOf({ path }: SourceFile): string {
  return join(dirname(path), '..');
}
