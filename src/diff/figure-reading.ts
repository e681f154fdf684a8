/** The numbers and formulas of a text, also of one that grows. Knows nothing of comparing. */
import { type FormulaFigure, formulasIn, latexIn } from './figure-formulas.ts';
import { type NumberFigure, numbersIn } from './figure-numbers.ts';

/** The numbers and formulas of one text, each in the order of the text. */
export interface Figures {
  readonly numbers: readonly NumberFigure[];
  readonly formulas: readonly FormulaFigure[];
  /** What ends behind this offset may still become something else: a number with more digits, or a unit. */
  readonly sureUpTo: number;
}

/** The figures of a text. Program code is left out. */
export function readFigures(text: string, ending: 'whole' | 'growing' = 'whole'): Figures {
  return createFigureReader()(text, ending);
}

/**
 * The same for many calls with a text that grows: finished paragraphs are not read again. The result
 * does not depend on earlier calls.
 */
export function createFigureReader(): (text: string, ending: 'whole' | 'growing') => Figures {
  let kept = { text: '', figures: NONE };
  return (text, ending) => {
    if (!text.startsWith(kept.text)) kept = { text: '', figures: NONE };
    const end = finishedParagraphs(text, kept.text.length);
    if (end > kept.text.length) {
      kept = {
        text: text.slice(0, end),
        figures: readOn(kept.figures, text.slice(0, end), kept.text.length),
      };
    }
    const sureUpTo = ending === 'whole' ? Number.POSITIVE_INFINITY : text.length - LONGEST_UNIT;
    return { ...readOn(kept.figures, text, end), sureUpTo };
  };
}

type Found = Omit<Figures, 'sureUpTo'>;

const NONE: Found = { numbers: [], formulas: [] };
const LONGEST_UNIT = 8;

/** The figures that are known, with those from an offset on, where no figure and no code is cut. */
function readOn(known: Found, text: string, from: number): Found {
  const read = withoutCode(text.slice(from));
  const moved = <T extends Placed>(figure: T): T => ({
    ...figure,
    start: figure.start + from,
    end: figure.end + from,
  });
  return {
    numbers: [...known.numbers, ...numbersIn(read, latexIn(read)).map(moved)],
    formulas: [...known.formulas, ...formulasIn(read).map(moved)],
  };
}

interface Placed {
  readonly start: number;
  readonly end: number;
}

/** After the last blank line behind `from` that does not stand in a fenced block. No figure reaches over one. */
function finishedParagraphs(text: string, from: number): number {
  let end = from;
  let isCode = false;
  text
    .slice(from)
    .split(FENCE)
    .reduce((start, piece) => {
      const blank = isCode ? -1 : piece.lastIndexOf('\n\n');
      if (blank >= 0) end = start + blank + 2;
      isCode = !isCode;
      return start + piece.length + FENCE.length;
    }, from);
  return end;
}

const FENCE = '```';

/** Fenced blocks of a programming language as spaces: their numbers are the program's. */
function withoutCode(text: string): string {
  if (!text.includes(FENCE)) return text;
  const blank = (piece: string, index: number) =>
    index % 2 === 1 && isCode(piece) ? piece.replace(/\S/g, ' ') : piece;
  return text.split(FENCE).map(blank).join(FENCE);
}

function isCode(block: string): boolean {
  const [language = ''] = block.split('\n', 1);
  if (!/^\s*(?:text|txt|plain|plaintext|math|latex|tex|)\s*$/i.test(language)) return true;
  return /^\s*(?:select|with)\b/i.test(block.slice(language.length));
}
