/** What every importer is: it knows its files by their beginnings, and tells their runs one after the other. */
import type { ImportedRun } from './imported-run.ts';

export interface Importer {
  /** As in `--from`. */
  readonly id: string;
  /** As a person says it: `Inspect logs (.json, .eval)`. */
  readonly name: string;
  /** Whether the file is one of its own, by its name and its first bytes. Never throws. */
  detects(file: Beginning): boolean;
  /**
   * The runs of one file, as they are read: a large file is never held whole. What cannot be read is told
   * as a problem, and the others go on. Throws `ImportError` when nothing of the file can be read.
   */
  runs(file: SourceFile): AsyncIterable<ImportedRun | ImportProblem>;
  /**
   * The same for all its files at once, in the order of their names, where a source spreads a run over
   * several of them. A problem then names its file.
   */
  runsOfAll?(files: readonly SourceFile[]): AsyncIterable<ImportedRun | ImportProblem>;
}

/** The beginning of a file, decompressed where it was compressed. */
export interface Beginning {
  /** With its folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The same as text; a character that was cut off at the end is left out. */
  readonly text: string;
}

export interface SourceFile {
  /** With its folder. Others beside it may be read, where a source spreads a run over several files. */
  readonly path: string;
  /** The bytes, decompressed where the file is gzipped. */
  bytes(): AsyncIterable<Uint8Array>;
  /** The same as text (UTF-8, or UTF-16). Throws `ImportError` for another encoding. */
  text(): AsyncIterable<string>;
}

/** What could not be imported: where, and why, as a sentence. */
export interface ImportProblem {
  readonly problem: string;
  /** The line, the record or the sample. */
  readonly place?: string;
  /** Where it is not the file that is being read. */
  readonly file?: string;
}

/** A file of which nothing can be read; the message names it and says what would help. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
