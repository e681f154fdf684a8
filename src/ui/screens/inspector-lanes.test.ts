import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../run/events.ts';
import type { Run } from '../../run/run.ts';
import { FIRST, laneRun, lanesAsked, lanesVoted, returned, SECOND } from '../../run/testing/sample-lanes.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  graded,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
} from '../../run/testing/sample-run.ts';
import { DIFF_KINDS } from '../diff-views/diff-view.ts';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { AT_TOP, FOLLOWING } from '../widgets/scroll.ts';
import { inspectorFrame } from './inspector-frame.ts';
import { inspectorKey, type SeenRun } from './inspector-keys.ts';
import { paneExtent } from './inspector-pane-lines.ts';
import { INITIAL, type InspectorInput, type InspectorState, PANES } from './inspector-state.ts';

const input = (run: Run, changes: Partial<InspectorInput> = {}): InspectorInput => ({
  run,
  log: [],
  state: INITIAL,
  player: undefined,
  notice: undefined,
  width: 80,
  height: 24,
  ...changes,
});
const frame = (run: Run, changes: Partial<InspectorInput> = {}) =>
  textsOf(inspectorFrame(input(run, changes)));
const state = (changes: Partial<InspectorState>): InspectorState => ({ ...INITIAL, ...changes });

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom('', '世界'.repeat(80), '\n'.repeat(300), 'x'.repeat(900), 'Answer: 0.05'),
);

const callsOfLane = fc.array(
  fc.record({
    purpose: fc.constantFrom('answer', 'revise', 'critique', 'verify', 'confidence', 'memo'),
    text: texts,
    end: fc.constantFrom('finished', 'failed', 'streaming', 'waiting'),
    again: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

const roundsOfLanes = fc.array(
  fc.record({
    lanes: fc.array(callsOfLane, { minLength: 1, maxLength: 16 }),
    firstLane: fc.constantFrom(0, 0, 0, 5),
    verdict: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const),
    feedback: texts,
    voted: fc.boolean(),
    ended: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

/** A run in which anything may happen in any lane. */
const runs = fc
  .record({ rounds: roundsOfLanes, over: fc.boolean(), lane: fc.nat(15) })
  .map(({ rounds, over, lane: last }): Run => {
    let call = 0;
    const events = rounds.flatMap((round, index): NewEvent[] => {
      const made = round.lanes.flatMap((calls, place) => {
        const lane = round.firstLane + place;
        let first: number | undefined;
        return calls.flatMap(({ purpose, text, end, again }): NewEvent[] => {
          const id = call++;
          const isAgain = again && first !== undefined;
          first ??= id;
          return [
            callStarted(id, index, { lane, purpose, ...(isAgain && { again: first }) }),
            ...(end === 'waiting' ? [] : [delta(id, text)]),
            ...(end === 'finished' ? [callFinished(id)] : end === 'failed' ? [callFailed(id)] : []),
            ...(end === 'finished'
              ? [{ ...graded(index, text.slice(0, 30) || null), lane, call: id } as NewEvent]
              : []),
          ];
        });
      });
      const lanes = round.lanes.map((_, place) => round.firstLane + place);
      return [
        roundStarted(index),
        ...made,
        {
          type: 'check.finished',
          round: index,
          lane: lanes[0] ?? 0,
          source: 'judge',
          text: round.feedback,
          verdict: round.verdict,
          durationMs: 3,
          calls: [call - 1],
        },
        ...(round.voted
          ? [
              {
                type: 'vote.counted',
                round: index,
                votes: [{ answer: round.feedback, lanes, weight: lanes.length }],
                winner: lanes[0] ?? 0,
                method: 'counted',
              } satisfies NewEvent,
            ]
          : []),
        ...(round.ended ? [roundFinished(index)] : []),
      ];
    });
    return runOf(runStarted(), ...events, ...(over ? [returned('voted', 0, last, 'vote')] : []));
  });

test('whatever the lanes, the asides and the size: exactly as many lines as the screen has, none wider', () => {
  fc.assert(
    fc.property(
      runs,
      fc.integer({ min: 60, max: 200 }),
      fc.integer({ min: 16, max: 60 }),
      fc.constantFrom(...PANES),
      fc.record({
        pinned: fc.option(fc.nat(3), { nil: undefined }),
        lane: fc.option(fc.nat(16), { nil: undefined }),
        attempt: fc.option(fc.nat(40), { nil: undefined }),
        beside: fc.option(fc.boolean(), { nil: undefined }),
        diff: fc.constantFrom(...DIFF_KINDS),
        raw: fc.boolean(),
        scroll: fc.oneof(fc.constant(FOLLOWING), fc.record({ offset: fc.nat(400), follow: fc.boolean() })),
      }),
      (run, width, height, pane, look) => {
        const shown = input(run, { width, height, state: state({ pane, ...look }) });
        const lines = inspectorFrame(shown);
        expect(lines).toHaveLength(height);
        for (const line of lines) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(line.map(({ text }) => text).join('')).not.toMatch(/[\n\t]/);
        }
        expect(paneExtent(shown).height).toBeGreaterThan(0);
      },
    ),
    { numRuns: 150 },
  );
});

const SIXTEEN = Array.from({ length: 16 }, (_, lane) => (lane % 3 === 0 ? FIRST : SECOND));
const many = laneRun(...lanesVoted(SIXTEEN, 1));
const three = laneRun(...lanesVoted([FIRST, SECOND, SECOND], 1));

const seen = (run: Run): SeenRun => ({
  run,
  isPlayed: false,
  isWaiting: false,
  tree: undefined,
  size: { width: 76, height: 14 },
  extentOf: of => paneExtent(input(run, { state: of })),
});

/** The state after these keys. */
function pressed(run: Run, from: InspectorState, ...keys: string[]): InspectorState {
  return keys.reduce((now, key) => inspectorKey(now, key, seen(run)).state, from);
}

describe('the lanes of a round', () => {
  test('have a row each below it, the one that is looked at marked', () => {
    const lines = frame(three, { state: state({ lane: 1 }) });
    expect(lines[2]).toMatch(/^▌0 {2}3 lanes: 2× 0\.05, 1× 0\.10 +~ 2\/3 right/);
    expect(lines.slice(3, 6).map(line => line.slice(0, 22))).toEqual([
      '  0.0  0.10    ✗ wrong',
      '▌ 0.1  0.05    ✓ right',
      '  0.2  0.05    ✓ right',
    ]);
  });
  test('are one row and the one that is looked at where there is no room for all', () => {
    const lines = frame(many, { state: state({ lane: 12 }) });
    expect(lines[2]).toContain('16 lanes: 10× 0.05, 6× 0.10');
    expect(lines[3]).toMatch(/^▌ 0\.12 0\.10/);
    expect(lines[4]?.trim()).toBe('15 more lanes: J K');
    expect(lines[5]).toMatch(/^─/);
  });
  test('beside the panes keep the one that is looked at in sight', () => {
    for (const height of [16, 24, 36]) {
      for (let lane = 0; lane < 16; lane++) {
        const lines = frame(many, { width: 100, height, state: state({ lane }) });
        expect(lines.filter(line => line.startsWith(`▌ 0.${lane} `))).toHaveLength(1);
      }
    }
  });
  test('are gone through by two keys, round and round, and every pane follows', () => {
    const at = state({ pane: 'answer', scroll: AT_TOP });
    expect(frame(three, { state: pressed(three, at, 'J') }).join('\n')).toContain('Lane 1.');
    expect(pressed(three, at, 'K').lane).toBe(2);
    expect(pressed(three, at, 'J', 'J', 'J').lane).toBe(0);
    expect(frame(three, { state: pressed(three, at, 'J', '4') }).join('\n')).toContain('Lane 1.');
  });
  test('that are not there are not gone to', () => {
    const one = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'x'));
    const { state: same, say } = inspectorKey(INITIAL, 'J', seen(one));
    expect(same).toBe(INITIAL);
    expect(say).toBe('The answers of this round have one lane.');
  });
});

describe('lanes side by side', () => {
  const streaming = laneRun(...lanesAsked(['First words', 'Second words', '']));
  const heads = /lane 0 {2}… streaming +│ lane 1 {2}… streaming +│ lane 2 {2}… waiting/;
  test('are shown while they stream where the screen is wide enough', () => {
    const wide = frame(streaming, { width: 120, height: 36, state: state({ pane: 'answer' }) }).join('\n');
    expect(wide).toMatch(heads);
    expect(wide).toMatch(/First words +│ Second words +│ Waiting/);
    expect(frame(streaming, { width: 119, height: 36 }).join('\n')).not.toMatch(heads);
    expect(frame(three, { width: 120, height: 36 }).join('\n')).not.toContain('lane 2');
  });
  test('are turned on and off by the key of the views', () => {
    const on = pressed(three, state({ pane: 'answer', scroll: AT_TOP }), 'v');
    expect(frame(three, { width: 120, state: on }).join('\n')).toMatch(
      /lane 0 {2}✗ wrong {2}0\.10 +│ lane 1/,
    );
    const off = pressed(three, on, 'v');
    expect(frame(three, { width: 120, state: off }).join('\n')).toContain('Lane 0.');
    const one = pressed(streaming, state({ pane: 'answer' }), 'v');
    expect(frame(streaming, { width: 120, state: one }).join('\n')).not.toMatch(heads);
  });
  test('are not laid side by side where there are more than four', () => {
    const on = state({ pane: 'answer', beside: true, scroll: AT_TOP });
    expect(frame(many, { width: 200, state: on }).join('\n')).toContain('Lane 0.');
  });
});

test('the end says which answer is returned, and by which rule', () => {
  const run = laneRun(...lanesVoted([FIRST, SECOND, SECOND], 1), returned('voted', 0, 1, 'vote'));
  const lines = frame(run, { state: state({ scroll: AT_TOP }) });
  expect(lines[0]).toContain('■ voted, returned 0.1');
  expect(lines[4]).toMatch(/^▌ 0\.1 .*returned/);
  expect(lines.join('\n')).toContain('■ Returned: round 0, lane 1, by vote (the samples were counted).');
});
