/** The two texts of a diff, and what was found out about them before. Knows no view and no width. */
import {
  compareFigures,
  createFigureReader,
  type FigureChanges,
  type Figures,
  readFigures,
} from '../../diff/figures.ts';
import { createFollower, type Ending, type Followed } from '../../diff/following.ts';
import { newSide, type Part } from '../../diff/parts.ts';
import type { Graded } from '../../grading/extract.ts';
import { createLaidRows, type LaidRows } from './laid-rows.ts';
import type { MarkedLine } from './marked-lines.ts';

/** A text of a diff. It must have been sanitised. */
export interface DiffSide {
  readonly text: string;
  /** The final answer as it was graded, `null` when none was found; when absent it is looked for in the text. */
  readonly answer?: string | null;
  /** The round it is from, for the words around the diff. */
  readonly round?: number;
  /** What stands over its column, in place of the round. */
  readonly name?: string;
}

export interface GrowingSide extends DiffSide {
  /** More of the text will come. */
  readonly streaming: boolean;
  /** The text broke off (the call failed or was cancelled): what it did not reach it never will. */
  readonly cut?: boolean;
}

export interface Pair {
  readonly old: DiffSide;
  readonly next: GrowingSide;
  readonly question: Graded;
}

export function endingOf({ streaming, cut }: GrowingSide): Ending {
  if (streaming) return 'growing';
  return cut ? 'cut' : 'whole';
}

/** What is remembered of one old text and of the last new one that was compared with it. */
export interface PairMemory {
  readonly follow: (text: string, ending: Ending) => Followed;
  /** What became of the numbers and formulas. */
  figures(followed: Followed, ending: Ending): { numbers: FigureChanges; formulas: FigureChanges };
  /** The rows laid out for a view. */
  laid(view: string): LaidRows<MarkedLine>;
}

export function createPairMemory(oldText: string): PairMemory {
  const laid = new Map<string, LaidRows<MarkedLine>>();
  const read = createFigureReader();
  let old: Figures | undefined;
  let last: { parts: readonly Part[]; ending: Ending; found: ReturnType<PairMemory['figures']> } | undefined;
  return {
    follow: createFollower(oldText),
    figures({ parts }, ending) {
      if (last?.parts === parts && last.ending === ending) return last.found;
      old ??= readFigures(oldText);
      const next = read(newSide(parts), ending === 'growing' ? 'growing' : 'whole');
      last = { parts, ending, found: compareFigures(old, next, parts) };
      return last.found;
    },
    laid(view) {
      const rows = laid.get(view) ?? createLaidRows<MarkedLine>();
      laid.set(view, rows);
      rows.begin();
      return rows;
    },
  };
}
