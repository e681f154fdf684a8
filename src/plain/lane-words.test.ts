import { describe, expect, test } from 'vitest';
import type { NewEvent, RunEvent } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import {
  beingJudged,
  critiqued,
  FIRST,
  laneRun,
  lanesAsked,
  lanesVoted,
  returned,
  SECOND,
} from '../run/testing/sample-lanes.ts';
import {
  callFinished,
  callStarted,
  delta,
  QUESTION,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
} from '../run/testing/sample-run.ts';
import {
  asidesAlone,
  doingWords,
  laneAnswer,
  lanesAnswered,
  lanesCount,
  lanesMark,
  statedAnswer,
} from './lane-words.ts';
import { summary } from './printer.ts';
import {
  returnedBeside,
  returnedLines,
  returnedPlace,
  returnedSentence,
  returnedWords,
} from './returned-words.ts';
import { WORD_SIGNS } from './signs.ts';

const roundIn = (run: Run, index = 0) => {
  const round = run.rounds[index];
  if (!round) throw new Error(`no round ${index}`);
  return round;
};
const mark = (run: Run) => {
  const { sign, word } = lanesMark(run, roundIn(run));
  return `${sign} ${word}`;
};

describe('the lanes of a round', () => {
  const voted = laneRun(...lanesVoted([FIRST, SECOND, SECOND, 'None.'], 1));
  test('are told by their answers, the most frequent first', () => {
    expect(lanesCount(voted, roundIn(voted))).toBe('4 lanes');
    expect(lanesAnswered(voted, roundIn(voted))).toEqual(['2× 0.05', '1× 0.10', '1 without an answer']);
    expect(lanesAnswered(voted, roundIn(voted), WORD_SIGNS)[0]).toBe('2x 0.05');
    expect(laneAnswer(voted, roundIn(voted), 3)).toBeUndefined();
  });
  test('that still stream have the answers that they state so far', () => {
    const run = laneRun(...lanesAsked(['Answer: 0.05\n\nI', 'Let', '']));
    expect(lanesAnswered(run, roundIn(run))).toEqual(['1× 0.05', '2 to come']);
    expect(mark(run)).toBe('… 0/3 done');
  });
  test('are marked by how many are right', () => {
    expect(mark(voted)).toBe('~ 2/4 right');
    expect(mark(laneRun(...lanesVoted([SECOND, SECOND], 0)))).toBe('✓ 2/2 right');
    expect(mark(laneRun(...lanesVoted([FIRST, FIRST], 0)))).toBe('✗ 0/2 right');
  });
  test('without a reference are marked by how many answers there are', () => {
    const { reference: _reference, ...question } = QUESTION;
    const of = (...texts: string[]) => {
      const ungraded = lanesVoted(texts, null).map(event =>
        event.type === 'answer.graded' ? { ...event, correct: null } : event,
      );
      return mark(runOf(runStarted({ question }), ...ungraded));
    };
    expect(of(FIRST, FIRST)).toBe('= one answer');
    expect(of(FIRST, SECOND)).toBe('≠ 2 answers');
    expect(of('None.', 'Nothing.')).toBe('? no answer');
  });
});

describe('what is being asked about an answer', () => {
  test('is a critique, or which of several judges', () => {
    const critique = laneRun(...critiqued(3));
    expect(doingWords(critique, roundIn(critique, 1))).toBe('critique');
    const judging = laneRun(...beingJudged());
    expect(doingWords(judging, roundIn(judging))).toBe('judge 2 of 3');
    expect(doingWords(judging, roundIn(judging), 1)).toBeUndefined();
  });
  test('is nothing once the run is over, or while an answer comes', () => {
    const judging = laneRun(...beingJudged(), { type: 'run.finished', outcome: 'cancelled' });
    expect(doingWords(judging, roundIn(judging))).toBeUndefined();
    const revising = laneRun(...critiqued(8));
    expect(doingWords(revising, roundIn(revising, 1))).toBeUndefined();
  });
});

test('a round in which only judges were asked is told by them, once it is over', () => {
  const [, ...events] = beingJudged().slice(5);
  const asked = (over: boolean) =>
    laneRun(
      ...critiqued(0),
      roundStarted(1),
      ...events.map(event => ('round' in event ? { ...event, round: 1 } : event) as typeof event),
      ...(over ? [roundFinished(1)] : []),
    );
  const done = asked(true);
  expect(asidesAlone(done, roundIn(done, 1))).toBe('2× judge');
  expect(asidesAlone(done, roundIn(done, 0))).toBeUndefined();
  const going = asked(false);
  expect(asidesAlone(going, roundIn(going, 1))).toBeUndefined();
  expect(summary(done)[2]).toMatch(/^ {2}1 {2}2× judge {3}/);
});

describe('the answer that is returned', () => {
  const ended = (lane: number, why = 'vote') =>
    laneRun(...lanesVoted([SECOND, FIRST], 0), returned('voted', 0, lane, why));
  test('is told with its place and its reason where it is not the last one of lane 0', () => {
    expect(returnedLines(ended(1))).toEqual(['Returned: round 0, lane 1, by vote (0.10, ✗ wrong).']);
    expect(returnedLines(ended(1), WORD_SIGNS)).toEqual([
      'Returned: round 0, lane 1, by vote (0.10, wrong).',
    ]);
    expect(returnedSentence(ended(1))).toEqual([
      '■ Returned: round 0, lane 1, by vote (the samples were counted).',
    ]);
  });
  test('is named where it is that of the first of several lanes, too', () => {
    expect(returnedLines(ended(0))).toEqual(['Returned: round 0, lane 0, by vote (0.05, ✓ right).']);
    expect(returnedPlace(ended(0), { round: 0, lane: 0, why: 'vote' })).toBe('0.0');
  });
  test('is named in one line, however long it is', () => {
    const whole = `A text\n\nof many words: ${'word '.repeat(300)}`;
    const run = laneRun(
      ...lanesVoted([SECOND, FIRST], 0).map(event =>
        event.type === 'answer.graded' ? { ...event, extracted: whole } : event,
      ),
      returned('voted', 0, 1, 'vote'),
    );
    const [line = ''] = returnedLines(run);
    expect(line).toContain('(A text of many words: word word');
    expect(line).toContain('…');
    expect(line.length).toBeLessThan(130);
  });
  test('is not worth a word where it is the only one of the last round', () => {
    const alone = laneRun(...lanesVoted([SECOND], 0), returned('max-rounds', 0, 0, 'last'));
    expect(returnedBeside(alone)).toBeUndefined();
    expect(returnedLines(alone)).toEqual([]);
    expect(returnedSentence(laneRun(...lanesVoted([SECOND], 0)))).toEqual([]);
  });
  test('has a reason of a later version named as it is', () => {
    expect(returnedWords({ round: 2, lane: 0, why: 'a new reason' })).toBe('round 2, a new reason');
  });
});

describe('what a text states while it comes', () => {
  const long = 'Let us see what the ball costs.\n'.repeat(200);
  const statedIn = (before: readonly NewEvent[], ...texts: string[]) => {
    let run = runOf(...before);
    return texts.map(text => {
      run = fold(run, { ...delta(0, text), seq: run.seq + 1, at: run.at + 1 } as RunEvent);
      return run.calls[0] && statedAnswer(run, run.calls[0]);
    });
  };
  const begun = (text: string) => [runStarted(), roundStarted(0), callStarted(0, 0), delta(0, text)];

  test('is told with every word while the text is short', () => {
    expect(statedIn(begun(''), 'Answer: 0', '.05')).toEqual(['0', '0.05']);
  });

  test('is told after every few lines once it is long, and changes with the next ones', () => {
    const few = 'And so it is.\n'.repeat(80);
    const answers = statedIn(begun(long), few, 'Answer: 0.05\n', few, 'Answer: 0.10\n', few);
    expect(answers.filter((_, index) => index % 2 === 0)).toEqual([answers[0], '0.05', '0.10']);
  });

  test('is told of the last line, too, once the text is whole', () => {
    const run = runOf(...begun(`${long}Answer: 0.05`), callFinished(0));
    expect(run.calls[0] && statedAnswer(run, run.calls[0])).toBe('0.05');
  });
});
