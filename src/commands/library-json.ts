/** A row of the library as JSON: null is what is not known. */
import type { Row } from '../library/row.ts';

export function rowJson({ path, name, size, mtimeMs, run, schema, ...more }: Row) {
  const { state, twins, branches, passedOver } = more;
  const file = { file: path, name, size, modifiedAt: new Date(mtimeMs).toISOString(), state };
  if (!run) return { ...file, schema: schema ?? null };
  return {
    ...file,
    id: run.id,
    title: run.title ?? null,
    tags: run.tags,
    question: { ...run.question, reference: run.question.reference ?? null },
    model: run.model,
    strategy: run.strategy,
    settings: run.settings,
    provenance: run.provenance,
    from: run.from ?? null,
    startedAt: run.isFileDate ? null : run.startedAt,
    durationMs: run.durationMs ?? null,
    rounds: run.rounds.map(({ round, kind, mark, answer }) => ({
      round,
      kind,
      mark: mark.kind,
      word: mark.word,
      answer,
    })),
    answer: run.answer,
    costUsd: run.cost ?? null,
    savedUsd: run.saved ?? null,
    atLeast: run.atLeast,
    outcome: run.outcome,
    why: run.why ?? null,
    parent: run.parent ?? null,
    branches,
    twins,
    notes: run.notes,
    passedOver,
  };
}
