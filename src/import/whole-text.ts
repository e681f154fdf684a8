/** The text of a small file, all of it. */
import { ImportError, type SourceFile } from './importer.ts';
import { MEGABYTE } from './limits.ts';

/** A conversation, for example; what is larger is none. */
const LARGEST = 16 * MEGABYTE;

/** Throws `ImportError` for a file that is too large for what it should be. */
export async function wholeText(file: SourceFile): Promise<string> {
  const parts: string[] = [];
  let size = 0;
  for await (const piece of file.text()) {
    parts.push(piece);
    size += piece.length;
    if (size > LARGEST) throw new ImportError(`${file.path} is larger than ${LARGEST / MEGABYTE} MB.`);
  }
  return parts.join('');
}
