/** Runs with several lanes, and with calls that are about an answer. Only tests import it. */
import type { NewEvent } from '../events.ts';
import type { Run } from '../run.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  MODEL,
  PRICE,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
} from './sample-run.ts';

export const JUDGE = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const PRICES = [PRICE, { ...PRICE, model: JUDGE, input: 1, output: 5 }];

export const lanesStarted = (): NewEvent => runStarted({ prices: PRICES });

/** Every lane is asked the question at once; each has said this much. */
export function lanesAsked(answers: readonly string[]): NewEvent[] {
  return [
    roundStarted(0),
    ...answers.map((_, lane) => callStarted(lane, 0, { lane })),
    ...answers.flatMap((text, lane) => (text === '' ? [] : [delta(lane, text)])),
  ];
}

const answerIn = (text: string) => /\d+(?:\.\d+)?(?=[^\d]*$)/.exec(text)?.[0] ?? null;

/** Every lane is answered, graded, and its answer counted. */
export function lanesVoted(texts: readonly string[], winner: number | null): NewEvent[] {
  const found = texts.map(answerIn);
  const different = [...new Set(found)].map(answer => ({
    answer,
    lanes: found.flatMap((one, lane) => (one === answer ? [lane] : [])),
  }));
  const votes = different
    .map(one => ({ ...one, weight: one.lanes.length }))
    .sort((a, b) => b.weight - a.weight);
  return [
    ...lanesAsked(texts),
    ...texts.map((text, lane) =>
      callFinished(lane, { input: 120, output: 60 + 7 * lane }, { text, wallMs: 900 + 100 * lane }),
    ),
    ...found.map(
      (extracted, lane): NewEvent =>
        ({
          ...graded(0, extracted, extracted === '0.05'),
          lane,
          call: lane,
        }) as NewEvent,
    ),
    {
      type: 'vote.counted',
      round: 0,
      votes,
      winner,
      method: `${texts.length} answers counted, one vote each`,
    },
    roundFinished(0),
  ];
}

export function returned(rule: string, round: number, lane: number, why: string): NewEvent {
  return { type: 'run.finished', outcome: 'stopped', rule, answer: { round, lane, why } };
}

const FIRST = 'The ball costs $0.10, because $1.10 less $1.00 leaves $0.10.\n\nAnswer: 0.10';
const SECOND = 'Let the ball cost b. Then b + (b + 1.00) = 1.10, so b = 0.05.\n\nAnswer: 0.05';
const CRITIC =
  'The difference is not checked: with a ball of $0.10 the bat costs $1.10, and both together $1.20.\n\n{"verdict": "fail", "reason": "The sum is $1.20, not $1.10."}';

/** Round 0 is answered; round 1 is a critique and a revision, up to this many of its events. */
export function critiqued(events = Number.POSITIVE_INFINITY): NewEvent[] {
  const round: NewEvent[] = [
    roundStarted(1),
    callStarted(1, 1, {
      purpose: 'critique',
      model: JUDGE,
      request: requestOf('Review your last answer.', { call: 0, answer: FIRST }),
    }),
    delta(1, CRITIC.slice(0, 70)),
    delta(1, CRITIC.slice(70)),
    callFinished(1, { input: 220, output: 55 }, { text: CRITIC, wallMs: 700 }),
    {
      type: 'check.finished',
      round: 1,
      lane: 0,
      source: 'critic',
      text: 'The sum is $1.20, not $1.10.',
      verdict: 'fail',
      durationMs: 0,
      about: 0,
      calls: [1],
    },
    callStarted(2, 1, {
      purpose: 'revise',
      request: requestOf('Revise it.', { call: 0, answer: FIRST }),
    }),
    delta(2, SECOND),
    callFinished(2, { input: 300, output: 80 }, { text: SECOND, wallMs: 1100 }),
    { ...graded(1, '0.05', true), call: 2 } as NewEvent,
    roundFinished(1),
  ];
  return [...answered(), roundFinished(0), ...round.slice(0, events)];
}

function answered(): NewEvent[] {
  return [
    roundStarted(0),
    callStarted(0, 0),
    delta(0, FIRST),
    callFinished(0, { input: 100, output: 60 }, { text: FIRST, wallMs: 800 }),
    { ...graded(0, '0.10', false), call: 0 } as NewEvent,
  ];
}

/** A judge is asked three times about the answer of round 0, of which one answer is still coming. */
export function beingJudged(): NewEvent[] {
  const judge = (call: number): NewEvent =>
    callStarted(call, 0, { purpose: 'verify', model: JUDGE, request: requestOf(`Judge: ${QUESTION.text}`) });
  return [
    ...answered(),
    judge(1),
    judge(2),
    judge(3),
    delta(1, 'Wrong sum.\n{"verdict": "fail", "reason": "1.10 + 1.00 is not 1.10."}'),
    callFinished(1, { input: 200, output: 30 }, { wallMs: 500 }),
    delta(2, 'I am not sure about'),
  ];
}

/** What the judge said was read: its words had no verdict. */
export function judged(): NewEvent[] {
  const words = 'It could be either, as far as I can tell.';
  return [
    ...beingJudged(),
    callFinished(2, { input: 200, output: 30 }, { wallMs: 500 }),
    delta(3, words),
    callFinished(3, { input: 200, output: 12 }, { text: words, wallMs: 600 }),
    {
      type: 'check.finished',
      round: 0,
      lane: 0,
      source: 'judge',
      text: words,
      verdict: 'unknown',
      durationMs: 0,
      about: 0,
      calls: [1, 2, 3],
    },
    {
      type: 'check.finished',
      round: 0,
      lane: 0,
      source: 'sql',
      text: 'name    | age\n--------|----\nAnn     |  31\nBernard |   7\n(2 rows)',
      verdict: 'unknown',
      durationMs: 40,
      about: 0,
    },
    roundFinished(0),
  ];
}

export function laneRun(...events: readonly NewEvent[]): Run {
  return runOf(lanesStarted(), ...events);
}

export { FIRST, MODEL, SECOND };
