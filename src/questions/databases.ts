/**
 * The SQLite file that a question is about. Those of the package are kept as SQL text and built when
 * somebody needs one; a file of the user's is only named, never made from text and never written.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Question } from '../run/question.ts';
import { fixturesDir } from './package-root.ts';
import { sqlite } from './sqlite.ts';

/** How a question names a database of the package: `bundled:bakery`. */
const BUNDLED = /^bundled:([a-z0-9-]+)$/;

/**
 * The path of the database of a question, or `undefined` when it has none. A database of the package
 * is built on first use into `folder`, or into a folder of this process that goes when it ends.
 * Throws `Error` with a sentence when there is no such database.
 */
export async function databaseFor(
  question: Pick<Question, 'id'> & { readonly database?: unknown },
  { folder }: { readonly folder?: string } = {},
): Promise<string | undefined> {
  const { database } = question;
  if (typeof database !== 'string') return undefined;
  const bundled = BUNDLED.exec(database)?.[1];
  if (bundled !== undefined) return build(bundled, folder);
  if (existsSync(database)) return database;
  throw new Error(`The database of the question "${question.id}" is not there: ${database}.`);
}

/** The names of the databases that come with the package. */
export function bundledDatabases(): string[] {
  return readdirSync(databasesDir())
    .filter(name => name.endsWith('.sql'))
    .map(name => name.slice(0, -'.sql'.length))
    .sort();
}

function databasesDir(): string {
  return join(fixturesDir(), 'databases');
}

/** What is being built in this process, so that two questions do not build the same twice. */
const building = new Map<string, Promise<string>>();

async function build(name: string, wanted: string | undefined): Promise<string> {
  const script = join(databasesDir(), `${name}.sql`);
  if (!existsSync(script)) {
    throw new Error(`There is no bundled database "${name}". There are: ${bundledDatabases().join(', ')}.`);
  }
  const sql = await readFile(script, 'utf8');
  const folder = wanted ?? ownFolder();
  // The name has the content in it: a later version of the package does not take an older file.
  const file = join(folder, `${name}-${createHash('sha256').update(sql).digest('hex').slice(0, 12)}.sqlite`);
  if (existsSync(file)) return file;
  const built = building.get(file) ?? write(sql, file, folder).finally(() => building.delete(file));
  building.set(file, built);
  return built;
}

/** Under another name first: whoever looks meanwhile finds a whole database or none. */
async function write(sql: string, file: string, folder: string): Promise<string> {
  const { DatabaseSync } = sqlite();
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  const database = new DatabaseSync(draft);
  try {
    database.exec(`BEGIN;\n${sql}\nCOMMIT;`);
  } finally {
    database.close();
  }
  renameSync(draft, file);
  return file;
}

let own: string | undefined;

function ownFolder(): string {
  if (own !== undefined) return own;
  const made = mkdtempSync(join(tmpdir(), 'reflectoscope-databases-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  own = made;
  return made;
}
