/** Writes a whole file or none: beside its place first, then under its name. What was there before is there until then. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
  await mkdir(dirname(target), { recursive: true }).catch(thrown => refuse(path, asFolder(thrown)));
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

/** A file that came meanwhile is not replaced: a link fails where a name is taken, a rename does not. */
async function place(beside: string, target: string): Promise<void> {
  try {
    await link(beside, target);
  } catch (thrown) {
    // Some file systems have no links.
    const hasNoLinks = /^(?:EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EMLINK)$/.test(codeOf(thrown));
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

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'a file may not be that large here',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk can only be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file stands where a folder should be',
  ENAMETOOLONG: 'the name is too long',
  EEXIST: 'it exists already',
};

function refuse(path: string, thrown: unknown): never {
  const why = WHY[codeOf(thrown)] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  throw new CommandError(EXIT.failed, `${path} could not be written: ${why}. Nothing of it is left there.`);
}

/** Making a folder says so where a file has its name. */
function asFolder(thrown: unknown): unknown {
  return codeOf(thrown) === 'EEXIST' ? { code: 'ENOTDIR' } : thrown;
}

function codeOf(thrown: unknown): string {
  return String((thrown as { code?: unknown }).code ?? '');
}
