/** Which rows of the library a query means. Pure: what texts hold is handed in. */
import { folded, isSoughtInTexts } from './folded.ts';
import { modelNameOf } from './model-name.ts';
import type { IsName, MarkName, NumberField, Query, Term, TextField } from './query.ts';
import { type Row, timeOf } from './row.ts';
import type { RunSummary } from './summary.ts';

/** Where a word stands: of each file, by its path, the places in it. */
export type Places = ReadonlyMap<string, readonly string[]>;

export interface MatchWorld {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of a folded word that is looked for in texts (`isSoughtInTexts`). */
  readonly placesOf: (word: string) => Places;
}

/** The rows for which every term holds, in their order. */
export function matching(rows: readonly Row[], { terms }: Query, world: MatchWorld): readonly Row[] {
  if (terms.length === 0) return rows;
  const tests = terms.map(term => {
    const holds = testOf(term, world);
    return term.not ? (row: Row) => !holds(row) : holds;
  });
  return rows.filter(row => tests.every(test => test(row)));
}

/** Where the words of a query stand in one row, without repeating a place: `question`, `round 1`, `tags`. */
export function placesIn(row: Row, words: readonly string[], { placesOf }: MatchWorld): string[] {
  const places = words.flatMap(word => [
    ...factsOf(row)
      .filter(({ text }) => text.includes(word))
      .map(({ place }) => place),
    ...(isSoughtInTexts(word) ? (placesOf(word).get(row.path) ?? []) : []),
  ]);
  return [...new Set(places)];
}

function testOf(term: Term, { now, placesOf }: MatchWorld): (row: Row) => boolean {
  switch (term.kind) {
    case 'word': {
      const places = isSoughtInTexts(term.text) ? placesOf(term.text) : undefined;
      return row => places?.has(row.path) || factsOf(row).some(({ text }) => text.includes(term.text));
    }
    case 'text':
      return row => {
        const texts = FIELDS[term.field](row).map(folded);
        const isWhole = term.field === 'tag' || term.field === 'from';
        return term.values.some(value =>
          texts.some(text =>
            isWhole ? text === value : term.field === 'id' ? text.startsWith(value) : text.includes(value),
          ),
        );
      };
    case 'mark':
      return ({ run }) => run !== undefined && term.values.some(name => hasMark(run, name));
    case 'is':
      return row => term.values.some(name => IS[name](row));
    case 'number':
      return row => {
        const value = numberOf(row, term.field, now);
        // Of a run that cannot be read nobody knows any number, and nobody asks for it.
        if (term.value === 'unknown') return row.run !== undefined && value === undefined;
        if (value === undefined) return false;
        return COMPARE[term.compare](value, term.value);
      };
  }
}

interface Fact {
  readonly place: string;
  /** Folded. */
  readonly text: string;
}

/** A row that is the same object has the same facts. */
const known = new WeakMap<Row, readonly Fact[]>();

/** What is known of a run beside its texts. */
function factsOf(row: Row): readonly Fact[] {
  const before = known.get(row);
  if (before) return before;
  const { run, name } = row;
  const facts = [
    { place: 'file', text: name },
    ...(run
      ? [
          { place: 'title', text: run.title ?? '' },
          { place: 'question', text: `${run.question.title} ${run.question.id} ${run.question.domain}` },
          { place: 'model', text: modelTexts(run).join(' ') },
          { place: 'strategy', text: run.strategy },
          { place: 'tags', text: run.tags.join('\n') },
          ...run.rounds.map(({ round, answer }) => ({ place: `round ${round}`, text: answer ?? '' })),
        ]
      : []),
  ].map(({ place, text }) => ({ place, text: folded(text) }));
  known.set(row, facts);
  return facts;
}

function modelTexts({ model }: RunSummary): string[] {
  return [model, modelNameOf(model)];
}

const FIELDS: Readonly<Record<TextField, (row: Row) => string[]>> = {
  model: ({ run }) => (run ? modelTexts(run) : []),
  strategy: ({ run }) => (run ? [run.strategy] : []),
  tag: ({ run }) => [...(run?.tags ?? [])],
  title: ({ run }) => (run ? [run.title ?? ''] : []),
  question: ({ run }) => (run ? [run.question.title, run.question.id] : []),
  domain: ({ run }) => (run ? [run.question.domain] : []),
  answer: ({ run }) => (run?.answer === undefined || run.answer === null ? [] : [run.answer]),
  file: ({ name }) => [name],
  id: ({ run }) => (run ? [run.id] : []),
  from: ({ run }) => (run?.from === undefined ? [] : [run.from]),
};

const IS: Readonly<Record<IsName, (row: Row) => boolean>> = {
  running: ({ state }) => state === 'running',
  done: ({ state }) => state === 'done',
  'cut-off': ({ state }) => state === 'cut off',
  failed: ({ state }) => state === 'failed',
  cancelled: ({ state }) => state === 'cancelled',
  live: ({ run }) => run?.provenance === 'live',
  recorded: ({ run }) => run?.provenance === 'recorded',
  synthetic: ({ run }) => run?.provenance === 'synthetic',
  imported: ({ run }) => run?.provenance === 'imported',
  branch: ({ run }) => run?.parent !== undefined,
  branched: ({ branches }) => branches > 0,
  tagged: ({ run }) => (run?.tags.length ?? 0) > 0,
  titled: ({ run }) => run?.title !== undefined,
  noted: ({ run }) => (run?.notes ?? 0) > 0,
  twin: ({ twins }) => twins.length > 0,
  damaged: ({ passedOver }) => passedOver > 0,
  newer: ({ state }) => state === 'newer schema',
};

const RIGHT = new Set(['FIX', 'KEEP-OK', 'CORRECT']);
const WRONG = new Set(['BREAK', 'KEEP-WRONG', 'WRONG']);

export function endsRight({ rounds }: RunSummary): boolean {
  return RIGHT.has(lastKind(rounds));
}

export function endsWrong({ rounds }: RunSummary): boolean {
  return WRONG.has(lastKind(rounds));
}

/** A probe is no reflection: the run did not end with it. */
function lastKind(rounds: RunSummary['rounds']): string {
  return rounds.findLast(({ mark }) => mark.kind !== 'PROBE')?.mark.kind ?? '';
}

function hasMark(run: RunSummary, name: MarkName): boolean {
  if (name === 'right') return endsRight(run);
  if (name === 'wrong') return endsWrong(run);
  return run.rounds.some(({ mark }) => mark.kind === name.toUpperCase());
}

function numberOf(row: Row, field: NumberField, now: number): number | undefined {
  switch (field) {
    case 'cost':
      return row.run?.cost;
    case 'saved':
      return row.run?.saved;
    case 'rounds':
      return row.run && reflectionsOf(row.run);
    case 'age':
      return now - timeOf(row);
  }
}

/** Rounds after the first answer that are no probes. */
export function reflectionsOf({ rounds }: RunSummary): number {
  return rounds.filter(({ round, mark }) => round > 0 && mark.kind !== 'PROBE').length;
}

const COMPARE: Readonly<
  Record<Extract<Term, { kind: 'number' }>['compare'], (a: number, b: number) => boolean>
> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => Math.abs(a - b) < 1e-9,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
};
