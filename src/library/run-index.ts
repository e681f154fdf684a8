/**
 * What was read of the files of one folder, kept beside them so that it need not be read again: an SQLite
 * file with a full-text index of trigrams. Never the truth: it can be deleted at any time, and is made
 * anew when it is missing, broken or of another version. Several processes may use one at once.
 */

import { closeSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { sqlite } from '../questions/sqlite.ts';
import { makeFolder } from '../transcripts/make-folder.ts';
import { folded, isIndexed } from './folded.ts';
import type { RunSummary, RunText } from './summary.ts';

/** What is known of a file as it was when it was read. */
export interface IndexEntry {
  /** Relative to the folder, with `/`. */
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  readonly content: IndexedContent;
}

export type IndexedContent =
  | { readonly kind: 'run'; readonly summary: RunSummary; readonly passedOver: number }
  | { readonly kind: 'newer'; readonly schema: number }
  | { readonly kind: 'other' };

export interface IndexedFile {
  readonly entry: IndexEntry;
  readonly texts: readonly RunText[];
}

/** Every call may throw where the file cannot be used any more. */
export interface RunIndex {
  readonly isInMemory: boolean;
  entries(): IndexEntry[];
  /** All at once or not at all. */
  write(files: readonly IndexedFile[], gone: readonly string[]): void;
  /** Of a folded text: the places in which it stands, by name of file. Slow for one or two characters. */
  find(text: string): Map<string, string[]>;
  /** The texts of one file, in their order. */
  texts(name: string): RunText[];
  close(): void;
}

/** With every change of what is stored, or of what it is made of. */
const VERSION = 2;
const BUSY_MS = 10_000;

/** Throws what SQLite says where the file can be neither used nor made anew. */
export function openIndexFile(file: string): RunIndex {
  makeFolder(dirname(file), 0o700);
  try {
    return open(file);
  } catch (thrown) {
    if (!isBroken(thrown)) throw thrown;
    removeIndex(file);
    return open(file);
  }
}

/** For where no file can be written: gone with the process. */
export function openIndexInMemory(): RunIndex {
  return open(IN_MEMORY);
}

/** With what SQLite keeps beside it. Throws nothing. */
export function removeIndex(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(`${file}${end}`, { force: true });
    } catch {
      // Whoever opens it next is told.
    }
  }
}

/** SQLITE_ERROR of a table that is another one, SQLITE_CORRUPT and SQLITE_NOTADB, with their extended codes. */
export function isBroken(thrown: unknown): boolean {
  const code = (thrown as { errcode?: unknown }).errcode;
  return typeof code === 'number' && [1, 11, 26].includes(code & 0xff);
}

const IN_MEMORY = ':memory:';

function open(file: string): RunIndex {
  // Others' prompts are nobody's business: SQLite gives the files beside it the same mode.
  if (file !== IN_MEMORY) closeSync(openSync(file, 'a', 0o600));
  const { DatabaseSync: Database } = sqlite();
  const db = new Database(file, { timeout: BUSY_MS });
  try {
    prepare(db);
    return indexOn(db, file === IN_MEMORY);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function prepare(db: DatabaseSync): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000');
  if (versionOf(db) === VERSION) {
    checkTables(db);
    return;
  }
  transaction(db, () => {
    // Another process may have been here first.
    if (versionOf(db) === VERSION) return;
    db.exec(`
      DROP TABLE IF EXISTS files;
      DROP TABLE IF EXISTS texts;
      DROP TABLE IF EXISTS trigrams;
      CREATE TABLE files (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
        size REAL NOT NULL, mtime REAL NOT NULL, ino REAL NOT NULL, content TEXT NOT NULL
      );
      CREATE TABLE texts (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, place TEXT NOT NULL, text TEXT NOT NULL);
      CREATE INDEX texts_of_file ON texts (file);
      CREATE VIRTUAL TABLE trigrams USING fts5(
        text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
      );
      PRAGMA user_version = ${VERSION};
    `);
  });
}

function versionOf(db: DatabaseSync): unknown {
  return db.prepare('PRAGMA user_version').get()?.user_version;
}

/** A file may be whole at its beginning and broken further on. */
function checkTables(db: DatabaseSync): void {
  db.prepare('SELECT id, name, size, mtime, ino, content FROM files LIMIT 1').get();
  db.prepare('SELECT id, file, place, text FROM texts LIMIT 1').get();
  db.prepare('SELECT rowid FROM trigrams WHERE trigrams MATCH \'"abc"\' LIMIT 1').get();
}

function transaction(db: DatabaseSync, does: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    does();
    db.exec('COMMIT');
  } catch (thrown) {
    // What broke it may have ended it already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw thrown;
  }
}

function indexOn(db: DatabaseSync, isInMemory: boolean): RunIndex {
  const all = db.prepare('SELECT name, size, mtime, ino, content FROM files');
  const idOf = db.prepare('SELECT id FROM files WHERE name = ?');
  const forgetTrigrams = db.prepare(
    'DELETE FROM trigrams WHERE rowid IN (SELECT id FROM texts WHERE file = ?)',
  );
  const forgetTexts = db.prepare('DELETE FROM texts WHERE file = ?');
  const forgetFile = db.prepare('DELETE FROM files WHERE id = ?');
  const addFile = db.prepare('INSERT INTO files (name, size, mtime, ino, content) VALUES (?, ?, ?, ?, ?)');
  const addText = db.prepare('INSERT INTO texts (file, place, text) VALUES (?, ?, ?)');
  const addTrigrams = db.prepare('INSERT INTO trigrams (rowid, text) VALUES (?, ?)');
  const found = db.prepare(`
    SELECT files.name, texts.place FROM trigrams
    JOIN texts ON texts.id = trigrams.rowid JOIN files ON files.id = texts.file
    WHERE trigrams MATCH ? ORDER BY texts.id
  `);
  const everyText = db.prepare(`
    SELECT files.name, place, text FROM texts JOIN files ON files.id = texts.file ORDER BY texts.id
  `);
  const textsOf = db.prepare(`
    SELECT place, text FROM texts WHERE file = (SELECT id FROM files WHERE name = ?) ORDER BY id
  `);
  const forget = (name: string) => {
    const id = idOf.get(name)?.id;
    if (id === undefined) return;
    forgetTrigrams.run(id);
    forgetTexts.run(id);
    forgetFile.run(id);
  };
  return {
    isInMemory,
    entries: () =>
      all.all().flatMap(({ name, size, mtime, ino, content }) => {
        const entry = {
          name: String(name),
          size: Number(size),
          mtimeMs: Number(mtime),
          ino: Number(ino),
        };
        const parsed = contentIn(String(content));
        return parsed ? [{ ...entry, content: parsed }] : [];
      }),
    write(files, gone) {
      transaction(db, () => {
        for (const name of gone) forget(name);
        for (const { entry, texts } of files) {
          forget(entry.name);
          const { name, size, mtimeMs, ino, content } = entry;
          const { lastInsertRowid: id } = addFile.run(name, size, mtimeMs, ino, JSON.stringify(content));
          for (const { place, text } of texts) {
            const added = addText.run(id, place, text);
            addTrigrams.run(added.lastInsertRowid, folded(text));
          }
        }
      });
    },
    find(text) {
      const places = new Map<string, string[]>();
      const add = (name: string, place: string) => {
        const before = places.get(name);
        if (before) before.push(place);
        else places.set(name, [place]);
      };
      if (isIndexed(text)) {
        const phrase = `"${text.replaceAll('"', '""')}"`;
        for (const { name, place } of found.all(phrase)) add(String(name), String(place));
      } else {
        for (const { name, place, text: whole } of everyText.iterate()) {
          if (folded(String(whole)).includes(text)) add(String(name), String(place));
        }
      }
      return places;
    },
    texts: name => textsOf.all(name).map(({ place, text }) => ({ place: String(place), text: String(text) })),
    close: () => db.close(),
  };
}

/** What is no entry is read again from its file. */
function contentIn(text: string): IndexedContent | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
