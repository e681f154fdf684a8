/**
 * What is run on this machine to check answers, as fields of the form: a database or a command, shown
 * where the feedback asks for one. They are of this start alone, and are neither kept nor a setting of the
 * run: a command must never come out of a file. Pure.
 */
import type { Field, Overrides } from './settings-schema.ts';

const DATABASE = 'check.database';
const COMMAND = 'check.command';

/** What may be run for a run. */
export interface Checks {
  /** An SQLite file in which the SQL of answers is run. */
  readonly database?: string | undefined;
  /** A line for the shell that looks at an answer. */
  readonly check?: string | undefined;
}

/** The changes of the form that stand for these checks. */
export function checkOverrides({ database, check }: Checks): Overrides {
  return {
    ...(database !== undefined && { [DATABASE]: database }),
    ...(check !== undefined && { [COMMAND]: check }),
  };
}

export function checksIn(overrides: Overrides): Checks {
  const [database, check] = [overrides[DATABASE]?.trim(), overrides[COMMAND]?.trim()];
  return { ...(database && { database }), ...(check && { check }) };
}

/** The changes without them, as they may be kept. */
export function withoutChecks(overrides: Readonly<Record<string, string>>): Overrides {
  const { [DATABASE]: _database, [COMMAND]: _command, ...others } = overrides;
  return others;
}

/** What the feedback needs comes after it. */
export function withCheckFields(
  fields: readonly Field[],
  overrides: Overrides,
  feedback: string | undefined,
): Field[] {
  const place = fields.findIndex(({ id }) => id === 'feedback') + 1;
  return [...fields.slice(0, place), ...checkFields(overrides, feedback), ...fields.slice(place)];
}

function checkFields(overrides: Overrides, feedback: string | undefined): Field[] {
  if (feedback === 'sql') return [field(DATABASE, 'database', DATABASE_HELP, DATABASE_LEGAL, overrides)];
  if (feedback === 'command') return [field(COMMAND, 'command', COMMAND_HELP, COMMAND_LEGAL, overrides)];
  return [];
}

const DATABASE_HELP = 'An SQLite file in which the SQL of answers is run, read only. It is not kept.';
const DATABASE_LEGAL = 'the path of a file; empty for the database of the question';
const COMMAND_HELP = 'Is given each answer on its standard input; exit 0 is a pass. It is not kept.';
const COMMAND_LEGAL = 'a line for the shell on this machine';

function field(id: string, label: string, help: string, legal: string, overrides: Overrides): Field {
  return {
    id,
    label,
    help,
    legal,
    kind: 'text',
    value: overrides[id] ?? '',
    initial: '',
    empty: id === DATABASE ? 'that of the question' : 'none',
    multiline: false,
  };
}
