/**
 * A run as the report holds it: what each round came to, what it had cost by then, and by what the run
 * can be grouped. Small, so that ten thousand of them are held at once; the texts are left behind.
 */
import { outcomeOf } from '../analysis/answers.ts';
import type { BadgeKind } from '../analysis/badges/badge.ts';
import { allBadges } from '../analysis/badges/badges.ts';
import { sameAnswer } from '../grading/equal.ts';
import { sum } from '../run/cost.ts';
import { isProbe } from '../run/edits.ts';
import { meterOfCall, meterOfRun } from '../run/meter.ts';
import type { Milliseconds, Usage, Usd } from '../run/price.ts';
import {
  answerCall,
  feedbackOn,
  lanesOf,
  type Returned,
  type Round,
  type Run,
  returnedAnswer,
} from '../run/run.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { type Facets, facetsOf } from './facets.ts';
import { type StopsAt, stopsOf } from './stops.ts';

/** One lane of a round. */
export interface RoundRow {
  readonly round: number;
  readonly lane: number;
  readonly kind: string;
  readonly isProbe: boolean;
  /** `none`: the call came to its end, and its reply is no answer (refused, empty, cut off before it). */
  readonly came: 'answered' | 'failed' | 'none';
  readonly correct: boolean | null;
  /** Equal for answers of this run that come to the same; `null` where none was found. */
  readonly answer: number | null;
  /** What the feedback said of it. */
  readonly verdict: 'pass' | 'fail' | 'unknown' | undefined;
  /** Of the whole run up to the end of the round, all lanes, whoever paid it; `undefined` is unknown. */
  readonly costUsd: Usd | undefined;
  readonly ms: Milliseconds | undefined;
}

export interface RunRow {
  readonly id: string;
  readonly file: string | undefined;
  readonly startedAt: string;
  readonly question: RowQuestion;
  readonly facets: Facets;
  /** By round, then by lane. */
  readonly rounds: readonly RoundRow[];
  /** Those of its first lane, probes left out. */
  readonly own: readonly RoundRow[];
  readonly lanes: number;
  readonly returned: Returned | undefined;
  /** The rule that ended it; `undefined` where it was cancelled, failed or killed. */
  readonly rule: string | undefined;
  readonly cost: Usd | undefined;
  readonly saved: Usd | undefined;
  readonly ms: Milliseconds | undefined;
  readonly usage: Usage;
  /** The source ended it as soon as it was right. */
  readonly stopsOnCorrect: boolean;
  /** What it was told between rounds was written with the right answer in view. */
  readonly showsReference: boolean;
  readonly badges: readonly RowBadge[];
  /** Where each stop rule would have ended it; absent for runs with several lanes. */
  readonly stops: StopsAt | undefined;
}

export interface RowBadge {
  readonly kind: BadgeKind;
  readonly round: number;
  readonly lane: number;
  readonly heuristic: boolean;
}

export interface RowQuestion {
  readonly id: string;
  readonly title: string;
  /** The same for the same question, whichever run asked it. */
  readonly key: string;
  readonly grader: string;
  readonly hasReference: boolean;
}

export function rowOf(run: Run, file?: string): RunRow {
  const classes = createClasses(run);
  const spent = spentBy(run);
  const rounds = run.rounds.flatMap(round => roundRows(run, round, classes, spent(round.index)));
  const lanes = new Set(rounds.map(({ lane }) => lane)).size;
  const meter = meterOfRun(run);
  const { question, imported } = run;
  const isTimed = hasTiming(run);
  const badges = allBadges(run).map(({ kind, round, lane, heuristic }) => ({ kind, round, lane, heuristic }));
  return {
    id: run.id,
    file,
    startedAt: run.startedAt,
    question: {
      id: sanitizeLine(question.id),
      title: sanitizeLine(question.title ?? question.id),
      key: `${question.id}\n${question.text}`,
      grader: question.grader,
      hasReference: (question.reference?.length ?? 0) > 0,
    },
    facets: facetsOf(run),
    rounds,
    own: rounds.filter(({ lane, isProbe }) => lane === 0 && !isProbe),
    lanes,
    returned: returnedAnswer(run),
    rule: run.outcome?.kind === 'stopped' ? run.outcome.rule : undefined,
    cost: meter.counted === 0 ? imported?.totals?.costUsd : meter.cost,
    saved: meter.counted === 0 ? undefined : meter.saved,
    ms: isTimed ? run.at - (run.inheritedMs ?? 0) : imported?.totals?.wallMs,
    usage: meter.usage,
    stopsOnCorrect: imported?.stopsOnCorrect ?? false,
    showsReference: imported?.feedbackShowsReference ?? false,
    badges,
    stops: lanes === 1 ? stopsOf(run, badges) : undefined,
  };
}

function hasTiming({ imported }: Run): boolean {
  return !imported?.unknown.includes('timing');
}

type Classes = (extracted: string | null) => number | null;

/** Numbers the different answers of a run, in the order in which they were given. */
function createClasses({ question }: Run): Classes {
  const known: string[] = [];
  return extracted => {
    if (extracted === null) return null;
    const place = known.findIndex(one => sameAnswer(one, extracted, question));
    return place < 0 ? known.push(extracted) - 1 : place;
  };
}

/** What the run had cost when a round had come to its end, whoever paid it; `undefined` is unknown. */
function spentBy(run: Run): (round: number) => Usd | undefined {
  const costs = run.calls.flatMap(call => {
    if (!call) return [];
    const { cost, atLeast } = meterOfCall(run, call);
    return { round: call.round, usd: atLeast ? undefined : cost };
  });
  return round => {
    const made = costs.filter(one => one.round <= round);
    return made.length === 0 ? undefined : sum(made.map(({ usd }) => usd));
  };
}

function roundRows(run: Run, round: Round, classes: Classes, costUsd: Usd | undefined): RoundRow[] {
  return lanesOf(run, round).flatMap(lane => {
    if (!answerCall(run, round, lane)) return [];
    const outcome = outcomeOf(run, round, lane);
    const isAnswered = outcome.kind === 'answered';
    return [
      {
        round: round.index,
        lane,
        kind: round.kind,
        isProbe: isProbe(round.kind),
        came: isAnswered ? 'answered' : outcome.kind === 'UNKNOWN' ? 'none' : 'failed',
        correct: isAnswered ? outcome.correct : null,
        answer: isAnswered ? classes(outcome.extracted) : null,
        verdict: feedbackOn(run, round, lane)?.verdict,
        costUsd,
        ms: hasTiming(run) ? (round.finishedAt ?? run.at) : undefined,
      } satisfies RoundRow,
    ];
  });
}
