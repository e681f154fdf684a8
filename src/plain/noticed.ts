/**
 * All there is to notice about a round where it is told as text: its remarks and its badges, and nothing
 * twice. Pure.
 */
import type { Badge, BadgeKind } from '../analysis/badges/badge.ts';
import { settledBadges } from '../analysis/badges/settled.ts';
import { answerCall, gradeOfCall, type Run } from '../run/run.ts';
import { badgeSentence } from './badge-words.ts';
import { cacheRemarks, repeatRemark } from './remarks.ts';
import { stopWords } from './stop-reasons.ts';

/** Sentences without a mark before or a point behind them. */
export function noticed(run: Run, index: number, lane = 0): string[] {
  const round = run.rounds.findLast(one => one.index === index);
  const call = answerCall(run, round, lane);
  if (!round || !call || call.status === 'failed') return [];
  const cache = cacheRemarks(run, index, lane);
  const grade = gradeOfCall(round, call);
  const isTold = ({ kind, heuristic }: Badge) => {
    switch (kind) {
      case 'truncated':
        return stopWords(call.stopReason, call.text) !== undefined;
      case 'refused':
        return !heuristic;
      case 'grader-doubt':
        return grade?.method.includes('; but ') === true;
      case 'cache-never-engaged':
        return cache.length > 0;
      default:
        return false;
    }
  };
  const badges = settledBadges(run, round, lane).filter(badge => !isTold(badge));
  const repeat = repeatRemark(run, index, lane);
  // That the answer came again is in their sentence: what that cost goes with it.
  const stayed = repeat && badges.find(({ kind }) => STAYED.has(kind));
  const costs = repeat && repeat.costs !== '' ? `: ${repeat.costs}` : '';
  return [
    ...(repeat && !stayed ? [`${repeat.words}${costs}`] : []),
    ...badges.map(badge => `${badgeSentence(badge)}${badge === stayed ? costs : ''}`),
    ...cache,
  ];
}

const STAYED: ReadonlySet<BadgeKind> = new Set(['stubborn', 'no-op', 'longer']);
