/** Which files are imported, and with what: those that were named, and of folders those that are of a known format. */

import {
  createReadStream,
  createWriteStream,
  type Dirent,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Importer } from '../import/importer.ts';
import { IMPORTERS, importerById, importerFor } from '../import/importers.ts';
import { beginningOf } from '../import/source-file.ts';
import { whyUnreadable } from '../text/disk-words.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface FileToImport {
  readonly path: string;
  /** As a person says it. */
  readonly name: string;
  readonly importer: Importer;
}

export interface FoundFiles {
  readonly files: readonly FileToImport[];
  /** Files in folders that are of no known format. */
  readonly others: number;
  readonly problems: readonly string[];
  /** Forgets what was kept of standard input. */
  close(): void;
}

/** Throws `CommandError` for a format that nobody knows. */
export async function findFiles(
  paths: readonly string[],
  from: string | undefined,
  stdin: Readable,
): Promise<FoundFiles> {
  const asked = from === undefined ? undefined : importerNamed(from);
  const kept = createKept();
  const files: FileToImport[] = [];
  const problems: string[] = [];
  let others = 0;
  for (const named of paths) {
    try {
      const isFolder = named !== '-' && statSync(named).isDirectory();
      if (!isFolder) {
        const path = isStream(named) ? await kept.keep(named, stdin) : named;
        const importer = asked ?? importerFor(await beginningOf(path));
        const name = named === '-' ? 'standard input' : named;
        if (importer) files.push({ path, name, importer });
        else problems.push(unknownFormat(named === '-' ? 'Standard input' : named));
        continue;
      }
      for (const path of filesIn(named)) {
        const importer = await detected(path, asked);
        if (importer) files.push({ path, name: path, importer });
        else others++;
      }
    } catch (thrown) {
      problems.push(`${named} ${whyUnreadable(thrown)}.`);
    }
  }
  return { files, others, problems, close: kept.close };
}

function importerNamed(id: string): Importer {
  const importer = importerById(id);
  if (importer) return importer;
  throw new CommandError(
    EXIT.usage,
    `There is no format "${id}". The formats are:`,
    ...IMPORTERS.map(one => `  ${one.id.padEnd(18)} ${one.name}`),
  );
}

function unknownFormat(name: string): string {
  const ids = IMPORTERS.map(({ id }) => id).join(', ');
  return `${name} is of no format that is known by its beginning. --from names one of: ${ids}.`;
}

/** In a folder, what is asked for is read only where it is what it should be. */
async function detected(path: string, asked: Importer | undefined): Promise<Importer | undefined> {
  try {
    const beginning = await beginningOf(path);
    return asked ? (asked.detects(beginning) ? asked : undefined) : importerFor(beginning);
  } catch {
    return undefined;
  }
}

/** With those of its folders, sorted; hidden ones are left out, and so are links to folders. */
function filesIn(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true }).sort(byName);
  return inside.flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() || isLinkedFile(entry, path) ? [path] : [];
  });
}

function isLinkedFile(entry: Dirent, path: string): boolean {
  return entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

/** What can be read only once: standard input, or a pipe with a name. */
function isStream(named: string): boolean {
  return named === '-' || !statSync(named).isFile();
}

/** A zip is read from its end, so that what comes through a pipe is kept in a file until it was imported. */
function createKept() {
  const folders: string[] = [];
  return {
    async keep(named: string, stdin: Readable): Promise<string> {
      const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-'));
      folders.push(folder);
      // The names in the path are the same each time: the ids of some runs are made of them.
      mkdirSync(join(folder, 'pipe'));
      const path = join(folder, 'pipe', 'standard-input');
      await pipeline(
        named === '-' ? stdin : createReadStream(named),
        createWriteStream(path, { mode: 0o600 }),
      );
      return path;
    },
    close() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
