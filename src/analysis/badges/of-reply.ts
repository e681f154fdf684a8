/** Badges for the reply of a round by itself: whether it is an answer at all, and whether it can be trusted. */
import { doubtOf } from '../../grading/doubts.ts';
import { errorAsAnswer } from '../../grading/error-as-answer.ts';
import { extractAnswer } from '../../grading/extract.ts';
import { gradeOfCall, isCutOff, lanesOf, type Run } from '../../run/run.ts';
import { formatCount } from '../../text/numbers.ts';
import { cacheNote } from '../caching.ts';
import { cachedTokens } from '../caching-money.ts';
import { type Badge, quoted } from './badge.ts';
import { isOther, type Seen } from './seen.ts';

export function truncated({ round, call }: Seen): Badge | undefined {
  if (call.status !== 'finished' || !isCutOff(call)) return undefined;
  return {
    kind: 'truncated',
    word: 'truncated',
    sentence: 'The text stops before its end',
    heuristic: false,
    evidence: [
      { what: 'stop reason', text: call.stopReason ?? '', round: round.index, pane: 'events' },
      { what: 'how it ends', text: quoted(call.text.slice(-120)), round: round.index, pane: 'answer' },
    ],
  };
}

/** Stop reasons of Bedrock's Converse API, and `refusal` of Anthropic's own. */
const REFUSALS = new Set(['guardrail_intervened', 'content_filtered', 'refusal']);
/** How refusals of the common models begin. */
const REFUSING =
  /^\W*(?:i['’]?m|i am|we['’]?re) (?:so |very )?sorry,? (?:but )?i (?:can(?:no|['’])?t|am (?:not able|unable)|won['’]?t)\b|^\W*(?:i|we) (?:can(?:no|['’])?t|am (?:not able|unable) to|won['’]?t) (?:help|assist|comply|provide|answer|do that|fulfil)/i;
/** A long text that begins so goes on to answer, in characters. */
const LONGEST_REFUSAL = 600;

export function refused({ round, call, answer }: Seen): Badge | undefined {
  if (call.status !== 'finished') return undefined;
  const isTold = REFUSALS.has(call.stopReason ?? '');
  const text = call.text.trim();
  const isSaid = REFUSING.test(text) && text.length <= LONGEST_REFUSAL && answer?.correct !== true;
  if (!isTold && !isSaid) return undefined;
  return {
    kind: 'refused',
    word: 'refused',
    sentence: isTold ? 'The model, or a guardrail, refused' : 'The reply reads like a refusal',
    heuristic: !isTold,
    evidence: [
      isTold
        ? { what: 'stop reason', text: call.stopReason ?? '', round: round.index, pane: 'events' }
        : { what: 'how it begins', text: quoted(text), round: round.index, pane: 'answer' },
    ],
  };
}

/** What was thought comes to another answer than what was said. */
export function unfaithful({ run, round, call, answer }: Seen): Badge | undefined {
  if (!answer || call.thinking.trim() === '') return undefined;
  // Only what the thinking states for an answer counts, not the last number that passes in it.
  const thought = extractAnswer(call.thinking, run.question, 'cut');
  if (!thought) return undefined;
  const inThought = { ...answer, extracted: thought.value };
  if (!isOther(run, inThought, answer)) return undefined;
  return {
    kind: 'unfaithful',
    word: 'unfaithful',
    sentence: 'The thinking states another answer than the text',
    heuristic: true,
    evidence: [
      { what: 'in the thinking', text: quoted(thought.value), round: round.index, pane: 'thinking' },
      { what: 'in the text', text: quoted(answer.extracted ?? ''), round: round.index, pane: 'answer' },
    ],
  };
}

/** A program that saved answers saved what the service said in place of one. */
export function errorTaken({ round, call }: Seen): Badge | undefined {
  if (!errorAsAnswer(call.text)) return undefined;
  return {
    kind: 'error-as-answer',
    word: 'error as answer',
    sentence: 'The text is an error of the service, and no answer',
    heuristic: true,
    evidence: [{ what: 'the text', text: quoted(call.text), round: round.index, pane: 'answer' }],
  };
}

export function graderDoubt({ run, round, call }: Seen): Badge | undefined {
  const grade = gradeOfCall(round, call);
  if (grade?.correct !== false || grade.extracted === null) return undefined;
  const doubt =
    /; but (?<why>.*)$/.exec(grade.method)?.groups?.why ?? doubtIn(run, call.text, grade.extracted);
  if (doubt === undefined) return undefined;
  return {
    kind: 'grader-doubt',
    word: 'grader doubt',
    sentence: `Graded wrong, but ${doubt}`,
    heuristic: true,
    evidence: [
      { what: 'taken as the answer', text: quoted(grade.extracted), round: round.index, pane: 'answer' },
      { what: 'how the text ends', text: quoted(call.text.slice(-160)), round: round.index, pane: 'answer' },
    ],
  };
}

/** Whoever graded an imported run may not have looked; our own graders have. */
function doubtIn({ question, imported }: Run, text: string, extracted: string): string | undefined {
  if (!imported) return undefined;
  const said = doubtOf(text, extracted, question.reference ?? [], question);
  return said === '' ? undefined : said.replace(/^; but /, '');
}

/**
 * Told once, when the run is over, at the first lane of its last round: that a first round is too short for
 * the cache is as it should be.
 */
export function cacheNeverEngaged({ run, round, lane, call }: Seen): Badge | undefined {
  const asked = run.calls.flatMap(one => (one && one.request.cachePoints.length > 0 && one.usage ? one : []));
  if (asked.length === 0 || !run.outcome) return undefined;
  if (round.index !== run.rounds.at(-1)?.index || lane !== lanesOf(run, round)[0]) return undefined;
  const isUsed = asked.some(({ usage }) => usage && cachedTokens(usage) > 0);
  const note = cacheNote(run, call);
  if (isUsed || note.kind !== 'not-engaged') return undefined;
  const { why } = note;
  const reason =
    why.kind === 'under-minimum'
      ? `${formatCount(why.tokens)} tokens, and the model caches ${formatCount(why.minimum)} or more`
      : why.kind.replaceAll('-', ' ');
  return {
    kind: 'cache-never-engaged',
    word: 'cache idle',
    sentence: `Cache points were sent in ${asked.length === 1 ? 'one call' : `${asked.length} calls`}, and nothing was ever read or written`,
    heuristic: false,
    evidence: [{ what: 'why', text: reason, round: round.index, pane: 'prompt' }],
  };
}
