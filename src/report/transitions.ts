/**
 * What rounds did to right and wrong answers, over any set of runs. Pure. Only answers that were graded
 * count; probes, failed calls and replies that are no answer are left out, and counted.
 */
import type { RoundRow, RunRow } from './row.ts';

export interface TransitionCounts {
  /** Right to right, right to wrong, wrong to right, wrong to wrong. */
  readonly keptRight: number;
  readonly broken: number;
  readonly fixed: number;
  readonly keptWrong: number;
  /** Of `keptWrong` those with the same wrong answer, and with another one; the rest gave none to compare. */
  readonly sameWrong: number;
  readonly otherWrong: number;
}

export interface Transitions {
  /** From one round to the next that answered, by the later one; a lane is a row of rounds of its own. */
  readonly steps: readonly {
    readonly from: number;
    readonly to: number;
    readonly counts: TransitionCounts;
  }[];
  readonly overall: TransitionCounts;
  readonly leftOut: {
    readonly probes: number;
    readonly failed: number;
    /** Replies that are no answer. */
    readonly noAnswer: number;
    /** Answers that nobody graded right or wrong. */
    readonly ungraded: number;
  };
  /** Runs whose source ended them as soon as they were right: nothing right could be broken in them. */
  readonly stoppedOnCorrect: number;
  /** Runs that ended right by a rule, before their last round: what came after is not known. */
  readonly endedRight: number;
  /** Runs whose feedback was written with the right answer in view. */
  readonly showsReference: number;
  /** Of answers that have no mark of right or wrong: how many changed, stayed, and came back. */
  readonly unmarked: { readonly same: number; readonly changed: number };
}

export const NO_COUNTS: TransitionCounts = {
  keptRight: 0,
  broken: 0,
  fixed: 0,
  keptWrong: 0,
  sameWrong: 0,
  otherWrong: 0,
};

/** Whether right answers could have been broken, as far as these runs can show it. */
export function isBreakingObservable({ overall, stoppedOnCorrect }: Transitions): boolean {
  return stoppedOnCorrect === 0 || overall.keptRight + overall.broken > 0;
}

export type Way = 'keptRight' | 'broken' | 'fixed' | 'keptWrong';

/** The runs in which a round went this way; of one step, or of any where none is named. */
export function runsWith(
  rows: readonly RunRow[],
  way: Way,
  step?: { readonly from: number; readonly to: number },
): RunRow[] {
  return rows.filter(row => {
    const { steps, overall } = transitionsOf([row]);
    if (!step) return overall[way] > 0;
    return steps.some(({ from, to, counts }) => from === step.from && to === step.to && counts[way] > 0);
  });
}

export function transitionsOf(rows: readonly RunRow[]): Transitions {
  const steps = new Map<string, { from: number; to: number; counts: Mutable }>();
  const overall: Mutable = { ...NO_COUNTS };
  const leftOut = { probes: 0, failed: 0, noAnswer: 0, ungraded: 0 };
  const unmarked = { same: 0, changed: 0 };
  for (const row of rows) {
    for (const lane of Map.groupBy(row.rounds, ({ lane }) => lane).values()) {
      let before: RoundRow | undefined;
      for (const now of lane) {
        const why = whyLeftOut(now);
        if (why) {
          leftOut[why]++;
          if (why === 'ungraded') {
            if (before?.answer != null && now.answer !== null) {
              unmarked[before.answer === now.answer ? 'same' : 'changed']++;
            }
            before = now;
          }
          continue;
        }
        if (before && before.correct !== null) {
          const key = `${before.round} ${now.round}`;
          const step = steps.get(key) ?? { from: before.round, to: now.round, counts: { ...NO_COUNTS } };
          steps.set(key, step);
          count(step.counts, before, now);
          count(overall, before, now);
        }
        before = now;
      }
    }
  }
  return {
    steps: [...steps.values()].sort((a, b) => a.to - b.to || a.from - b.from),
    overall,
    leftOut,
    stoppedOnCorrect: rows.filter(({ stopsOnCorrect }) => stopsOnCorrect).length,
    endedRight: rows.filter(isEndedRight).length,
    showsReference: rows.filter(({ showsReference }) => showsReference).length,
    unmarked,
  };
}

type Mutable = { -readonly [Name in keyof TransitionCounts]: number };

function whyLeftOut({ isProbe, came, correct }: RoundRow): keyof Transitions['leftOut'] | undefined {
  if (isProbe) return 'probes';
  if (came === 'failed') return 'failed';
  if (came === 'none') return 'noAnswer';
  return correct === null ? 'ungraded' : undefined;
}

function count(counts: Mutable, before: RoundRow, now: RoundRow): void {
  if (before.correct) {
    counts[now.correct ? 'keptRight' : 'broken']++;
    return;
  }
  if (now.correct) {
    counts.fixed++;
    return;
  }
  counts.keptWrong++;
  if (before.answer === null || now.answer === null) return;
  counts[before.answer === now.answer ? 'sameWrong' : 'otherWrong']++;
}

function isEndedRight({ rule, rounds }: RunRow): boolean {
  return rule !== undefined && rule !== 'max-rounds' && rounds.at(-1)?.correct === true;
}
