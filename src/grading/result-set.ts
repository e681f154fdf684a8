/**
 * Whether two results of queries are the same, in the sense of Spider's test-suite evaluation (Zhong,
 * Yu and Klein 2020), on one database: equal as multisets of rows, in the order of the rows only where
 * the reference orders them, under some order of the columns (their names do not count). A result
 * that is the same on this database may differ on another one.
 */
import type { Cell, Row, Rows } from './sql-outcome.ts';

/** Orders of the columns that are tried before nobody can say. */
const MAX_TRIES = 5000;
const TOLERANCE = 1e-9;

/**
 * Numbers are equal within a relative 1e-9; a text that is the plain writing of a number is that
 * number, since a column without a type keeps what was put into it ('1992' is 1992, '007' is not 7);
 * NULL equals only NULL. `unknown` where a result was cut short, or too many orders of the columns
 * would have to be tried.
 */
export function sameResult(gold: Rows, got: Rows, { ordered }: { ordered: boolean }): boolean | 'unknown' {
  if (gold.truncated || got.truncated) return 'unknown';
  if (gold.rows.length !== got.rows.length) return false;
  if (gold.rows.length === 0) return true;
  const width = gold.rows[0]?.length ?? 0;
  if (width !== (got.rows[0]?.length ?? 0)) return false;
  const same = ordered ? sameInOrder : sameInAnyOrder;
  const candidates = candidateColumns(gold.rows, got.rows, width, same);
  if (candidates.some(choices => choices.length === 0)) return false;
  let tries = 0;
  for (const order of orders(candidates)) {
    if (++tries > MAX_TRIES) return 'unknown';
    if (
      same(
        gold.rows,
        got.rows.map(row => order.map(index => row[index] ?? null)),
      )
    )
      return true;
  }
  return false;
}

/** Whether a query orders its rows itself; an ORDER BY in parentheses (a subquery, a window) does not count. */
export function isOrdered(sql: string): boolean {
  let depth = 0;
  let before = '';
  for (const [token] of sql.matchAll(SQL_TOKEN)) {
    if (/^(?:--|\/\*)/.test(token)) continue;
    const word = token.toLowerCase();
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && before === 'order' && word === 'by') return true;
    before = word;
  }
  return false;
}

/** Comments and quoted texts are one token each, so that nothing is read inside them. */
const SQL_TOKEN =
  /--[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/)?|'[^']*'?|"[^"]*"?|`[^`]*`?|\[[^\]]*\]?|[\p{L}\p{N}_$]+|[^\s]/gu;

/** For each column of the one result the columns of the other that hold the same values. */
function candidateColumns(
  gold: readonly Row[],
  got: readonly Row[],
  width: number,
  same: typeof sameInOrder,
): number[][] {
  const indexes = Array.from({ length: width }, (_, index) => index);
  const column = (rows: readonly Row[], index: number) => rows.map(row => [row[index] ?? null]);
  return indexes.map(index => {
    const wanted = column(gold, index);
    const fitting = indexes.filter(other => same(wanted, column(got, other)));
    // Most queries keep the order of the reference: try that first.
    return fitting.sort((a, b) => Number(b === index) - Number(a === index));
  });
}

/** Every choice of one column for each, none of them twice. */
function* orders(
  candidates: readonly (readonly number[])[],
  chosen: readonly number[] = [],
): Generator<readonly number[]> {
  const choices = candidates[chosen.length];
  if (!choices) {
    yield chosen;
    return;
  }
  for (const choice of choices) {
    if (!chosen.includes(choice)) yield* orders(candidates, [...chosen, choice]);
  }
}

function sameInOrder(a: readonly Row[], b: readonly Row[]): boolean {
  return a.every((row, index) => sameRow(row, b[index] ?? []));
}

/** What is the same to ten digits is counted; what is left over may still be equal within the tolerance. */
function sameInAnyOrder(a: readonly Row[], b: readonly Row[]): boolean {
  const waiting = new Map<string, Row[]>();
  for (const row of b) {
    const key = keyOf(row);
    const rows = waiting.get(key);
    if (rows) rows.push(row);
    else waiting.set(key, [row]);
  }
  const left = a.filter(row => waiting.get(keyOf(row))?.pop() === undefined);
  const others = [...waiting.values()].flat();
  if (left.length > MAX_LEFT_OVER) return false;
  for (const row of left) {
    const index = others.findIndex(other => sameRow(row, other));
    if (index < 0) return false;
    others.splice(index, 1);
  }
  return true;
}

/** Few rows fall on the border between two roundings; where many are left, the results differ. */
const MAX_LEFT_OVER = 500;

function keyOf(row: Row): string {
  return JSON.stringify(
    row.map(cell => {
      const value = comparable(cell);
      return typeof value === 'number' ? Number(value.toPrecision(10)) : value;
    }),
  );
}

function sameRow(a: Row, b: Row): boolean {
  return a.length === b.length && a.every((cell, index) => sameCell(cell, b[index] ?? null));
}

function sameCell(a: Cell, b: Cell): boolean {
  const [x, y] = [comparable(a), comparable(b)];
  if (typeof x === 'number' && typeof y === 'number') {
    return x === y || Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
  }
  return Array.isArray(x) && Array.isArray(y) ? x[0] === y[0] && x[1] === y[1] : x === y;
}

/** A number, a text, nothing, or what is only equal to itself (a blob, a whole number beyond 2^53). */
function comparable(cell: Cell): number | string | null | readonly [string, string] {
  if (typeof cell === 'string') return PLAIN_NUMBER.test(cell) ? Number(cell) : cell;
  if (cell === null || typeof cell === 'number') return cell;
  return [cell.type, cell.text];
}

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
