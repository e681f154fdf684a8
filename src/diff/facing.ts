/**
 * A diff as two texts side by side: which lines of the old one stand beside which of the new one.
 * Each side keeps its own lines. Knows no width and no wrapping.
 */
import type { Margin, RowSpan } from './hunks.ts';
import { orderedPairs } from './ordered-pairs.ts';
import type { Part } from './parts.ts';
import type { Area } from './spans.ts';

/**
 * A line of one of the texts; a blank one has no spans. Its margin is `-` or `+` when nothing of it is in the other text, `~`
 * when a part of it is (or only its indentation changed), ` ` when all of it is.
 */
export interface FacingLine {
  readonly margin: Margin;
  readonly spans: readonly RowSpan[];
}

/** Lines that stand side by side, most often one and one. A side may have none, or several where lines were joined or split. */
export interface FacingRow {
  readonly old: readonly FacingLine[];
  readonly next: readonly FacingLine[];
}

/**
 * Both texts in rows, from top to bottom. Lines that share words are in one row; lines that were
 * replaced whole face each other in their order, text against text; what has no counterpart faces nothing.
 */
export function facingRows(parts: readonly Part[]): FacingRow[] {
  const [old, next] = [new Side('-'), new Side('+')];
  const shared: Area[] = [];
  for (const { kind, text, oldText } of parts) {
    if (kind === 'removed') old.add(kind, text);
    else if (kind === 'added') next.add(kind, text);
    else if (oldText !== undefined) {
      old.add(kind, oldText);
      next.add(kind, text);
    } else {
      for (const [index, piece] of text.split(BREAK).entries()) {
        if (index > 0) for (const side of [old, next]) side.breakLine(kind);
        if (!isBlank(piece)) join(shared, old.at, next.at);
        for (const side of [old, next]) side.put(kind, piece);
      }
    }
  }
  return rowsOf(old.lines(), next.lines(), shared);
}

/** Whether nothing in the row changed. */
export function isUnchanged({ old, next }: FacingRow): boolean {
  return [...old, ...next].every(({ margin }) => margin === ' ');
}

const BREAK = /\r\n|\n/;

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** Adds a pair of lines that share words; pairs come in ascending order. */
function join(shared: Area[], old: number, next: number): void {
  const last = shared.at(-1);
  if (last && (old < last.oldTo || next < last.newTo)) {
    shared[shared.length - 1] = { ...last, oldTo: old + 1, newTo: next + 1 };
  } else shared.push({ oldFrom: old, oldTo: old + 1, newFrom: next, newTo: next + 1 });
}

/** One of the texts in the making: its lines so far, and the one that is being written. */
class Side {
  readonly #sign: '-' | '+';
  readonly #lines: FacingLine[] = [];
  #spans: RowSpan[] = [];

  constructor(sign: '-' | '+') {
    this.#sign = sign;
  }

  /** The number of the line that is being written. */
  get at(): number {
    return this.#lines.length;
  }

  add(kind: Part['kind'], text: string): void {
    for (const [index, piece] of text.split(BREAK).entries()) {
      if (index > 0) this.breakLine(kind);
      this.put(kind, piece);
    }
  }

  put(kind: Part['kind'], text: string): void {
    const last = this.#spans.at(-1);
    if (text === '') return;
    if (last?.kind === kind) this.#spans[this.#spans.length - 1] = { kind, text: last.text + text };
    else this.#spans.push({ kind, text });
  }

  breakLine(endedBy: Part['kind']): void {
    const has = (same: boolean) =>
      this.#spans.some(span => (span.kind === 'same') === same && !isBlank(span.text));
    const isNew = has(false) || (!has(true) && endedBy !== 'same');
    const margin = !isNew ? ' ' : has(true) ? '~' : this.#sign;
    this.#lines.push({ margin, spans: has(true) || has(false) ? joined(this.#spans).flatMap(trimmed) : [] });
    this.#spans = [];
  }

  lines(): readonly FacingLine[] {
    if (this.#spans.length > 0) this.breakLine('same');
    return this.#lines;
  }
}

/** White space between two changes of one side is no place where it stayed the same. */
function joined(spans: readonly RowSpan[]): RowSpan[] {
  const result: RowSpan[] = [];
  for (const span of spans) {
    const [before, between] = [result.at(-2), result.at(-1)];
    if (before && between && before.kind === span.kind && span.kind !== 'same' && isBlank(between.text)) {
      result.splice(-2, 2, { kind: span.kind, text: before.text + between.text + span.text });
    } else result.push(span);
  }
  return result;
}

/** No mark on white space at the edges of a change. */
function trimmed(span: RowSpan): RowSpan[] {
  if (span.kind === 'same') return [span];
  const words = span.text.trim();
  const at = span.text.indexOf(words);
  const pieces: RowSpan[] = [
    { kind: 'gap', text: span.text.slice(0, at) },
    { kind: span.kind, text: words },
    { kind: 'gap', text: span.text.slice(at + words.length) },
  ];
  return pieces.filter(piece => piece.text !== '');
}

function rowsOf(old: readonly FacingLine[], next: readonly FacingLine[], shared: readonly Area[]) {
  const rows: FacingRow[] = [];
  let [oldAt, newAt] = [0, 0];
  const unshared = (oldTo: number, newTo: number) => {
    for (const row of inOrder(old.slice(oldAt, oldTo), next.slice(newAt, newTo))) rows.push(row);
  };
  for (const { oldFrom, oldTo, newFrom, newTo } of shared) {
    unshared(oldFrom, newFrom);
    rows.push(withIndentation({ old: old.slice(oldFrom, oldTo), next: next.slice(newFrom, newTo) }));
    [oldAt, newAt] = [oldTo, newTo];
  }
  unshared(old.length, next.length);
  return rows;
}

/** A line that only moved to the right or left has changed, too. */
function withIndentation(row: FacingRow): FacingRow {
  const [[old, ...more], [next, ...others]] = [row.old, row.next];
  if (!old || !next || more.length + others.length > 0 || !isUnchanged(row)) return row;
  if (indentation(old) === indentation(next)) return row;
  return { old: [{ ...old, margin: '~' }], next: [{ ...next, margin: '~' }] };
}

function indentation({ spans }: FacingLine): string {
  return /^\s*/.exec(spans.map(span => span.text).join(''))?.[0] ?? '';
}

/** Lines without a word in common: text faces text, and a blank line faces a blank line. */
function inOrder(old: readonly FacingLine[], next: readonly FacingLine[]): FacingRow[] {
  const pairs = orderedPairs(old.length, next.length, (i, j) => worth(old[i], next[j]));
  return pairs.map(([i, j]) => {
    const left = i === undefined ? undefined : old[i];
    const right = j === undefined ? undefined : next[j];
    if (left && right && isEmpty(left)) return { old: [BLANK], next: [BLANK] };
    return { old: left ? [left] : [], next: right ? [right] : [] };
  });
}

const BLANK: FacingLine = { margin: ' ', spans: [] };

function worth(old: FacingLine | undefined, next: FacingLine | undefined): number {
  if (!old || !next || isEmpty(old) !== isEmpty(next)) return 0;
  return isEmpty(old) ? 1 : 2;
}

function isEmpty({ spans }: FacingLine): boolean {
  return spans.length === 0;
}
