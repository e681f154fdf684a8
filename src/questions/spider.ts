/**
 * Spider: `db_id`, `question` and `query`. The schema is put into the question as the CREATE TABLE
 * statements of the database, or as they follow from `tables.json` where there is no database.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { lookUp } from '../text/look-up.ts';
import type { Converted, Dataset } from './datasets.ts';
import { sqlite } from './sqlite.ts';
import { reasonOf } from './text-of.ts';

/** What is known of one database. */
interface Known {
  readonly file?: string;
  readonly schema: string;
}

/** @param folder where the databases are, when they are not beside the question file */
export function spider(file: string, folder?: string): Dataset {
  const known = new Map<string, Promise<Known | string | undefined>>();
  return {
    fits: row => ['db_id', 'question', 'query'].every(name => typeof row[name] === 'string'),
    async convert(row, count): Promise<Converted> {
      const { db_id: database, question, query } = row;
      if (typeof database !== 'string' || !/^[\w-]+$/.test(database)) return { problem: 'has no "db_id"' };
      if (typeof question !== 'string') return { problem: 'has no "question"' };
      if (typeof query !== 'string') return { problem: 'has no "query"' };
      const looked = known.get(database) ?? look(database, file, folder);
      known.set(database, looked);
      const found = await looked;
      if (typeof found === 'string') return { problem: `is about the database "${database}": ${found}` };
      if (!found)
        return {
          problem: `is about the database "${database}", which is neither in a folder "database" nor in a "tables.json" beside the file`,
        };
      return {
        value: {
          id: `spider-${String(count).padStart(4, '0')}`,
          title: `${database}: ${question.trim()}`,
          domain: 'text-to-SQL',
          text: `This is the schema of an SQLite database.\n\n${found.schema}\n\nQuestion: ${question.trim()}\n\nAnswer with one query, and put it in one sql block.`,
          reference: [query],
          grader: 'sql',
          source: 'Spider',
          ...(found.file !== undefined && { database: found.file }),
        },
      };
    },
  };
}

/** What is known of a database; a text is the reason why it could not be read. */
async function look(database: string, file: string, folder?: string): Promise<Known | string | undefined> {
  const beside = dirname(resolve(file));
  const folders = folder
    ? [resolve(folder)]
    : ['database', 'databases', 'spider-databases'].map(name => join(beside, name));
  const candidates = folders.flatMap(one => [
    join(one, database, `${database}.sqlite`),
    join(one, `${database}.sqlite`),
  ]);
  const found = candidates.find(candidate => existsSync(candidate));
  if (found !== undefined) return read(found, async () => ({ file: found, schema: schemaOf(found) }));
  const described = [join(beside, 'tables.json'), file.replace(/\.jsonl?$/, '.tables.json')].find(candidate =>
    existsSync(candidate),
  );
  if (described === undefined) return undefined;
  return read(described, async () => {
    const schema = await schemaFrom(described, database);
    return schema === undefined ? undefined : { schema };
  });
}

async function read<T>(file: string, reading: () => Promise<T>): Promise<T | string> {
  try {
    return await reading();
  } catch (error) {
    return `${file} could not be read: ${reasonOf(error)}`;
  }
}

/** The statements with which the tables of a database were made, in their order. */
function schemaOf(file: string): string {
  const { DatabaseSync } = sqlite();
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database
      .prepare(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
      )
      .all();
    return rows.map(row => `${String(row.sql).trim()};`).join('\n');
  } finally {
    database.close();
  }
}

const Tables = z.array(
  z.object({
    db_id: z.string(),
    table_names_original: z.array(z.string()),
    column_names_original: z.array(z.tuple([z.number(), z.string()])),
    column_types: z.array(z.string()),
    primary_keys: z.array(z.union([z.number(), z.array(z.number())])),
    foreign_keys: z.array(z.tuple([z.number(), z.number()])),
  }),
);
type Table = z.infer<typeof Tables>[number];

async function schemaFrom(file: string, database: string): Promise<string | undefined> {
  const tables = Tables.safeParse(JSON.parse(await readFile(file, 'utf8')));
  const described = tables.success ? tables.data.find(table => table.db_id === database) : undefined;
  return described && statementsOf(described);
}

const SQL_TYPES: Readonly<Record<string, string>> = { number: 'NUMERIC', time: 'TEXT', boolean: 'INTEGER' };

function statementsOf(described: Table): string {
  const columns = described.column_names_original.map(([table, name], index) => ({ table, name, index }));
  const nameAt = (index: number) => {
    const column = columns[index];
    return { table: described.table_names_original[column?.table ?? -1] ?? '', name: column?.name ?? '' };
  };
  const keys = described.primary_keys.flat();
  const statements = described.table_names_original.flatMap((table, place) => {
    // A table of SQLite itself; nobody makes it.
    if (table.startsWith('sqlite_')) return [];
    const own = columns.filter(column => column.table === place);
    const primary = own.filter(({ index }) => keys.includes(index)).map(({ name }) => quoted(name));
    const lines = [
      ...own.map(({ name, index }) => {
        const type = described.column_types[index] ?? 'text';
        return `${quoted(name)} ${lookUp(SQL_TYPES, type) ?? 'TEXT'}`;
      }),
      ...(primary.length > 0 ? [`PRIMARY KEY (${primary.join(', ')})`] : []),
      ...described.foreign_keys
        .filter(([from]) => columns[from]?.table === place)
        .map(([from, to]) => {
          const target = nameAt(to);
          return `FOREIGN KEY (${quoted(nameAt(from).name)}) REFERENCES ${quoted(target.table)}(${quoted(target.name)})`;
        }),
    ];
    return [`CREATE TABLE ${quoted(table)} (\n  ${lines.join(',\n  ')}\n);`];
  });
  return statements.join('\n');
}

/** Names of Spider have spaces and brackets in them now and then, or begin with a digit. */
function quoted(name: string): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Words that SQLite takes for its own where a name could stand, of those that name tables and columns. */
const RESERVED = new Set(
  (
    'add all as between by case check column create default delete distinct drop else from group having in index ' +
    'into is join limit not null on or order primary references select set table then to transaction union ' +
    'unique update using values when where'
  ).split(' '),
);
