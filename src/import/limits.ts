/** How much of a file is taken at once, and when compressed data are a trap. What is too large is named. */
import { ImportError } from './importer.ts';

export const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;

/** A longer line is passed over, so that a file without line ends does not fill the memory (characters). */
export const LONGEST_LINE = 64 * MEGABYTE;
/** One value of a JSON document: a chat, a sample (characters). */
export const LARGEST_VALUE = 256 * MEGABYTE;
/** One file in a zip, unpacked (bytes). */
export const LARGEST_ENTRY = 256 * MEGABYTE;
/** All that is unpacked from one file (bytes). */
const LARGEST_WHOLE = 64 * GIGABYTE;
/** How many times larger than the packed data what is unpacked may be, once it is large. */
const GREATEST_RATIO = 500;
const LARGE = 64 * MEGABYTE;

/** Throws `ImportError` when so much came of so little that the file was made to fill memory or disk. */
export function checkedSize(path: string, unpacked: number, packed: number): void {
  if (unpacked > LARGEST_WHOLE) {
    throw new ImportError(`${path} unpacks to more than ${LARGEST_WHOLE / GIGABYTE} GB: it is not read on.`);
  }
  if (unpacked > LARGE && unpacked > packed * GREATEST_RATIO) {
    throw new ImportError(
      `${path} unpacks to more than ${GREATEST_RATIO} times its size, as a trap does: it is not read on.`,
    );
  }
}
