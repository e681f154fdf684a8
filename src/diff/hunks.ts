/**
 * Parts as lines for a terminal: what stands in which line.
 * Knows no width, no wrapping and no colours.
 */
import type { Part, PartKind } from './parts.ts';

/**
 * Text of one line. A `gap` is white space that parts two changes, or that stands at the edge of one:
 * it is shown as it is, never coloured, underlined or struck through.
 */
export interface RowSpan {
  readonly kind: PartKind | 'gap';
  readonly text: string;
}

/** `+` the whole line is new, `-` the whole line went, `~` something in it changed, ` ` nothing did. */
export type Margin = '+' | '-' | '~' | ' ';

/** A line of a source text; its spans hold no line breaks and are never empty. */
export interface Row {
  readonly margin: Margin;
  readonly spans: readonly RowSpan[];
  /** The line begins with other white space than before; for a line that is `~` only because of it. */
  readonly reindented?: true;
}

/**
 * The parts as rows, in the lines of the new text; what was removed stands where it was, before what
 * replaced it. A line that was replaced whole becomes two rows.
 */
export function rowsOf(parts: readonly Part[]): Row[] {
  const lines = new Lines();
  parts.forEach((part, index) => {
    if (part.oldText === undefined) lines.add(part.kind, part.text, parts[index + 1]?.kind);
    else lines.addSpace(part.text, part.oldText);
  });
  return lines.rows();
}

const BREAK = /\r\n|\n/;

/** Rows in the making: cuts parts at line breaks. */
class Lines {
  readonly #rows: Row[] = [];
  #line: RowSpan[] = [];
  #reindented = false;
  /** The indentation that a removed stretch of several lines shares with what replaces it. */
  #indentation = '';
  #breakBeforeAdded = false;

  add(kind: PartKind, text: string, following: PartKind | undefined): void {
    if (kind === 'added' && this.#breakBeforeAdded) {
      if (this.#line.length > 0) this.#end(kind);
      this.#put('same', this.#indentation);
    }
    const atStart = this.#line.every(span => isBlank(span.text));
    this.#breakBeforeAdded = kind === 'removed' && following === 'added' && atStart && BREAK.test(text);
    if (this.#breakBeforeAdded) this.#indentation = this.#line.map(span => span.text).join('');
    text.split(BREAK).forEach((piece, index) => {
      if (index > 0) this.#end(kind);
      this.#put(kind, piece);
    });
  }

  /** White space that differs; the new text's is laid out. */
  addSpace(text: string, oldText: string): void {
    const startsLine = this.#line.length === 0 && this.#rows.length === 0;
    this.add('same', text, undefined);
    const [was, is] = [oldText.split(BREAK), text.split(BREAK)];
    const bothStart = (was.length > 1 && is.length > 1) || startsLine;
    this.#reindented = bothStart && was.at(-1) !== is.at(-1);
  }

  rows(): Row[] {
    if (this.#line.length > 0) this.#end('same');
    return this.#rows;
  }

  #put(kind: PartKind, text: string): void {
    const last = this.#line.at(-1);
    if (text === '') return;
    if (last?.kind === kind) this.#line[this.#line.length - 1] = { kind, text: last.text + text };
    else this.#line.push({ kind, text });
  }

  #end(endedBy: PartKind): void {
    this.#rows.push(...rowsOfLine(this.#line, endedBy, this.#reindented));
    this.#line = [];
    this.#reindented = false;
  }
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** One row; two where the whole line was replaced. */
function rowsOfLine(line: readonly RowSpan[], endedBy: PartKind, reindented: boolean): Row[] {
  const has = (kind: PartKind) => line.some(span => span.kind === kind && !isBlank(span.text));
  if (!has('removed') && !has('added')) {
    const spans = line.flatMap(trimmed);
    if (!has('same')) return [{ margin: MARGINS[endedBy], spans }];
    return [reindented ? { margin: '~', spans, reindented } : { margin: ' ', spans }];
  }
  if (has('same')) return [{ margin: '~', spans: line.flatMap(trimmed).flatMap(setApart) }];
  const removed = wholeLine(line, 'removed');
  const added = wholeLine(line, 'added');
  if (!has('added')) return [removed];
  if (!has('removed')) return [added];
  const inOrder = line.filter(span => span.kind !== 'same').map(span => span.kind);
  if (inOrder.join(' ') === 'removed added') return [removed, added];
  return [{ margin: '~', spans: line.flatMap(trimmed).flatMap(setApart) }];
}

const MARGINS = { same: ' ', added: '+', removed: '-' } as const;

/** The line as one side has it, in one span, indentation included. */
function wholeLine(line: readonly RowSpan[], kind: 'removed' | 'added'): Row {
  const text = line.flatMap(span => (span.kind === kind || span.kind === 'same' ? span.text : [])).join('');
  return { margin: MARGINS[kind], spans: [{ kind, text: text.trimEnd() }] };
}

/** No colour on white space at the edges of a change. */
function trimmed(span: RowSpan): RowSpan[] {
  if (span.kind === 'same') return [span];
  const words = span.text.trim();
  if (words === '') return [{ kind: 'gap', text: span.text }];
  const at = span.text.indexOf(words);
  const gap = (text: string): RowSpan[] => (text === '' ? [] : [{ kind: 'gap', text }]);
  return [
    ...gap(span.text.slice(0, at)),
    { kind: span.kind, text: words },
    ...gap(span.text.slice(at + words.length)),
  ];
}

/** A removed word and the word that replaces it would read as one. */
function setApart(span: RowSpan, index: number, spans: readonly RowSpan[]): RowSpan[] {
  const touches = span.kind === 'added' && spans[index - 1]?.kind === 'removed';
  return touches ? [{ kind: 'gap', text: ' ' }, span] : [span];
}
