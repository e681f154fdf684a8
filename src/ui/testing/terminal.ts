/**
 * A terminal without a window, for tests: what a program wrote, as the cells that a person would
 * see. Knows neither Ink nor processes.
 */
import xterm from '@xterm/headless';
import { graphemeCells } from './grapheme-cells.ts';

export interface Cell {
  /** The grapheme; '' in the second cell of a wide one, ' ' in an empty cell. */
  readonly char: string;
  /** 1 or 2; 0 in the second cell of a wide grapheme. */
  readonly width: number;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly strikethrough: boolean;
  /** `default`, `ansi:N` or `#rrggbb`. */
  readonly fg: string;
  readonly bg: string;
}

/** What is on the screen. Columns and rows count from 0. */
export interface ScreenView {
  /** All rows, without the spaces at their ends. */
  text(): string;
  /** One row, without the spaces at its end; '' outside the screen. */
  row(y: number): string;
  cell(x: number, y: number): Cell;
  /** The columns of a row in which a character stands. */
  columnsOf(char: string, y: number): number[];
  /** All that is seen, a text for each row: its characters, and where their look changes the new one. */
  looks(): string[];
  /** The cell where this text begins, first occurrence from the top. Throws when it is not there. */
  find(text: string): { x: number; y: number };
  cursor(): { x: number; y: number; visible: boolean };
  /** Which screen is shown. */
  buffer(): 'normal' | 'alternate';
  /** What can be scrolled back to, and what stands on the normal screen, whichever screen is shown. */
  normalText(): string;
  /** Rows above the screen that is shown. */
  scrolledOff(): number;
  /** Everything that was written, escape sequences and all. */
  output(): string;
}

export interface VirtualTerminal extends ScreenView {
  /** Resolves when the bytes have been understood. */
  write(data: string | Uint8Array): Promise<void>;
  resize(columns: number, rows: number): void;
  /** What the terminal itself answers (device attributes, cursor position). */
  onReply(listener: (data: string) => void): void;
  bracketedPaste(): boolean;
  dispose(): void;
}

/** `newlines` is true when no terminal driver turns LF into CR LF on the way. */
export function createTerminal(columns: number, rows: number, newlines = false): VirtualTerminal {
  const term = new xterm.Terminal({
    cols: columns,
    rows,
    convertEol: newlines,
    allowProposedApi: true,
    scrollback: 1000,
  });
  term.unicode.register(graphemeCells());
  term.unicode.activeVersion = 'graphemes';
  const cursorVisible = watchCursor(term);
  let written = '';
  const decoder = new TextDecoder();
  return {
    ...viewOf(term, cursorVisible),
    output: () => written,
    write: data => {
      written += typeof data === 'string' ? data : decoder.decode(data, { stream: true });
      return new Promise(resolve => term.write(data, resolve));
    },
    resize: (c, r) => term.resize(c, r),
    onReply: listener => term.onData(listener),
    bracketedPaste: () => term.modes.bracketedPasteMode,
    dispose: () => term.dispose(),
  };
}

function viewOf(term: xterm.Terminal, cursorVisible: () => boolean): Omit<ScreenView, 'output'> {
  // Cells beyond the visible width stay in the alternate buffer after a resize, so the width is given.
  const row = (y: number) => {
    if (y < 0 || y >= term.rows) return '';
    const line = term.buffer.active.getLine(term.buffer.active.baseY + y);
    return line?.translateToString(true, 0, term.cols).trimEnd() ?? '';
  };
  const text = () => Array.from({ length: term.rows }, (_, y) => row(y)).join('\n');
  return {
    row,
    text,
    cell: (x, y) => cellOf(term.buffer.active.getLine(term.buffer.active.baseY + y)?.getCell(x)),
    columnsOf: (char, y) => columnsIn(term, char, y),
    looks: () => Array.from({ length: term.rows }, (_, y) => looksOf(term, y)),
    find: wanted => {
      for (let y = 0; y < term.rows; y++) {
        const line = term.buffer.active.getLine(term.buffer.active.baseY + y);
        const before = row(y).split(wanted);
        if (!line || before.length < 2) continue;
        return { x: columnAt(line, before[0]?.length ?? 0), y };
      }
      throw new Error(`"${wanted}" is not on the screen:\n${text()}`);
    },
    cursor: () => ({
      x: term.buffer.active.cursorX,
      y: term.buffer.active.cursorY,
      visible: cursorVisible(),
    }),
    buffer: () => term.buffer.active.type,
    normalText: () => {
      const { normal } = term.buffer;
      const rows = Array.from(
        { length: normal.length },
        (_, y) => normal.getLine(y)?.translateToString(true) ?? '',
      );
      return rows.join('\n').trimEnd();
    },
    scrolledOff: () => term.buffer.active.baseY,
  };
}

/** The column of the cell in which the code unit at this offset of the row's text stands. */
function columnAt(line: xterm.IBufferLine, offset: number): number {
  let length = 0;
  for (let x = 0; x < line.length; x++) {
    const cell = line.getCell(x);
    if (cell?.getWidth() === 0) continue;
    if (length >= offset) return x;
    length += cell?.getChars().length || 1;
  }
  return line.length;
}

function cellOf(cell: xterm.IBufferCell | undefined): Cell {
  if (!cell) throw new Error('no such cell');
  return {
    char: cell.getChars() || (cell.getWidth() === 0 ? '' : ' '),
    width: cell.getWidth(),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
    strikethrough: cell.isStrikethrough() !== 0,
    fg: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    bg: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
  };
}

function columnsIn(term: xterm.Terminal, char: string, y: number): number[] {
  const line = term.buffer.active.getLine(term.buffer.active.baseY + y);
  const cell = term.buffer.active.getNullCell();
  const columns = Array.from({ length: term.cols }, (_, x) => x);
  return columns.filter(x => line?.getCell(x, cell)?.getChars() === char);
}

function looksOf(term: xterm.Terminal, y: number): string {
  const line = term.buffer.active.getLine(term.buffer.active.baseY + y);
  const cell = term.buffer.active.getNullCell();
  let looks = '';
  let before = '';
  for (let x = 0; x < term.cols; x++) {
    if (!line?.getCell(x, cell)) return looks;
    const colours = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
    const flags = [cell.isBold(), cell.isDim(), cell.isUnderline(), cell.isInverse(), cell.isStrikethrough()];
    const look = [...colours, ...flags].join();
    if (look !== before) looks += `<${look}>`;
    before = look;
    looks += cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
  }
  return looks;
}

function colour(isDefault: boolean, isRgb: boolean, value: number): string {
  if (isDefault) return 'default';
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : `ansi:${value}`;
}

/** xterm.js does not tell whether the cursor is shown, so DECTCEM is overheard. */
function watchCursor(term: xterm.Terminal): () => boolean {
  let visible = true;
  const watch = (final: string, value: boolean) =>
    term.parser.registerCsiHandler({ prefix: '?', final }, params => {
      if (params.includes(25)) visible = value;
      return false;
    });
  watch('h', true);
  watch('l', false);
  return () => visible;
}
