/**
 * What became of the numbers and formulas of an answer: which came, which went, and which stand in
 * the place of others. Knows no screen.
 */
import type { FormulaFigure } from './figure-formulas.ts';
import type { NumberFigure } from './figure-numbers.ts';
import { inSamePlace } from './figure-places.ts';
import type { Figures } from './figure-reading.ts';
import type { Part } from './parts.ts';

export { createFigureReader, type Figures, readFigures } from './figure-reading.ts';

/** A figure and how often it stands in each text. */
export interface Counted {
  readonly text: string;
  readonly was: number;
  readonly is: number;
}

/** A figure in the place of another, and in how many places. */
export interface Replaced {
  readonly old: string;
  readonly next: string;
  readonly times: number;
}

/** In the order of first appearance; no figure stands in two of the lists. */
export interface FigureChanges {
  readonly changed: readonly Replaced[];
  readonly came: readonly Counted[];
  readonly went: readonly Counted[];
  readonly kept: readonly Counted[];
  /** Figures of the old text that a growing new text has not come to, and that it does not have. */
  readonly notReached: number;
}

/**
 * Compares what was read of the two texts that `parts` are a diff of. Of the old text, `parts` may
 * cover only the beginning: what stands behind it is not reached, and has not gone.
 */
export function compareFigures(
  old: Figures,
  next: Figures,
  parts: readonly Part[],
): { readonly numbers: FigureChanges; readonly formulas: FigureChanges } {
  const reach = parts.reduce((sum, { kind, text, oldText }) => {
    return kind === 'added' ? sum : sum + (oldText ?? text).length;
  }, 0);
  const { sureUpTo } = next;
  const asFigure = (formula: FormulaFigure): Figure => ({ ...formula, values: [], bare: false });
  return {
    numbers: changesOf(old.numbers, next.numbers, { parts, reach, sureUpTo }, WORDS_A_NUMBER),
    formulas: changesOf(
      old.formulas.map(asFigure),
      next.formulas.map(asFigure),
      { parts, reach, sureUpTo },
      WORDS_A_FORMULA,
    ),
  };
}

/** In a longer rewriting, figures at the same place are not versions of each other. */
const WORDS_A_NUMBER = 3;
const WORDS_A_FORMULA = 12;

type Figure = NumberFigure;

/** What of the texts is compared: the old one up to `reach`, the new one for certain up to `sureUpTo`. */
interface Extent {
  readonly parts: readonly Part[];
  readonly reach: number;
  readonly sureUpTo: number;
}

function changesOf(
  olds: readonly Figure[],
  news: readonly Figure[],
  { parts, reach, sureUpTo }: Extent,
  wordsEach: number,
): FigureChanges {
  const [inOld, inNew] = [new Known(olds), new Known(news)];
  const isCome = (figure: Figure) => figure.end <= sureUpTo && !inOld.has(figure);
  const isGone = (figure: Figure) => !inNew.has(figure);
  const reached = olds.filter(figure => figure.end <= reach);
  const pairs = inSamePlace(parts, reached, news, (was, is, count) => {
    return Math.max(words(was), words(is)) <= wordsEach * count;
  }).flatMap(([i, j]): [Figure, Figure][] => {
    const [was, is] = [reached[i], news[j]];
    return was && is && isGone(was) && isCome(is) ? [[was, is]] : [];
  });
  const paired = new Set(pairs.flat().map(figure => figure.key));
  const isAlone = (figure: Figure) => !paired.has(figure.key);
  const count = (figure: Figure): Counted => ({
    text: figure.text,
    was: inOld.count(figure),
    is: inNew.count(figure),
  });
  // What stands further on as well may still come.
  const ahead = new Set(olds.slice(reached.length).map(figure => figure.key));
  const went = distinct(reached.filter(figure => isGone(figure) && !ahead.has(figure.key)));
  return {
    changed: replacements(pairs),
    came: distinct(news.filter(isCome)).filter(isAlone).map(count),
    went: went.filter(isAlone).map(count),
    kept: distinct(news.filter(figure => inOld.has(figure))).map(count),
    notReached: distinct(olds.filter(isGone)).length - went.length,
  };
}

/** The figures of one text, to ask which others stand in it, too. */
class Known {
  readonly #counts = new Map<string, number>();
  readonly #values = new Set<string>();
  readonly #bare = new Set<string>();

  constructor(figures: readonly Figure[]) {
    for (const { key, values, bare } of figures) {
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
      for (const value of values) {
        this.#values.add(value);
        if (bare) this.#bare.add(value);
      }
    }
  }

  count({ key }: Figure): number {
    return this.#counts.get(key) ?? 0;
  }

  /** Also when the unit is only said in one of the texts: `60` and `60 km`. */
  has({ key, values, bare }: Figure): boolean {
    if (this.#counts.has(key)) return true;
    return values.some(value => (bare ? this.#values : this.#bare).has(value));
  }
}

function distinct(figures: readonly Figure[]): Figure[] {
  const byKey = new Map<string, Figure>();
  for (const figure of figures) if (!byKey.has(figure.key)) byKey.set(figure.key, figure);
  return [...byKey.values()];
}

function replacements(pairs: readonly (readonly [Figure, Figure])[]): Replaced[] {
  const found = new Map<string, Replaced>();
  for (const [was, is] of pairs) {
    const key = `${was.key}\n${is.key}`;
    const times = (found.get(key)?.times ?? 0) + 1;
    found.set(key, { old: found.get(key)?.old ?? was.text, next: found.get(key)?.next ?? is.text, times });
  }
  return [...found.values()];
}

/** Words besides numbers and operators. */
function words(text: string): number {
  return text.match(/(?<!\\)\p{L}{2,}/gu)?.length ?? 0;
}
