/** How the panes show rounds of several lanes and of several calls. */
import { describe, expect, test } from 'vitest';
import type { Pending, PendingCall } from '../../engine/gate.ts';
import type { NewEvent } from '../../run/events.ts';
import {
  beingJudged,
  critiqued,
  FIRST,
  JUDGE,
  judged,
  laneRun,
  lanesAsked,
  lanesVoted,
  returned,
  SECOND,
} from '../../run/testing/sample-lanes.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  roundFinished,
  roundStarted,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textOf, textsOf } from '../testing/shown.ts';
import { answerPane, thinkingPane } from './answer.ts';
import { comparedCall, diffPane } from './diff.ts';
import { feedbackPane } from './feedback.ts';
import { headerLine } from './header.ts';
import { lanesBeside } from './lanes-beside.ts';
import { nextPane } from './next.ts';
import { promptPane } from './prompt.ts';
import { laneFacts, roundFacts } from './round-facts.ts';
import { narrowTimeline, narrowTimelineRows, wideTimeline } from './timeline.ts';

const voted = laneRun(...lanesVoted([FIRST, SECOND, SECOND], 1), returned('voted', 0, 1, 'vote'));
const revised = laneRun(...critiqued());

/** Two lanes that are gone on with in a second round. */
const twoRounds = laneRun(
  ...lanesVoted([FIRST, SECOND], null),
  roundStarted(1),
  ...[0, 1].flatMap((lane): NewEvent[] => [
    callStarted(2 + lane, 1, { lane, purpose: 'debate' }),
    delta(2 + lane, `${lane === 0 ? SECOND : SECOND.replace('Let', 'Again, let')}`),
    callFinished(2 + lane),
    { ...graded(1, '0.05', true), lane, call: 2 + lane } as NewEvent,
  ]),
  roundFinished(1),
);

describe('the line above a text', () => {
  test('says which lane it is, and of several calls which one, by whom', () => {
    expect(textsOf(answerPane(voted, 0, 60, false, 2))[0]).toBe('Lane 2.');
    expect(textsOf(answerPane(revised, 1, 60, false, 1))[0]).toBe('Call 1 of 2: critique, Claude Haiku 4.5.');
    expect(textsOf(answerPane(revised, 1, 60))[0]).toBe('Call 2 of 2: revise, Claude Sonnet 4.6.');
    expect(textsOf(thinkingPane(revised, 1, 60, 1))[0]).toMatch(/^Call 1 of 2: critique/);
    expect(textsOf(promptPane(revised, 1, 60, 1).lines)[0]).toMatch(/^Call 1 of 2: critique/);
    expect(textsOf(answerPane(revised, 0, 60))[0]).not.toMatch(/^Call/);
  });
  test('names what is being said while there is no answer yet', () => {
    const critique = laneRun(...critiqued(3));
    expect(textsOf(answerPane(critique, 1, 60))[0]).toBe('Critique, Claude Haiku 4.5.');
    expect(textsOf(answerPane(critique, 1, 90)).join('\n')).toContain('The difference is not checked');
  });
  test('of a request moves the place where it is new', () => {
    const { lines, start = 0 } = promptPane(revised, 1, 60, 1);
    expect(textOf(lines[start] ?? [])).toMatch(/new since the call before/);
  });
});

test('what is about an answer is neither graded nor compared', () => {
  expect(textsOf(answerPane(revised, 1, 60, false, 1)).join('\n')).not.toContain('reference:');
  const { words, lines } = diffPane(revised, 1, 60, { kind: 'inline', against: 'previous', raw: false }, 1);
  expect(words.map(textOf)[0]).toBe('critique: no answer to compare');
  expect(textsOf(lines)[0]).toMatch(/^Call 1 of 2/);
});

describe('a diff', () => {
  test('is against the answer of the same lane', () => {
    expect(comparedCall(twoRounds, 1, 'previous', 3)?.id).toBe(1);
    expect(comparedCall(twoRounds, 1, 'first', 3)?.id).toBe(1);
    expect(comparedCall(twoRounds, 1, 0, 3)?.id).toBe(1);
    expect(comparedCall(twoRounds, 1, 'previous')?.id).toBe(0);
  });
  test('says which lane that is', () => {
    const look = { kind: 'inline', against: 'previous', raw: false } as const;
    expect(diffPane(twoRounds, 1, 80, look, 3).words.map(textOf)[0]).toMatch(/^lane 1 {3}round 1 against 0/);
  });
});

describe('the facts of a round', () => {
  const factsOf = (run: typeof voted, index: number) => {
    const round = run.rounds[index];
    if (!round) throw new Error(`no round ${index}`);
    return roundFacts(run, round);
  };
  test('of several lanes are what they came to together', () => {
    expect(factsOf(voted, 0)).toMatchObject({
      lanes: '3 lanes',
      answer: '0.05',
      answers: ['2× 0.05', '1× 0.10'],
      mark: '~ 2/3 right',
      tags: ['returned 0.1'],
      output: '201 out',
      time: '1.1 s',
    });
    const round = voted.rounds[0];
    expect(round && laneFacts(voted, round, 1)).toMatchObject({
      lanes: '',
      answer: '0.05',
      mark: '✓ right',
      tags: ['returned'],
      output: '67 out',
    });
  });
  test('of several calls are those of all of them', () => {
    expect(factsOf(revised, 1)).toMatchObject({ mark: '✓ FIX', output: '135 out', time: '1.8 s' });
  });
  test('say what is being asked about the answer', () => {
    expect(factsOf(laneRun(...beingJudged()), 0)).toMatchObject({ answer: '0.10', mark: '… judge 2/3' });
    expect(factsOf(laneRun(...critiqued(3)), 1)).toMatchObject({
      answer: '…',
      mark: '… critique',
      cost: '…',
    });
  });
});

describe('the timeline', () => {
  test('has as many rows as there are lanes, where there is room', () => {
    expect(narrowTimelineRows(voted, 0, { rows: 6 })).toBe(4);
    expect(narrowTimelineRows(voted, 0, { rows: 3 })).toBe(3);
    expect(narrowTimelineRows(voted, 0, { rows: 2 })).toBe(2);
    expect(narrowTimelineRows(voted, 0, { rows: 1 })).toBe(1);
    const { lines, chosen } = narrowTimeline(voted, 0, 80, { lane: 2, rows: 3 });
    expect(textsOf(lines)[1]).toMatch(/^▌ 0\.2 {2}0\.05/);
    expect(textsOf(lines)[2]?.trim()).toBe('2 more lanes: J K');
    expect(chosen).toEqual({ from: 0, to: 3 });
  });
  test('tells every lane on two lines, on one, or those of the chosen round alone', () => {
    const shown = (rows?: number) => textsOf(wideTimeline(twoRounds, 1, 35, { lane: 1, rows }).lines);
    expect(shown().filter(text => /[01]\.[01]/.test(text.slice(0, 6)))).toHaveLength(4);
    const some = shown(16).filter(text => /^[ ▌] [01]\.[01] /.test(text));
    expect(some.map(text => text.slice(2, 5))).toEqual(['1.0', '1.1']);
    expect(shown(8).filter(text => /^[ ▌] 1\.[01] .*(\$|cost|…)/.test(text))).toHaveLength(2);
  });
  test('never is wider than its column', () => {
    for (const width of [30, 35, 47]) {
      for (const rows of [undefined, 9]) {
        for (const line of wideTimeline(voted, 0, width, { rows }).lines) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
        }
      }
    }
  });
});

describe('the header', () => {
  test('says what is being asked, and which answer came back', () => {
    const header = (run: typeof voted, width: number) => textOf(headerLine(run, undefined, width));
    expect(header(laneRun(...beingJudged()), 80)).toMatch(/● round 0\/1 {2}judge 2 of 3$/);
    expect(header(voted, 80)).toMatch(/■ voted, returned 0\.1$/);
    expect(header(voted, 120)).toMatch(/■ stopped by voted, returned 0\.1$/);
  });
  test('tells the speed of all lanes together', () => {
    const words = 'word '.repeat(40);
    const going = laneRun(...lanesAsked([words, words]));
    const rate = (run: typeof voted) =>
      Number(/~(\d+) tok/.exec(textOf(headerLine({ ...run, at: run.at + 5000 }, undefined, 80)))?.[1]);
    expect(rate(going)).toBeGreaterThan(1.5 * rate(laneRun(...lanesAsked([words]))));
  });
});

describe('lanes side by side', () => {
  test('have their answers under a line each, the one that is looked at marked', () => {
    const { head, lines } = lanesBeside(voted, 0, 80, false, 1);
    expect(textOf(head[0] ?? [])).toMatch(
      /^lane 0 {2}✗ wrong {2}0\.10 +│ lane 1 {2}✓ right {2}0\.05 +│ lane 2/,
    );
    expect(inStyle(head, 'strong')).toEqual(['lane 1']);
    for (const line of [...head, ...lines]) expect(lineWidth(line)).toBeLessThanOrEqual(80);
  });
});

describe('lanes that differ', () => {
  const differ = laneRun(
    ...lanesVoted([FIRST, SECOND], null).map(event =>
      event.type === 'call.started' && event.lane === 1 ? { ...event, model: JUDGE } : event,
    ),
  );
  test('are named by that side by side, in the timeline and above the text', () => {
    const head = (width: number) => textOf(lanesBeside(differ, 0, width, false, 0).head[0] ?? []);
    expect(head(80)).toMatch(/lane 1 {2}✓ right {2}\(Haiku 4\.5\)/);
    expect(head(120)).toMatch(/lane 1 {2}✓ right {2}\(Claude Haiku 4\.5\)/);
    expect(textsOf(narrowTimeline(differ, 0, 80).lines)[2]).toMatch(/ {2}Claude Haiku 4\.5$/);
    expect(textsOf(wideTimeline(differ, 0, 35).lines).join('\n')).toMatch(/^ +Claude Haiku 4\.5 /m);
    expect(textsOf(answerPane(differ, 0, 60, false, 1))[0]).toBe('Lane 1, Claude Haiku 4.5.');
  });
  test('are never wider for it than there is room', () => {
    for (let width = 30; width < 120; width += 5) {
      for (const line of narrowTimeline(differ, 0, width).lines) {
        expect(lineWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  });
});

describe('feedback', () => {
  test('of a judge says who gave it, and that no verdict could be read', () => {
    const shown = textsOf(feedbackPane(laneRun(...judged()), 0, 70));
    expect(shown.slice(0, 5)).toEqual([
      'judge   ? unknown',
      'said by Claude Haiku 4.5 (calls 1, 2, 3)',
      'No verdict could be read in it: these are its own words.',
      'what it says:',
      '  It could be either, as far as I can tell.',
    ]);
  });
  test('of a query keeps the columns of its table', () => {
    const shown = textsOf(feedbackPane(laneRun(...judged()), 0, 70));
    expect(shown.slice(shown.indexOf('sql check   ? unknown   0.0 s') + 2)).toEqual(
      expect.arrayContaining(['  name    | age', '  --------|----', '  Bernard |   7']),
    );
    expect(textsOf(feedbackPane(laneRun(...judged()), 0, 14)).join('')).toContain('name    | a…');
  });
  test('is still being asked for', () => {
    expect(textsOf(feedbackPane(laneRun(...beingJudged()), 0, 70))[0]).toBe('Being asked: judge 2 of 3…');
  });
  test('has the vote with its lanes, and which answer stands', () => {
    expect(textsOf(feedbackPane(voted, 0, 70)).slice(0, 7)).toEqual([
      'vote',
      '  3 answers counted, one vote each',
      '  2  0.05',
      '     lanes 1, 2: stands',
      '  1  0.10',
      '     lane 0',
      'The answer of lane 1 stands. Whether it is right is said below.',
    ]);
    const drawn = laneRun(...lanesVoted([FIRST, 'None.'], null));
    expect(textsOf(feedbackPane(drawn, 0, 70)).join('\n')).toMatch(/no answer found[\s\S]*A draw/);
  });
  test('of the lane that is looked at comes first', () => {
    const check = (lane: number): NewEvent => ({
      type: 'check.finished',
      round: 0,
      lane,
      source: 'judge',
      text: `of ${lane}`,
      verdict: 'pass',
      durationMs: 0,
      about: lane,
      calls: [lane],
    });
    const run = laneRun(...lanesVoted([FIRST, SECOND], null), check(0), check(1));
    const first = (lane: number) => textsOf(feedbackPane(run, 0, 70, lane))[0];
    expect(first(0)).toBe('judge, lane 0   ✓ pass');
    expect(first(1)).toBe('judge, lane 1   ✓ pass');
    const grades = textsOf(feedbackPane(run, 0, 70, 1)).filter(text => /^ {2}lane \d/.test(text));
    expect(grades).toEqual(['  lane 1', '  lane 0']);
  });
});

describe('what waits', () => {
  const waiting = (pending: Pending) =>
    textsOf(nextPane({ run: revised, pending, stepping: true, width: 90 }).lines);
  const checks = [{ kind: 'check', lane: 0, source: 'sql', about: 2 }] as const;
  test('may be a check on this machine alone', () => {
    expect(waiting({ kind: 'calls', round: 1, roundKind: 'reflection', calls: [], checks })).toEqual([
      'A check on this machine (sql) of the answer of lane 0 of round 1: nothing is sent, nothing',
      'is paid.',
    ]);
  });
  test('may be several calls, each named by what it is for', () => {
    const call: PendingCall = {
      step: { kind: 'call', lane: 0, purpose: 'verify', model: JUDGE, messages: [] },
      request: { model: JUDGE, system: [], messages: [], cachePoints: [], inferenceConfig: {} },
      proposed: '',
    };
    const shown = waiting({ kind: 'calls', round: 1, roundKind: 'reflection', calls: [call, call], checks });
    expect(shown[0]).toBe('2 calls start together.');
    expect(shown.join('\n')).toContain('Round 1 · lane 0 · judge · Claude Haiku 4.5');
  });
});
