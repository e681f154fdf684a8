/** Rows of the library for tests. Only tests import it. */
import type { Row } from '../row.ts';
import type { RunSummary } from '../summary.ts';

export type RowFacts = Partial<RunSummary> & Partial<Omit<Row, 'run'>>;

/** A run of which everything else is as usual. */
export function rowWith(facts: RowFacts): Row {
  const { name = 'run.jsonl', path = `/runs/${name}`, size = 12_345, state = 'done', ...rest } = facts;
  const { mtimeMs = 0, passedOver = 0, twins = [], branches = 0, schema: _schema, ...run } = rest;
  return {
    path,
    name,
    size,
    mtimeMs,
    state,
    passedOver,
    twins,
    branches,
    run: {
      id: name,
      startedAt: '2026-11-23T10:00:00.000Z',
      durationMs: 12_000,
      provenance: 'live',
      tags: [],
      question: { id: 'bat-and-ball', title: 'Bat and ball', domain: 'mathematics', reference: '0.05' },
      model: 'us.anthropic.claude-sonnet-4-6',
      strategy: 'self-reflection',
      settings: ['rounds 3', 'cache 5m', 'thinking default'],
      rounds: [],
      answer: null,
      atLeast: false,
      outcome: 'stopped',
      why: 'max-rounds',
      notes: 0,
      ...run,
    },
  };
}
