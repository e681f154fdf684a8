/** Writes a whole file or none: beside its place first, then under its name. What was there before is there until then. */

import { existsSync, realpathSync, statSync } from 'node:fs';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskCode, whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { makeFolder } from '../transcripts/make-folder.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface WriteOptions {
  /** Whether what has this name already may go. */
  readonly replace: boolean;
  readonly signal?: AbortSignal;
}

export type Pieces = Iterable<string> | AsyncIterable<string>;

/**
 * Resolves to how many bytes were written, or to `undefined` when the signal was raised: then nothing was.
 * Folders that are missing are made. A pipe or a device that has the name is written to as it is.
 * Throws `CommandError` with a sentence about the file; what `pieces` throws goes through.
 */
export async function writeWhole(
  path: string,
  pieces: Pieces,
  { replace, signal }: WriteOptions,
): Promise<number | undefined> {
  if (isSpecial(path)) {
    const handle = await open(path, 'w').catch(thrown => refuse(path, thrown));
    return writeAll(path, handle, pieces, signal);
  }
  const target = existsSync(path) ? realpathSync(path) : path;
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  makeFolderOf(target, path);
  const handle = await open(beside, 'wx').catch(thrown => refuse(path, thrown));
  try {
    const size = await writeAll(path, handle, pieces, signal);
    if (size === undefined) return undefined;
    if (replace) await rename(beside, target).catch(thrown => refuse(path, thrown));
    else await place(beside, target);
    return size;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Whether a name is taken, so that writing there would take something away. */
export function isTaken(path: string): boolean {
  return existsSync(path) && !isSpecial(path);
}

function makeFolderOf(target: string, path: string): void {
  try {
    makeFolder(dirname(target));
  } catch (thrown) {
    refuse(path, thrown);
  }
}

/** A file that came meanwhile is not replaced: a link fails where a name is taken, a rename does not. */
async function place(beside: string, target: string): Promise<void> {
  try {
    await link(beside, target);
  } catch (thrown) {
    // Some file systems have no links.
    const hasNoLinks = /^(?:EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EMLINK)$/.test(diskCode(thrown));
    if (!hasNoLinks || existsSync(target)) refuse(target, thrown);
    await rename(beside, target).catch(problem => refuse(target, problem));
  }
}

async function writeAll(
  path: string,
  handle: FileHandle,
  pieces: Pieces,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  let size = 0;
  try {
    for await (const piece of pieces) {
      if (signal?.aborted) return undefined;
      const bytes = Buffer.from(piece, 'utf8');
      await writeBytes(handle, bytes).catch(thrown => refuse(path, thrown));
      size += bytes.length;
    }
    return size;
  } finally {
    // Some file systems say only now that there is no room.
    await handle.close().catch(thrown => refuse(path, thrown));
  }
}

/** A write may take a part of what it is given. */
async function writeBytes(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}

/** What may not be looked at is not special: writing there says what is wrong. */
function isSpecial(path: string): boolean {
  try {
    const found = statSync(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    return false;
  }
}

function refuse(path: string, thrown: unknown): never {
  const why = whyNotWrittenAndHelp(thrown);
  throw new CommandError(EXIT.failed, `${path} could not be written: ${why}. Nothing of it is left there.`);
}
