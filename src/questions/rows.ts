/** The rows of a question file, whatever it is written in, each with the line where it begins. */

import { lookUp } from '../text/look-up.ts';
import { csvRows } from './csv.ts';
import { linesOf, type Pieces } from './text-of.ts';

export const ENCODINGS = ['json', 'jsonl', 'csv', 'yaml'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type Row =
  | { readonly line: number; readonly value: unknown }
  /** The row is unreadable; `problem` continues the sentence that names it. */
  | { readonly line: number; readonly problem: string };

/** What is wrong with a file as a whole; the message continues the sentence that names the file. */
export class FileProblem extends Error {
  override name = 'FileProblem';
}

/** Throws `FileProblem` when there are no rows to be had. */
export function rowsOf(pieces: Pieces, encoding: Encoding): AsyncGenerator<Row> {
  switch (encoding) {
    case 'json':
      return jsonRows(pieces);
    case 'jsonl':
      return jsonLines(pieces);
    case 'csv':
      return tableRows(pieces);
    case 'yaml':
      return yamlRows(pieces);
  }
}

const BY_ENDING: Readonly<Record<string, Encoding>> = {
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  tsv: 'csv',
  yaml: 'yaml',
  yml: 'yaml',
};

/** By the end of the file's name, else by how its text begins. */
export function encodingOf(file: string, beginning: string): Encoding | undefined {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const named = lookUp(BY_ENDING, ending);
  if (named) return named;
  const text = beginning.trimStart();
  if (text.startsWith('[')) return 'json';
  if (text.startsWith('{')) return 'jsonl';
  return text.startsWith('- ') ? 'yaml' : undefined;
}

async function* jsonLines(pieces: Pieces): AsyncGenerator<Row> {
  for await (const { line, text } of linesOf(pieces)) {
    if (text.trim() === '') continue;
    const json = parseJson(text);
    yield json.ok ? { line, value: json.value } : { line, problem: `is not JSON: ${json.reason}` };
  }
}

async function* jsonRows(pieces: Pieces): AsyncGenerator<Row> {
  yield* rowsOfJson(await whole(pieces));
}

/** The entries of a JSON array. Throws `FileProblem` when it is none. */
export function rowsOfJson(text: string): Row[] {
  const json = parseJson(text);
  if (!json.ok) throw new FileProblem(`is not JSON: ${json.reason}`);
  if (!Array.isArray(json.value)) throw new FileProblem('is not a JSON array of questions');
  const lines = linesOfEntries(text);
  return json.value.map((value: unknown, index) => ({ line: lines[index] ?? 1, value }));
}

type Json = { ok: true; value: unknown } | { ok: false; reason: string };

function parseJson(text: string): Json {
  try {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    return { ok: true, value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The lines on which the entries of an array begin. The text is known to be JSON. */
function linesOfEntries(json: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isAwaited = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json[at] ?? '';
    if (/\s|\ufeff/.test(char)) {
      if (char === '\n' || (char === '\r' && json[at + 1] !== '\n')) line += 1;
      continue;
    }
    if (isAwaited && char !== ']') lines.push(line);
    isAwaited = (char === '[' && depth === 0) || (char === ',' && depth === 1);
    if (char === '"') at = endOfString(json, at);
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
  }
  return lines;
}

/** Where the string that begins at `from` ends: at the next quote behind an even number of backslashes. */
function endOfString(json: string, from: number): number {
  let at = from;
  for (;;) {
    at = json.indexOf('"', at + 1);
    if (at === -1) return json.length;
    let before = at - 1;
    while (json[before] === '\\') before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
}

/** The first row names the columns. An empty cell is no value. */
async function* tableRows(pieces: Pieces): AsyncGenerator<Row> {
  let names: readonly string[] | undefined;
  for await (const { line, cells, problem } of csvRows(pieces)) {
    if (!names) {
      names = cells.map(cell => cell.trim());
      checkNames(names, problem);
    } else if (problem !== undefined) yield { line, problem };
    else if (cells.length > names.length)
      yield { line, problem: `has ${cells.length} cells, and the first line names ${names.length} columns` };
    else {
      const columns = names;
      const pairs = cells.map((cell, index) => [columns[index] ?? '', cell] as const);
      yield { line, value: Object.fromEntries(pairs.filter(([name, cell]) => name !== '' && cell !== '')) };
    }
  }
}

function checkNames(names: readonly string[], problem: string | undefined): void {
  if (problem !== undefined) throw new FileProblem(`has a first line that ${problem}`);
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw new FileProblem(`names the column "${twice}" twice`);
}

/** Every value is taken as the text that stands there: 0.10 stays 0.10, and no stays no. */
async function* yamlRows(pieces: Pieces): AsyncGenerator<Row> {
  const text = await whole(pieces);
  const { LineCounter, isSeq, parseDocument } = await import('yaml');
  const { createYamlReader, YamlProblem, yamlErrorWords } = await import('../text/yaml.ts');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', customTags: ['null'], lineCounter });
  const [error] = document.errors;
  if (error) throw new FileProblem(`is not YAML: ${yamlErrorWords(error.message)}`);
  if (!isSeq(document.contents)) throw new FileProblem('is not a YAML list of questions');
  // The list refers to itself where an entry names it.
  const { anchor } = document.contents;
  const asValue = createYamlReader(anchor);
  for (const item of document.contents.items) {
    const { line } = lineCounter.linePos(startOf(item));
    try {
      yield { line, value: asValue(item) };
    } catch (thrown) {
      if (!(thrown instanceof YamlProblem)) throw thrown;
      yield { line, problem: thrown.message };
    }
  }
}

function startOf(item: unknown): number {
  const range = typeof item === 'object' && item !== null && 'range' in item ? item.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}

async function whole(pieces: Pieces): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}
