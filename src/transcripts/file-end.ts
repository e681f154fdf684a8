/** Reads a transcript from its end: what the last lines are, without reading all the lines before them. */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { parseLine } from './read.ts';

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 64 * 1024;

export interface PlacedLine {
  /** In bytes from the beginning of the file. */
  readonly start: number;
  /** Without its line feed. */
  readonly text: string;
}

/**
 * The lines of an open file, the last one first: it is empty where the file ends with a line feed.
 * Lines are cut at line feeds only, as the reader cuts them.
 */
export function* linesFromEnd(handle: number, chunkBytes = CHUNK_BYTES): Generator<PlacedLine> {
  /** What has been read of the line in hand: its end first. */
  let parts: Buffer[] = [];
  let end = fstatSync(handle).size;
  while (end > 0) {
    const start = Math.max(0, end - chunkBytes);
    const chunk = readAt(handle, start, end - start);
    let to = chunk.length;
    for (let feed = lastFeed(chunk, to); feed >= 0; feed = lastFeed(chunk, to)) {
      parts.push(chunk.subarray(feed + 1, to));
      yield { start: start + feed + 1, text: textOf(parts) };
      parts = [];
      to = feed;
    }
    parts.push(chunk.subarray(0, to));
    end = start;
  }
  yield { start: 0, text: textOf(parts) };
}

/** The last line feed before `to`; a negative offset would count from the end of the chunk. */
function lastFeed(chunk: Buffer, to: number): number {
  return to === 0 ? -1 : chunk.lastIndexOf(LINE_FEED, to - 1);
}

function readAt(handle: number, start: number, length: number): Buffer {
  const chunk = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const got = readSync(handle, chunk, done, length - done, start + done);
    if (got === 0) break;
    done += got;
  }
  return chunk.subarray(0, done);
}

/** Decoded whole: a character may lie across two chunks. */
function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts.toReversed()).toString('utf8');
}

/** Where the last event of a file stands. `undefined` when there is none. */
export function lastPlace(file: string): { readonly seq: number; readonly at: number } | undefined {
  const handle = openSync(file, 'r');
  try {
    for (const { text } of linesFromEnd(handle)) {
      const line = parseLine(text);
      if (line.kind === 'event') return { seq: line.event.seq, at: line.event.at };
    }
    return undefined;
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes a file end with a line feed, so that a line can come after it. A last line that is whole
 * stays, whatever it says; one that was cut off goes.
 */
export function mendEnd(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    const [last] = linesFromEnd(handle).take(1);
    if (!last || last.text === '') return;
    if (isWhole(last.text)) writeSync(handle, '\n', fstatSync(handle).size);
    else ftruncateSync(handle, last.start);
  } finally {
    closeSync(handle);
  }
}

/** An object that was cut off is not JSON, wherever it was cut. */
function isWhole(line: string): boolean {
  const text = line.trim();
  if (text === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
