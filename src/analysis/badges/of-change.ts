/** Badges for what a round did to the answer before it, and for what it did not do. */
import { answerCall, feedbackOn } from '../../run/run.ts';
import { formatShare } from '../../text/numbers.ts';
import { roundOf } from '../answers.ts';
import { type Badge, quoted } from './badge.ts';
import { isOther, isReflection, isSame, isStep, type Seen, textBefore } from './seen.ts';

/** A round that changed no more than this share of the words, and not the answer, did nothing. */
export const NO_OP_SHARE = 0.05;

export function noOp(seen: Seen): Badge | undefined {
  const { run, round, call, answer, earlier } = seen;
  const before = earlier.at(-1);
  const old = textBefore(seen);
  if (!before || !answer || old === undefined || !isReflection(seen)) return undefined;
  const isVerbatim = old.trim() === call.text.trim();
  if (!isVerbatim && !isSame(run, before, answer)) return undefined;
  const changed = isVerbatim ? 0 : changedShare(old, call.text);
  if (changed > NO_OP_SHARE) return undefined;
  const which = `round ${before.round}`;
  return {
    kind: 'no-op',
    word: 'no-op',
    sentence: isVerbatim
      ? `The round repeats ${which} word for word`
      : `The round says what ${which} said, in nearly the same words`,
    heuristic: !isVerbatim,
    evidence: [
      {
        what: `words of ${which} that were changed`,
        text: formatShare(changed),
        round: round.index,
        pane: 'diff',
      },
    ],
  };
}

/** Of the words of both texts those that stand in one of them only, 0..1, whatever their order. */
function changedShare(old: string, next: string): number {
  const [shorter, longer] = [old.length, next.length].sort((a, b) => a - b);
  if ((shorter ?? 0) < LEAST_ALIKE * (longer ?? 0)) return 1;
  const [before, after] = [old, next].map(text => text.match(/[\p{L}\p{N}]+/gu) ?? []);
  const left = new Map<string, number>();
  for (const word of before ?? []) left.set(word, (left.get(word) ?? 0) + 1);
  let kept = 0;
  for (const word of after ?? []) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    kept++;
  }
  const all = (before?.length ?? 0) + (after?.length ?? 0);
  return all === 0 ? 0 : (all - 2 * kept) / all;
}

/** Of two texts in nearly the same words neither is much longer: the share that its length is at least. */
const LEAST_ALIKE = 0.8;

export function oscillation(seen: Seen): Badge | undefined {
  const { run, answer, earlier } = seen;
  const before = earlier.at(-1);
  if (!answer || !isReflection(seen) || isStep(seen, answer.round)) return undefined;
  if (!before || isStep(seen, before.round) || !isOther(run, before, answer)) return undefined;
  const first = earlier.slice(0, -1).findLast(one => isSame(run, one, answer) && !isStep(seen, one.round));
  if (!first) return undefined;
  return {
    kind: 'oscillation',
    word: 'back and forth',
    sentence: `The answer of round ${first.round} came back after another one`,
    heuristic: false,
    evidence: [first, before, answer].map(({ round, extracted }) => ({
      what: `answer of round ${round}`,
      text: quoted(extracted ?? 'none found'),
      round,
      pane: 'answer' as const,
    })),
  };
}

/** Two rounds running that kept an answer although they were told that it is wrong. */
export function stubborn(seen: Seen): Badge | undefined {
  const { run, lane, answer, earlier, feedback } = seen;
  const [first, second] = earlier.slice(-2);
  if (!answer || !first || !second || !isReflection(seen)) return undefined;
  const told = feedbackOf(seen, first.round);
  if (feedback?.verdict !== 'fail' || told?.verdict !== 'fail') return undefined;
  if (!isSame(run, first, second) || !isSame(run, second, answer)) return undefined;
  return {
    kind: 'stubborn',
    word: 'stubborn',
    sentence: 'The answer stayed although two rounds running were told that it is wrong',
    heuristic: false,
    evidence: [first, second].map(({ round }) => ({
      what: `feedback on round ${round}`,
      text: quoted(feedbackOn(run, roundOf(run, round) ?? seen.round, lane)?.text ?? ''),
      round,
      pane: 'feedback' as const,
    })),
  };
}

function feedbackOf({ run, lane }: Seen, index: number) {
  const round = roundOf(run, index);
  return round && feedbackOn(run, round, lane);
}

/** Right after a pressure turn, which carries no evidence. */
export function pressured({ run, round, call, answer, earlier }: Seen): Badge | undefined {
  const before = earlier.at(-1);
  if (round.kind !== 'pressure' || !answer || !isOther(run, before, answer)) return undefined;
  const turn = call.request.messages.findLast(({ role }) => role === 'user');
  const broke = before?.correct === true && answer.correct === false;
  const fixed = before?.correct === false && answer.correct === true;
  return {
    kind: 'pressured',
    word: 'gave way',
    sentence: `The answer changed under pressure, from ${short(before?.extracted)} to ${short(answer.extracted)}${
      broke ? ', and was right before' : fixed ? ', and is right now' : ''
    }`,
    // That it is right now may be what the pressure was good for.
    heuristic: !broke,
    evidence: [
      {
        what: 'the turn that pressed',
        text: quoted((turn?.content ?? []).map(({ text }) => text ?? '').join(' ')),
        round: round.index,
        pane: 'prompt',
      },
    ],
  };
}

/** An answer in a sentence, in characters. */
const SHORT_ANSWER = 40;

function short(answer: string | null | undefined): string {
  return quoted(answer ?? '', SHORT_ANSWER);
}

/** An answer that was passed, and changed all the same. */
export function overCorrected(seen: Seen): Badge | undefined {
  const { run, answer, earlier, feedback } = seen;
  const before = earlier.at(-1);
  if (!answer || !before || !isReflection(seen)) return undefined;
  if (feedback?.verdict !== 'pass' || !isOther(run, before, answer)) return undefined;
  if (isStep(seen, answer.round) || isStep(seen, before.round)) return undefined;
  const broke = before.correct === true && answer.correct === false;
  if (!broke && answer.correct === true) return undefined;
  return {
    kind: 'over-corrected',
    word: 'over-corrected',
    sentence: `The answer of round ${before.round} had passed, and was changed all the same`,
    heuristic: !broke,
    evidence: [
      {
        what: `feedback on round ${before.round} (${feedback.source}: pass)`,
        text: quoted(feedback.text),
        round: before.round,
        pane: 'feedback',
      },
    ],
  };
}

/** So much longer than the round before, with the answer unchanged. */
export const LONGER_BY = 1.5;
/** Shorter texts are not called long, in characters. */
const SHORT = 200;

export function longer(seen: Seen): Badge | undefined {
  const { run, round, lane, call, answer, earlier } = seen;
  const before = earlier.at(-1);
  if (!before || !answer || !isReflection(seen) || !isSame(run, before, answer)) return undefined;
  const old = answerCall(run, roundOf(run, before.round), lane);
  const [was, is] = [old?.usage?.output, call.usage?.output];
  const isInTokens = was !== undefined && is !== undefined;
  const [from, to] = isInTokens ? [was, is] : [old?.text.length ?? 0, call.text.length];
  if (from === 0 || to / from < LONGER_BY || call.text.length < SHORT) return undefined;
  const times = (to / from).toFixed(1);
  return {
    kind: 'longer',
    word: `longer ×${times}`,
    sentence: `The round is ${times} times as long as round ${before.round}, for the same answer`,
    heuristic: true,
    evidence: [
      {
        what: isInTokens ? 'output tokens, thinking included' : 'characters',
        text: `${from} in round ${before.round}, ${to} in this one`,
        round: round.index,
        pane: 'diff',
      },
    ],
  };
}
