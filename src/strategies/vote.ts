/** Counting the answers of several lanes. Pure. */
import { sameAnswer } from '../grading/equal.ts';
import type { Gradable } from '../grading/grade.ts';
import type { Without } from '../run/events.ts';
import { answerCall, gradeOfCall, lanesOf, type Round, type Run, type Vote } from '../run/run.ts';

export interface Ballot {
  readonly lane: number;
  /** `null`: no answer was found, which is no vote for another such. */
  readonly answer: string | null;
  /** 1 when absent. */
  readonly weight?: number;
}

export interface Counted {
  readonly answer: string | null;
  readonly lanes: readonly number[];
  readonly weight: number;
}

/** The different answers, the one with the most votes first; of a draw the one that came first. */
export function countAnswers(ballots: readonly Ballot[], question: Gradable): Counted[] {
  const groups: { answer: string | null; lanes: number[]; weight: number }[] = [];
  for (const { lane, answer, weight = 1 } of ballots) {
    const group = groups.find(
      one => one.answer !== null && answer !== null && sameAnswer(one.answer, answer, question),
    );
    if (group) {
      group.lanes.push(lane);
      group.weight += weight;
    } else groups.push({ answer, lanes: [lane], weight });
  }
  return groups.sort((a, b) => Number(a.answer === null) - Number(b.answer === null) || b.weight - a.weight);
}

/** The votes of the lanes of these rounds; a lane that failed has none. Lanes count once, by their last answer. */
export function ballotsOf(run: Run, rounds: readonly Round[]): Ballot[] {
  return rounds.flatMap(round =>
    lanesOf(run, round).flatMap(lane => {
      const call = answerCall(run, round, lane);
      if (call?.status !== 'finished') return [];
      return [{ lane, answer: gradeOfCall(round, call)?.extracted ?? null }];
    }),
  );
}

/** The outcome as an event tells it. A draw has no winner. */
export function voteOf(
  ballots: readonly Ballot[],
  question: Gradable,
  method = `${ballots.length} answers counted, one vote each`,
): Without<Vote, 'round'> {
  const counted = countAnswers(ballots, question);
  const [first, second] = counted;
  const isWon =
    first !== undefined &&
    first.answer !== null &&
    first.weight > (second?.answer === null ? 0 : (second?.weight ?? 0));
  return {
    votes: counted.map(({ answer, lanes, weight }) => ({ answer, lanes: [...lanes], weight })),
    winner: isWon ? (first.lanes[0] ?? null) : null,
    method,
  };
}
