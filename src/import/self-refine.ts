/**
 * Runs of Self-Refine as its authors published them (madaan/self-refine, sentiment reversal): one line an
 * attempt, and the attempts of a record one after the other. Some attempts are missing from the published
 * files; their rounds are kept, without an answer.
 */

import { basename } from 'node:path';
import { z } from 'zod';
import type { ImportGap } from '../run/events.ts';
import type { ImportedCheck, ImportedGrade, ImportedRound, ImportedRun } from './imported-run.ts';
import { importedSettings } from './imported-settings.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { modelInPath } from './model-in-path.ts';
import { notKept } from './not-kept.ts';
import { placeOf, readRow } from './read-row.ts';
import { sourceName } from './source-name.ts';
import { valuesOf } from './values.ts';

/** So that a damaged number makes no endless run. */
const MOST_ATTEMPTS = 1000;

const Attempt = z.looseObject({
  record_id: z.union([z.int(), z.string().min(1)]),
  attempt: z.int().min(0).max(MOST_ATTEMPTS),
  review: z.string().min(1),
  sentiment: z.string().nullish(),
  target_sentiment: z.string().min(1),
  transferred_review: z.string(),
  transferred_review_sentiment: z.string().nullish(),
  feedback: z.string().nullish(),
});
type Attempt = z.infer<typeof Attempt>;

export const selfRefine: Importer = {
  id: 'self-refine',
  name: 'Self-Refine attempts (.jsonl)',
  detects: ({ text }: Beginning) =>
    /^\s*\{/.test(text) &&
    ['"record_id"', '"attempt"', '"transferred_review"'].every(key => text.includes(key)),
  runs,
};

async function* runs(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  const finished = new Set<string>();
  let open:
    | { readonly id: string; readonly place: string; readonly attempts: Map<number, Attempt> }
    | undefined;
  for await (const one of valuesOf(file)) {
    if ('problem' in one) {
      yield one;
      continue;
    }
    const { place } = one;
    const read = readRow(Attempt, one.value);
    if ('problem' in read) {
      yield { place, problem: read.problem };
      continue;
    }
    const { row } = read;
    const id = String(row.record_id);
    if (open && open.id !== id) {
      finished.add(open.id);
      yield runOf(file, open.id, open.place, [...open.attempts.values()]);
      open = undefined;
    }
    if (finished.has(id)) {
      yield {
        place,
        problem: `Record ${id} comes again after others: the attempts of a record must stand together.`,
      };
      continue;
    }
    open ??= { id, place, attempts: new Map() };
    if (open.attempts.has(row.attempt)) {
      yield {
        place,
        problem: `Attempt ${row.attempt} of record ${id} is there twice; the first one counts.`,
      };
      continue;
    }
    open.attempts.set(row.attempt, row);
  }
  if (open) yield runOf(file, open.id, open.place, [...open.attempts.values()]);
  else if (finished.size === 0) {
    throw new ImportError(`${file.path} holds no attempt of Self-Refine that could be read.`);
  }
}

/** `attempts` are at least one. */
function runOf(file: SourceFile, id: string, place: string, attempts: readonly Attempt[]): ImportedRun {
  const [first] = attempts as [Attempt];
  const last = Math.max(...attempts.map(({ attempt }) => attempt));
  const rounds = Array.from({ length: last + 1 }, (_, index) =>
    roundOf(
      index,
      attempts.find(({ attempt }) => attempt === index),
    ),
  );
  const model = modelInPath(file.path);
  const gaps: ImportGap[] = [
    'timing',
    'usage',
    ...(model === undefined ? (['model'] as const) : []),
    'prompts',
    'settings',
    ...(attempts.length < rounds.length ? (['answers'] as const) : []),
  ];
  return {
    key: `${sourceName(file.path)} ${id}`,
    question: {
      id: `sentiment-${id}`,
      title: `Review ${id}`,
      domain: 'sentiment reversal',
      text: questionText(first),
      grader: 'text',
    },
    settings: importedSettings({ model, strategy: 'self-refine', rounds: last }),
    source: {
      from: 'self-refine',
      file: basename(file.path),
      place: placeOf(`record ${id}`, place),
      unknown: gaps,
    },
    rounds,
    outcome: { outcome: 'stopped', rule: 'max-rounds' },
  };
}

/** The task in words of our own: the source keeps what was asked for in fields, and not its prompt. */
function questionText({ review, sentiment, target_sentiment: target }: Attempt): string {
  const from = sentiment ? ` Its sentiment is ${sentiment}.` : '';
  return `Rewrite the review so that its sentiment is ${target}.${from}\n\n${review}`;
}

function roundOf(index: number, row: Attempt | undefined): ImportedRound {
  const kind = index === 0 ? 'answer' : 'reflection';
  const purpose = index === 0 ? 'answer' : 'revise';
  if (!row) return { kind, calls: [notKept(purpose)] };
  return {
    kind,
    calls: [{ purpose, text: row.transferred_review }],
    checks: checksOf(row),
    grades: [gradeOf(row)],
  };
}

/** The critic speaks of the review that stands in its own line; the attempt after it goes by that. */
function checksOf({ feedback }: Attempt): ImportedCheck[] {
  return feedback ? [{ source: 'critic', text: feedback, verdict: 'unknown' }] : [];
}

/** By what the same model said of the sentiment, in whatever words: no human judged. */
function gradeOf({
  transferred_review: extracted,
  transferred_review_sentiment: said,
  target_sentiment: target,
}: Attempt): ImportedGrade {
  if (!said) return { extracted, correct: null, method: 'the source measured no sentiment' };
  return {
    extracted,
    correct: said.toLowerCase().includes(target.toLowerCase()),
    method: `whether "${target}" is in what the same model said of its sentiment, and no human: "${said}"`,
  };
}
