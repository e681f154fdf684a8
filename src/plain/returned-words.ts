/** Which answer a run returned, and why, where that is not the last one of its conversation. Pure. */
import { markOf } from '../analysis/marks.ts';
import { answerCall, lanesOf, type Returned, type Round, type Run } from '../run/run.ts';
import { describeRule } from '../strategies/stop-rules.ts';
import { lookUp } from '../text/look-up.ts';
import { laneAnswer, shortened } from './lane-words.ts';
import { type Signs, UNICODE_SIGNS } from './signs.ts';

/** An answer is named in one line, and is to be read whole elsewhere. */
const LONGEST = 60;

/** What the end of the run says; `undefined` where it is the only answer of the last round, as usual. */
export function returnedBeside(run: Run): Returned | undefined {
  const answer = run.outcome?.kind === 'stopped' ? run.outcome.answer : undefined;
  if (!answer) return undefined;
  const last = run.rounds.findLast(round => answerCall(run, round)?.status === 'finished');
  const isOnly = last !== undefined && answeringLanes(run, last).length < 2;
  return isOnly && answer.lane === 0 && answer.round === last.index ? undefined : answer;
}

function answeringLanes(run: Run, round: Round): number[] {
  return lanesOf(run, round).filter(lane => answerCall(run, round, lane));
}

/** Whether it is one of several answers of its round. */
function isAmongLanes(run: Run, { round: index, lane }: Returned): boolean {
  const round = run.rounds.findLast(one => one.index === index);
  return lane > 0 || (round !== undefined && answeringLanes(run, round).length > 1);
}

const REASONS: Readonly<Record<string, string>> = {
  vote: 'by vote',
  'best-scored': 'as the best scored',
  aggregate: 'as what the answers were brought together to',
  first: 'as the first of them',
  'highest-level': 'as the one of the highest level',
};

/** `round 1, lane 3, by vote`; the first lane is named where there are others. */
export function returnedWords({ round, lane, why }: Returned, isAmong = lane > 0): string {
  return [`round ${round}`, ...(isAmong ? [`lane ${lane}`] : []), lookUp(REASONS, why) ?? why].join(', ');
}

/** With the rule that ended the run, for where the answer itself is not far. */
export function returnedSentence(run: Run): string[] {
  const returned = returnedBeside(run);
  if (!returned || run.outcome?.kind !== 'stopped') return [];
  return [
    `■ Returned: ${returnedWords(returned, isAmongLanes(run, returned))} (${describeRule(run.outcome.rule)}).`,
  ];
}

/** `1.3`: the round and the lane, for where there is little room. */
export function returnedPlace(run: Run, returned: Returned): string {
  const { round, lane } = returned;
  return isAmongLanes(run, returned) ? `${round}.${lane}` : `round ${round}`;
}

/** In a sentence, with the answer and its mark; nothing where the last answer is returned. */
export function returnedLines(run: Run, signs: Signs = UNICODE_SIGNS): string[] {
  const returned = returnedBeside(run);
  if (!returned) return [];
  const round = run.rounds.findLast(({ index }) => index === returned.round);
  const answer = round && laneAnswer(run, round, returned.lane);
  const { sign, word } = markOf(run, returned.round, returned.lane);
  const facts = [...(answer ? [shortened(answer, signs, LONGEST)] : []), signs.mark(sign, word)].join(', ');
  return [`Returned: ${returnedWords(returned, isAmongLanes(run, returned))} (${facts}).`];
}
