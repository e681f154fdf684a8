/**
 * chrF: how many runs of characters a translation shares with its reference. Popović, "chrF: character
 * n-gram F-score for automatic MT evaluation" (WMT 2015); chrF++ adds words ("chrF++: words helping
 * character n-grams", WMT 2017). Computed as sacreBLEU 2 does by default.
 */

export interface ChrfSettings {
  /** The longest run of characters; 6. */
  readonly characters?: number;
  /** The longest run of words; 0 for chrF, 2 for chrF++. */
  readonly words?: number;
  /** How many times as much recall counts as precision; 2. */
  readonly beta?: number;
}

/**
 * From 0 to 100, the best over the references. White space is removed before characters are counted,
 * case and punctuation count. Precision and recall are averaged over the orders of which both texts
 * have a run (the effective order), so that short texts are not punished; no smoothing.
 */
export function chrf(hypothesis: string, references: readonly string[], settings: ChrfSettings = {}): number {
  const { characters = 6, words = 0, beta = 2 } = settings;
  const orders = (text: string) => [
    ...Array.from({ length: characters }, (_, at) => runsOf(charactersOf(text), at + 1)),
    ...Array.from({ length: words }, (_, at) => runsOf(wordsOf(text), at + 1)),
  ];
  const got = orders(hypothesis);
  return Math.max(0, ...references.map(reference => scoreOf(got, orders(reference), beta)));
}

/** The settings of chrF++. */
export const CHRF_PLUS_PLUS: ChrfSettings = { words: 2 };

interface Runs {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function scoreOf(got: readonly Runs[], wanted: readonly Runs[], beta: number): number {
  let [precision, recall, orders] = [0, 0, 0];
  for (const [at, runs] of got.entries()) {
    const other = wanted[at];
    if (!other || runs.total === 0 || other.total === 0) continue;
    const shared = sharedBy(runs, other);
    precision += shared / runs.total;
    recall += shared / other.total;
    orders++;
  }
  if (precision + recall === 0) return 0;
  const [p, r] = [precision / orders, recall / orders];
  return (100 * (1 + beta ** 2) * p * r) / (beta ** 2 * p + r);
}

function sharedBy(a: Runs, b: Runs): number {
  let shared = 0;
  for (const [run, count] of a.counts) shared += Math.min(count, b.counts.get(run) ?? 0);
  return shared;
}

function runsOf(units: readonly string[], length: number): Runs {
  const counts = new Map<string, number>();
  const total = Math.max(0, units.length - length + 1);
  for (let at = 0; at < total; at++) {
    const run = units.slice(at, at + length).join(' ');
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return { counts, total };
}

function charactersOf(text: string): string[] {
  return [...text.replace(/\s+/g, '')];
}

/** As chrF++ takes them: one punctuation mark at an end of a word stands for itself. */
function wordsOf(text: string): string[] {
  return text.split(/\s+/).flatMap(word => {
    if (word.length <= 1) return word === '' ? [] : [word];
    if (PUNCTUATION.test(word.slice(-1))) return [word.slice(0, -1), word.slice(-1)];
    return PUNCTUATION.test(word.slice(0, 1)) ? [word.slice(0, 1), word.slice(1)] : [word];
  });
}

/** ASCII only, as there. */
const PUNCTUATION = /[!-/:-@[-`{-~]/;
