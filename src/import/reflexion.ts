/**
 * Programming runs of Reflexion (noahshinn/reflexion): one line a task, with every reflection but, in the
 * published files, only the last program. The attempts before it are rounds without an answer.
 *
 * The loop goes on while the tests that it can see fail. Those are the examples of the task where the row
 * has `visible_tests`: then an earlier attempt was wrong. Elsewhere the model wrote them itself, and an
 * attempt that failed them may have been right all the same, so that nobody can say.
 */
import { basename } from 'node:path';
import { z } from 'zod';
import type { ImportGap } from '../run/events.ts';
import type {
  ImportedCall,
  ImportedCheck,
  ImportedGrade,
  ImportedRound,
  ImportedRun,
} from './imported-run.ts';
import { importedSettings } from './imported-settings.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { modelInPath } from './model-in-path.ts';
import { notKept } from './not-kept.ts';
import { placeOf, readRow } from './read-row.ts';
import { sourceName } from './source-name.ts';
import { valuesOf } from './values.ts';

const Task = z.looseObject({
  name: z.string().min(1).optional(),
  task_id: z.union([z.string().min(1), z.int()]).optional(),
  language: z.string().optional(),
  prompt: z.string().min(1),
  visible_tests: z.array(z.string()).nullish(),
  is_solved: z.boolean(),
  reflections: z.array(z.string()),
  solution: z.string(),
  /** Of later versions of the program: every attempt, and what its tests said of it. */
  implementations: z.array(z.string()).nullish(),
  test_feedback: z.array(z.string()).nullish(),
});
type Task = z.infer<typeof Task>;

export const reflexion: Importer = {
  id: 'reflexion',
  name: 'Reflexion programming runs (.jsonl)',
  detects: ({ text }: Beginning) =>
    /^\s*\{/.test(text) && ['"is_solved"', '"reflections"', '"prompt"'].every(key => text.includes(key)),
  runs,
};

async function* runs(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  const places = new Map<string, string>();
  for await (const one of valuesOf(file)) {
    if ('problem' in one) {
      yield one;
      continue;
    }
    const { place } = one;
    const read = readRow(Task, one.value);
    if ('problem' in read) {
      yield { place, problem: read.problem };
      continue;
    }
    const id = String(read.row.name ?? read.row.task_id ?? (place || 'task'));
    const before = places.get(id);
    if (before !== undefined) {
      yield { place, problem: `Task ${id} was there at ${before}; the first one counts.` };
      continue;
    }
    places.set(id, place);
    yield runOf(read.row, id, place, file.path);
  }
  if (places.size === 0) throw new ImportError(`${file.path} holds no task of Reflexion that could be read.`);
}

function runOf(task: Task, id: string, place: string, path: string): ImportedRun {
  const attempts = task.reflections.length + 1;
  const hasAll = (task.implementations?.length ?? 0) >= attempts;
  const tests = testsOf(task, path);
  const model = modelInPath(path);
  const gaps: ImportGap[] = [
    'timing',
    'usage',
    ...(model === undefined ? (['model'] as const) : []),
    'prompts',
    'settings',
    ...(attempts > 1 && !hasAll ? (['answers'] as const) : []),
  ];
  return {
    key: `${sourceName(path)} ${id}`,
    question: {
      id,
      domain: 'programming',
      text: task.prompt,
      grader: 'text',
      ...(task.language !== undefined && { programmingLanguage: task.language }),
    },
    settings: importedSettings({
      model,
      strategy: 'reflexion',
      rounds: attempts - 1,
      ...(tests !== 'none' && { feedback: 'command' }),
    }),
    source: {
      from: 'reflexion',
      file: basename(path),
      place: placeOf(id, place),
      unknown: gaps,
      ...(tests === 'given' && { stopsOnCorrect: true }),
    },
    rounds: Array.from({ length: attempts }, (_, index) => roundOf(task, index, tests)),
  };
}

/** Which tests the loop went by. What is called immediate ran none, and reflected a fixed number of times. */
type Tests = 'given' | 'own' | 'none';

function testsOf({ visible_tests: visible }: Task, path: string): Tests {
  if (/\bimmediate\b/i.test(sourceName(path).replaceAll('_', ' '))) return 'none';
  return visible && visible.length > 0 ? 'given' : 'own';
}

function roundOf(task: Task, index: number, tests: Tests): ImportedRound {
  const isLast = index === task.reflections.length;
  return {
    kind: index === 0 ? 'answer' : 'reflexion',
    calls: [...memosOf(task, index), ...attemptsOf(task, index)],
    checks: checksOf(task, index, tests),
    grades: isLast ? [lastGrade(task)] : earlierGrades(tests),
  };
}

/** What was said of the attempt before, ahead of this one. */
function memosOf({ reflections }: Task, index: number): ImportedCall[] {
  const memo = reflections[index - 1];
  return memo === undefined ? [] : [{ purpose: 'memo', text: memo }];
}

function attemptsOf({ implementations, reflections, solution }: Task, index: number): ImportedCall[] {
  const text = index === reflections.length ? solution : implementations?.[index];
  return [text === undefined ? notKept('answer') : { purpose: 'answer', text }];
}

const FAILED = {
  given:
    'It failed a test that the task shows: that is why the loop went on. What the tests said is not in the source.',
  own: 'It failed a test that the model had written: that is why the loop went on. What the tests said is not in the source.',
};

/** Only a failure leads to another attempt; of the last one the source says nothing more than whether it is right. */
function checksOf({ reflections, test_feedback: said }: Task, index: number, tests: Tests): ImportedCheck[] {
  if (tests === 'none') return [];
  const text = said?.[index];
  const isLast = index === reflections.length;
  if (isLast) return text === undefined ? [] : [{ source: 'tests', text, verdict: 'unknown' }];
  return [{ source: 'tests', text: text ?? FAILED[tests], verdict: 'fail' }];
}

function lastGrade({ is_solved: correct, solution }: Task): ImportedGrade {
  return { extracted: solution, correct, method: 'the tests of the data set, run by the source (is_solved)' };
}

function earlierGrades(tests: Tests): ImportedGrade[] {
  if (tests !== 'given') return [];
  return [
    {
      extracted: null,
      correct: false,
      method: 'wrong, because the loop went on: it does so only when a test that the task shows fails',
    },
  ];
}
