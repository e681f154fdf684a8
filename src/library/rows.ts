/** The rows of the library: what was read of each file, and what only all of them together tell. Pure. */
import type { Row, RunState } from './row.ts';
import type { IndexEntry } from './run-index.ts';
import type { RunSummary } from './summary.ts';

export interface RowSource {
  readonly entry: IndexEntry;
  readonly path: string;
  /** Safe to print. */
  readonly name: string;
  /** Whether a process writes it at this moment. */
  readonly isWritten: boolean;
}

/** What is no run is left out. Rows in which nothing changed are the same objects as in `before`. */
export function rowsOf(sources: readonly RowSource[], before: ReadonlyMap<string, Row>): Row[] {
  const runs = sources.filter(({ entry }) => entry.content.kind !== 'other');
  const namesOf = new Map<string, string[]>();
  const branches = new Map<string, number>();
  for (const { entry, name } of runs) {
    if (entry.content.kind !== 'run') continue;
    const { id, parent } = entry.content.summary;
    const names = namesOf.get(id);
    if (names) names.push(name);
    else namesOf.set(id, [name]);
    if (parent) branches.set(parent.run, (branches.get(parent.run) ?? 0) + 1);
  }
  // In the same order, whichever file was read last.
  for (const names of namesOf.values()) names.sort();
  return runs.map(source => {
    const row = rowOf(source, namesOf, branches);
    const old = before.get(row.path);
    return old && isSame(old, row) ? old : row;
  });
}

function rowOf(
  { entry, path, name, isWritten }: RowSource,
  namesOf: ReadonlyMap<string, readonly string[]>,
  branches: ReadonlyMap<string, number>,
): Row {
  const { size, mtimeMs, content } = entry;
  const file = { path, name, size, mtimeMs };
  if (content.kind !== 'run') {
    const schema = content.kind === 'newer' ? { schema: content.schema } : {};
    return { ...file, ...schema, state: 'newer schema', passedOver: 0, twins: [], branches: 0 };
  }
  const { summary, passedOver } = content;
  const state = stateOf(summary.outcome, isWritten);
  const run = state === 'cut off' ? cutOff(summary) : summary;
  const names = namesOf.get(run.id) ?? [];
  return {
    ...file,
    run,
    state,
    passedOver,
    twins: names.length > 1 ? names.filter(one => one !== name) : NONE,
    branches: branches.get(run.id) ?? 0,
  };
}

const NONE: readonly string[] = [];

/** The same summary is cut off in the same way: rows in which nothing changed stay the same objects. */
const cut = new WeakMap<RunSummary, RunSummary>();
const CUT_OFF = { kind: 'FAILED', sign: '!', word: 'cut off', tone: 'bad' } as const;

/** What nobody writes any more does not stream. */
function cutOff(run: RunSummary): RunSummary {
  if (!run.rounds.some(({ mark }) => mark.kind === 'PENDING')) return run;
  const before = cut.get(run);
  if (before) return before;
  const rounds = run.rounds.map(round =>
    round.mark.kind === 'PENDING' ? { ...round, mark: CUT_OFF } : round,
  );
  const after = { ...run, rounds };
  cut.set(run, after);
  return after;
}

function stateOf(outcome: 'stopped' | 'cancelled' | 'failed' | 'open', isWritten: boolean): RunState {
  if (outcome === 'open') return isWritten ? 'running' : 'cut off';
  return outcome === 'stopped' ? 'done' : outcome;
}

function isSame(a: Row, b: Row): boolean {
  return (
    a.run === b.run &&
    a.name === b.name &&
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.schema === b.schema &&
    a.state === b.state &&
    a.branches === b.branches &&
    a.twins.length === b.twins.length &&
    a.twins.every((name, index) => name === b.twins[index])
  );
}
