/** Tables as text (RFC 4180): quoted cells may hold separators, quotes written twice, and line ends. */
import type { Pieces } from './text-of.ts';

export interface CsvRow {
  /** The line where the row begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with its quotes; the cells are then not to be trusted. */
  readonly problem?: string;
}

/** Where the reader is: between cells, in one of the two kinds of cell, or behind a closing quote. */
type State = 'start' | 'bare' | 'quoted' | 'closing';

/**
 * The rows of a table, the header among them. The separator is what the first line has outside of
 * quotes: a tab, else a semicolon when there is no comma, else a comma. Empty lines are left out.
 */
export async function* csvRows(pieces: Pieces): AsyncGenerator<CsvRow> {
  const reader = createReader();
  for await (const piece of pieces) yield* reader.read(piece);
  yield* reader.end();
}

/** A reader of pieces; it keeps what is open between them. */
function createReader() {
  let separator: string | undefined;
  let header = '';
  let state: State = 'start';
  let cell = '';
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  let afterReturn = false;
  let problem: string | undefined;

  function endCell(): void {
    cells.push(cell);
    cell = '';
    state = 'start';
  }

  function endRow(): CsvRow | undefined {
    endCell();
    const row = { line: begun, cells, ...(problem !== undefined && { problem }) };
    cells = [];
    problem = undefined;
    begun = line;
    return row.cells.length === 1 && row.cells[0] === '' ? undefined : row;
  }

  function* take(text: string, separator: string): Generator<CsvRow> {
    for (const char of text) {
      const isFeed = char === '\n';
      // The LF of a CR LF ends no second line.
      if (isFeed && afterReturn) {
        afterReturn = false;
        if (state === 'quoted') cell += char;
        continue;
      }
      afterReturn = char === '\r';
      if (isFeed || afterReturn) line += 1;
      if (state === 'quoted') {
        if (char === '"') state = 'closing';
        else cell += char;
      } else if (isFeed || afterReturn) {
        const row = endRow();
        begun = line;
        if (row) yield row;
      } else if (char === separator) endCell();
      else if (char === '"' && state === 'start') state = 'quoted';
      else if (char === '"' && state === 'closing') {
        cell += char;
        state = 'quoted';
      } else {
        if (state === 'closing')
          problem ??= 'has text behind a closing quote; inside a cell, write a quote twice';
        cell += char;
        if (state === 'start') state = 'bare';
      }
    }
  }

  return {
    *read(piece: string): Generator<CsvRow> {
      if (separator !== undefined) {
        yield* take(piece, separator);
        return;
      }
      header += piece;
      if (!endsFirstLine(header)) return;
      separator = separatorOf(header);
      yield* take(header, separator);
    },
    *end(): Generator<CsvRow> {
      if (separator === undefined) yield* take(header, separatorOf(header));
      if (state === 'quoted') problem ??= 'opens a quote that nothing closes';
      const isOpen = state !== 'start' || cell !== '' || cells.length > 0;
      const row = isOpen ? endRow() : undefined;
      if (row) yield row;
    },
  };
}

const FIRST_LINE = /^[\r\n]*(?:"[^"]*"|[^"\r\n])*/;
/** Characters without a line end after which a text is taken for its first line. */
const LONG = 1_000_000;

function endsFirstLine(text: string): boolean {
  if (text.length > LONG) return true;
  const [first = ''] = FIRST_LINE.exec(text) ?? [];
  return /[\r\n]/.test(text.slice(first.length));
}

function separatorOf(text: string): string {
  const [first = ''] = FIRST_LINE.exec(text.slice(0, LONG)) ?? [];
  const names = first.replace(/"[^"]*"/g, '');
  if (names.includes('\t')) return '\t';
  return names.includes(';') && !names.includes(',') ? ';' : ',';
}
