/**
 * Reads transcripts. Forgiving where nothing is lost by it: unknown events and fields are kept, a
 * cut-off last line is the end of the file, a broken line is passed over and named.
 */

import { isUtf8 } from 'node:buffer';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { z } from 'zod';
import { completeBy } from '../run/complete.ts';
import { type AnyEvent, type EventOf, isKnown, RunEvent, RunStarted, SCHEMA_VERSION } from '../run/events.ts';
import { diskCode, whyUnreadable } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/**
 * A file that cannot be read as a transcript at all; the message names it and says what would help,
 * and is safe to print.
 */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError';
  constructor(message: string) {
    super(sanitizeLine(message));
  }
}

export interface Transcript {
  readonly file: string;
  readonly events: AnyEvent[];
  /** What was passed over, each with file and line; safe to print. */
  readonly notices: string[];
}

type Line =
  | { kind: 'event'; event: AnyEvent }
  /** A run of a schema that this version does not read. */
  | { kind: 'newer'; schema: number }
  | { kind: 'broken'; why: string }
  | { kind: 'blank' };

const Envelope = z.looseObject({ seq: z.int().min(0), at: z.number().min(0), type: z.string().min(1) });
const NOT_JSON = 'is not JSON';
const isComplete = completeBy(RunEvent);

/** One line of a transcript; white space and a byte order mark around it do not count. Never throws. */
export function parseLine(line: string): Line {
  const text = line.trim();
  if (text === '') return { kind: 'blank' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'broken', why: NOT_JSON };
  }
  const newer = newerSchema(value);
  if (newer !== undefined) return { kind: 'newer', schema: newer };
  if (isComplete(value)) return { kind: 'event', event: value as AnyEvent };
  const event = RunEvent.safeParse(value);
  if (event.success) return { kind: 'event', event: event.data };
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) return { kind: 'broken', why: 'is not an event (seq, at and type are needed)' };
  if (!isKnown(envelope.data)) return { kind: 'event', event: envelope.data };
  const issue = event.error.issues[0];
  const where = sanitizeLine(issue?.path.join('.') ?? '');
  return { kind: 'broken', why: `is a ${envelope.data.type} with a wrong ${where}: ${issue?.message ?? ''}` };
}

/** The schema of a run that this version does not read. */
function newerSchema(value: unknown): number | undefined {
  const { type, schema } = (value ?? {}) as Partial<Record<string, unknown>>;
  const isNewer = type === 'run.started' && typeof schema === 'number' && schema >= SCHEMA_VERSION + 1;
  return isNewer ? schema : undefined;
}

/** A line that was passed over. */
interface Broken {
  readonly number: number;
  readonly why: string;
}

/**
 * Reads a whole transcript. Throws `TranscriptError` when the file cannot be opened, does not begin
 * with `run.started`, or was written in a newer schema.
 */
export async function readTranscript(file: string): Promise<Transcript> {
  // A name that ends in half a sequence must not take the words behind it along.
  const name = sanitizeLine(file);
  const events: AnyEvent[] = [];
  const notices: string[] = [];
  const unknown = new Map<string, { readonly number: number; count: number }>();
  let number = 0;
  /** Since the last event: the last of them may turn out to be the cut-off end of the file. */
  let broken: Broken[] = [];
  let seq = -1;
  const take = (text: string) => {
    number++;
    const line = parseLine(text);
    if (line.kind === 'blank') return;
    if (events.length === 0) checkFirst(name, number, line, text);
    if (line.kind !== 'event') {
      broken.push({ number, why: line.kind === 'newer' ? 'begins a run of a newer schema' : line.why });
      return;
    }
    const { event } = line;
    if (event.seq !== seq + 1 || broken.length > 0) {
      notices.push(...broken.map(one => passedOver(name, one)));
      notices.push(...gapNotice(`${name}:${number}`, event.seq, seq, broken.length));
      broken = [];
    }
    seq = event.seq;
    if (!isKnown(event)) {
      const seen = unknown.get(event.type) ?? { number, count: 0 };
      unknown.set(event.type, { ...seen, count: seen.count + 1 });
    }
    events.push(event);
  };
  if (isPipeOfNobody(file)) throw new TranscriptError(`${name} is a pipe, not a transcript.`);
  /** Of those events whose line is no UTF-8. */
  const garbled: number[] = [];
  for await (const { lines, isUtf8 } of linesOf(file)) {
    for (const text of lines) {
      const before = events.length;
      take(text);
      if (events.length > before && !isUtf8 && text.includes('\uFFFD')) garbled.push(number);
    }
  }
  if (events.length === 0) throw new TranscriptError(`${name} is empty: there is no run in it.`);
  notices.push(...broken.map((one, index) => endNotice(name, one, index === broken.length - 1)));
  notices.push(...garbledNotice(name, garbled));
  for (const [type, seen] of unknown) notices.push(unknownNotice(name, type, seen));
  return { file, events, notices: notices.map(sanitizeLine) };
}

const READ_BYTES = 256 * 1024;

interface Lines {
  readonly lines: readonly string[];
  readonly isUtf8: boolean;
}

const LINE_FEED = 0x0a;

/**
 * The lines of a file, many at a time, cut at line feeds only: node:readline also cuts at U+2028 and
 * U+2029, which JSON allows inside of strings.
 */
async function* linesOf(file: string): AsyncGenerator<Lines> {
  let parts: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(file, {
      highWaterMark: READ_BYTES,
    }) as AsyncIterable<Buffer>) {
      const end = chunk.lastIndexOf(LINE_FEED);
      parts.push(end < 0 ? chunk : chunk.subarray(0, end));
      if (end < 0) continue;
      yield linesIn(parts);
      parts = [chunk.subarray(end + 1)];
    }
  } catch (thrown) {
    throw new TranscriptError(openProblem(file, thrown));
  }
  yield linesIn(parts);
}

function linesIn(parts: readonly Buffer[]): Lines {
  const bytes = Buffer.concat(parts);
  return { lines: bytes.toString('utf8').split('\n'), isUtf8: isUtf8(bytes) };
}

/** Whoever opens a pipe waits until somebody writes into it; what the shell hands over is written already. */
function isPipeOfNobody(file: string): boolean {
  try {
    return statSync(file).isFIFO() && !/^\/(?:dev|proc)\//.test(file);
  } catch {
    return false;
  }
}

function passedOver(file: string, { number, why }: Broken): string {
  return `${file}:${number}: this line ${why}; it was passed over, so something of the run may be missing.`;
}

function endNotice(file: string, line: Broken, last: boolean): string {
  if (!last || line.why !== NOT_JSON) return passedOver(file, line);
  return `${file}:${line.number}: the last line is cut off; the run is shown up to there.`;
}

/** `broken` lines before this one have been named already: they are not missing as well. */
function gapNotice(where: string, seq: number, previous: number, broken: number): string[] {
  if (seq <= previous) return [`${where}: the numbers of the events go back here; lines may be repeated.`];
  const missing = seq - previous - 1 - broken;
  if (missing <= 0) return [];
  return [`${where}: ${missing === 1 ? 'an event is' : `${missing} events are`} missing before this line.`];
}

function garbledNotice(file: string, [first, ...more]: readonly number[]): string[] {
  if (first === undefined) return [];
  const where = more.length === 0 ? 'this line is' : `this line and ${more.length} more are`;
  return [`${file}:${first}: ${where} not UTF-8 text; what could not be read is shown as \uFFFD.`];
}

function unknownNotice(file: string, type: string, seen: { number: number; count: number }): string {
  const times = seen.count === 1 ? 'once' : `${seen.count} times`;
  return `${file}:${seen.number}: ${sanitizeLine(type)} is not known to this version of reflectoscope (${times} in the file); it is kept and not shown.`;
}

function checkFirst(file: string, number: number, line: Line, text: string): void {
  if (line.kind === 'newer') {
    throw new TranscriptError(
      `${file}:${number}: this run was written by a newer reflectoscope (schema ${line.schema}; this one reads up to ${SCHEMA_VERSION}). Update reflectoscope to open it.`,
    );
  }
  if (line.kind === 'broken' && isUtf16(text)) {
    throw new TranscriptError(`${file} is UTF-16 text: save it as UTF-8.`);
  }
  if (line.kind === 'broken') {
    throw new TranscriptError(
      `${file}:${number}: not a transcript of reflectoscope: the first line ${line.why}.`,
    );
  }
  if (line.kind === 'event' && line.event.type !== 'run.started') {
    throw new TranscriptError(
      `${file}:${number}: not a transcript of reflectoscope: it begins with ${sanitizeLine(line.event.type)}, not with run.started.`,
    );
  }
}

/** By its byte order mark, which is no UTF-8, or by the zeros beside its first letters. */
function isUtf16(text: string): boolean {
  return /^(?:\uFFFD\uFFFD)?(?:[^\0]\0){4}|^(?:\uFFFD\uFFFD)?(?:\0[^\0]){4}/.test(text);
}

/** Why a file cannot be read, in a sentence that names it. */
export function openProblem(path: string, thrown: unknown): string {
  const file = sanitizeLine(path);
  const code = diskCode(thrown);
  if (code === 'ENOENT') return `There is no file ${file}.`;
  if (code === 'EISDIR') return `${file} is a folder, not a transcript.`;
  return `${file} ${whyUnreadable(thrown)}.`;
}

/** Only the first event of a file, for listings. `undefined` when it is not a transcript that opens. */
export function readHead(file: string): EventOf<'run.started'> | undefined {
  const line = parseLine(firstLine(file));
  if (line.kind !== 'event') return undefined;
  const head = RunStarted.safeParse(line.event);
  return head.success ? head.data : undefined;
}

const CHUNK_BYTES = 64 * 1024;
/** A longer first line is not looked at to its end. */
const LONGEST_HEAD_BYTES = 16 * 1024 * 1024;

/** Empty when the file cannot be read. */
function firstLine(file: string): string {
  const chunks: Buffer[] = [];
  if (isPipeOfNobody(file)) return '';
  try {
    const handle = openSync(file, 'r');
    try {
      for (let size = 0; size < LONGEST_HEAD_BYTES; size += CHUNK_BYTES) {
        const buffer = Buffer.alloc(CHUNK_BYTES);
        const chunk = buffer.subarray(0, readSync(handle, buffer));
        const end = chunk.indexOf('\n');
        chunks.push(end < 0 ? chunk : chunk.subarray(0, end));
        if (end >= 0 || chunk.length === 0) break;
      }
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}
