/** A name for a file that is the same wherever its folder lies. Pure but for the working folder. */
import { resolve, sep } from 'node:path';

/** The file with the folder it is in: published files are often called alike, and their folders are not. */
export function sourceName(path: string): string {
  return resolve(path).split(sep).slice(-2).join('/');
}
