/** The lanes and the calls of a round in words: what the lanes answered together, and what is being asked now. Pure. */
import { type Mark, markOf, provisionalAnswer } from '../analysis/marks.ts';
import {
  answerCall,
  type Call,
  callsOf,
  gradeOfCall,
  isAnswering,
  lanesOf,
  type Round,
  type Run,
} from '../run/run.ts';
import { countAnswers } from '../strategies/vote.ts';
import { truncate } from '../text/pad.ts';
import { UNICODE_SIGNS } from './signs.ts';

/** A query is known from its beginning. */
const LONGEST = 24;

/** The final answer of a lane: as it was graded, else what its text states so far. */
export function laneAnswer(run: Run, round: Round, lane: number): string | undefined {
  const call = answerCall(run, round, lane);
  const graded = gradeOfCall(round, call);
  const found = graded ? graded.extracted : call && statedAnswer(run, call);
  return found?.replaceAll(/\s+/g, ' ').trim();
}

/**
 * What the text of a call states so far. A call is another object with every word, but its request stays the
 * same one: a long text that grows is looked through again only after every few lines, because one has to
 * read all of it.
 */
export function statedAnswer(run: Run, call: Call): string | undefined {
  const { request, status, text } = call;
  const known = stated.get(request);
  if (known?.call === call) return known.value;
  const isGrowing = status === 'streaming' && text.length >= LONG;
  const read = isGrowing ? text.slice(0, text.lastIndexOf('\n', text.length - (text.length % STEP))) : text;
  if (known?.status === status && known.read === read) return known.value;
  const value = provisionalAnswer(run, call.round, call.lane, call.id)?.value;
  stated.set(request, { call, status, read, value });
  return value;
}

/** In code units. */
const LONG = 4_000;
const STEP = 500;

interface Stated extends Pick<Call, 'status'> {
  readonly call: Call;
  /** As much of the text as makes a difference. */
  readonly read: string;
  readonly value: string | undefined;
}

const stated = new WeakMap<Call['request'], Stated>();

/** `3× 0.05, 2× 0.10, 1 without an answer`: one phrase an answer, the most frequent first. */
export function lanesAnswered(run: Run, round: Round, signs = UNICODE_SIGNS): string[] {
  const lanes = lanesOf(run, round);
  const ballots = lanes.flatMap(lane => {
    const answer = laneAnswer(run, round, lane);
    return answer ? [{ lane, answer }] : [];
  });
  const without = lanes.length - ballots.length;
  const phrases = countAnswers(ballots, run.question).map(
    ({ answer, lanes: same }) => `${same.length}${signs.words('×')} ${shortened(answer ?? '', signs)}`,
  );
  const rest = isOpen(run, round) ? 'to come' : 'without an answer';
  return [...phrases, ...(without > 0 ? [`${without} ${rest}`] : [])];
}

/** In one line of at most so many cells. */
export function shortened(text: string, signs: typeof UNICODE_SIGNS, longest = LONGEST): string {
  const short = truncate(text.replaceAll(/\s+/g, ' ').trim(), longest);
  return !short.endsWith('…') ? short : `${short.slice(0, -1)}${signs.words('…')}`;
}

function isOpen(run: Run, round: Round): boolean {
  return run.outcome === undefined && round.finishedAt === undefined;
}

/** `5 lanes`. */
export function lanesCount(run: Run, round: Round): string {
  return `${lanesOf(run, round).length} lanes`;
}

/** What the lanes came to together: how many are right where a reference tells it, else how many answers there are. */
export function lanesMark(run: Run, round: Round): Pick<Mark, 'sign' | 'word' | 'tone'> {
  const lanes = lanesOf(run, round);
  const marks = lanes.map(lane => markOf(run, round.index, lane));
  const pending = marks.filter(({ kind }) => kind === 'PENDING').length;
  if (pending > 0) {
    return { sign: '…', word: `${lanes.length - pending}/${lanes.length} done`, tone: 'muted' };
  }
  const grades = lanes.flatMap(lane => gradeOfCall(round, answerCall(run, round, lane)) ?? []);
  const right = grades.filter(({ correct }) => correct === true).length;
  if (grades.some(({ correct }) => correct !== null)) {
    const word = `${right}/${lanes.length} right`;
    if (right === lanes.length) return { sign: '✓', word, tone: 'good' };
    return right === 0 ? { sign: '✗', word, tone: 'bad' } : { sign: '~', word, tone: 'neutral' };
  }
  const found = lanes.flatMap(lane => {
    const answer = laneAnswer(run, round, lane);
    return answer ? [{ lane, answer }] : [];
  });
  const different = countAnswers(found, run.question).length;
  if (different === 0) {
    const failed = marks.every(({ kind }) => kind === 'FAILED');
    return failed
      ? { sign: '!', word: 'failed', tone: 'bad' }
      : { sign: '?', word: 'no answer', tone: 'muted' };
  }
  return different === 1
    ? { sign: '=', word: 'one answer', tone: 'muted' }
    : { sign: '≠', word: `${different} answers`, tone: 'neutral' };
}

/** What a call is for, as a person would say it. */
export function purposeName(purpose: string): string {
  return purpose === 'verify' ? 'judge' : purpose;
}

/** `critique`, `judge 2 of 3`: what is asked about an answer just now; nothing while no such call is under way. */
export function doingWords(run: Run, round: Round, lane?: number): string | undefined {
  if (run.outcome) return undefined;
  const calls = callsOf(run, round).filter(call => lane === undefined || call.lane === lane);
  const now = calls.find(call => call.status === 'streaming' && !isAnswering(call));
  if (!now) return undefined;
  const same = calls.filter(({ purpose, lane: of }) => purpose === now.purpose && of === now.lane);
  const name = purposeName(now.purpose);
  return same.length > 1 ? `${name} ${same.indexOf(now) + 1} of ${same.length}` : name;
}

/**
 * `8× judge`: what was asked where nobody was asked for an answer, of the whole round or of one lane;
 * nothing where somebody was, or where it may still come.
 */
export function asidesAlone(
  run: Run,
  round: Round,
  lane?: number,
  signs = UNICODE_SIGNS,
): string | undefined {
  const calls = callsOf(run, round).filter(call => lane === undefined || call.lane === lane);
  if (calls.length === 0 || calls.some(isAnswering) || isOpen(run, round)) return undefined;
  const names = calls.map(({ purpose }) => purposeName(purpose));
  return [...new Set(names)]
    .map(name => {
      const count = names.filter(one => one === name).length;
      return count === 1 ? name : `${count}${signs.words('×')} ${name}`;
    })
    .join(', ');
}

/** How such a round ended. */
export const ASIDES_DONE: Pick<Mark, 'sign' | 'word' | 'tone'> = { sign: '·', word: 'done', tone: 'muted' };

/** The calls of a round in one lane, in their order: attempts, and what was asked about their answers. */
export function callsInLane(run: Run, round: Round | undefined, lane: number): Call[] {
  return round ? callsOf(run, round).filter(call => call.lane === lane) : [];
}
