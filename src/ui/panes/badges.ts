/**
 * The pane of badges: the mark of a round, then all that it shows by itself, each with what raised it and
 * where that can be read. Pure.
 */
import type { Badge, Evidence } from '../../analysis/badges/badge.ts';
import { settledBadges } from '../../analysis/badges/settled.ts';
import { answerBefore, markOf } from '../../analysis/marks.ts';
import { badgeWord, RULE_OF_THUMB } from '../../plain/badge-words.ts';
import {
  answerCall,
  type Call,
  gradeOfCall,
  isAnswering,
  isSettled,
  type Round,
  type Run,
} from '../../run/run.ts';
import { EMPTY, flow, indented, type Line, line, lineWidth, span, wrapped } from '../line.ts';
import { BADGE_SIGN, badgeRole } from './badge-spans.ts';
import { callOf, placeLines } from './call-notes.ts';
import { TONES } from './round-facts.ts';

const INDENT = 2;

/** Of the answer that counts in the lane; `callId` is the call that is looked at. */
export function badgesPane(run: Run, index: number, width: number, lane = 0, callId?: number): Line[] {
  const round = run.rounds.findLast(one => one.index === index);
  const call = answerCall(run, round, lane);
  if (!round) return [line(span('Not asked yet.', 'muted'))];
  if (!call) return wrapped(noAnswerWords(run, round), width, 'muted');
  return [
    ...whichLines(run, call, callOf(run, index, callId, lane), width),
    ...markLines(run, round, call, width),
    EMPTY,
    ...badgeLines(run, round, lane, width),
  ];
}

function noAnswerWords(run: Run, round: Round): string {
  return isSettled(run, round) || run.outcome
    ? 'There is no answer in this round: what is to be noticed stands with the answers that it is about.'
    : 'There is no answer in this round yet.';
}

/** Another attempt, or what is about an answer, has no badges of its own. */
function whichLines(run: Run, call: Call, looked: Call | undefined, width: number): Line[] {
  if (!looked || looked.id === call.id) return placeLines(run, call, width);
  const what = isAnswering(looked) ? 'not of the attempt that is shown' : 'not of what was said about it';
  return [...wrapped(`Of the answer that the run goes on with, ${what}.`, width, 'muted'), EMPTY];
}

/** The mark, and what it was found from: the answer, the one before it, and how it was graded. */
function markLines(run: Run, round: Round, call: Call, width: number): Line[] {
  const { lane } = call;
  const { kind, sign, word, tone } = markOf(run, round.index, lane);
  const heading = line(
    span(`${sign} ${word}`, TONES[tone]),
    span(`   the mark of round ${round.index}${kind.startsWith('KEEP') ? `, ${kind}` : ''}`, 'muted'),
  );
  const grade = gradeOfCall(round, call);
  if (!grade)
    return [heading, ...said('answer', 'not graded yet', 'answer', round.index, round.index, width)];
  const before = answerBefore(run, round.index, lane);
  const own = round.index;
  return [
    heading,
    ...said('answer', grade.extracted ?? 'none was found in the text', 'answer', own, own, width),
    ...(before
      ? said(
          `answer of round ${before.round}`,
          before.extracted ?? 'none was found in the text',
          'answer',
          before.round,
          own,
          width,
        )
      : []),
    ...said('graded', grade.method, 'feedback', own, own, width),
  ];
}

function badgeLines(run: Run, round: Round, lane: number, width: number): Line[] {
  if (!isSettled(run, round)) {
    return wrapped(
      'The round is not over: what else there is to notice is found when it is.',
      width,
      'muted',
    );
  }
  const badges = settledBadges(run, round, lane);
  if (badges.length === 0) {
    return wrapped('Nothing else was noticed about this round.', width, 'muted');
  }
  return badges.flatMap((badge, index) => [
    ...(index === 0 ? [] : [EMPTY]),
    ...oneBadge(badge, round.index, width),
  ]);
}

function oneBadge(badge: Badge, round: number, width: number): Line[] {
  const how = badge.heuristic ? [span(`   ${RULE_OF_THUMB}: it may be wrong`, 'muted')] : [];
  return [
    line(span(`${BADGE_SIGN} ${badgeWord(badge)}`, badgeRole(badge)), ...how),
    ...indented(wrapped(`${badge.sentence}.`, width - INDENT), INDENT),
    ...badge.evidence.flatMap(({ what, text, pane, round: where }) =>
      said(what, text, pane, where, round, width),
    ),
  ];
}

/** The keys of the panes where evidence can be read. */
const KEYS: Record<Evidence['pane'], string> = {
  answer: '1 Answer',
  diff: '2 Diff',
  thinking: '3 Thinking',
  prompt: '4 Prompt',
  feedback: '5 Feedback',
  events: '6 Events',
};

/** What it is, its words and where to read them: in one row where they have room in it, else the words below. */
function said(
  what: string,
  text: string,
  pane: Evidence['pane'],
  where: number,
  shown: number,
  width: number,
): Line[] {
  const place = where === shown ? KEYS[pane] : `${KEYS[pane]} of round ${where}`;
  const words = text.replaceAll(/\s+/g, ' ').trim();
  const found = words === '' ? '(empty)' : words;
  const row = line(span(`${what}: `, 'label'), span(found), span(`  (${place})`, 'muted'));
  if (lineWidth(row) <= width - INDENT) return indented([row], INDENT);
  return [
    ...indented(
      flow([line(span(`${what}:`, 'label')), line(span(`(${place})`, 'muted'))], width - INDENT),
      INDENT,
    ),
    ...indented(wrapped(found, width - 2 * INDENT), 2 * INDENT),
  ];
}
