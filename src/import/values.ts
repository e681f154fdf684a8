/**
 * The JSON values of a file, one after the other: the lines of JSON lines, the elements of one list, or
 * whole documents. Never holds more than one of them. What is broken is told with its place.
 */
import { JSONParser } from '@streamparser/json';
import { createFiniteJson, parseJson } from './finite-json.ts';
import { ImportError, type ImportProblem, type SourceFile } from './importer.ts';
import { LARGEST_VALUE, LONGEST_LINE, MEGABYTE } from './limits.ts';

export interface Value {
  readonly value: unknown;
  /** `line 3`, `element 4`; empty for the only document of a file. */
  readonly place: string;
  /** Whether it is an element of the one list that the file is. */
  readonly isElement: boolean;
}

/**
 * Throws `ImportError` when nothing can be read; once something was, what stops the reading is a problem.
 */
export function valuesOf(file: SourceFile): AsyncGenerator<Value | ImportProblem> {
  return asFarAsReadable(valuesIn(file.text()));
}

/** What stops the reading is thrown where nothing could be read, and is a problem otherwise. */
export async function* asFarAsReadable<T>(all: AsyncIterable<T>): AsyncGenerator<T | ImportProblem> {
  let read = 0;
  try {
    for await (const one of all) {
      read++;
      yield one;
    }
  } catch (thrown) {
    if (!(thrown instanceof ImportError) || read === 0) throw thrown;
    yield { problem: `${thrown.message} What came before was read.` };
  }
}

async function* valuesIn(pieces: AsyncIterable<string>): AsyncGenerator<Value | ImportProblem> {
  const { head, source, isLines } = await lookedAt(pieces);
  if (isLines) yield* jsonLines(source);
  else if (head.startsWith('[')) yield* elements(source);
  else yield* documents(source);
}

/** A first line of more is not looked at: it is one document. */
const LONGEST_FIRST_LINE = 4 * MEGABYTE;

/** Whether the first line is a whole value and something follows; then every line is one. */
async function lookedAt(pieces: AsyncIterable<string>) {
  const iterator = pieces[Symbol.asyncIterator]();
  let looked = '';
  let ended = false;
  let isLines = false;
  while (looked.length <= LONGEST_FIRST_LINE) {
    const next = await iterator.next();
    if (next.done) {
      ended = true;
      break;
    }
    looked += next.value;
    const [, first, second] = /^\s*(\S[^\n]*)\n\s*(\S[^\n]*)(?:\n|$)/.exec(looked) ?? [];
    if (first === undefined || second === undefined) continue;
    // Of one document no line begins as its first one does, so that one broken line is only that.
    isLines = isJson(first) || (first.startsWith('{') && second.startsWith('{'));
    break;
  }
  const head = looked.trimStart().slice(0, 1);
  // One line that is too long to look at is a line of many, unless it is a list.
  if (head !== '[' && looked.length > LONGEST_FIRST_LINE && !looked.includes('\n')) isLines = true;
  async function* source(): AsyncGenerator<string> {
    yield looked;
    if (ended) return;
    for (;;) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { head, isLines, source: source() };
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/** Lines are counted from 1; a line that is cut off at the end of the file is named as that. */
async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<Value | ImportProblem> {
  for await (const { number, text, isLast } of linesWithin(pieces)) {
    const place = `line ${number}`;
    if (text === undefined) {
      yield { problem: `It is longer than ${LONGEST_LINE / MEGABYTE} MB and was passed over.`, place };
      continue;
    }
    if (text.trim() === '') continue;
    try {
      yield { value: parseJson(text), place, isElement: false };
    } catch {
      yield { problem: isLast ? 'The last line is cut off, or no JSON.' : 'It is no JSON.', place };
    }
  }
}

interface TextLine {
  readonly number: number;
  /** Absent: it was too long. */
  readonly text: string | undefined;
  readonly isLast: boolean;
}

export async function* linesWithin(
  pieces: AsyncIterable<string>,
  longest = LONGEST_LINE,
): AsyncGenerator<TextLine> {
  let number = 1;
  // Parts, because joining a long line at every piece would take the square of its length.
  let open: string[] = [];
  let size = 0;
  const take = (isLast: boolean): TextLine => {
    const line = { number, text: size > longest ? undefined : open.join(''), isLast };
    open = [];
    size = 0;
    number++;
    return line;
  };
  const add = (part: string) => {
    size += part.length;
    if (size <= longest) open.push(part);
    else open = [];
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      add(piece.slice(start, end));
      start = end + 1;
      yield take(false);
    }
    if (start < piece.length) add(piece.slice(start));
  }
  if (size > 0) yield take(true);
}

/** The elements of a list, counted from 1. */
async function* elements(pieces: AsyncIterable<string>): AsyncGenerator<Value | ImportProblem> {
  for await (const { value, key } of streamed(pieces, ['$.*'])) {
    yield { value, place: `element ${Number(key) + 1}`, isElement: true };
  }
}

/** Whole documents behind each other; usually there is one. */
async function* documents(pieces: AsyncIterable<string>): AsyncGenerator<Value | ImportProblem> {
  let count = 0;
  let last: Value | undefined;
  for await (const { value } of streamed(pieces, ['$'], '')) {
    if (last) yield { ...last, place: `document ${count}` };
    count++;
    last = { value, place: '', isElement: false };
  }
  if (last) yield count === 1 ? last : { ...last, place: `document ${count}` };
}

export interface Streamed {
  readonly value: unknown;
  readonly key: string | number | undefined;
  /** The keys on the way to it. */
  readonly path: readonly string[];
}

/**
 * The values at some paths of one JSON document, as soon as each is whole; the rest is forgotten.
 * Throws `ImportError` where the text is no JSON, or ends too early.
 */
export async function* streamed(
  pieces: AsyncIterable<string>,
  paths: string[],
  separator?: string,
): AsyncGenerator<Streamed> {
  const finite = createFiniteJson();
  const parser = new JSONParser({ paths, keepStack: false, ...(separator !== undefined && { separator }) });
  let found: Streamed[] = [];
  let problem: Error | undefined;
  let sinceValue = 0;
  let seen = 0;
  parser.onValue = ({ value, key, stack }) => {
    const path = [...stack.slice(1).map(({ key: one }) => String(one)), String(key ?? '')];
    found.push({ value, key, path });
    sinceValue = 0;
  };
  parser.onError = error => {
    problem ??= error;
  };
  const write = (text: string) => {
    if (text !== '' && !parser.isEnded) parser.write(text);
    // Behind the end of a document there may be white space only.
    else if (text.trim() !== '') problem ??= new Error('more text behind the end');
    seen += text.length;
    sinceValue += text.length;
  };
  const taken = () => {
    const all = found;
    found = [];
    return all;
  };
  for await (const piece of pieces) {
    write(finite.push(piece));
    yield* taken();
    if (problem) break;
    if (sinceValue > LARGEST_VALUE) {
      throw new ImportError(`One value of it is larger than ${LARGEST_VALUE / MEGABYTE} MB.`);
    }
  }
  if (!problem) write(finite.end());
  if (!problem && !parser.isEnded) parser.end();
  yield* taken();
  if (problem) throw new ImportError(`It is no JSON from about character ${seen} on, or ends too early.`);
}
