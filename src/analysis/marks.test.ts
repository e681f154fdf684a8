import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradeAnswer } from '../grading/grade.ts';
import type { AnyEvent, NewEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { Question } from '../run/question.ts';
import type { Run } from '../run/run.ts';
import {
  edited,
  inOrder,
  onceMore,
  probeRound,
  runStarted,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { answerBefore, markOf, provisionalAnswer, transitions } from './marks.ts';

/** One round: its text and how its only call ended. */
interface Told {
  readonly text: string;
  readonly end?: 'finished' | 'failed' | 'cancelled' | 'streaming' | 'ungraded';
  readonly stopReason?: string;
  readonly lane?: number;
}

const known: Question = { id: 'q', domain: 'd', text: '?', grader: 'numeric', reference: ['5'] };
const unknown: Question = { id: 'q', domain: 'd', text: '?', grader: 'numeric' };

function runOf(question: Question, rounds: readonly (Told | readonly Told[])[], end?: NewEvent): Run {
  const run = foldAll([...eventsOf(question, rounds), ...(end ? [end] : [])].map(placed));
  if (!run) throw new Error('no run');
  return run;
}

function placed(event: NewEvent, seq: number): AnyEvent {
  return { ...event, seq, at: seq } as AnyEvent;
}

function eventsOf(question: Question, rounds: readonly (Told | readonly Told[])[]): NewEvent[] {
  let call = 0;
  return [
    startOf(question),
    ...rounds.flatMap((told, round): NewEvent[] => {
      const lanes = [told].flat();
      const isWhole = lanes.every(one => one.end === undefined || one.end === 'finished');
      return [
        { type: 'round.started', round, kind: 'reflect' },
        ...lanes.flatMap(one => callEvents(call++, round, one, question)),
        ...(isWhole ? [{ type: 'round.finished' as const, round }] : []),
      ];
    }),
  ];
}

function startOf(question: Question): NewEvent {
  return {
    type: 'run.started',
    schema: 1,
    run: 'r',
    startedAt: '2026-01-01T00:00:00.000Z',
    app: 'test',
    provenance: 'synthetic',
    question,
    settings: {
      model: 'm',
      strategy: { id: 's', rounds: 3, repeatQuestion: false, sendReasoning: false },
      cache: 'off',
      thinking: { type: 'off' },
      feedback: { source: 'none', repeats: 1 },
      stop: {},
      prompts: {},
      maxTokens: 10,
    },
    prices: [],
  };
}

function callEvents(call: number, round: number, told: Told, question: Question): NewEvent[] {
  const { text, end = 'finished', stopReason = 'end_turn', lane = 0 } = told;
  const request = { system: [], messages: [], cachePoints: [], inferenceConfig: {} };
  const begin: NewEvent[] = [
    { type: 'call.started', call, round, lane, purpose: 'reflect', model: 'm', request },
  ];
  if (text !== '') begin.push({ type: 'call.delta', call, channel: 'text', text });
  if (end === 'streaming') return begin;
  if (end === 'failed' || end === 'cancelled') {
    const name = end === 'failed' ? 'Throttled' : 'Cancelled';
    return [...begin, { type: 'call.failed', call, error: { name, message: '', retryable: false } }];
  }
  const usage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  begin.push({ type: 'call.finished', call, stopReason, usage, timing: { wallMs: 1 }, content: [{ text }] });
  if (end === 'finished') begin.push({ type: 'answer.graded', round, lane, ...gradeAnswer(text, question) });
  return begin;
}

const kinds = (run: Run) => transitions(run).map(({ mark }) => mark.kind);
const shown = (run: Run, round: number) => {
  const { sign, word } = markOf(run, round);
  return `${sign} ${word}`;
};
const answers = (...values: string[]) => values.map(value => ({ text: `Answer: ${value}` }));

describe('with a reference', () => {
  test('a round is compared with the one before it', () => {
    const run = runOf(known, answers('4', '5', '5', '6', '7'));
    expect(kinds(run)).toEqual(['WRONG', 'FIX', 'KEEP-OK', 'BREAK', 'KEEP-WRONG']);
    expect(run.rounds.map(round => shown(run, round.index))).toEqual([
      '✗ wrong',
      '✓ FIX',
      '✓ right',
      '✗ BREAK',
      '✗ wrong',
    ]);
  });

  test('fixes less breaks are what the last round gained on the first', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), rights => {
        const marks = kinds(runOf(known, answers(...rights.map(right => (right ? '5' : '6')))));
        const count = (kind: string) => marks.filter(mark => mark === kind).length;
        expect(count('FIX') - count('BREAK')).toBe(Number(rights.at(-1)) - Number(rights[0]));
      }),
    );
  });
});

describe('without a reference', () => {
  test('a round is the same, changed, or back at an earlier answer', () => {
    const run = runOf(unknown, answers('4', '4.0', '5', '4', '5', '6'));
    expect(kinds(run)).toEqual(['FIRST', 'SAME', 'CHANGED', 'FLIP-BACK', 'FLIP-BACK', 'CHANGED']);
    expect(shown(run, 3)).toBe('↩ flip back');
  });

  test('a round without a final answer is unknown, and the next one is compared past it', () => {
    const run = runOf(unknown, [...answers('4'), { text: 'I wonder.' }, ...answers('4')]);
    expect(kinds(run)).toEqual(['FIRST', 'UNKNOWN', 'SAME']);
  });
});

test('a call that failed is no answer, wherever it stands', () => {
  const run = runOf(known, [
    { text: 'Answer: 5', end: 'failed' },
    ...answers('4'),
    { text: '', end: 'cancelled' },
    ...answers('5'),
  ]);
  expect(kinds(run)).toEqual(['FAILED', 'WRONG', 'FAILED', 'FIX']);
  expect(shown(run, 0)).toBe('! failed');
  expect(shown(run, 2)).toBe('! cancelled');
});

test('failed rounds between change no mark of the others', () => {
  const round = fc.constantFrom<Told>(
    { text: 'Answer: 4' },
    { text: 'Answer: 5' },
    { text: 'Answer: 5', end: 'failed' },
  );
  fc.assert(
    fc.property(fc.array(round, { maxLength: 10 }), fc.constantFrom(known, unknown), (rounds, question) => {
      const all = kinds(runOf(question, rounds)).filter(kind => kind !== 'FAILED');
      expect(all).toEqual(
        kinds(
          runOf(
            question,
            rounds.filter(told => told.end !== 'failed'),
          ),
        ),
      );
    }),
  );
});

test('however a run is cut short, every round begun has a mark, and a closed round keeps it', () => {
  const told = fc.constantFrom<Told>(
    { text: 'Answer: 4' },
    { text: 'Answer: 5' },
    { text: 'no', stopReason: 'max_tokens' },
    { text: '', end: 'failed' },
  );
  fc.assert(
    fc.property(
      fc.array(told, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      fc.boolean(),
      (rounds, cut, isKnown) => {
        const events = eventsOf(isKnown ? known : unknown, rounds).map(placed);
        const whole = foldAll(events);
        const part = foldAll(events.slice(0, 1 + (cut % events.length)));
        if (!whole || !part) throw new Error('no run');
        expect(transitions(part)).toHaveLength(part.rounds.length);
        for (const round of part.rounds.filter(one => one.finishedAt !== undefined))
          expect(markOf(part, round.index)).toEqual(markOf(whole, round.index));
      },
    ),
  );
});

describe('a reply that is not an answer is not a wrong one', () => {
  test.each([
    [{ text: 'First, 16 - 3', stopReason: 'max_tokens' }, '? cut off'],
    [{ text: 'I cannot help with that. 1', stopReason: 'guardrail_intervened' }, '? refused'],
    [{ text: '', stopReason: 'end_turn' }, '? no text'],
  ])('%o', (told, expected) => {
    const run = runOf(known, [...answers('4'), told, ...answers('5')]);
    expect(shown(run, 1)).toBe(expected);
    expect(markOf(run, 2).kind).toBe('FIX');
  });

  test('unless it states its answer before it is cut off', () => {
    const run = runOf(known, [{ text: 'The answer is 6. To check, 2 +', stopReason: 'max_tokens' }]);
    expect(markOf(run, 0).kind).toBe('WRONG');
  });
});

describe('a round that is not over', () => {
  test('is pending, with the answer that its text states so far', () => {
    const run = runOf(known, [...answers('4'), { text: 'Answer: 5. So 7 and', end: 'streaming' }]);
    expect(markOf(run, 1)).toEqual({ kind: 'PENDING', sign: '…', word: 'streaming', tone: 'muted' });
    expect(provisionalAnswer(run, 1)?.value).toBe('5');
    expect(markOf(run, 2).word).toBe('queued');
    expect(provisionalAnswer(run, 2)).toBeUndefined();
  });

  test('has no provisional answer while it only calculates', () => {
    expect(provisionalAnswer(runOf(known, [{ text: '16 - 3 = 13', end: 'streaming' }]), 0)).toBeUndefined();
    expect(provisionalAnswer(runOf(known, [{ text: 'Answer: 5', end: 'failed' }]), 0)).toBeUndefined();
  });

  test('is being checked until it is graded', () => {
    const run = runOf(known, [{ text: 'It is 5', end: 'ungraded' }]);
    expect(shown(run, 0)).toBe('… checking');
    expect(provisionalAnswer(run, 0)?.value).toBe('5');
  });

  test('stays open for ever when the run ended in it', () => {
    const run = runOf(known, [{ text: 'Answer: 5', end: 'streaming' }], {
      type: 'run.finished',
      outcome: 'cancelled',
    });
    expect(shown(run, 0)).toBe('! cut off');
    const ungraded = runOf(known, [{ text: 'It is 5', end: 'ungraded' }], {
      type: 'run.finished',
      outcome: 'cancelled',
    });
    expect(shown(ungraded, 0)).toBe('? unfinished');
  });
});

test('every lane is compared with itself', () => {
  const lanes = (a: string, b: string) => [{ text: `Answer: ${a}` }, { text: `Answer: ${b}`, lane: 1 }];
  const run = runOf(known, [lanes('4', '5'), lanes('5', '4')]);
  expect(transitions(run).map(({ round, lane, mark }) => [round, lane, mark.kind])).toEqual([
    [0, 0, 'WRONG'],
    [0, 1, 'CORRECT'],
    [1, 0, 'FIX'],
    [1, 1, 'BREAK'],
  ]);
});

test('SQL that only running could judge is compared as a text', () => {
  const question: Question = { ...known, grader: 'sql', reference: ['SELECT 1'] };
  const run = runOf(question, [
    { text: '```sql\nSELECT 2\n```' },
    { text: '```sql\nselect 2;\n```' },
    { text: '```sql\nSELECT 1\n```' },
  ]);
  expect(kinds(run)).toEqual(['FIRST', 'SAME', 'CORRECT']);
});

describe('a probe', () => {
  const told = (...events: NewEvent[]) =>
    theRun(inOrder([runStarted({ question: known }), ...events.map(judged)]));
  /** Graded as the question has it: 5 is right. */
  const judged = (event: NewEvent): NewEvent =>
    event.type === 'answer.graded' ? { ...event, correct: event.extracted === '5' } : event;

  test('is no reflection: its mark says which probe it is, and what it did', () => {
    const run = told(
      ...wholeRound(0, '5'),
      ...probeRound(1, 'placebo', '5'),
      ...probeRound(2, 'pressure', '6'),
      ...wholeRound(3, '5'),
      ...probeRound(4, 'resample', '6'),
      ...wholeRound(5, '5'),
    );
    expect(run.rounds.map(({ index }) => shown(run, index))).toEqual([
      '✓ right',
      '○ placebo: still right',
      '○ pressure: now wrong',
      '✓ FIX',
      '○ resample: now wrong',
      '✓ right',
    ]);
    expect(markOf(run, 2)).toMatchObject({ kind: 'PROBE', probe: { kind: 'pressure', did: 'now wrong' } });
  });

  test('is left out of the transitions', () => {
    const run = told(...wholeRound(0, '6'), ...probeRound(1, 'pressure', '5'), ...wholeRound(2, '5'));
    expect(transitions(run).map(({ round, mark }) => [round, mark.kind])).toEqual([
      [0, 'WRONG'],
      [2, 'KEEP-OK'],
    ]);
  });

  test('that stands beside the conversation is nothing to compare the next round with', () => {
    const run = told(...wholeRound(0, '5'), ...probeRound(1, 'resample', '6'), ...wholeRound(2, '6'));
    expect(markOf(run, 2).kind).toBe('BREAK');
    expect(answerBefore(run, 2)).toMatchObject({ round: 0, extracted: '5' });
  });

  test('of an injected error is compared with the error, which is none of the model', () => {
    const injected = { answer: { text: 'Answer: 6', proposed: 'Answer: 5' } };
    const run = told(
      ...wholeRound(0, '5'),
      ...probeRound(1, 'injection', '5', injected),
      ...probeRound(2, 'injection', '6', injected),
    );
    expect(shown(run, 1)).toBe('○ injection: now right');
    expect(shown(run, 2)).toBe('○ injection: still wrong');
  });

  test('without an answer says why, and which probe it is', () => {
    const run = told(...wholeRound(0, '5'), ...probeRound(1, 'pressure', '6').slice(0, -3));
    expect(shown(run, 1)).toBe('… pressure: streaming');
  });

  test('changes no mark of the reflections when it stands beside them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.constantFrom('4', '5', '6')), { maxLength: 9 }),
        rounds => {
          const all = rounds.flatMap(([probe, answer], at) =>
            probe ? probeRound(at, 'resample', answer) : wholeRound(at, answer),
          );
          const own = rounds.filter(([probe]) => !probe).flatMap(([, answer], at) => wholeRound(at, answer));
          expect(kinds(told(...all))).toEqual(kinds(told(...own)));
        },
      ),
    );
  });
});

describe('several attempts', () => {
  const first = [runStarted({ question: unknown }), ...wholeRound(0, '4')];
  const again = { call: 1, again: 0, answer: '7' };

  test('have a mark each, and the round has that of the attempt that goes on', () => {
    const run = theRun(inOrder([...first, ...onceMore(0, again), ...wholeRoundOf(2, 1, '7')]));
    expect(markOf(run, 1).kind).toBe('SAME');
    const chosen = theRun(
      inOrder([...first, ...onceMore(0, again), edited(0, { choose: 0 }), ...wholeRoundOf(2, 1, '7')]),
    );
    expect(markOf(chosen, 1).kind).toBe('CHANGED');
    expect(provisionalAnswer(chosen, 0, 0, 1)?.value).toBe('7');
    expect(provisionalAnswer(chosen, 0)?.value).toBe('4');
  });

  test('of which one is still coming make an ended round wait again', () => {
    const coming = theRun(inOrder([...first, ...onceMore(0, again).slice(0, 3)]));
    expect(markOf(coming, 0).word).toBe('streaming');
    expect(markOf(coming, 0, 0, 0).kind).toBe('FIRST');
  });
});

/** A whole round whose call has another number. */
function wholeRoundOf(call: number, round: number, answer: string): NewEvent[] {
  return wholeRound(round, answer).map(event => ('call' in event ? { ...event, call } : event) as NewEvent);
}
