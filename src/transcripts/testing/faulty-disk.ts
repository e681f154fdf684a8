/**
 * A disk that fails on purpose, for errors that no test can make happen: loaded before a program with
 * `--import`, it lets the calls of node:fs on some files throw. What SQLite does it cannot reach.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface Fault {
  /** What is thrown: ENOSPC, EIO, EMFILE... */
  readonly code: string;
  /** Files that have this in their path. */
  readonly in: string;
  /** Opening fails, or writing more than so many bytes. */
  readonly at: 'open' | number;
  /** Only as long as there is this file. */
  readonly while?: string;
}

/** How Node is started with it. */
export function withFault(fault: Fault): {
  readonly node: readonly string[];
  readonly env: Record<string, string>;
} {
  return {
    node: ['--import', fileURLToPath(import.meta.url)],
    env: { REFLECTOSCOPE_TEST_FAULT: JSON.stringify(fault) },
  };
}

const { REFLECTOSCOPE_TEST_FAULT: described } = process.env;
if (described !== undefined) breakDisk(JSON.parse(described) as Fault);

function breakDisk(fault: Fault): void {
  const { openSync, writeSync, existsSync } = fs;
  const open = fs.promises.open;
  const handles = new Set<number>();
  let room = fault.at === 'open' ? 0 : fault.at;
  const isOn = () => fault.while === undefined || existsSync(fault.while);
  const fail = (syscall: string) => {
    throw Object.assign(new Error(`${fault.code}: made to fail, ${syscall}`), { code: fault.code, syscall });
  };
  const opening = (path: unknown, flags: unknown) => {
    const isMeant = String(path).includes(fault.in) && flags !== 'r' && flags !== undefined;
    if (isMeant && fault.at === 'open' && isOn()) fail('open');
    return isMeant;
  };
  /** As a full disk does: what still fits is written. */
  const roomFor = (length: number) => {
    if (!isOn()) return length;
    if (room === 0 && length > 0) fail('write');
    const fits = Math.min(room, length);
    room -= fits;
    return fits;
  };
  fs.openSync = (path, flags, ...rest) => {
    const isMeant = opening(path, flags);
    const handle = openSync(path, flags as string, ...rest);
    if (!isMeant) handles.delete(handle);
    if (isMeant) handles.add(handle);
    return handle;
  };
  fs.writeSync = ((...args: [number, Buffer, number?]) => {
    const [handle, data, offset = 0] = args;
    if (!handles.has(handle)) return writeSync(...args);
    const bytes = Buffer.from(data).subarray(offset);
    return writeSync(handle, bytes, 0, roomFor(bytes.length));
  }) as typeof fs.writeSync;
  fs.promises.open = async (path, flags, ...rest) => {
    const isMeant = opening(path, flags);
    const handle = await open(path, flags, ...rest);
    if (!isMeant) return handle;
    const write = handle.write.bind(handle);
    const limited = async (bytes: Buffer, at = 0) => write(bytes, at, roomFor(bytes.length - at));
    handle.write = limited as unknown as typeof handle.write;
    return handle;
  };
  syncBuiltinESMExports();
}
