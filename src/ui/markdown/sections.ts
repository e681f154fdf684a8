/**
 * Cuts a Markdown text into sections, of which none looks different for what stands in another. As a
 * text grows, only its last section changes. Knows where blocks of lines end, not what they are.
 */
import { type Fence, fenceAfter } from './fence.ts';
import { endOfOpen, formulasIn } from './formulas.ts';

export interface Sections {
  /** In order, each with its last line break. Whatever is added to the text, they stay as they are. */
  readonly settled: readonly string[];
  /** What comes after them: the last section. Joined with the settled ones it is the text. */
  readonly rest: string;
}

/**
 * Outside of code blocks and formulas, a section begins at a line that is not indented: after a blank
 * line; after a list or a quote that it does not carry on; and where the section before would become
 * too long to be read at once. Linear.
 */
export function sectionsOf(text: string): Sections {
  const settled: string[] = [];
  let start = 0;
  let state = FRESH;
  let at = 0;
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const line = { text: text.slice(at, end), isWhole: found >= 0 };
    if (at > start && begins(line, at - start, at < state.formulaEnd, state)) {
      settled.push(text.slice(start, at));
      start = at;
      state = FRESH;
    }
    state = after(state, text, at, line.text);
    at = end + 1;
  }
  return { settled, rest: text.slice(start) };
}

/** In code units. The lexer needs the square of it in the worst case. */
const LONG = 8_000;
const TOO_LONG = 32_000;

/** After a line. */
interface State {
  readonly fence: Fence | undefined;
  /** The formula over several lines ends here, an offset into the text. */
  readonly formulaEnd: number;
  readonly line: 'blank' | 'list' | 'quote' | 'other';
  readonly hasPipe: boolean;
}

const FRESH: State = { fence: undefined, formulaEnd: 0, line: 'other', hasPipe: false };

interface SomeLine {
  readonly text: string;
  /** More may be added to it when it is not. */
  readonly isWhole: boolean;
}

/** Must not be true for a line that could grow into one for which it is false. */
function begins(line: SomeLine, length: number, inFormula: boolean, state: State): boolean {
  if (line.text.trim() === '') return false;
  if (state.fence?.top) return false;
  // Rows of a table belong together however many there are.
  if (length > TOO_LONG) return !/^ {0,3}\|/.test(line.text);
  if (state.fence || inFormula || /^\s/.test(line.text)) return false;
  switch (state.line) {
    case 'blank':
      return true;
    case 'list':
      // Markdown would draw it into the last item. Those who write so mean what comes after the list.
      return !(ITEM.test(line.text) || (!line.isWhole && HALF_ITEM.test(line.text)));
    case 'quote':
      return !line.text.startsWith('>');
    default:
      return length > LONG && line.isWhole && !state.hasPipe && !line.text.includes('|');
  }
}

const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const HALF_ITEM = /^\d{1,9}$/;

function after(state: State, text: string, at: number, line: string): State {
  const fence = fenceAfter(state.fence, line);
  const inCode = fence !== undefined || state.fence !== undefined;
  return {
    fence,
    formulaEnd: inCode || at < state.formulaEnd ? state.formulaEnd : endOfFormula(text, at, line),
    line: kindOf(line, state.line),
    hasPipe: line.includes('|'),
  };
}

function kindOf(line: string, before: State['line']): State['line'] {
  if (line.trim() === '') return 'blank';
  if (line.startsWith('>')) return 'quote';
  if (ITEM.test(line) || (before === 'list' && /^\s/.test(line))) return 'list';
  return 'other';
}

function endOfFormula(text: string, at: number, line: string): number {
  const { open } = formulasIn(line);
  return open ? (endOfOpen(text, at + line.length + 1, open.closer) ?? 0) : 0;
}
